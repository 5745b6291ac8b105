"""Question 1: from three inclinations in the Thomas position to true angles, with their error."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot, sqrt

from guywire.body.measure import norms
from guywire.body.measure.errors import ReadingError
from guywire.body.measure.norms import Rater
from guywire.body.measure.readings import (
    PLACEMENT_SD_DEG,
    RATER_BIAS_SHARE,
    Angle,
    Reading,
    average_trials,
    check_rater,
)

__all__ = ["Angle", "Measurement", "Rater", "Reading", "ReadingError", "measure"]

EXTENSION_RANGE_DEG = (-80.0, 60.0)
KNEE_RANGE_DEG = (0.0, 150.0)


@dataclass(frozen=True)
class Measurement:
    """One side. `sd_without_pelvis_deg` is how wide the hip answer is, or would be, unread."""

    hip_extension_deg: Angle
    knee_flexion_deg: Angle | None
    readings: tuple[Reading, ...]
    rater: Rater
    pelvis_read: bool
    sd_without_pelvis_deg: float


def measure(
    pelvis_deg: Sequence[float] | None,
    thigh_deg: Sequence[float],
    shin_deg: Sequence[float] | None,
    *,
    rater: Rater = "self",
    standing_pelvis_deg: Sequence[float] | None = None,
) -> Measurement:
    """True hip extension and knee flexion of one side, as the readings have them.

    On the back, other knee held to the chest, tested leg hanging. Each reading is one to ten
    trials in degrees against the level: pelvis (front of the pelvis; + rotated back, the lower
    back flattened), thigh (− knee below hip), shin (−90 hanging straight down). Then

        hip extension = pelvis − thigh,    knee flexion = thigh − shin.

    With `standing_pelvis_deg` (the same plane against the vertical in quiet standing; + rotated
    back) extension counts from the person's own neutral, and what the hand does wrong at both
    places cancels; without it, bone shape (SD 5°) is part of the error. Without a pelvis reading
    the pelvis is taken to lie as in the norm, and the answer is wider: `sd_without_pelvis_deg`.

    This is what the readings say by themselves; `guywire.body.fit` weighs them against people.

    Raises
    ------
    ReadingError
        For a reading that cannot be right: `.reading`, `.code`, `.values`.

    References
    ----------
    Errors: Mourcou 2015, 10.3390/s150923168; 10.1177/0309364620911314; Prushansky 2008,
    10.1016/j.gaitpost.2008.02.015; Vigotsky 2016, 10.7717/peerj.2325; Preece 2008,
    10.1179/106698108790818459.
    """
    check_rater(rater)
    thigh = average_trials("thigh", thigh_deg, rater)
    pelvis = None if pelvis_deg is None else average_trials("pelvis", pelvis_deg, rater)
    shin = None if shin_deg is None else _shin(shin_deg, thigh, rater)
    standing = (
        None
        if standing_pelvis_deg is None
        else average_trials("standing_pelvis", standing_pelvis_deg, rater)
    )
    return Measurement(
        _hip_extension(thigh, pelvis, standing, rater),
        None if shin is None else _knee_flexion(thigh, shin),
        tuple(reading for reading in (pelvis, thigh, shin, standing) if reading is not None),
        rater,
        pelvis is not None,
        _unread(thigh).sd_deg,
    )


def _shin(shin_deg: Sequence[float], thigh: Reading, rater: Rater) -> Reading:
    shin = average_trials("shin", shin_deg, rater)
    for value in shin.trials_deg:
        if value > thigh.mean_deg:
            swapped = value > 0 and 0 <= thigh.mean_deg + value <= KNEE_RANGE_DEG[1]
            code = "shin_sign_swapped" if swapped else "shin_above_thigh"
            raise ReadingError("shin", code, shin=value, thigh=thigh.mean_deg)
    flexion = thigh.mean_deg - shin.mean_deg
    if flexion > KNEE_RANGE_DEG[1]:
        raise ReadingError(
            "shin",
            "knee_bent_too_far",
            shin=shin.mean_deg,
            thigh=thigh.mean_deg,
            flexion=flexion,
            most=KNEE_RANGE_DEG[1],
        )
    return shin


def _hip_extension(
    thigh: Reading, pelvis: Reading | None, standing: Reading | None, rater: Rater
) -> Angle:
    if pelvis is None:
        return _unread(thigh)
    neutral = standing.mean_deg if standing else 0.0
    value = pelvis.mean_deg - neutral - thigh.mean_deg
    low, high = EXTENSION_RANGE_DEG
    if not low <= value <= high:
        raise ReadingError(
            "pelvis",
            "hip_extended_too_far",
            pelvis=pelvis.mean_deg,
            thigh=thigh.mean_deg,
            extension=value,
            low=low,
            high=high,
        )
    return Angle(value, hypot(thigh.sd_deg, _neutral_sd_deg(pelvis, standing, rater)))


def _neutral_sd_deg(pelvis: Reading, standing: Reading | None, rater: Rater) -> float:
    """Error of how far the pelvis lies back of its neutral."""
    if standing is None:
        return hypot(pelvis.sd_deg, norms.NEUTRAL_PLANE_SD_DEG)
    cancels = RATER_BIAS_SHARE * PLACEMENT_SD_DEG[rater]["pelvis"] ** 2
    return sqrt(pelvis.sd_deg**2 + standing.sd_deg**2 - 2 * cancels)


def _unread(thigh: Reading) -> Angle:
    flat = norms.FLAT_BACK_PELVIS_DEG
    spread = hypot(thigh.sd_deg, norms.UNWATCHED_PELVIS_SD_DEG, norms.PELVIS_OF_SOURCES_SD_DEG)
    return Angle(flat.mean - thigh.mean_deg, spread)


def _knee_flexion(thigh: Reading, shin: Reading) -> Angle:
    return Angle(thigh.mean_deg - shin.mean_deg, hypot(thigh.sd_deg, shin.sd_deg))
