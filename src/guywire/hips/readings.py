"""What was read of a side: today, on earlier days, and as true angles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from guywire.body.fit.days import WEEKS_AGO
from guywire.body.measure import Measurement, Reading, measure
from guywire.body.measure.norms import Rater
from guywire.body.measure.readings import average_trials
from guywire.care.vocabulary import Side

HANGING = ("pelvis", "thigh", "shin")
"""Read on the back, with the leg hanging."""
# Positions in the lines that devices keep for 400 days: append only, never reorder.
READINGS = (*HANGING, "prone_knee", "standing")
FIRST_FORMAT_SPOTS = 4
"""Lines written before the standing reading hold one spot less."""
SIDE_CODES = tuple(Side)
RATER_CODES: tuple[Rater, ...] = ("self", "clinician")


@dataclass(frozen=True)
class SideReadings:
    """Trials of what was read of one side, in degrees: three inclinations with the leg hanging,
    the bend of the knee at which the pelvis lifts, lying on the stomach, and the pelvis standing
    (0 upright, + rotated back), which both sides of a day share."""

    pelvis: tuple[float, ...] = ()
    thigh: tuple[float, ...] = ()
    shin: tuple[float, ...] = ()
    prone_knee: tuple[float, ...] = ()
    rater: Rater = "self"
    standing: tuple[float, ...] = ()

    def to_json(self) -> dict[str, Any]:
        repeats = {name: list(getattr(self, name)) for name in READINGS if getattr(self, name)}
        return repeats if self.rater == "self" else repeats | {"taken_by": self.rater}

    @classmethod
    def of(cls, spots: Iterable[Iterable[float]], rater: Rater = "self") -> SideReadings:
        """From the repeats of each spot, in the order of `READINGS`."""
        trials = (tuple(map(float, repeats)) for repeats in spots)
        return cls(**dict(zip(READINGS, trials, strict=False)), rater=rater)

    def in_tenths(self) -> SideReadings:
        """As finely as a phone reads, and short enough to keep many."""
        spots = (getattr(self, name) for name in READINGS)
        return self.of(([round(value, 1) for value in spot] for spot in spots), self.rater)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> SideReadings:
        return cls.of((data.get(name, ()) for name in READINGS), data.get("taken_by", "self"))


@dataclass(frozen=True)
class EarlierSide:
    """One side as an earlier check on this device read it."""

    on: date
    side: Side
    readings: SideReadings

    def to_json(self) -> list[Any]:
        repeats = (list(getattr(self.readings, name)) for name in READINGS)
        rater = RATER_CODES.index(self.readings.rater)
        return [self.on.toordinal(), SIDE_CODES.index(self.side), rater, *repeats]

    @classmethod
    def from_json(cls, line: list[Any]) -> EarlierSide:
        on, side, rater, *spots = line
        readings = SideReadings.of(spots, RATER_CODES[rater])
        return cls(date.fromordinal(on), SIDE_CODES[side], readings)

    @classmethod
    def all_from_json(cls, lines: Iterable[list[Any]]) -> tuple[EarlierSide, ...]:
        """Parse lines. Those of the first release held an angle and no readings: drop them."""
        return tuple(cls.from_json(line) for line in lines if len(line) >= FIRST_FORMAT_SPOTS + 3)


class Before(NamedTuple):
    """The same side some weeks before."""

    on: date
    weeks_ago: float
    readings: SideReadings


class LastRead(NamedTuple):
    """The newest readings of a side, and those before them, newest first."""

    on: date
    readings: SideReadings
    before: tuple[Before, ...]


def days_before(on: date, days: Sequence[EarlierSide]) -> tuple[Before, ...]:
    """Return earlier days, newest first. A day after `on` (a clock was set back) counts as `on`."""
    weeks = (min(max((on - day.on).days / 7, 0.0), WEEKS_AGO.high) for day in days)
    before = [Before(day.on, ago, day.readings) for ago, day in zip(weeks, days, strict=True)]
    return tuple(reversed(before))


def measure_side(readings: SideReadings) -> Measurement:
    """Return true angles. Raises guywire.body.measure.ReadingError for an impossible reading."""
    return measure(
        readings.pelvis or None,
        readings.thigh,
        readings.shin or None,
        rater=readings.rater,
        standing_pelvis_deg=readings.standing or None,
    )


def trials_of(readings: SideReadings) -> tuple[Reading, ...]:
    """Return every reading that was taken, with its trials."""
    hanging = measure_side(readings).readings if readings.thigh else ()
    if not readings.prone_knee:
        return hanging
    return (*hanging, average_trials("prone_knee", readings.prone_knee, readings.rater))
