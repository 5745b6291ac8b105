"""The published references, and how readings and references stand on one footing.

Thomas-test norms are thigh against the horizontal with the lower back held flat. True hip
extension at the same moment is larger by however far the pelvis then lies back of its standing
neutral, and that is not known: about 0° (A15, whose zero is not stated, and which by its own words
would count the other way in women), about 10° (clinical guideline), about 20° on radiographs (A16).
It is taken as 10° SD 7° (A17). Half of that variance is what the sources disagree about and falls
on everybody in a norm alike; half is how people differ (an assumption, as far from none as from
all). No source gives it by sex with a stated zero, so sex changes nothing.

Nobody's back lies exactly as flat as in the norm. A pelvis nobody watched adds 9.6° to the thigh's
angle (A02); a clinician who holds the back flat 2.2° (A04). The plane through the hip-bone points
and the pubic bone lies differently in people of one posture: SD 5°, bone shape alone (C06). Read
standing, it is the person's own.

The knee is held against Harvey's athletes (A06) and the error of Peeler's raters (A08).
"""

from math import sqrt
from statistics import NormalDist
from typing import Literal

Rater = Literal["self", "clinician"]

FERBER_ALL = NormalDist(-10.60, 9.61)
FERBER_POSITIVE_SHARE = 208 / 600

FLAT_BACK_PELVIS_DEG = NormalDist(10.0, 7.0)
PEOPLE_SHARE = 0.5
PELVIS_OF_PEOPLE_SD_DEG = sqrt(PEOPLE_SHARE) * FLAT_BACK_PELVIS_DEG.stdev
PELVIS_OF_SOURCES_SD_DEG = sqrt(1 - PEOPLE_SHARE) * FLAT_BACK_PELVIS_DEG.stdev
NEUTRAL_PLANE_SD_DEG = 5.0

UNWATCHED_PELVIS_SD_DEG = 9.6
"""Thigh and true angle correlate 0.50 (A02), so with the SD of A12 for either their difference,
which the pelvis explains (r = 0.98), has SD 9.6·√(2·(1 − 0.5)) = 9.6°."""
RATERS_ICC = 0.905
"""Two raters of the thigh's angle, back held flat: 0.89 to 0.92 (A04)."""
CLINICIAN_THIGH_SD_DEG = 2.0
FLATNESS_SD_DEG: dict[Rater, float] = {
    "self": sqrt(UNWATCHED_PELVIS_SD_DEG**2 - PELVIS_OF_PEOPLE_SD_DEG**2),
    "clinician": sqrt((1 - RATERS_ICC) * FERBER_ALL.variance - CLINICIAN_THIGH_SD_DEG**2),
}

KNEE_ATHLETE_MEAN_DEG = 52.5
KNEE_RATER_SEM_DEG = 7.0
KNEE_RATER_ICC = 0.67
KNEE_PEOPLE_SD_DEG = KNEE_RATER_SEM_DEG / sqrt(1 - KNEE_RATER_ICC)

HIP_SOURCES = ("A02", "A04", "A12", "A16", "A17", "C06")
KNEE_SOURCES = ("A06", "A08")
