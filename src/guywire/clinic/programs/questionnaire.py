"""The Roland-Morris questionnaire over the weeks: in a sentence, a drawing and a table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from guywire.care.roland_morris import EVERY, ROLAND_MORRIS, Questionnaire
from guywire.care.scores import Change
from guywire.clinic.programs.chart import Tick

LEFT, RIGHT, TOP, ROW = 64, 340, 26, 30
CLEAR = ROLAND_MORRIS.smallest_clear_change
BESIDE_FIRST = {
    Change.BETTER: "clearly fewer",
    Change.NO_CLEAR_CHANGE: "no clear change",
    Change.WORSE: "clearly more",
}
SAID = {
    Change.BETTER: "a clear improvement, more than chance ups and downs.",
    Change.NO_CLEAR_CHANGE: f"no clear change, because fewer than {CLEAR} sentences can be chance.",
    Change.WORSE: "your back clearly keeps you from more than at the beginning.",
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
            return f"You ticked {self.first.score} of 24 sentences. {self._what_would_be_clear}"
        days = (self.latest.on - self.first.on).days
        return f"{self._from_to} in {_time(days)}: {SAID[self.change]}"

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
        return f"From {self.first.score} to {self.latest.score} of 24"

    @property
    def _what_would_be_clear(self) -> str:
        goal = self.first.score - CLEAR
        if goal >= 0:
            return f"{_number(goal)} would be a clear improvement; less of a change can be chance."
        return (
            f"That is few: a clear improvement takes {CLEAR} fewer, so only getting worse could "
            "show here."
        )


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
    said = "the first" if filled is first else BESIDE_FIRST[change]
    return Row(filled, said, _x(filled.score), TOP + ROW * (number + 0.5))


def _x(score: int) -> float:
    return LEFT + (RIGHT - LEFT) * score / ROLAND_MORRIS.maximum


def _number(goal: int) -> str:
    return f"{goal} or fewer" if goal else "None"


def _time(days: int) -> str:
    number, unit = (days, "day") if days < 7 else (round(days / 7), "week")
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"
