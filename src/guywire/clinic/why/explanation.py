"""The tables behind the moving explanation: this person's walk and rest at every tightness.

One tightness, in degrees of hip extension lost at 15 Nm, stands for both hips: it is that of the
tighter side, and the other side keeps its share of it. The page interpolates between levels.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from guywire.body.hold import Prone, Stretch, Supine, hold
from guywire.body.intervals import Interval
from guywire.body.person import Person
from guywire.body.tissue import Group, Tissue, group_tension, tissue_with_deficit
from guywire.body.tissue.back import back_tension
from guywire.body.walk import Walk, walk_spread
from guywire.care.vocabulary import Side
from guywire.clinic.figure.side_view import drawn_by

Floats = NDArray[np.float64]

LEVELS_DEG = (0.0, 3.0, 6.0, 9.0, 12.0, 15.0, 18.0, 21.0, 24.0)
SAMPLES = 40
LATE_PERCENT = 50.0
USUAL_STEPS = 5000
USUAL_SITTING_HOURS = 7.0
FULL_PULL_N = {"iliopsoas": 1600.0, "rectus_femoris": 500.0}
FULL_BACK_PULL_N = 500.0
"""The tension of each group, and of a back wire, that is drawn as the tightest."""

SUPINE = Supine(arch_deg=-8.0)
PRONE = Prone(strap_knee_flexion_deg=95.0)
BACK = {"far_hip": 52.0, "far_knee": 100.0}
STOMACH = {"far_hip": 0.0, "far_knee": 0.0}
"""How the other leg lies: foot on the bed, or straight."""

SITTING = {"short_hours": 4.0, "long_hours": 7.0, "difference_deg": 6.1}
"""Boukabache 2021 (findings F01, F02): hip extension of people who sit little and move, less
that of people who sit long and move little."""


@dataclass(frozen=True)
class Hips:
    """How much hip extension each side has lost (degrees at 15 Nm)."""

    lost_deg: Mapping[Side, float]

    @property
    def tighter(self) -> Side:
        return max(Side, key=lambda side: self.lost_deg[side])

    @property
    def level_deg(self) -> float:
        return min(LEVELS_DEG[-1], max(0.0, self.lost_deg[self.tighter]))

    def at(self, level_deg: float) -> dict[Side, float]:
        """Both sides when the tighter one has lost this much."""
        share = self.lost_deg[self.tighter.other] / self.level_deg if self.level_deg > 0 else 1.0
        return {self.tighter: level_deg, self.tighter.other: level_deg * max(0.0, min(1.0, share))}


def tables(hips: Hips, *, person: Person, steps: int | None, hours: float | None) -> dict[str, Any]:
    """What the page needs to move and count without asking again."""
    left, right = (round(hips.lost_deg[side], 1) for side in (Side.LEFT, Side.RIGHT))
    return _of_body(left, right, person) | {
        "own": {
            "lost_deg": round(hips.level_deg, 1),
            "steps": USUAL_STEPS if steps is None else steps,
            "sitting_hours": USUAL_SITTING_HOURS if hours is None else hours,
        },
        "sitting": SITTING,
    }


@lru_cache(maxsize=128)
def _of_body(left_lost_deg: float, right_lost_deg: float, person: Person) -> dict[str, Any]:
    """Everything that hangs on the body alone, kept for the next time this person looks."""
    hips = Hips({Side.LEFT: left_lost_deg, Side.RIGHT: right_lost_deg})
    levels = sorted({*LEVELS_DEG, hips.level_deg})
    strides = [_stride(hips, level, person) for level in levels]
    near = hips.tighter
    return {
        "levels": levels,
        "lengths": drawn_by(),
        "late_percent": LATE_PERCENT,
        **_unchanging(strides[0], near),
        "walk": [_walking(stride, near, person) for stride in strides],
        "traded_deg": [_both_steps(stride, "compensation_deg") for stride in strides],
        "lumbosacral_mm": [_both_steps(stride, "lumbosacral_mm") for stride in strides],
    } | _resting(hips, levels, person)


@lru_cache(maxsize=512)
def _tissue(lost_deg: float) -> Tissue:
    return tissue_with_deficit(lost_deg)


def _stride(hips: Hips, level_deg: float, person: Person) -> Walk:
    lost = hips.at(level_deg)
    left, right = (_tissue(lost[side]) for side in (Side.LEFT, Side.RIGHT))
    return walk_spread(left, right, person=person, samples=SAMPLES)


def _unchanging(stride: Walk, near: Side) -> dict[str, list[float]]:
    """Knee and ankle do not change with the hips."""
    legs = {"near": stride.legs[near], "far": stride.legs[near.other]}
    knees = {f"{name}_knee": _tenths(leg.knee_flexion_deg) for name, leg in legs.items()}
    ankles = {f"{name}_ankle": _tenths(leg.ankle_dorsiflexion_deg) for name, leg in legs.items()}
    return knees | ankles


def _walking(stride: Walk, near: Side, person: Person) -> dict[str, list[float]]:
    leg, other = stride.legs[near], stride.legs[near.other]
    tension = {group: force.mean(axis=0) for group, force in leg.tension_n.items()}
    return {
        "pelvis": _mean(stride.pelvis_tilt_deg),
        "lumbar": _mean(stride.lumbar_extension_deg),
        "near_hip": _mean(leg.hip_flexion_deg),
        "far_hip": _mean(other.hip_flexion_deg),
        "near_front": _pull("iliopsoas", tension),
        "near_rectus": _pull("rectus_femoris", tension),
        "back": _behind(leg.hip_flexion_deg.mean(axis=0), leg.knee_flexion_deg, person),
    }


def _both_steps(stride: Walk, what: str) -> list[float]:
    """Low end, average and high end of the average of the left and the right step."""
    both = sum(getattr(stride.steps[side], what) for side in Side) / 2
    interval = Interval.of(both)
    return [round(float(value), 2) for value in (interval.low, both.mean(), interval.high)]


def _mean(curves: Floats) -> list[float]:
    """The average over everything that is not known."""
    return _tenths(curves.mean(axis=0))


def _tenths(values: Floats) -> list[float]:
    return [round(float(value), 1) for value in values]


def _pull(group: Group, tension_n: Mapping[Group, Floats]) -> list[float]:
    """Tension as it is drawn, 0 to 10."""
    return _tenths(10 * np.minimum(np.atleast_1d(tension_n[group]) / FULL_PULL_N[group], 1.0))


def _resting(hips: Hips, levels: list[float], person: Person) -> dict[str, list[dict[str, float]]]:
    """Standing, and the tighter leg in both stretches as it settles."""
    tissues = [{side: _tissue(lost) for side, lost in hips.at(x).items()} for x in levels]
    near = [tissue[hips.tighter] for tissue in tissues]
    return {
        "stand": [_standing(tissue, hips.tighter, person) for tissue in tissues],
        "supine": [_lying(SUPINE, BACK, tissue, person) for tissue in near],
        "prone": [_lying(PRONE, STOMACH, tissue, person) for tissue in near],
    }


def _standing(tissue: Mapping[Side, Tissue], near: Side, person: Person) -> dict[str, float]:
    """People hold a tilt of their own standing: tight hips ask for effort, not for a posture."""
    tension = group_tension(0.0, 0.0, tissue=tissue[near], person=person)
    level = dict.fromkeys(("pelvis", "lumbar", "near_hip", "near_knee", "far_hip", "far_knee"), 0.0)
    return {
        **level,
        **_pulls({group: np.asarray(found.tension_n) for group, found in tension.items()}),
        "back": _behind([0.0], [0.0], person)[0],
    }


def _lying(
    stretch: Stretch, other: Mapping[str, float], tissue: Tissue, person: Person
) -> dict[str, float]:
    held = hold(stretch, minutes=0, tissue=tissue, person=person)
    hip, knee = np.degrees(held.hip_flexion[:1]), np.degrees(held.knee_flexion[:1])
    return {
        "pelvis": stretch.arch_deg,
        "lumbar": stretch.arch_deg,
        "near_hip": _tenths(hip)[0],
        "near_knee": _tenths(knee)[0],
        **other,
        **_pulls({group: course.tension_n[0] for group, course in held.groups.items()}),
        "back": _behind(hip, knee, person)[0],
    }


def _pulls(tension_n: Mapping[Group, Floats]) -> dict[str, float]:
    front, rectus = (_pull(group, tension_n) for group in ("iliopsoas", "rectus_femoris"))
    return {"front": front[0], "rectus": rectus[0]}


def _behind(hip_deg: ArrayLike, knee_deg: ArrayLike, person: Person) -> list[float]:
    """The harder pull of the two back wires, 0 to 10."""
    wires = back_tension(np.radians(hip_deg), np.radians(knee_deg), person=person)
    hardest = np.maximum(*wires.values())
    return _tenths(10 * np.minimum(hardest / FULL_BACK_PULL_N, 1.0))
