"""Question 1: from three inclinations in the Thomas position to true angles and how short."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import hypot
from typing import Literal

from guywire.body.measure import norms
from guywire.body.measure.errors import ReadingError
from guywire.body.measure.norms import Reference
from guywire.body.measure.readings import ERROR_SOURCES, Angle, Reading, TakenBy, take

__all__ = [
    "Angle",
    "GroupFinding",
    "Measurement",
    "Reading",
    "ReadingError",
    "Reference",
    "measure",
]

Call = Literal["short", "borderline", "fine", "cannot_tell"]

SHORT_FROM = 0.8
FINE_TO = 0.2

EXTENSION_RANGE_DEG = (-80.0, 60.0)
KNEE_RANGE_DEG = (0.0, 150.0)


@dataclass(frozen=True)
class GroupFinding:
    """How likely one muscle group is short. `probability_short` is None when nothing was read."""

    group: str
    probability_short: float | None
    call: Call
    reference: Reference
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Measurement:
    """One side. `sd_without_pelvis_deg` is how wide the hip answer is, or would be, unread."""

    hip_extension_deg: Angle
    knee_flexion_deg: Angle | None
    groups: Mapping[str, GroupFinding]
    readings: tuple[Reading, ...]
    taken_by: TakenBy
    pelvis_read: bool
    sd_without_pelvis_deg: float


def measure(
    pelvis_deg: Sequence[float] | None,
    thigh_deg: Sequence[float],
    shin_deg: Sequence[float] | None,
    *,
    taken_by: TakenBy = "self",
    standing_pelvis_deg: Sequence[float] | None = None,
) -> Measurement:
    """True hip extension and knee flexion of one side, and how likely each group is short.

    On the back, other knee held to the chest, tested leg hanging. Each reading is one to ten
    repeats in degrees against the level: pelvis (front of the pelvis; + rotated back, the lower
    back flattened), thigh (− knee below hip), shin (−90 hanging straight down). Then

        hip extension = pelvis − thigh,    knee flexion = thigh − shin.

    With `standing_pelvis_deg` (the same plane against the vertical in quiet standing; + rotated
    back) extension counts from the person's own neutral. Without a pelvis reading the pelvis is
    taken to lie as it does with the back flat, and the answer is wider: `sd_without_pelvis_deg`.

    Iliopsoas: probability that a clinician would call the test positive, from the two groups of
    Ferber [1] widened by reading error and by the footing between the two. Rectus femoris:
    probability that the knee bends less than a border that the references [2, 3, 4] disagree on.
    0.8 and above is called short, 0.2 and below fine. This is the answer of one angle by itself;
    `guywire.body.fit.short` weighs all that was read of a side. Errors of the readings: [5–8].

    Raises `ReadingError` (a `ValueError` with `.reading`) for a reading that cannot be right.

    1. Ferber 2010, 10.4085/1062-6050-45.4.344. 2. Harvey 1998, 10.1136/bjsm.32.1.68.
    3. Valadão 2021, 10.1186/s13102-021-00242-y. 4. Peeler 2008, 10.4085/1062-6050-43.5.470.
    5. Mourcou 2015, 10.3390/s150923168. 6. 10.1177/0309364620911314. 7. Prushansky 2008,
    10.1016/j.gaitpost.2008.02.015. 8. Vigotsky 2016, 10.7717/peerj.2325.
    """
    if taken_by not in ("self", "clinician"):
        raise ValueError(f'taken_by is {taken_by!r}; it is "self" or "clinician"')
    thigh = take("thigh", thigh_deg, taken_by)
    pelvis = None if pelvis_deg is None else take("pelvis", pelvis_deg, taken_by)
    shin = None if shin_deg is None else _take_shin(shin_deg, thigh, taken_by)
    standing = (
        None
        if standing_pelvis_deg is None
        else take("standing_pelvis", standing_pelvis_deg, taken_by)
    )
    extension = _hip_extension(thigh, pelvis, standing)
    knee = None if shin is None else _knee_flexion(thigh, shin)
    return Measurement(
        extension,
        knee,
        {
            "iliopsoas": _iliopsoas(extension, thigh, pelvis, standing),
            "rectus_femoris": _rectus_femoris(knee),
        },
        tuple(reading for reading in (pelvis, thigh, shin, standing) if reading is not None),
        taken_by,
        pelvis is not None,
        hypot(thigh.sd_deg, norms.UNREAD_PELVIS_SD_DEG),
    )


def _take_shin(shin_deg: Sequence[float], thigh: Reading, taken_by: TakenBy) -> Reading:
    _check_shin_below_thigh(shin_deg, thigh)
    shin = take("shin", shin_deg, taken_by)
    flexion = thigh.mean_deg - shin.mean_deg
    if flexion > KNEE_RANGE_DEG[1]:
        raise ReadingError(
            "shin",
            f"Shin {shin.mean_deg:g}° with the thigh at {thigh.mean_deg:g}° bends the knee "
            f"{flexion:g}°; a knee bends up to {KNEE_RANGE_DEG[1]:g}°. A shin hanging straight "
            "down reads −90°. Take the shin again.",
        )
    return shin


def _check_shin_below_thigh(shin_deg: Sequence[float], thigh: Reading) -> None:
    for value in shin_deg:
        if not value > thigh.mean_deg:
            continue
        swapped = value > 0 and 0 <= thigh.mean_deg + value <= KNEE_RANGE_DEG[1]
        hint = f"Did you mean −{value:g}°?" if swapped else "Take the shin again."
        raise ReadingError(
            "shin",
            f"Shin {value:g}° lies above the thigh ({thigh.mean_deg:g}°), so the knee would bend "
            f"backwards. A shin hanging straight down reads −90°. {hint}",
        )


def _hip_extension(thigh: Reading, pelvis: Reading | None, standing: Reading | None) -> Angle:
    if pelvis is None:
        return Angle(
            norms.FLAT_BACK_PELVIS_DEG.mean - thigh.mean_deg,
            hypot(thigh.sd_deg, norms.UNREAD_PELVIS_SD_DEG),
        )
    neutral = standing.mean_deg if standing else 0.0
    value = pelvis.mean_deg - neutral - thigh.mean_deg
    low, high = EXTENSION_RANGE_DEG
    if not low <= value <= high:
        raise ReadingError(
            "pelvis",
            f"Pelvis {pelvis.mean_deg:g}° with the thigh at {thigh.mean_deg:g}° makes {value:g}° "
            f"of hip extension; hips reach {low:g}° to {high:g}°. Check both signs (+ pelvis "
            "rotated back, − knee below hip) and take the pelvis again.",
        )
    return Angle(value, hypot(pelvis.sd_deg, thigh.sd_deg, standing.sd_deg if standing else 0.0))


def _knee_flexion(thigh: Reading, shin: Reading) -> Angle:
    return Angle(thigh.mean_deg - shin.mean_deg, hypot(thigh.sd_deg, shin.sd_deg))


def _iliopsoas(
    extension: Angle, thigh: Reading, pelvis: Reading | None, standing: Reading | None
) -> GroupFinding:
    footing = norms.footing_sd_deg(pelvis_read=pelvis is not None, own_neutral=bool(standing))
    error = extension.sd_deg if pelvis is not None else thigh.sd_deg
    spread = hypot(error, footing)
    probability = norms.probability_hip_short(extension.value_deg, spread)
    return GroupFinding(
        "iliopsoas",
        probability,
        _call(probability),
        norms.hip_reference(spread, footing),
        (*norms.HIP_SOURCES, *ERROR_SOURCES),
    )


def _rectus_femoris(knee: Angle | None) -> GroupFinding:
    probability = (
        None if knee is None else norms.probability_knee_short(knee.value_deg, knee.sd_deg)
    )
    return GroupFinding(
        "rectus_femoris",
        probability,
        "cannot_tell" if probability is None else _call(probability),
        norms.knee_reference(),
        (*norms.KNEE_SOURCES, *ERROR_SOURCES),
    )


def _call(probability: float) -> Call:
    if probability >= SHORT_FROM:
        return "short"
    return "fine" if probability <= FINE_TO else "borderline"
