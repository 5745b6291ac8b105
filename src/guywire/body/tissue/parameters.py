"""The named parameters that describe one side's tissue."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, is_dataclass, replace
from functools import cached_property
from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray

from guywire.body.quantities import FloatArray, Quantity, checked_type

TissueGroup = Literal["iliopsoas", "rectus_femoris", "tensor_fasciae_latae"]
GROUPS: tuple[TissueGroup, ...] = get_args(TissueGroup)

MUSCLES_OF: Mapping[TissueGroup, tuple[str, ...]] = {
    "iliopsoas": ("iliacus", "psoas"),
    "rectus_femoris": ("rectus_femoris",),
    "tensor_fasciae_latae": ("tensor_fasciae_latae", "sartorius"),
}

SHIFT = Quantity("shift", -0.4, 0.8, "optimal fiber lengths")
SLOPE = Quantity("slope", 0.25, 5.0, "times the usual")
CAPSULE_ONSET = Quantity("capsule_onset_deg", -45.0, 30.0, "° of hip flexion")

CAPSULE_ONSET_DEG = -20.0
"""Middle of where the capsule is seen to tighten, −12° to −27° of hip flexion (van Arkel 2015,
10.1302/0301-620X.97B4.34638; Anderson 1999)."""
CAPSULE_ONSET_SD_DEG = 4.0


FRONT_SHIFT = Quantity("front_shift_deg", -45.0, 75.0, "°")


@dataclass(frozen=True)
class GroupTissue:
    """How one muscle group differs from the usual.

    Parameters
    ----------
    shift : how much shorter the passive length-tension curve sits, in optimal fiber lengths;
        0 usual, positive short. −0.4 to 0.8.
    slope : how much steeper force rises once the group is taut; 1 usual. 0.25 to 5.

    Either may be an array (a cohort); arrays broadcast with the postures they are asked about.
    Active strength is left alone by both.
    """

    shift: ArrayLike = 0.0
    slope: ArrayLike = 1.0

    def __post_init__(self) -> None:
        SHIFT.array(self.shift)
        SLOPE.array(self.slope)


USUAL = GroupTissue()
"""Nothing particular to a group."""


@dataclass(frozen=True)
class Tissue:
    """One side. The default is the mean of the 20 young adults of Silder 2007.

    Parameters
    ----------
    iliopsoas, rectus_femoris, tensor_fasciae_latae : what is particular to a muscle group
    capsule_onset_deg : hip flexion (degrees) at which the capsule tightens
    front_shift_deg : by how many degrees of hip extension everything in front of the hip tightens
        earlier: every muscle there, adductors among them, and the capsule. Positive is tighter.

    Any of them may be arrays (many people); they broadcast with the postures they are asked about.
    """

    iliopsoas: GroupTissue = field(default=USUAL)
    rectus_femoris: GroupTissue = field(default=USUAL)
    tensor_fasciae_latae: GroupTissue = field(default=USUAL)
    capsule_onset_deg: ArrayLike = CAPSULE_ONSET_DEG
    front_shift_deg: ArrayLike = 0.0

    def __post_init__(self) -> None:
        for name in GROUPS:
            if not isinstance(getattr(self, name), GroupTissue):
                raise ValueError(f"{name} is {getattr(self, name)!r}; it must be a GroupTissue")
        CAPSULE_ONSET.array(self.capsule_onset_deg)
        FRONT_SHIFT.array(self.front_shift_deg)

    def group(self, name: TissueGroup) -> GroupTissue:
        """The parameters of one group by its name."""
        if name not in GROUPS:
            raise ValueError(f"group is {name!r}; it is one of {', '.join(GROUPS)}")
        found: GroupTissue = getattr(self, name)
        return found

    @cached_property
    def rows(self) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Shift and slope of each group in turn and, last, of muscles of none; the front's shift.

        All of the shape that the fields broadcast to, the first two with a row for each before it.
        """
        groups = [*(self.group(name) for name in GROUPS), USUAL]
        fields = [*(one.shift for one in groups), *(one.slope for one in groups)]
        *spread, front = np.broadcast_arrays(
            *(np.asarray(values, float) for values in [*fields, self.front_shift_deg])
        )
        return np.stack(spread[: len(groups)]), np.stack(spread[len(groups) :]), front

    def with_group(self, name: TissueGroup, changed: GroupTissue) -> Tissue:
        """The same tissue with one group changed."""
        groups = {other: self.group(other) for other in GROUPS} | {name: changed}
        return replace(
            self,
            iliopsoas=groups["iliopsoas"],
            rectus_femoris=groups["rectus_femoris"],
            tensor_fasciae_latae=groups["tensor_fasciae_latae"],
        )


def flat(tissue: Tissue, *others: FloatArray) -> tuple[Tissue, list[FloatArray], tuple[int, ...]]:
    """A tissue's fields and other arrays, broadcast and laid out in one row; and their shape."""
    fields = _fields(tissue)
    spread = np.broadcast_arrays(*(np.asarray(values, float) for values in [*fields, *others]))
    rows = [values.ravel() for values in spread]
    return _from_fields(rows[: len(fields)]), rows[len(fields) :], spread[0].shape


def taken(tissue: Tissue, kept: NDArray[np.bool_] | NDArray[np.int_] | int) -> Tissue:
    """Some of a row of tissues, by a mask, by indices, or one by its index."""
    row = np.broadcast_arrays(*(np.asarray(values, float) for values in _fields(tissue)))
    return _from_fields([values[kept] for values in row])


def stacked(tissues: Sequence[Tissue]) -> Tissue:
    """Tissues of one side each as one with a people axis."""
    rows = zip(*(_fields(tissue) for tissue in tissues), strict=True)
    return _from_fields([np.array(row, float) for row in rows])


def map_fields(tissue: Tissue, change: Callable[[FloatArray], FloatArray]) -> Tissue:
    """The tissue with every field changed by one function."""
    return _from_fields([change(np.asarray(values, float)) for values in _fields(tissue)])


def squeeze_fields(tissue: Tissue) -> Tissue:
    """The tissue with fields of shape (people,), where they came as (people, 1)."""
    return map_fields(tissue, lambda values: values[:, 0] if values.ndim == 2 else values)


def people_in(of: object) -> int | None:
    """How many people the array fields of a tissue, or of other figures, stand for; None if one.

    Fields have no axis, or one axis of people, or that and an axis of length 1 for the stride.
    """
    figures = is_dataclass(of) and not isinstance(of, Tissue)
    values = list(vars(of).values()) if figures else _fields(of)
    shapes = {np.shape(value) for value in values if np.ndim(value)}
    for shape in shapes:
        if len(shape) > 2 or (len(shape) == 2 and shape[1] != 1):
            raise ValueError(
                f"a field has shape {shape}; it must be one number, or one a person: (people,)"
            )
    counts = {shape[0] for shape in shapes} - {1}
    if len(counts) > 1:
        raise ValueError(f"fields stand for {sorted(counts)} people; all must for as many")
    return max(counts, default=1) if shapes else None


def known_tissue(tissue: Tissue | None) -> Tissue:
    """Return the tissue, the young adults' for None; ValueError for anything else."""
    return Tissue() if tissue is None else checked_type(tissue, Tissue, "tissue")


def _fields(of: Any) -> list[ArrayLike]:
    tissue: Tissue = checked_type(of, Tissue, "tissue")
    groups = [tissue.group(name) for name in GROUPS]
    parts = [value for group in groups for value in (group.shift, group.slope)]
    return [*parts, tissue.capsule_onset_deg, tissue.front_shift_deg]


def _from_fields(values: Sequence[ArrayLike]) -> Tissue:
    pairs = zip(values[0:6:2], values[1:6:2], strict=True)
    iliopsoas, rectus, fascia = (GroupTissue(shift, slope) for shift, slope in pairs)
    return Tissue(iliopsoas, rectus, fascia, *values[6:])
