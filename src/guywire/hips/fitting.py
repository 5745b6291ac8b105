"""From readings to a fitted person: the one place that pages, program, desk and terminal ask.

The engine says how likely each muscle is tight (`guywire.body.fit`), the rule of care finds the
word. Every number is taken over the posterior and counts from the median person. The engine's
generic body stands for everybody: from 150 cm and 45 kg to 195 cm and 115 kg the chance moves by
8 in 100, so height and weight are not asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import NamedTuple

from guywire.body import fit as engine
from guywire.body.fit import Earlier, Fit, GroupFit, SideFit, SuggestedReading
from guywire.body.fit.groups import DEFICIT
from guywire.body.fit.samples import population
from guywire.body.intervals import Interval
from guywire.body.measure import Angle, ReadingError
from guywire.body.person import Person
from guywire.care.findings import MuscleFinding
from guywire.care.vocabulary import MuscleGroup, Side
from guywire.hips.estimates import MIN_CLEAR_DEG, Estimate
from guywire.hips.readings import Before, LastRead, SideReadings, measure_side, trials_of

MAX_CACHED_SIDES = 32
"""Fitted sides in memory, at most half a megabyte each: numbers, and no name with them."""

REQUIRED_READINGS = {
    MuscleGroup.ILIOPSOAS: {"thigh"},
    MuscleGroup.RECTUS_FEMORIS: {"shin", "prone_knee"},
}
"""The readings without which nothing is known of a group."""


class Reads(NamedTuple):
    """What was read of one side, on the newest day and before."""

    readings: SideReadings
    before: tuple[Before, ...] = ()


class FitOfDays(NamedTuple):
    """Both sides of the engine, and of each day before whether the answer rests on it."""

    fit: Fit
    counted: Mapping[Side, tuple[bool, ...]]


@dataclass(frozen=True)
class FittedGroup:
    """One group of one side, read on this day or on one that counts.

    `angle_deg` is its angle in the Thomas position, `deficit_deg` what it lacks against the
    median person (negative: it has more), `percentile` the share of people who are tighter.
    """

    finding: MuscleFinding
    angle_deg: Interval
    deficit_deg: Estimate
    percentile: Interval
    tissue: GroupFit


@dataclass(frozen=True)
class FittedSide:
    """`counted` and `left_out` are the days before that its answer rests on, and that it cannot."""

    side: Side
    fit: SideFit
    groups: Mapping[MuscleGroup, FittedGroup]
    counted: tuple[Before, ...] = ()
    left_out: tuple[Before, ...] = ()


@dataclass(frozen=True)
class Next:
    """The further reading worth most, and on which side; standing, it is of both."""

    side: Side
    reading: SuggestedReading


@dataclass(frozen=True)
class TakeAgain:
    """A side whose readings cannot all be right: which one to take again, and why."""

    side: Side
    reading: str
    error: ReadingError


@dataclass(frozen=True)
class SideDifference:
    """By how much the tighter hip is tighter; what both share (bones, habits, zero) cancels."""

    tighter: Side
    deg: Estimate

    @classmethod
    def of(cls, fit: Fit) -> SideDifference:
        """Read from the fit of both sides, in which what they share has canceled."""
        deficit = getattr(fit.posterior.predictions, DEFICIT["iliopsoas"])
        left_tighter = deficit[:, 0] - deficit[:, 1]
        more = Estimate.of(left_tighter, fit.posterior.weights)
        return cls(Side.LEFT, more) if more.mean >= 0 else cls(Side.RIGHT, -more)

    @property
    def is_clear(self) -> bool:
        return self.deg.low >= MIN_CLEAR_DEG / 2


@dataclass(frozen=True)
class Fitted:
    """Every measured side, either fitted or to be taken again."""

    sides: Mapping[Side, FittedSide]
    again: tuple[TakeAgain, ...]
    whole: Fit

    @property
    def findings(self) -> tuple[MuscleFinding, ...]:
        return tuple(
            found.finding for side in self.sides.values() for found in side.groups.values()
        )

    @cached_property
    def difference(self) -> SideDifference | None:
        """How the two hips differ, if both were measured."""
        hips = [side for side in self.sides.values() if MuscleGroup.ILIOPSOAS in side.groups]
        return SideDifference.of(self.whole) if len(hips) == len(Side) else None

    def next_reading(self, *, on_stomach: bool = True) -> Next | None:
        """The one that would narrow the answer most, of those a person may take."""
        either = next(iter(self.sides), Side.LEFT)
        options = (
            Next(Side(reading.side) if reading.side else either, reading)
            for reading in self.whole.suggested_readings
            if on_stomach or reading.reading != "prone_knee"
        )
        return next(options, None)


def fitted(sides: Mapping[Side, LastRead]) -> Fitted:
    """Both sides as they were last read; what was read of them before counts for less."""
    reads = {side: Reads(last.readings, last.before) for side, last in sides.items()}
    again: list[TakeAgain] = []
    while True:
        try:
            return Fitted(*_fitted(reads, tuple(again)))
        except ReadingError as error:
            side = Side(error.values["side"])
            again.append(TakeAgain(side, error.reading, error))
            del reads[side]


def fitted_side(side: Side, readings: SideReadings, before: tuple[Before, ...] = ()) -> FittedSide:
    """One side by itself. Raises guywire.body.measure.ReadingError if hardly anybody reads so."""
    return _fitted({side: Reads(readings, before)}, ())[0][side]


def _fitted(
    reads: Mapping[Side, Reads], again: tuple[TakeAgain, ...]
) -> tuple[Mapping[Side, FittedSide], tuple[TakeAgain, ...], Fit]:
    of_both = fit_hips(reads.get(Side.LEFT), reads.get(Side.RIGHT))
    sides = {
        side: _side(side, getattr(of_both.fit, side.value), read, of_both.counted[side])
        for side, read in reads.items()
    }
    return sides, again, of_both.fit


def _side(side: Side, found: SideFit, read: Reads, counted: tuple[bool, ...]) -> FittedSide:
    groups = {
        group: _group(side, group, found)
        for group in MuscleGroup
        if any(found.raters(reading) for reading in REQUIRED_READINGS[group])
    }
    return FittedSide(
        side,
        found,
        groups,
        tuple(one for one, was in zip(read.before, counted, strict=True) if was),
        tuple(one for one, was in zip(read.before, counted, strict=True) if not was),
    )


@lru_cache(maxsize=MAX_CACHED_SIDES)
def fit_hips(left: Reads | None, right: Reads | None) -> FitOfDays:
    """The posterior of both sides together; kept for the next question about them."""
    both = {Side.LEFT: left, Side.RIGHT: right}
    now = {side: _read(side, read.readings) for side, read in both.items() if read}
    earlier = {
        side: [_earlier(one) for one in read.before] if read else [] for side, read in both.items()
    }
    empty = Earlier(0.0)
    of_left, of_right = now.get(Side.LEFT, empty), now.get(Side.RIGHT, empty)
    fit = engine.fit(
        of_left.measurement,
        of_right.measurement,
        left_prone_knee_deg=of_left.prone_knee_deg,
        right_prone_knee_deg=of_right.prone_knee_deg,
        left_earlier=[one for one in earlier[Side.LEFT] if one],
        right_earlier=[one for one in earlier[Side.RIGHT] if one],
        left_rater=of_left.rater,
        right_rater=of_right.rater,
    )
    counted = {}
    for side in Side:
        weighed = iter(getattr(fit, side.value).counted)
        counted[side] = tuple(one is not None and next(weighed) for one in earlier[side])
    return FitOfDays(fit, counted)


def _read(side: Side, readings: SideReadings, weeks_ago: float = 0.0) -> Earlier:
    """Raises ReadingError, with the side among its values, for an impossible reading."""
    try:
        trials_of(readings)
        measurement = measure_side(readings) if readings.thigh else None
    except ReadingError as error:
        error.values["side"] = side.value
        raise
    standing = readings.standing or None
    return Earlier(weeks_ago, measurement, readings.prone_knee or None, readings.rater, standing)


def _earlier(one: Before) -> Earlier | None:
    """None for readings that cannot be right: nobody can take them again."""
    try:
        return _read(Side.LEFT, one.readings, one.weeks_ago)
    except ReadingError:
        return None


def _group(side: Side, group: MuscleGroup, found: SideFit) -> FittedGroup:
    of = found.groups[group.value]
    deficit = Estimate(of.mean_deficit_deg, of.deficit_deg.low, of.deficit_deg.high)
    finding = MuscleFinding(
        side,
        group,
        of.tight_probability,
        deficit_deg=deficit.mean,
        by_therapist=any(
            "clinician" in found.raters(reading) for reading in REQUIRED_READINGS[group]
        ),
    )
    hip = group is MuscleGroup.ILIOPSOAS
    angle = found.hip_extension_deg if hip else found.knee_flexion_deg
    return FittedGroup(finding, angle, deficit, of.percentile, of)


@cache
def people_deficit_deg() -> Estimate:
    """Return how people differ from the median person; 80 in 100 lie inside."""
    return Estimate.of(getattr(population(Person()), DEFICIT["iliopsoas"]).ravel())


def angle_read(group: MuscleGroup, readings: SideReadings) -> Angle | None:
    """The angle as it was read, before anything else is known; None if it was not."""
    if not readings.thigh:
        return None
    measurement = measure_side(readings)
    if group is MuscleGroup.ILIOPSOAS:
        return measurement.hip_extension_deg
    return measurement.knee_flexion_deg
