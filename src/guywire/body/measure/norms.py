"""The published references, and how readings and references stand on one footing.

Thomas-test norms are thigh against the horizontal with the lower back held flat. Held flat, the
pelvis is rotated back from its standing neutral by 10 to 15°: taken here as 12.5 SD 2.5. True hip
extension at the same moment is larger than the published angle by that much. A reading is true
extension against the plane through the hip-bone points and the pubic bone; how that plane lies in
a person's own neutral varies with bone shape (SD 5°, C06) unless it was read standing.

The knee references disagree: elite athletes average 52.5° (A06), a trial protocol calls anything
under 67° short (A11), and two raters differ by an SEM of 7° (A08). The border is therefore a
distribution, half-way between the two with half their difference and the rater error as spread.
"""

from dataclasses import dataclass
from math import exp, hypot, log, sqrt
from statistics import NormalDist

FLAT_BACK_PELVIS_DEG = NormalDist(12.5, 2.5)
NEUTRAL_PLANE_SD_DEG = 5.0
UNREAD_PELVIS_SD_DEG = 9.6
"""Pelvis angle nobody read: thigh and true angle correlate 0.50 (A02), so with the SD of A12 for
either their difference, which the pelvis explains (r = 0.98), has SD 9.6·√(2·(1 − 0.5)) = 9.6°."""

FERBER_ALL = NormalDist(-10.60, 9.61)
FERBER_NEGATIVE = NormalDist(-15.51, 5.82)
FERBER_POSITIVE = NormalDist(0.34, 7.00)
FERBER_POSITIVE_SHARE = 208 / 600

KNEE_ATHLETE_MEAN_DEG = 52.5
KNEE_SHORT_BELOW_DEG = 67.0
KNEE_RATER_SEM_DEG = 7.0
KNEE_RATER_ICC = 0.67
KNEE_PEOPLE_SD_DEG = KNEE_RATER_SEM_DEG / sqrt(1 - KNEE_RATER_ICC)
KNEE_BORDER_DEG = NormalDist(
    (KNEE_ATHLETE_MEAN_DEG + KNEE_SHORT_BELOW_DEG) / 2,
    hypot((KNEE_SHORT_BELOW_DEG - KNEE_ATHLETE_MEAN_DEG) / 2, KNEE_RATER_SEM_DEG),
)

HIP_SOURCES = ("A02", "A12", "C06")
KNEE_SOURCES = ("A06", "A08", "A11")


@dataclass(frozen=True)
class Reference:
    """What a group's angle is held against, in the reading's own footing, for drawing.

    `low_deg` to `high_deg` holds the middle 80 in 100 of the people in the source;
    `even_odds_deg` is where short and not short are equally likely.
    """

    name: str
    mean_deg: float
    low_deg: float
    high_deg: float
    even_odds_deg: float
    assumption: str
    sources: tuple[str, ...]


def footing_sd_deg(*, pelvis_read: bool, own_neutral: bool) -> float:
    """Spread (degrees) between a true extension and the thigh angle a clinician would have read."""
    if not pelvis_read:
        return UNREAD_PELVIS_SD_DEG
    if own_neutral:
        return FLAT_BACK_PELVIS_DEG.stdev
    return hypot(FLAT_BACK_PELVIS_DEG.stdev, NEUTRAL_PLANE_SD_DEG)


def probability_hip_short(extension_deg: float, spread_sd_deg: float) -> float:
    """Probability that a clinician would call the hip positive, given true extension.

    Two normal classes (Ferber 2010), each widened by `spread_sd_deg` (error and footing
    together); the share of positive limbs, 208 of 600, is the prior.
    """
    thigh = FLAT_BACK_PELVIS_DEG.mean - extension_deg
    positive = _log_density(thigh, FERBER_POSITIVE, spread_sd_deg)
    negative = _log_density(thigh, FERBER_NEGATIVE, spread_sd_deg)
    share = FERBER_POSITIVE_SHARE
    against = (1 - share) / share * exp(min(negative - positive, 700.0))
    return 1 / (1 + against)


def probability_knee_short(flexion_deg: float, sd_deg: float) -> float:
    """Probability that the knee bends less than the border that the references argue about."""
    border = NormalDist(KNEE_BORDER_DEG.mean, hypot(KNEE_BORDER_DEG.stdev, sd_deg))
    return 1 - border.cdf(flexion_deg)


def hip_reference(spread_sd_deg: float, footing_deg: float) -> Reference:
    """Ferber 2010 as true hip extension (degrees)."""
    mean = FLAT_BACK_PELVIS_DEG.mean - FERBER_ALL.mean
    people = NormalDist(mean, hypot(FERBER_ALL.stdev, footing_deg))
    return Reference(
        "Ferber 2010, modified Thomas test, 600 limbs, as true hip extension",
        mean,
        people.inv_cdf(0.1),
        people.inv_cdf(0.9),
        _even_odds(spread_sd_deg),
        "published with the lower back held flat: the pelvis is taken to lie "
        f"{FLAT_BACK_PELVIS_DEG.mean:g}° back of neutral, give or take {footing_deg:.1f}°",
        HIP_SOURCES,
    )


def knee_reference() -> Reference:
    """The knee in the same position (degrees), with the references' disagreement as the border."""
    people = NormalDist(KNEE_ATHLETE_MEAN_DEG, KNEE_PEOPLE_SD_DEG)
    return Reference(
        "Harvey 1998, modified Thomas test, knee of 117 athletes; border from Valadão 2021",
        people.mean,
        people.inv_cdf(0.1),
        people.inv_cdf(0.9),
        KNEE_BORDER_DEG.mean,
        f"sources disagree on the border ({KNEE_ATHLETE_MEAN_DEG:g}° to "
        f"{KNEE_SHORT_BELOW_DEG:g}°): taken as {KNEE_BORDER_DEG.mean:.1f}°, give or take "
        f"{KNEE_BORDER_DEG.stdev:.1f}°",
        KNEE_SOURCES,
    )


def _log_density(thigh_deg: float, group: NormalDist, spread_sd_deg: float) -> float:
    widened = NormalDist(group.mean, hypot(group.stdev, spread_sd_deg))
    z = (thigh_deg - widened.mean) / widened.stdev
    return -log(widened.stdev) - z * z / 2


def _even_odds(spread_sd_deg: float) -> float:
    low, high = FLAT_BACK_PELVIS_DEG.mean - 20.0, FLAT_BACK_PELVIS_DEG.mean + 40.0
    for _ in range(50):
        middle = (low + high) / 2
        if probability_hip_short(middle, spread_sd_deg) > 0.5:
            low = middle
        else:
            high = middle
    return (low + high) / 2
