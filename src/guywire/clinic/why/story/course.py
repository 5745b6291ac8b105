"""What back pain does with time alone, as bands: new pain, and pain that has lasted."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from guywire.body.evidence import Value, finding
from guywire.care.words import Message, message
from guywire.clinic.why.story.axis import Axis

TIMES = (("start", 0), ("6 weeks", 6), ("26 weeks", 26), ("52 weeks", 52))
TIME_WORDS = {
    "start": message("start"),
    "6 weeks": message("6 weeks"),
    "26 weeks": message("26 weeks"),
    "52 weeks": message("52 weeks"),
}
WEEKS_AXIS = Axis(start=0, end=52, width=340, margin=30)
TOP, BOTTOM = 14.0, 174.0


@dataclass(frozen=True)
class Point:
    when: str
    weeks: int
    x: float
    y: float
    value: int
    low: int
    high: int


@dataclass(frozen=True)
class Line:
    """One kind of pain: the average, and the range its true average most likely lies in."""

    kind: str
    name: Message
    finding_id: str
    points: tuple[Point, ...]

    @property
    def band(self) -> str:
        """The outline of the band as an SVG path."""
        upper = [f"{point.x} {_y(point.high)}" for point in self.points]
        lower = [f"{point.x} {_y(point.low)}" for point in reversed(self.points)]
        return "M" + "L".join([*upper, *lower]) + "Z"

    @property
    def middle(self) -> str:
        return "M" + "L".join(f"{point.x} {point.y}" for point in self.points)


@dataclass(frozen=True)
class Course:
    lines: tuple[Line, ...]
    marks: tuple[tuple[int, float], ...]

    @property
    def rows(self) -> list[tuple[Message, tuple[Point, ...]]]:
        """The table behind the chart: a time, and each line's point there."""
        return [
            (TIME_WORDS[when], tuple(line.points[index] for line in self.lines))
            for index, (when, _) in enumerate(TIMES)
        ]


@cache
def course() -> Course:
    lines = (
        _line("new", message("new pain"), "I11"),
        _line("lasting", message("pain that lasts"), "I12"),
    )
    return Course(lines, tuple((pain, _y(pain)) for pain in (0, 25, 50)))


def _line(kind: str, name: Message, finding_id: str) -> Line:
    study = finding(finding_id)
    points = (_point(when, weeks, study.value_of(when)) for when, weeks in TIMES)
    return Line(kind, name, finding_id, tuple(points))


def _point(when: str, weeks: int, value: Value) -> Point:
    middle, low, high = (
        round(number) for number in (value.value, value.low, value.high) if number is not None
    )
    return Point(when, weeks, WEEKS_AXIS.at(weeks), _y(middle), middle, low, high)


def _y(pain: float) -> float:
    """Pain from 0 to 60 of 100, upward."""
    return round(BOTTOM - pain / 60 * (BOTTOM - TOP), 1)
