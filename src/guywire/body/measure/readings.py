"""Three inclinations and their repeats, checked at the edge, with their error."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite, sqrt
from statistics import fmean, variance
from typing import Literal

from guywire.body.measure.errors import ReadingError

TakenBy = Literal["self", "clinician"]

RANGES_DEG = {
    "pelvis": (-40.0, 50.0),
    "thigh": (-50.0, 70.0),
    "shin": (-170.0, 70.0),
    "standing_pelvis": (-45.0, 45.0),
    "prone_knee": (30.0, 160.0),
}
MOST_REPEATS = 10
CREDIBLE_REPEAT_RANGE_DEG = 15.0

INSTRUMENT_SD_DEG = 0.3
"""A phone or inclinometer lying still: B01 (10.3390/s150923168)."""

PLACEMENT_SD_DEG: dict[TakenBy, dict[str, float]] = {
    # A09 method error about 2; C02 intra-rater SEM up to 2.26; A05 MDC95 4.17, so SEM 1.5.
    "clinician": {
        "pelvis": 2.26,
        "thigh": 2.0,
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
REPEAT_SD_DEG: dict[TakenBy, float] = {"clinician": 1.0, "self": 2.0}
"""Usual spread of repeats by one hand: B02 (MDC 1.9 to 2.0, so SEM 0.7), B03 (within 2)."""

REPEAT_PRIOR_WEIGHT = 3
"""The usual spread counts as this many repeats, so that two lucky readings do not mean no error."""

ERROR_SOURCES = ("A05", "A09", "B01", "B02", "B03", "C02", "C03")


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
    """The repeats of one inclination (degrees), their mean, and the error of that mean."""

    name: str
    repeats_deg: tuple[float, ...]
    mean_deg: float
    repeat_sd_deg: float | None
    sd_deg: float


def take(name: str, repeats_deg: Sequence[float], taken_by: TakenBy) -> Reading:
    """Check the repeats of the reading `name` and average them.

    Raises `ReadingError` for an empty, endless, non-finite or out-of-range reading, and for
    repeats that lie further apart than one unmoved leg can explain.
    """
    repeats = tuple(float(value) for value in repeats_deg)
    _check_count(name, repeats)
    for value in repeats:
        _check_range(name, value)
    _check_agreement(name, repeats)
    spread = sqrt(variance(repeats)) if len(repeats) > 1 else None
    return Reading(name, repeats, fmean(repeats), spread, _error_sd(name, repeats, taken_by))


def _check_count(name: str, repeats: tuple[float, ...]) -> None:
    if not repeats:
        raise ReadingError(
            name, f"{_title(name)}: no reading given. Enter at least one angle in °."
        )
    if len(repeats) > MOST_REPEATS:
        raise ReadingError(
            name, f"{_title(name)}: {len(repeats)} repeats given; enter at most {MOST_REPEATS}."
        )


def _check_range(name: str, value: float) -> None:
    low, high = RANGES_DEG[name]
    if not isfinite(value):
        raise ReadingError(name, f"{_title(name)} {value} is not a number. Enter an angle in °.")
    if low <= value <= high:
        return
    hint = f" Did you mean {-value:g}°?" if low <= -value <= high else " Take the reading again."
    raise ReadingError(name, f"{_title(name)} {value:g}° is outside {low:g}° to {high:g}°.{hint}")


def _check_agreement(name: str, repeats: tuple[float, ...]) -> None:
    apart = max(repeats) - min(repeats)
    if apart > CREDIBLE_REPEAT_RANGE_DEG:
        listed = ", ".join(f"{value:g}°" for value in repeats)
        raise ReadingError(
            name,
            f"{_title(name)} repeats {listed} lie {apart:g}° apart; repeats of one position agree "
            f"within {CREDIBLE_REPEAT_RANGE_DEG:g}°. Take this reading again.",
        )


def _error_sd(name: str, repeats: tuple[float, ...], taken_by: TakenBy) -> float:
    count = len(repeats)
    seen = variance(repeats) * (count - 1) if count > 1 else 0.0
    usual = REPEAT_PRIOR_WEIGHT * REPEAT_SD_DEG[taken_by] ** 2
    one_repeat = (usual + seen) / (REPEAT_PRIOR_WEIGHT + count - 1)
    placement = PLACEMENT_SD_DEG[taken_by][name]
    return sqrt(one_repeat / count + placement**2 + INSTRUMENT_SD_DEG**2)


def _title(name: str) -> str:
    return name.replace("_", " ").capitalize()
