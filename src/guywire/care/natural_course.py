"""How back pain goes by itself: what any before-and-after has to be seen against."""

from dataclasses import dataclass
from itertools import pairwise

from guywire.care.sources import MENEZES_COSTA_2012, Source
from guywire.care.words import Message, message


@dataclass(frozen=True)
class MeasuredMean:
    """Pooled mean pain, 0 to 100, with its 95 % confidence interval."""

    week: int
    mean: int
    low: int
    high: int


@dataclass(frozen=True)
class NaturalCourse:
    """The mean course of many people; a single person's course scatters widely around it."""

    name: Message
    points: tuple[MeasuredMean, ...]
    source: Source = MENEZES_COSTA_2012

    def part_left(self, week: float) -> float:
        """The part of the first pain score that is left, straight lines between the points."""
        if week < 0:
            raise ValueError(f"Week {week} lies before the first score; give 0 or more.")
        return self._mean_at(week) / self.points[0].mean

    def _mean_at(self, week: float) -> float:
        for before, after in pairwise(self.points):
            if week <= after.week:
                way = (week - before.week) / (after.week - before.week)
                return before.mean + way * (after.mean - before.mean)
        return self.points[-1].mean


NEW_PAIN = NaturalCourse(
    message("pain that began in the last 12 weeks"),
    (
        MeasuredMean(0, 52, 48, 57),
        MeasuredMean(6, 23, 21, 25),
        MeasuredMean(26, 12, 9, 15),
        MeasuredMean(52, 6, 3, 10),
    ),
)
LASTING_PAIN = NaturalCourse(
    message("pain that has lasted 12 weeks to a year"),
    (
        MeasuredMean(0, 51, 44, 59),
        MeasuredMean(6, 33, 29, 38),
        MeasuredMean(26, 26, 20, 33),
        MeasuredMean(52, 23, 16, 30),
    ),
)
