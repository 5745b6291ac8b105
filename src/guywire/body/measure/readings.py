"""Three inclinations and their trials, checked at the edge, with their error."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite, sqrt
from statistics import fmean, variance

import numpy as np

from guywire.body.measure.errors import ReadingError
from guywire.body.measure.norms import CLINICIAN_THIGH_SD_DEG, Rater
from guywire.body.quantities import FloatArray

RANGES_DEG = {
    "pelvis": (-40.0, 50.0),
    "thigh": (-50.0, 70.0),
    "shin": (-170.0, 70.0),
    "standing_pelvis": (-45.0, 45.0),
    "prone_knee": (30.0, 160.0),
}
MAX_TRIALS = 10
MAX_TRIAL_RANGE_DEG = 15.0

INSTRUMENT_SD_DEG = 0.3
"""A phone or inclinometer lying still: B01 (10.3390/s150923168)."""

PLACEMENT_SD_DEG: dict[Rater, dict[str, float]] = {
    # A09 method error about 2; C02 intra-rater SEM up to 2.26; A05 MDC95 4.17, so SEM 1.5.
    "clinician": {
        "pelvis": 2.26,
        "thigh": CLINICIAN_THIGH_SD_DEG,
        "shin": 1.5,
        "standing_pelvis": 2.26,
        "prone_knee": 2.0,
    },
    # C03 largest published SEM 3.6; B02 bias on a limb 3.4; B03 wrong face of the shin 4.89.
    "self": {
        "pelvis": 3.6,
        "thigh": 3.4,
        "shin": 3.4,
        "standing_pelvis": 3.6,
        "prone_knee": 4.89,
    },
}
TRIAL_SD_DEG: dict[Rater, float] = {"clinician": 1.0, "self": 2.0}
"""Usual spread of trials by one hand: B02 (MDC 1.9 to 2.0, so SEM 0.7), B03 (within 2)."""

TRIAL_PRIOR_WEIGHT = 3
"""The usual spread counts as this many trials, so that two lucky readings do not mean no error."""

RATER_BIAS_SHARE = 0.5
"""Share of the variance of placing the instrument that the same hand repeats: on the other side,
on another day, and standing as well as lying. An assumption: no study tells a hand's habit from
its slips, and half is as far from both."""

ERROR_SOURCES = ("A05", "A09", "B01", "B02", "B03", "C02", "C03")


def check_rater(rater: str) -> None:
    """ValueError for a rater there is none of."""
    if rater not in TRIAL_SD_DEG:
        raise ValueError(f'rater is {rater!r}; it is "self" or "clinician"')


@dataclass(frozen=True)
class Angle:
    """An angle in degrees with one standard deviation of its error."""

    value_deg: float
    sd_deg: float

    def interval_deg(self, z: float = 1.2816) -> tuple[float, float]:
        """Bounds `z` standard deviations either side; the usual 1.28 hold 80 in 100."""
        return self.value_deg - z * self.sd_deg, self.value_deg + z * self.sd_deg


@dataclass(frozen=True)
class Reading:
    """The trials of one inclination (degrees), their mean, and the error of that mean."""

    name: str
    trials_deg: tuple[float, ...]
    mean_deg: float
    trial_sd_deg: float | None
    sd_deg: float


def average_trials(name: str, trials_deg: Sequence[float], rater: Rater) -> Reading:
    """Check the trials of the reading `name` and average them.

    Raises `ReadingError` for one that is no list of numbers, an empty, endless, non-finite or
    out-of-range reading, and for trials that lie further apart than one unmoved leg can explain.
    """
    trials = _numbers(name, trials_deg)
    _check_count(name, trials)
    for value in trials:
        _check_range(name, value)
    _check_agreement(name, trials)
    spread = sqrt(variance(trials)) if len(trials) > 1 else None
    return Reading(
        name, trials, fmean(trials), spread, float(error_sd_deg(name, np.array(trials), rater))
    )


def _numbers(name: str, trials_deg: Sequence[float]) -> tuple[float, ...]:
    if isinstance(trials_deg, str):
        raise ReadingError(name, "not_a_list", value=trials_deg)
    try:
        return tuple(float(value) for value in trials_deg)
    except (TypeError, ValueError):
        raise ReadingError(name, "not_a_list", value=trials_deg) from None


def _check_count(name: str, trials: tuple[float, ...]) -> None:
    if not trials:
        raise ReadingError(name, "no_trials")
    if len(trials) > MAX_TRIALS:
        raise ReadingError(name, "too_many_trials", count=len(trials), most=MAX_TRIALS)


def _check_range(name: str, value: float) -> None:
    low, high = RANGES_DEG[name]
    if not isfinite(value):
        raise ReadingError(name, "not_a_number", value=value)
    if low <= value <= high:
        return
    code = "sign_swapped" if low <= -value <= high else "out_of_range"
    raise ReadingError(name, code, value=value, low=low, high=high)


def _check_agreement(name: str, trials: tuple[float, ...]) -> None:
    apart = max(trials) - min(trials)
    if apart > MAX_TRIAL_RANGE_DEG:
        raise ReadingError(
            name, "trials_apart", trials=trials, apart=apart, most=MAX_TRIAL_RANGE_DEG
        )


def error_sd_deg(name: str, trials_deg: FloatArray, rater: Rater) -> FloatArray:
    """Standard error of the mean of trials (last axis): placement, instrument and scatter."""
    count = trials_deg.shape[-1]
    seen = trials_deg.var(axis=-1) * count
    usual = TRIAL_PRIOR_WEIGHT * TRIAL_SD_DEG[rater] ** 2
    one_trial = (usual + seen) / (TRIAL_PRIOR_WEIGHT + count - 1)
    placement = PLACEMENT_SD_DEG[rater][name]
    return np.asarray(np.sqrt(one_trial / count + placement**2 + INSTRUMENT_SD_DEG**2))
