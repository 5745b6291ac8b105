"""The tables behind the moving explanation: walk and rest of this person, and at every tightness.

A tightness is how many degrees of hip extension both hips lack against the median person at 15 Nm.
The person's own row stands among them at the deficit of the tighter hip, averaged over all that the
readings leave open. The page interpolates between rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from guywire.body.hold import Prone, StretchPosture, Supine, hold
from guywire.body.person import Person
from guywire.body.tissue import GroupTissue, Tissue, TissueGroup, group_tension, tissue_with_deficit
from guywire.body.tissue.back import back_tension
from guywire.body.walk import Walk, walk_spread
from guywire.care.vocabulary import Side
from guywire.clinic.figure.side_view import drawn_by
from guywire.hips.estimates import Estimate
from guywire.hips.walking import SAMPLES, Walking, walking_from

Floats = NDArray[np.float64]

LEVELS_DEG = (0.0, 3.0, 6.0, 9.0, 12.0, 15.0, 18.0, 21.0, 24.0)
EXAMPLE_DEG = 10.0
LEVEL_DRAWS = 32
LATE_PERCENT = 50.0
USUAL_STEPS = 5000
USUAL_SITTING_HOURS = 7.0
FULL_PULL_N = {"iliopsoas": 1600.0, "rectus_femoris": 500.0}
FULL_BACK_PULL_N = 500.0
"""The tension of each group, and of a back wire, that is drawn as the tightest."""

SUPINE = Supine(pelvic_tilt_deg=-8.0)
PRONE = Prone(strap_knee_flexion_deg=95.0)
BACK = {"far_hip": 52.0, "far_knee": 100.0}
STOMACH = {"far_hip": 0.0, "far_knee": 0.0}
"""How the other leg lies: foot on the bed, or straight."""
GROUND, TILT_ARM = 900.0, 235.0
UPRIGHT = {"box": (-520, -870, 1040, 1800), "ground": GROUND, "tilt_arm": TILT_ARM}
"""How somebody upright is looked at: what of the drawing is seen, where the ground lies, and how
far from the hips the tilt is shown."""

SITTING = {"short_hours": 4.0, "long_hours": 7.0, "difference_deg": 6.1}
"""Boukabache 2021 (findings F01, F02): hip extension of people who sit little and move, less
that of people who sit long and move little."""


def tables(
    walking: Walking | None,
    level_deg: float = EXAMPLE_DEG,
    *,
    steps: int | None,
    hours: float | None,
) -> dict[str, Any]:
    """Return what the page needs to move and count without asking again.

    `walking` is the person's own, `level_deg` the deficit of their tighter hip. Without one the
    page shows an example person at that level.
    """
    level = round(min(max(level_deg, 0.0), LEVELS_DEG[-1]), 1)
    rows = dict(_levels())
    rows[level] = _row(walking or walking_at(level), level)
    rows = dict(sorted(rows.items()))
    return {
        "levels": list(rows),
        "lengths": drawn_by(),
        "upright": UPRIGHT,
        "late_percent": LATE_PERCENT,
        **_unchanging(_usual().stride),
        **{name: [row[name] for row in rows.values()] for name in next(iter(rows.values()))},
        "own": {
            "lost_deg": level,
            "steps": USUAL_STEPS if steps is None else steps,
            "sitting_hours": USUAL_SITTING_HOURS if hours is None else hours,
        },
        "sitting": SITTING,
    }


@lru_cache(maxsize=1)
def _levels() -> Mapping[float, dict[str, Any]]:
    return {level: _row(walking_at(level), level) for level in LEVELS_DEG}


@lru_cache(maxsize=64)
def walking_at(level_deg: float) -> Walking:
    """Both hips equally tight, over what is not known of trunk and step."""
    shape = np.ones(LEVEL_DRAWS)
    tissue = _tissue(level_deg)
    tissues = tissue.with_group("iliopsoas", _broadcast(tissue, shape))
    return walking_from(walk_spread(tissues, tissues, samples=SAMPLES), Side.LEFT)


def _broadcast(tissue: Tissue, shape: Floats) -> GroupTissue:
    group = tissue.iliopsoas
    return GroupTissue(np.asarray(group.shift) * shape, np.asarray(group.slope) * shape)


@lru_cache(maxsize=1)
def _usual() -> Walking:
    return walking_at(0.0)


@lru_cache(maxsize=512)
def _tissue(level_deg: float) -> Tissue:
    return tissue_with_deficit(level_deg)


def _row(walking: Walking, level_deg: float) -> dict[str, Any]:
    """One tightness: the stride averaged over its draws, what it asks, and the leg at rest."""
    tissue = _tissue(level_deg)
    person = Person()
    return {
        "walk": _walking(walking.stride, walking.tighter, person),
        "traded_deg": _ends(walking.step.compensation_deg),
        "travel_mm": _ends(walking.step.travel_mm),
        "average_travel_mm": _ends(walking.average_step.travel_mm),
        "stand": _standing(tissue, person),
        "supine": _lying(SUPINE, BACK, tissue, person),
        "prone": _lying(PRONE, STOMACH, tissue, person),
    }


def _ends(estimate: Estimate) -> list[float]:
    return [round(value, 2) for value in (estimate.low, estimate.mean, estimate.high)]


def _unchanging(stride: Walk) -> dict[str, list[float]]:
    """Knee and ankle do not change with the hips."""
    legs = {"near": stride.legs["left"], "far": stride.legs["right"]}
    knees = {f"{name}_knee": _tenths(leg.knee_flexion_deg) for name, leg in legs.items()}
    ankles = {f"{name}_ankle": _tenths(leg.ankle_dorsiflexion_deg) for name, leg in legs.items()}
    return knees | ankles


def _walking(stride: Walk, near: Side, person: Person) -> dict[str, list[float]]:
    """The near leg is drawn from its own heel strike."""
    leg, other = stride.legs[near], stride.legs[near.other]
    turn = 0 if near is Side.LEFT else -SAMPLES // 2
    hip, far, pelvis, lumbar = (
        np.roll(np.atleast_2d(curve).mean(axis=0), turn)
        for curve in (
            leg.hip_flexion_deg,
            other.hip_flexion_deg,
            stride.pelvis_tilt_deg,
            stride.lumbar_extension_deg,
        )
    )
    tension = {
        group: np.roll(np.atleast_2d(force).mean(axis=0), turn)
        for group, force in leg.tension_n.items()
    }
    knee = np.roll(leg.knee_flexion_deg, turn)
    return {
        "pelvis": _tenths(pelvis),
        "lumbar": _tenths(lumbar),
        "near_hip": _tenths(hip),
        "far_hip": _tenths(far),
        "near_front": _pull("iliopsoas", tension),
        "near_rectus": _pull("rectus_femoris", tension),
        "back": _behind(hip, knee, person),
    }


def _tenths(values: Floats) -> list[float]:
    return [round(float(value), 1) for value in values]


def _pull(group: TissueGroup, tension_n: Mapping[TissueGroup, Floats]) -> list[float]:
    """Tension as it is drawn, 0 to 10."""
    return _tenths(10 * np.minimum(np.atleast_1d(tension_n[group]) / FULL_PULL_N[group], 1.0))


def _standing(tissue: Tissue, person: Person) -> dict[str, float]:
    """People hold a tilt of their own standing: tight hips ask for effort, not for a posture."""
    tension = group_tension(0.0, 0.0, tissue=tissue, person=person)
    level = dict.fromkeys(("pelvis", "lumbar", "near_hip", "near_knee", "far_hip", "far_knee"), 0.0)
    return {
        **level,
        **_pulls({group: np.asarray(found.tension_n) for group, found in tension.items()}),
        "back": _behind([0.0], [0.0], person)[0],
    }


def _lying(
    stretch: StretchPosture, other: Mapping[str, float], tissue: Tissue, person: Person
) -> dict[str, float]:
    held = hold(stretch, minutes=0, tissue=tissue, person=person)
    hip, knee = np.degrees(held.hip_flexion[:1]), np.degrees(held.knee_flexion[:1])
    return {
        "pelvis": stretch.pelvic_tilt_deg,
        "lumbar": stretch.pelvic_tilt_deg,
        "near_hip": _tenths(hip)[0],
        "near_knee": _tenths(knee)[0],
        **other,
        **_pulls({group: course.tension_n[0] for group, course in held.groups.items()}),
        "back": _behind(hip, knee, person)[0],
    }


def _pulls(tension_n: Mapping[TissueGroup, Floats]) -> dict[str, float]:
    front, rectus = (_pull(group, tension_n) for group in ("iliopsoas", "rectus_femoris"))
    return {"front": front[0], "rectus": rectus[0]}


def _behind(hip_deg: ArrayLike, knee_deg: ArrayLike, person: Person) -> list[float]:
    """The harder pull of the two back wires, 0 to 10."""
    wires = back_tension(np.radians(hip_deg), np.radians(knee_deg), person=person)
    hardest = np.maximum(*wires.values())
    return _tenths(10 * np.minimum(hardest / FULL_BACK_PULL_N, 1.0))
