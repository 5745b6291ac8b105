"""Tightness as a clinician says it: the extension deficit, in degrees at 15 Nm.

The hip extends, knee straight, until relaxed tissue resists with 15 Nm. The deficit is how many
degrees earlier than the usual person's hip (`guywire.body.tissue.usual`) it gets there; a looser
hip has a negative one, which is room. The same question for rectus femoris bends the knee, hip
straight.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from math import degrees, radians
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from guywire.body.quantities import FloatArray, Quantity
from guywire.body.roots import rising_root
from guywire.body.tissue.api import HIP, KNEE, passive_moment
from guywire.body.tissue.parameters import FRONT_SHIFT, SHIFT, SLOPE, GroupTissue, Tissue, flat
from guywire.body.tissue.usual import usual_tissue

REFERENCE_MOMENT_NM = 15.0
Part = Literal["front", "iliopsoas", "rectus_femoris"]
Kind = Literal["shift", "slope"]

DEFICIT = Quantity("deficit_deg", -15.0, 60.0, "°")
KNEES_DEG = np.arange(11.0, 135.0, 3.0)
GRID = 33
"""Points at which a root is looked for first: one call costs little more than one posture."""


def hip_flexion_at_moment_deg(
    tissue: Tissue, *, moment_nm: float = REFERENCE_MOMENT_NM, knee_flexion_deg: float = 0.0
) -> float:
    """Hip flexion (degrees) at which relaxed tissue of the generic body resists with a moment."""

    def short_of(hip: FloatArray) -> FloatArray:
        at = passive_moment(hip, radians(knee_flexion_deg), tissue=tissue)
        return at.hip - moment_nm

    return degrees(_root(short_of, HIP, f"a hip moment of {moment_nm:g} Nm"))


def knee_flexion_at_moment_deg(
    tissue: Tissue, *, moment_nm: float = REFERENCE_MOMENT_NM, hip_flexion_deg: float = 0.0
) -> float:
    """Knee flexion (degrees) at which relaxed tissue resists further bending with a moment."""

    def past(knee: FloatArray) -> FloatArray:
        return passive_moment(radians(hip_flexion_deg), knee, tissue=tissue).knee + moment_nm

    return degrees(_root(past, KNEE, f"a knee moment of {moment_nm:g} Nm"))


def extension_deficit_deg(tissue: Tissue) -> FloatArray:
    """Hip extension (degrees, knee straight, 15 Nm) that tissue lacks to the usual person's.

    Parameters
    ----------
    tissue : its fields may be arrays of one shape (many people)

    Returns
    -------
    Array of the fields' shape; negative where the hip extends further than the usual one.
    """
    row, _, shape = flat(tissue)

    def short_of(hip_deg: FloatArray) -> FloatArray:
        moment = passive_moment(np.radians(hip_deg), 0.0, tissue=row).hip
        return REFERENCE_MOMENT_NM - moment

    low, high = (np.full(int(np.prod(shape)), degrees(end)) for end in (HIP.low, HIP.high))
    reached = rising_root(short_of, low + 0.1, high - 0.1, tolerance=1e-3)
    return np.asarray(reached - _usual_hip_deg()).reshape(shape)


def flexion_deficit_deg(tissue: Tissue) -> FloatArray:
    """Knee flexion (degrees, hip straight, 15 Nm) that tissue lacks to the usual person's.

    Takes and returns what `extension_deficit_deg` does. A knee that reaches 134° first counts as
    134°.
    """
    row, _, shape = flat(tissue)
    moment = -passive_moment(0.0, np.radians(KNEES_DEG), tissue=as_columns(row)).knee
    reached = first_crossing(moment, REFERENCE_MOMENT_NM, KNEES_DEG)
    return np.asarray(_usual_knee_deg() - reached).reshape(shape)


def tissue_with_deficit(
    deficit_deg: float, *, part: Part = "front", by: Kind = "shift", start: Tissue | None = None
) -> Tissue:
    """The tissue that lacks so many degrees at 15 Nm to the usual person's.

    Parameters
    ----------
    deficit_deg : −15° to 60°. Hip extension (knee straight) for the front and for iliopsoas; knee
        flexion (hip straight) for rectus_femoris.
    part : what makes it tight: everything in "front" of the hip, or one group alone
    by : whether that group is short ("shift") or stiff ("slope"); the front only shifts
    start : what the rest is like; the usual person's if None

    Raises
    ------
    ValueError
        If no shift or slope within its range does that: one group alone cannot free a hip that
        the rest of the front holds.
    """
    wanted = DEFICIT.scalar(deficit_deg)
    if part not in ("front", "iliopsoas", "rectus_femoris"):
        raise ValueError(f"part is {part!r}; it is front, iliopsoas or rectus_femoris")
    if by not in ("shift", "slope"):
        raise ValueError(f"by is {by!r}; it is shift or slope")
    base = start or usual_tissue()
    over = FRONT_SHIFT if part == "front" else SHIFT if by == "shift" else SLOPE

    def tissue(value: ArrayLike) -> Tissue:
        if part == "front":
            return replace(base, front_shift_deg=value)
        group = base.group(part)
        changed = replace(group, shift=value) if by == "shift" else replace(group, slope=value)
        return base.with_group(part, GroupTissue(changed.shift, changed.slope))

    moment_past = _knee_moment_past if part == "rectus_femoris" else _hip_moment_past
    value = _root(
        lambda value: moment_past(tissue(value), wanted),
        over,
        f"a deficit of {wanted:g}° by a {by} of {part.replace('_', ' ')}",
    )
    return tissue(value)


def first_crossing(rising: FloatArray, level: float, at: FloatArray) -> FloatArray:
    """Where each row first reaches a level, on straight lines between columns; else the end."""
    past = rising >= level
    column = np.clip(past.argmax(axis=1), 1, None)
    rows = np.arange(len(rising))
    before, after = rising[rows, column - 1], rising[rows, column]
    part = np.clip((level - before) / np.where(after > before, after - before, 1.0), 0.0, 1.0)
    crossing = at[column - 1] + part * (at[column] - at[column - 1])
    return np.asarray(np.where(past.any(axis=1), crossing, at[-1]))


def as_columns(row: Tissue) -> Tissue:
    """A row of tissues as a column, so that it broadcasts against a row of angles."""

    def column(values: object) -> FloatArray:
        return np.asarray(values, float).reshape(-1, 1)

    def group(part: GroupTissue) -> GroupTissue:
        return GroupTissue(column(part.shift), column(part.slope))

    return Tissue(
        group(row.iliopsoas),
        group(row.rectus_femoris),
        group(row.tensor_fasciae_latae),
        column(row.capsule_onset_deg),
        column(row.front_shift_deg),
    )


@cache
def _usual_hip_deg() -> float:
    return hip_flexion_at_moment_deg(usual_tissue())


@cache
def _usual_knee_deg() -> float:
    return knee_flexion_at_moment_deg(usual_tissue())


def _hip_moment_past(tissue: Tissue, deficit_deg: float) -> FloatArray:
    """Hip moment past 15 Nm where a hip with that deficit should just reach it."""
    hip = radians(_usual_hip_deg() + deficit_deg)
    return passive_moment(hip, 0.0, tissue=tissue).hip - REFERENCE_MOMENT_NM


def _knee_moment_past(tissue: Tissue, deficit_deg: float) -> FloatArray:
    knee = radians(_usual_knee_deg() - deficit_deg)
    return -passive_moment(0.0, knee, tissue=tissue).knee - REFERENCE_MOMENT_NM


def _root(function: Callable[[FloatArray], FloatArray], over: Quantity, what: str) -> float:
    """Where a function that only rises, or only falls, crosses zero: between two grid points."""
    grid = np.linspace(over.low, over.high, GRID)
    on_grid = function(grid)
    if on_grid[0] * on_grid[-1] > 0:
        reach = f"{over.name} from {over.low:g} to {over.high:g} {over.unit}"
        raise ValueError(f"{what} is not reached with {reach}")
    direction = 1.0 if on_grid[-1] > on_grid[0] else -1.0
    end = max(1, int((direction * on_grid >= 0).argmax()))

    def rising(values: FloatArray) -> FloatArray:
        return direction * function(values)

    ends = grid[end - 1 : end], grid[end : end + 1]
    return float(rising_root(rising, *ends, tolerance=1e-7)[0])
