"""Days and weeks: what each step asks, added up; and how much improvement to expect, as a band."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from guywire.body.evidence import PublishedResult, finding
from guywire.body.quantities import FloatArray, Quantity

STEPS = Quantity("steps_per_day", 0.0, 60_000.0, "steps")
STEPS_SD = Quantity("steps_sd", 0.0, 30_000.0, "steps")
PER_STEP = Quantity("mm_per_step", 0.0, 200.0, "mm")
PER_STEP_SD = Quantity("mm_per_step_sd", 0.0, 200.0, "mm")
DAYS = Quantity("days", 0.0, 3650.0, "days")
WEEKS = Quantity("weeks", 0.0, 52.0, "weeks")
MINUTES = Quantity("minutes_per_week", 0.0, 600.0, "min")

NINETY_PERCENT = 1.6449


@dataclass(frozen=True)
class RangeOverTime:
    """A range that goes with an array of times: never one line. All arrays share one shape."""

    low: FloatArray
    high: FloatArray
    unit: str
    sources: tuple[PublishedResult, ...] = ()


def traveled(
    steps_per_day: float,
    mm_per_step: float,
    *,
    days: ArrayLike = 1.0,
    mm_per_step_sd: float = 0.0,
    steps_sd: float = 0.0,
) -> RangeOverTime:
    """Extra travel of a point that each step asks for, added up over days.

    travel = days * steps * mm_per_step, as a 90 % band. What one step asks of this person is
    uncertain but the same every day, so its error grows with the days; the day-to-day change of
    the steps averages out, so its error grows with their square root:

        sd^2 = (days * steps * mm_sd)^2 + days * (steps_sd * mm_per_step)^2

    A sum is bookkeeping: no study ties such a sum to harm. Tissue does not add up millimeters.

    Parameters
    ----------
    steps_per_day, steps_sd : steps, all of both legs, and their change from day to day
    mm_per_step, mm_per_step_sd : mm, what one step asks, and its standard error
    days : any shape

    Returns
    -------
    RangeOverTime in meters, of the shape of `days`.

    Raises
    ------
    ValueError
        For anything outside its range, naming quantity, value, range and unit.
    """
    steps, each = STEPS.scalar(steps_per_day), PER_STEP.scalar(mm_per_step) / 1000
    each_sd = PER_STEP_SD.scalar(mm_per_step_sd) / 1000
    span = DAYS.array(days)
    middle = span * steps * each
    daily_sd = STEPS_SD.scalar(steps_sd) * each
    sd = np.sqrt((span * steps * each_sd) ** 2 + span * daily_sd**2)
    low = np.maximum(middle - NINETY_PERCENT * sd, 0.0)
    return RangeOverTime(low, middle + NINETY_PERCENT * sd, "m")


def expected_gain(weeks: ArrayLike, *, minutes_per_week: float = 10.0) -> RangeOverTime:
    """Hip extension gained by groups of people who stretched, in degrees: a band, never a line.

    Lower edge: the 1.6 degrees that healthy older people gained in ten weeks at home after one
    instruction [1], reached steadily over those ten weeks. Upper edge: the upper end of the
    meta-analysed effect of weeks of static stretching, 1.22 standard deviations [2], times the
    spread of hip extension between people, 9.61 degrees [3], reached by week four, where a trial
    with repeated measurements leveled off [4]. Both edges shrink in proportion below ten minutes
    a week, where gains level off [5].

    The band is of group means. One person may gain nothing, or more.

    Parameters
    ----------
    weeks : 0 to 52, any shape
    minutes_per_week : 0 to 600; more than ten is not expected to help

    References
    ----------
    [1] Kerrigan DC et al. Arch Phys Med Rehabil 2003;84:1-6. doi:10.1053/apmr.2003.50056
    [2] Arntz F et al. Sports Med 2023;53:723-745. doi:10.1007/s40279-022-01806-9
    [3] Ferber R et al. J Athl Train 2010;45:344-348. doi:10.4085/1062-6050-45.4.344
    [4] Gribble PA et al. J Sport Rehabil 1999;8:195-208
    [5] Ingram LA et al. Sports Med 2025. doi:10.1007/s40279-024-02143-9
    """
    time = WEEKS.array(weeks)
    enough = _number("H05", "levels off in a week")
    dose = min(1.0, MINUTES.scalar(minutes_per_week) / enough)
    before = _number("D13", "static hip extension before")
    least = _number("D13", "static hip extension after") - before
    most = _high("H10", "all") * _sd("A12", "all legs")
    low = least * dose * np.minimum(time / 10.0, 1.0)
    high = most * dose * np.minimum(time / weeks_to_level(), 1.0)
    return RangeOverTime(low, high, "deg", tuple(finding(id_) for id_ in GAIN_SOURCES))


def weeks_to_level() -> float:
    """Weeks of stretching after which a trial with repeated measurements found no more gain [4]."""
    return _low("H13", "plateau reached")


GAIN_SOURCES = ("D13", "H10", "A12", "H13", "H05")
"""The findings that `expected_gain` rests on."""


def _number(finding_id: str, name: str) -> float:
    return _given(finding(finding_id).value_of(name).value, finding_id, name)


def _sd(finding_id: str, name: str) -> float:
    return _given(finding(finding_id).value_of(name).sd, finding_id, name)


def _low(finding_id: str, name: str) -> float:
    return _given(finding(finding_id).value_of(name).low, finding_id, name)


def _high(finding_id: str, name: str) -> float:
    return _given(finding(finding_id).value_of(name).high, finding_id, name)


def _given(number: float | None, finding_id: str, name: str) -> float:
    if number is None:
        raise ValueError(f"finding {finding_id} gives no such number for {name!r}")
    return number
