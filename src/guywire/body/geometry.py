"""Muscle lengths and moment arms for thousands of postures at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike

from guywire.body.anatomy.tables import muscles as anatomy
from guywire.body.person import Person
from guywire.body.quantities import FloatArray
from guywire.body.splines import Axis, Spot, evaluate
from guywire.body.surfaces import (
    AXES,
    HIP_ADDUCTION,
    HIP_FLEXION,
    HIP_ROTATION,
    KNEE_FLEXION,
    TERMS,
    Term,
    surfaces,
)

HIP_FLEXORS = ("iliacus", "psoas", "rectus_femoris", "tensor_fasciae_latae", "sartorius")

# Postures worked on at once: few enough that the intermediate arrays stay in the cache.
BLOCK = 2048


@dataclass(frozen=True)
class MuscleGeometry:
    """One muscle over the postures asked for; arms are positive where it flexes the joint."""

    length: FloatArray
    hip_flexion_arm: FloatArray
    knee_flexion_arm: FloatArray


@dataclass(frozen=True)
class Geometry(Mapping[str, MuscleGeometry]):
    """Named muscles over the postures asked for: `geometry(0.2, 0.5)["psoas"].length`.

    The stacked arrays have shape (muscles, *postures), in the order of `names`.
    """

    names: tuple[str, ...]
    length: FloatArray
    hip_flexion_arm: FloatArray
    knee_flexion_arm: FloatArray

    def __getitem__(self, name: str) -> MuscleGeometry:
        if name not in self.names:
            raise KeyError(f"no muscle {name!r} here; there are {', '.join(self.names)}")
        row = self.names.index(name)
        return MuscleGeometry(
            self.length[row], self.hip_flexion_arm[row], self.knee_flexion_arm[row]
        )

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __len__(self) -> int:
        return len(self.names)


def geometry(
    hip_flexion: ArrayLike,
    knee_flexion: ArrayLike,
    *,
    hip_adduction: ArrayLike = 0.0,
    hip_rotation: ArrayLike = 0.0,
    person: Person | None = None,
    muscles: Sequence[str] | None = None,
) -> Geometry:
    """Lengths and flexion moment arms of the muscles of hip and thigh.

    Muscle paths of the generic adult [1] with the knee of [2], [3], laid by MuJoCo over their
    wrapping cylinders and compiled into cubic splines. Arms are the exact derivatives of the
    lengths returned, −∂length/∂angle. A person's lengths and arms are the generic ones times
    height / 1.70 m.

    Parameters
    ----------
    hip_flexion : rad, −40° to 125°; zero is upright standing
    knee_flexion : rad, −10° to 135°. The figures were measured from 0° to 120°; beyond, the
        kneecap goes straight on.
    hip_adduction : rad, −15° to 15°
    hip_rotation : rad, internal positive, −20° to 20°
    person : whom to scale to; the generic body if None
    muscles : which muscles, in this order; all of `guywire.body.anatomy.muscles()` if None

    The angles broadcast against each other. One number for adduction and rotation is much the
    fastest.

    Returns
    -------
    Geometry
        A mapping from muscle name to `length`, `hip_flexion_arm`, `knee_flexion_arm` (m), each of
        the postures' shape.

    Raises
    ------
    ValueError
        If an angle is outside its range or not finite, or a muscle is unknown.

    References
    ----------
    [1] Rajagopal A et al. IEEE Trans Biomed Eng 2016;63(10):2068-2079.
        doi:10.1109/TBME.2016.2586891
    [2] Walker PS et al. J Biomech 1988;21(11):965-974. doi:10.1016/0021-9290(88)90135-2
    [3] Lai AKM et al. Ann Biomed Eng 2017;45(12):2762-2774. doi:10.1007/s10439-017-1920-7
    """
    angles = {
        HIP_FLEXION: HIP_FLEXION.quantity.array(hip_flexion),
        KNEE_FLEXION: KNEE_FLEXION.quantity.array(knee_flexion),
        HIP_ADDUCTION: HIP_ADDUCTION.quantity.array(hip_adduction),
        HIP_ROTATION: HIP_ROTATION.quantity.array(hip_rotation),
    }
    shape = np.broadcast_shapes(*(values.shape for values in angles.values()))
    held = tuple((axis, float(angles[axis])) for axis in HELD if not angles[axis].ndim)
    varying = {
        axis: np.broadcast_to(values, shape).ravel()
        for axis, values in angles.items()
        if axis not in dict(held)
    }
    names = _known(muscles)
    stacked = _evaluate(names, held, varying) * (person.scale if person else 1.0)
    return Geometry(names, *stacked.reshape(3, len(names), *shape))


HELD = (HIP_ADDUCTION, HIP_ROTATION)

Held = tuple[tuple[Axis, float], ...]


@dataclass(frozen=True)
class _Table:
    """One kind of term of the muscles asked for, as a function of the angles that vary."""

    rows: list[int]
    axes: tuple[Axis, ...]
    coefficients: FloatArray


def _evaluate(names: tuple[str, ...], held: Held, varying: Mapping[Axis, FloatArray]) -> FloatArray:
    """Length, hip arm and knee arm of the generic body, shape (3, muscles, postures)."""
    tables = _tables(names, held)
    count = len(varying[HIP_FLEXION])
    result = np.zeros((3, len(names), count))
    for start in range(0, count, BLOCK):
        block = slice(start, start + BLOCK)
        spots = {axis: axis.spot(values[block]) for axis, values in varying.items()}
        for table in tables:
            _add(table, spots, result[:, :, block])
    return result


def _add(table: _Table, spots: Mapping[Axis, Spot], result: FloatArray) -> None:
    """Add one term's lengths and arms to the muscles that have it."""
    bending = [axis for axis in (HIP_FLEXION, KNEE_FLEXION) if axis in table.axes]
    along = [table.axes.index(axis) for axis in bending]
    length, slopes = evaluate(table.coefficients, [spots[axis] for axis in table.axes], along)
    result[0, table.rows] += length
    for axis, slope in zip(bending, slopes, strict=True):
        result[1 if axis is HIP_FLEXION else 2, table.rows] -= slope


@lru_cache(maxsize=64)
def _tables(names: tuple[str, ...], held: Held) -> tuple[_Table, ...]:
    """The tables the muscles need, with the angles held at one value summed out beforehand."""
    tables = (_table(term, names, dict(held)) for term in TERMS)
    return tuple(table for table in tables if table.rows)


def _table(term: Term, names: tuple[str, ...], held: dict[Axis, float]) -> _Table:
    surface = surfaces()[term]
    rows = [row for row, name in enumerate(names) if name in surface.names]
    table = surface.coefficients[[surface.names.index(names[row]) for row in rows]]
    for number, axis in reversed(list(enumerate(AXES[term], start=1))):
        if axis in held:
            table = np.tensordot(table, axis.design(np.array([held[axis]]))[0], (number, 0))
    varying = tuple(axis for axis in AXES[term] if axis not in held)
    return _Table(rows, varying, np.ascontiguousarray(table))


def _known(names: Sequence[str] | None) -> tuple[str, ...]:
    if names is None:
        return tuple(anatomy())
    for name in names:
        if name not in anatomy():
            raise ValueError(f"muscle is {name!r}; it must be one of {', '.join(anatomy())}")
    return tuple(names)
