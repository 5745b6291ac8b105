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

import numpy as np

from guywire.body.fit import Earlier, Fit, FurtherReading, GroupFit, SideFit, fit
from guywire.body.fit.predict import Expected, expected
from guywire.body.fit.short import Shortness, shortness
from guywire.body.intervals import Interval
from guywire.body.measure import Angle, ReadingError
from guywire.body.person import Person
from guywire.body.quantities import FloatArray
from guywire.care.findings import MuscleFinding
from guywire.care.vocabulary import Group, Side
from guywire.hips.estimates import MIN_CLEAR_DEG, Estimate
from guywire.hips.readings import Before, LastRead, SideReadings, measure_side, trials_of

DRAWS = 512
MAX_CACHED_SIDES = 32
"""Fitted sides in memory, at most half a megabyte each: numbers, and no name with them."""

SPEAKS_FOR = {Group.ILIOPSOAS: {"hip"}, Group.RECTUS_FEMORIS: {"knee", "prone_knee"}}
"""Which of the values read say something about a group."""

REQUIRED_READINGS = {Group.ILIOPSOAS: {"thigh"}, Group.RECTUS_FEMORIS: {"shin", "prone_knee"}}
"""The readings that those values cannot be had without."""


class FitOfDays(NamedTuple):
    """One side of the engine, and of each day before whether its answer rests on it."""

    fit: SideFit
    counted: tuple[bool, ...]


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
    groups: Mapping[Group, FittedGroup]
    counted: tuple[Before, ...] = ()
    left_out: tuple[Before, ...] = ()


@dataclass(frozen=True)
class Next:
    """The further reading worth most, and on which side."""

    side: Side
    reading: FurtherReading


@dataclass(frozen=True)
class TakeAgain:
    """A side whose readings cannot all be right: which one to take again, and why."""

    side: Side
    reading: str
    sentence: str


@dataclass(frozen=True)
class SideDifference:
    """By how much the tighter hip is tighter; what both share (bones, habits, zero) cancels."""

    tighter: Side
    deg: Estimate

    @classmethod
    def between(cls, left: SideFit, right: SideFit) -> SideDifference:
        more = Estimate.of(_deficit_draws(right) - _deficit_draws(left)[::-1])
        return cls(Side.RIGHT, more) if more.mean >= 0 else cls(Side.LEFT, -more)

    @property
    def is_clear(self) -> bool:
        return self.deg.low >= MIN_CLEAR_DEG / 2


@dataclass(frozen=True)
class Fitted:
    """Every measured side, either fitted or to be taken again."""

    sides: Mapping[Side, FittedSide]
    again: tuple[TakeAgain, ...]

    @property
    def findings(self) -> tuple[MuscleFinding, ...]:
        return tuple(
            found.finding for side in self.sides.values() for found in side.groups.values()
        )

    @cached_property
    def difference(self) -> SideDifference | None:
        """How the two hips differ, if both were measured."""
        hips = [side.fit for side in self.sides.values() if Group.ILIOPSOAS in side.groups]
        return SideDifference.between(*hips) if len(hips) == len(Side) else None

    @property
    def whole(self) -> Fit:
        """Both sides as the engine has them; one without readings is as people are."""
        left, right = (
            self.sides[side].fit if side in self.sides else fit_side(SideReadings()).fit
            for side in Side
        )
        return Fit(left, right)

    def next_reading(self, *, on_stomach: bool = True) -> Next | None:
        """The one that would narrow the answer most, of those a person may take."""
        options = [
            Next(side.side, reading)
            for side in self.sides.values()
            for reading in side.fit.further
            if on_stomach or reading.reading != "prone_knee"
        ]
        return max(options, key=lambda option: option.reading.narrows_by, default=None)


def fitted(sides: Mapping[Side, LastRead]) -> Fitted:
    """Every side as it was last read; what was read of it before counts for less."""
    found, again = {}, []
    for side, last in sides.items():
        try:
            found[side] = fitted_side(side, last.readings, last.before)
        except ReadingError as error:
            again.append(TakeAgain(side, error.reading, str(error)))
    return Fitted(found, tuple(again))


def fitted_side(side: Side, readings: SideReadings, before: tuple[Before, ...] = ()) -> FittedSide:
    """Raises guywire.body.measure.ReadingError if hardly anybody reads like this."""
    found, counted = fit_side(readings, before)
    among = shortness(found)
    groups = {
        group: _group(side, group, found, among[group.value])
        for group in Group
        if SPEAKS_FOR[group] & {name for day in found.occasions for name in day.names}
    }
    return FittedSide(
        side,
        found,
        groups,
        tuple(one for one, was in zip(before, counted, strict=True) if was),
        tuple(one for one, was in zip(before, counted, strict=True) if not was),
    )


@lru_cache(maxsize=MAX_CACHED_SIDES)
def fit_side(readings: SideReadings, before: tuple[Before, ...] = ()) -> FitOfDays:
    """The posterior of one side, whichever it is; kept for the next question about it."""
    now = _read(readings)
    earlier = [_earlier(one) for one in before]
    found = fit(
        now.measurement,
        left_prone_knee_deg=now.prone_knee_deg,
        left_earlier=[one for one in earlier if one],
        taken_by=readings.taken_by,
    ).left
    weighed = iter(found.counted)
    return FitOfDays(found, tuple(one is not None and next(weighed) for one in earlier))


def _read(readings: SideReadings, weeks_ago: float = 0.0) -> Earlier:
    measurement = measure_side(readings) if readings.thigh else None
    return Earlier(weeks_ago, measurement, readings.prone_knee or None, readings.taken_by)


def _earlier(one: Before) -> Earlier | None:
    """None for readings that cannot be right: nobody can take them again."""
    try:
        trials_of(one.readings)
        return _read(one.readings, one.weeks_ago)
    except ReadingError:
        return None


def _group(side: Side, group: Group, found: SideFit, among: Shortness) -> FittedGroup:
    deficit = Estimate.of(_deficit_deg(found, group), found.weight)
    finding = MuscleFinding(
        side,
        group,
        among.probability,
        deficit_deg=deficit.mean,
        by_therapist=any(
            day.hands_on(reading) == "clinician"
            for day in found.occasions
            for reading in REQUIRED_READINGS[group]
        ),
    )
    hip = group is Group.ILIOPSOAS
    angle = found.hip_extension_deg if hip else found.knee_flexion_deg
    return FittedGroup(finding, angle, deficit, among.place, found.groups[group.value])


def _deficit_deg(found: SideFit, group: Group) -> FloatArray:
    """Degrees that each sampled side lacks against the median person of the population."""
    lost = _lost_deg(found.sampled, group)
    return np.asarray(lost - _usual_lost_deg(group))


@cache
def _usual_lost_deg(group: Group) -> float:
    return float(np.median(_lost_deg(expected(Person()), group)))


@cache
def people_deficit_deg() -> Estimate:
    """Return how people differ from the median person; 80 in 100 lie inside."""
    lost = _lost_deg(expected(Person()), Group.ILIOPSOAS)
    return Estimate.of(lost - np.median(lost))


def _lost_deg(sampled: Expected, group: Group) -> FloatArray:
    return sampled.lost_hip_deg if group is Group.ILIOPSOAS else sampled.lost_knee_deg


def _deficit_draws(found: SideFit) -> FloatArray:
    """Draw hip deficits from a posterior in an order that goes with nothing else."""
    shares = (np.arange(DRAWS) + 0.5) / DRAWS
    drawn = np.searchsorted(np.cumsum(found.weight), shares).clip(0, len(found.weight) - 1)
    order = np.random.default_rng(DRAWS).permutation(DRAWS)
    return np.asarray(_deficit_deg(found, Group.ILIOPSOAS)[drawn][order])


def angle_read(group: Group, readings: SideReadings) -> Angle | None:
    """The angle as it was read, before anything else is known; None if it was not."""
    if not readings.thigh:
        return None
    measurement = measure_side(readings)
    if group is Group.ILIOPSOAS:
        return measurement.hip_extension_deg
    return measurement.knee_flexion_deg
