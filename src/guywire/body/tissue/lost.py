"""Tightness as a clinician says it: degrees of hip extension lost at 15 Nm.

The hip extends, knee straight, until relaxed tissue resists with 15 Nm; a tighter hip gets there
earlier by so many degrees. The same question for rectus femoris bends the knee, hip straight.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from math import degrees, radians
from typing import Literal

import numpy as np

from guywire.body.quantities import FloatArray, Quantity
from guywire.body.roots import rising_root
from guywire.body.tissue.api import HIP, KNEE, passive_moment
from guywire.body.tissue.parameters import SHIFT, SLOPE, Group, GroupTissue, Tissue

REFERENCE_MOMENT_NM = 15.0
Kind = Literal["shift", "slope"]

LOST = Quantity("lost degrees", -15.0, 90.0, "°")


def hip_flexion_at_moment_deg(
    tissue: Tissue, *, moment_nm: float = REFERENCE_MOMENT_NM, knee_flexion_deg: float = 0.0
) -> float:
    """Hip flexion (degrees) at which relaxed tissue of the generic body resists with a moment."""

    def short_of(hip: float) -> float:
        at = passive_moment(hip, radians(knee_flexion_deg), tissue=tissue)
        return float(at.hip) - moment_nm

    return degrees(_root(short_of, HIP, f"a hip moment of {moment_nm:g} Nm"))


def knee_flexion_at_moment_deg(
    tissue: Tissue, *, moment_nm: float = REFERENCE_MOMENT_NM, hip_flexion_deg: float = 0.0
) -> float:
    """Knee flexion (degrees) at which relaxed tissue resists further bending with a moment."""

    def past(knee: float) -> float:
        return float(passive_moment(radians(hip_flexion_deg), knee, tissue=tissue).knee) + moment_nm

    return degrees(_root(past, KNEE, f"a knee moment of {moment_nm:g} Nm"))


def lost_hip_extension_deg(tissue: Tissue, *, moment_nm: float = REFERENCE_MOMENT_NM) -> float:
    """Hip extension (degrees) that this tissue loses to the usual tissue at a moment."""
    return hip_flexion_at_moment_deg(tissue, moment_nm=moment_nm) - _usual_hip_deg(moment_nm)


def lost_knee_flexion_deg(tissue: Tissue, *, moment_nm: float = REFERENCE_MOMENT_NM) -> float:
    """Knee flexion (degrees), hip straight, that this tissue loses to the usual at a moment."""
    return _usual_knee_deg(moment_nm) - knee_flexion_at_moment_deg(tissue, moment_nm=moment_nm)


def tissue_that_lost(
    lost_deg: float, *, group: Group = "iliopsoas", by: Kind = "shift", start: Tissue | None = None
) -> Tissue:
    """The tissue that loses so many degrees at 15 Nm because one group is short, or stiff.

    `lost_deg` counts hip extension (knee straight) for iliopsoas and knee flexion (hip straight)
    for rectus_femoris. `by` says what makes it tight: a "shift" of the curve or its "slope".
    `start` holds the other groups; the usual tissue if None. Raises ValueError if no shift or
    slope within its range loses that much.
    """
    wanted = LOST.scalar(lost_deg)
    if group not in ("iliopsoas", "rectus_femoris"):
        raise ValueError(f"group is {group!r}; lost degrees are for iliopsoas or rectus_femoris")
    base = start or Tissue()

    def tissue(value: float) -> Tissue:
        changed = GroupTissue(shift=value) if by == "shift" else GroupTissue(slope=value)
        return base.with_group(group, changed)

    moment_past = _hip_moment_past if group == "iliopsoas" else _knee_moment_past
    value = _root(
        lambda value: moment_past(tissue(value), wanted),
        SHIFT if by == "shift" else SLOPE,
        f"{wanted:g}° lost by a {by} of {group}",
    )
    return tissue(value)


@cache
def _usual_hip_deg(moment_nm: float) -> float:
    return hip_flexion_at_moment_deg(Tissue(), moment_nm=moment_nm)


@cache
def _usual_knee_deg(moment_nm: float) -> float:
    return knee_flexion_at_moment_deg(Tissue(), moment_nm=moment_nm)


def _hip_moment_past(tissue: Tissue, lost_deg: float) -> float:
    """Hip moment past 15 Nm where a hip that lost so many degrees should just reach it."""
    hip = radians(_usual_hip_deg(REFERENCE_MOMENT_NM) + lost_deg)
    return float(passive_moment(hip, 0.0, tissue=tissue).hip) - REFERENCE_MOMENT_NM


def _knee_moment_past(tissue: Tissue, lost_deg: float) -> float:
    knee = radians(_usual_knee_deg(REFERENCE_MOMENT_NM) - lost_deg)
    return -float(passive_moment(0.0, knee, tissue=tissue).knee) - REFERENCE_MOMENT_NM


def _root(function: Callable[[float], float], over: Quantity, what: str) -> float:
    at_low, at_high = function(over.low), function(over.high)
    if at_low * at_high > 0:
        reach = f"{over.name} from {over.low:g} to {over.high:g} {over.unit}"
        raise ValueError(f"{what} is not reached with {reach}")
    direction = 1.0 if at_high > at_low else -1.0

    def rising(values: FloatArray) -> FloatArray:
        return np.array([direction * function(value) for value in values.tolist()])

    ends = np.array([over.low]), np.array([over.high])
    return float(rising_root(rising, *ends, tolerance=1e-10)[0])
