"""The weekly score as a picture: where each line and letter stands, in the units of the drawing."""

from dataclasses import dataclass
from datetime import date
from math import ceil

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from guywire.care.natural_course import LASTING_PAIN, NEW_PAIN
from guywire.care.scores import PAIN, Change, WeeklyScore

WIDTH, HEIGHT = 360, 240
LEFT, RIGHT, TOP, BOTTOM = 34, 346, 14, 204
WEEKS_AT_LEAST = 6
LABELS_AT_MOST = 7


@dataclass(frozen=True)
class Point:
    x: float
    y: float

    def __str__(self) -> str:
        return f"{self.x:.1f},{self.y:.1f}"


@dataclass(frozen=True)
class Row:
    """One weekly score in the table behind the chart. `course` is what the natural course alone
    would leave, from the faster of the two courses to the slower."""

    on: date
    week: float
    pain: int
    course: tuple[float, float]
    at: Point


@dataclass(frozen=True)
class Tick:
    label: str
    at: float


@dataclass(frozen=True)
class Chart:
    rows: list[Row]
    band: str
    weeks: list[Tick]
    scores: list[Tick]
    clear_change_at: float | None

    @property
    def line(self) -> str:
        return " ".join(str(row.at) for row in self.rows)

    @property
    def sentence(self) -> str:
        first, last = self.rows[0], self.rows[-1]
        if first is last:
            return _("Your first weekly pain score is {score} out of 10.").format(score=first.pain)
        change = _(SAID[PAIN.change(first.pain, last.pain)])
        return change.format(
            first=first.pain,
            last=last.pain,
            weeks=weeks_text(round(last.week)),
            points=PAIN.smallest_clear_change,
        )


SAID = {
    Change.BETTER: gettext_noop(
        "From {first} to {last} out of 10 in {weeks}. That is a clear improvement."
    ),
    Change.NO_CLEAR_CHANGE: gettext_noop(
        "From {first} to {last} out of 10 in {weeks}. That is not a clear change. A "
        "difference of less than {points} points can be chance."
    ),
    Change.WORSE: gettext_noop(
        "From {first} to {last} out of 10 in {weeks}. That is clearly more pain."
    ),
}


def draw(weekly: tuple[WeeklyScore, ...]) -> Chart:
    """Raises ValueError when there is no score to draw."""
    if not weekly:
        raise ValueError("There is no weekly score yet; draw the chart from the first one on.")
    first = weekly[0]
    end = max(WEEKS_AT_LEAST, ceil((weekly[-1].on - first.on).days / 7))
    goal = first.pain - PAIN.smallest_clear_change
    return Chart(
        rows=[_row(score, first, end) for score in weekly],
        band=_band(first.pain, end),
        weeks=[Tick(str(week), _x(week, end)) for week in range(0, end + 1, _step(end))],
        scores=[Tick(str(pain), _y(pain)) for pain in range(0, PAIN.maximum + 1, 2)],
        clear_change_at=_y(goal) if goal >= 0 else None,
    )


def _row(score: WeeklyScore, first: WeeklyScore, end: int) -> Row:
    week = (score.on - first.on).days / 7
    return Row(
        score.on, week, score.pain, _course(first.pain, week), Point(_x(week, end), _y(score.pain))
    )


def _course(first_pain: int, week: float) -> tuple[float, float]:
    return first_pain * NEW_PAIN.part_left(week), first_pain * LASTING_PAIN.part_left(week)


def _band(first_pain: int, end: int) -> str:
    """Along the faster course and back along the slower one."""
    low = [Point(_x(week, end), _y(_course(first_pain, week)[0])) for week in range(end + 1)]
    high = [Point(_x(week, end), _y(_course(first_pain, week)[1])) for week in range(end + 1)]
    return " ".join(str(point) for point in (*low, *high[::-1]))


def _x(week: float, end: int) -> float:
    return LEFT + (RIGHT - LEFT) * week / end


def _y(pain: float) -> float:
    return BOTTOM - (BOTTOM - TOP) * pain / PAIN.maximum


def _step(end: int) -> int:
    return ceil(end / (LABELS_AT_MOST - 1))


def weeks_text(weeks: int) -> str:
    return ngettext("{count} week", "{count} weeks", weeks).format(count=weeks)
