"""The Roland-Morris questionnaire over the weeks: in a sentence, a drawing and a table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop, ngettext

from guywire.care.roland_morris import EVERY, ROLAND_MORRIS, Questionnaire
from guywire.care.scores import Change
from guywire.clinic.programs.chart import Tick, weeks_text

LEFT, RIGHT, TOP, ROW = 64, 340, 26, 30
CLEAR = ROLAND_MORRIS.smallest_clear_change
BESIDE_FIRST = {
    Change.BETTER: gettext_lazy("clearly fewer"),
    Change.NO_CLEAR_CHANGE: gettext_lazy("no clear change"),
    Change.WORSE: gettext_lazy("clearly more"),
}
SAID = {
    Change.BETTER: gettext_noop("{from_to} in {time}. That is a clear improvement."),
    Change.NO_CLEAR_CHANGE: gettext_noop(
        "{from_to} in {time}. That is not a clear change. "
        "A difference of fewer than {clear} sentences can be chance."
    ),
    Change.WORSE: gettext_noop("{from_to} in {time}. That is clearly worse."),
}


@dataclass(frozen=True)
class Row:
    filled: Questionnaire
    beside_first: str
    x: float
    y: float


@dataclass(frozen=True)
class Course:
    """`chance` are the edges of what lies within the error of the first score; `clear_at` is where
    a clear improvement begins, if there is room for one."""

    clear: ClassVar[int] = CLEAR

    rows: list[Row]
    chance: tuple[float, float]
    clear_at: float | None
    scores: list[Tick]
    change: Change | None

    @property
    def first(self) -> Questionnaire:
        return self.rows[0].filled

    @property
    def latest(self) -> Questionnaire:
        return self.rows[-1].filled

    @property
    def height(self) -> int:
        return TOP + ROW * len(self.rows)

    @property
    def chance_width(self) -> float:
        return self.chance[1] - self.chance[0]

    @property
    def is_worse(self) -> bool:
        return self.change is Change.WORSE

    @property
    def next_on(self) -> date:
        return self.latest.on + EVERY

    @property
    def sentence(self) -> str:
        if self.change is None:
            picked = _("You picked {score} of 24 sentences.").format(score=self.first.score)
            return f"{picked} {self._what_would_be_clear}"
        time = _time((self.latest.on - self.first.on).days)
        return _(SAID[self.change]).format(from_to=self._from_to, time=time, clear=CLEAR)

    @property
    def for_staff(self) -> str:
        if self.change is None:
            return ""
        return f"{self._from_to}: {self.change.value.replace('_', ' ')}."

    @property
    def no_longer(self) -> list[str]:
        """What was ticked at first and is not now."""
        return Questionnaire(self.first.on, self.first.ticked - self.latest.ticked).sentences

    @property
    def _from_to(self) -> str:
        scores = {"first": self.first.score, "latest": self.latest.score}
        return _("From {first} to {latest} of 24 sentences").format(**scores)

    @property
    def _what_would_be_clear(self) -> str:
        goal = self.first.score - CLEAR
        if goal >= 0:
            text = _(
                "{goal} or fewer would be a clear improvement. A smaller change can be chance."
            )
            return text.format(goal=goal)
        return _(
            "That is a low score. A clear improvement takes {clear} fewer, so this score can only "
            "show if you get worse."
        ).format(clear=CLEAR)


def course(questionnaires: tuple[Questionnaire, ...]) -> Course | None:
    """Nothing while none was filled in."""
    if not questionnaires:
        return None
    first, latest, most = questionnaires[0], questionnaires[-1], ROLAND_MORRIS.maximum
    return Course(
        rows=[_row(number, filled, first) for number, filled in enumerate(questionnaires)],
        chance=(_x(max(first.score - CLEAR, 0)), _x(min(first.score + CLEAR, most))),
        clear_at=_x(first.score - CLEAR) if first.score >= CLEAR else None,
        scores=[Tick(str(score), _x(score)) for score in range(0, most + 1, 4)],
        change=None if latest is first else ROLAND_MORRIS.change(first.score, latest.score),
    )


def _row(number: int, filled: Questionnaire, first: Questionnaire) -> Row:
    change = ROLAND_MORRIS.change(first.score, filled.score)
    said = _("the first") if filled is first else str(BESIDE_FIRST[change])
    return Row(filled, said, _x(filled.score), TOP + ROW * (number + 0.5))


def _x(score: int) -> float:
    return LEFT + (RIGHT - LEFT) * score / ROLAND_MORRIS.maximum


def _time(days: int) -> str:
    if days < 7:
        return ngettext("{count} day", "{count} days", days).format(count=days)
    return weeks_text(round(days / 7))
