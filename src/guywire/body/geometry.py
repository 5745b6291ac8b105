"""Muscle lengths and moment arms for thousands of postures at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from guywire.body.anatomy.tables import muscles as anatomy
from guywire.body.length_surfaces import (
    AXES,
    HIP_ADDUCTION,
    HIP_FLEXION,
    HIP_FLEXION_RANGE,
    HIP_ROTATION,
    KNEE_FLEXION,
    TERMS,
    Term,
    surfaces,
)
from guywire.body.person import Person, known_person
from guywire.body.quantities import FloatArray
from guywire.body.splines import Axis, evaluate

HIP_FLEXORS = ("iliacus", "psoas", "rectus_femoris", "tensor_fasciae_latae", "sartorius")

# Angles that are often one number for all postures: worth summing out of the tables beforehand.
HELD = (HIP_ADDUCTION, HIP_ROTATION)
Held = tuple[tuple[Axis, float], ...]

# Postures worked on at once: few enough that the intermediate arrays stay in the cache.
BLOCK = 2048

# Up to so many postures are quicker by themselves than as a row.
FEW = 4


@dataclass(frozen=True, eq=False)
class MuscleGeometry:
    """One muscle over the postures asked for; arms are positive where it flexes the joint."""

    length: FloatArray
    hip_flexion_arm: FloatArray
    knee_flexion_arm: FloatArray


@dataclass(frozen=True, eq=False)
class Geometry(Mapping[str, MuscleGeometry]):
    """Named muscles over the postures asked for: `geometry(0.2, 0.5)["psoas"].length`.

    The stacked arrays have shape (muscles, *postures), in the order of `names`.
    """

    names: tuple[str, ...]
    length: FloatArray
    hip_flexion_arm: FloatArray
    knee_flexion_arm: FloatArray

    def __getitem__(self, name: str) -> MuscleGeometry:
        try:
            row = self.names.index(name)
        except ValueError:
            here = ", ".join(self.names)
            raise KeyError(f"no muscle {name!r} here; there are {here}") from None
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
    hip_flexion : rad, −40° to 120°; zero is upright standing. Beyond, the path of iliacus
        slips off the brim of the pelvis and its arm changes sign.
    knee_flexion : rad, −10° to 135°. The figures were measured from 0° to 120°; beyond, the
        kneecap goes straight on.
    hip_adduction : rad, −15° to 15°
    hip_rotation : rad, internal positive, −20° to 20°
    person : whom to scale to; the generic body if None
    muscles : which muscles, in this order; all of `guywire.body.anatomy.muscles()` if None

    The angles broadcast against each other. One number for adduction and rotation is much the
    fastest. In the sagittal plane every muscle is within 0.5 mm RMS of OpenSim [4], the hip
    flexors within 0.25 mm (docs/benchmarks.md). Out of it, psoas and gluteus maximus flip sides
    of their cylinders here and there near the ends of the hip's range, and the splines smooth
    the jump.

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
    [4] Seth A et al. PLoS Comput Biol 2018;14(7):e1006223. doi:10.1371/journal.pcbi.1006223
    """
    if (
        isinstance(hip_flexion, float | int)
        and isinstance(knee_flexion, float | int)
        and isinstance(hip_adduction, float | int)
        and isinstance(hip_rotation, float | int)
    ):
        # Plain numbers, for which arrays are a waste of time.
        names = _known(muscles)
        sagittal = _sagittal(names, hip_adduction, hip_rotation)
        hip, knee = HIP_FLEXION_RANGE.one(hip_flexion), KNEE_FLEXION.quantity.one(knee_flexion)
        length, hip_arm, knee_arm = _one_posture(sagittal, hip, knee)
        if person is not None:
            scale = known_person(person).scale
            length, hip_arm, knee_arm = length * scale, hip_arm * scale, knee_arm * scale
        return Geometry(names, length, hip_arm, knee_arm)
    angles = {
        HIP_FLEXION: HIP_FLEXION_RANGE.array(hip_flexion),
        KNEE_FLEXION: KNEE_FLEXION.quantity.array(knee_flexion),
        HIP_ADDUCTION: HIP_ADDUCTION.quantity.array(hip_adduction),
        HIP_ROTATION: HIP_ROTATION.quantity.array(hip_rotation),
    }
    shape = np.broadcast_shapes(*(values.shape for values in angles.values()))
    held = tuple((axis, float(angles.pop(axis))) for axis in HELD if not angles[axis].ndim)
    varying = {axis: _spread(values, shape) for axis, values in angles.items()}
    names = _known(muscles)
    sagittal = len(held) == len(HELD)
    if sagittal and len(varying[HIP_FLEXION]) <= FEW:
        stacked = _few_postures(names, held, varying)
    else:
        stacked = _evaluate(names, held, varying)
    stacked = stacked * known_person(person).scale
    return Geometry(names, *stacked.reshape(3, len(names), *shape))


@dataclass(frozen=True)
class _Table:
    """One kind of term of the muscles asked for, as a function of the angles that vary.

    `slopes_along` are the axes its arms come from; `target` is where its length and arms belong
    in an array of shape (length and the two arms, muscles, postures).
    """

    axes: tuple[Axis, ...]
    slopes_along: tuple[int, ...]
    coefficients: FloatArray
    target: tuple[NDArray[np.intp], ...]


def _few_postures(
    names: tuple[str, ...], held: Held, varying: Mapping[Axis, FloatArray]
) -> FloatArray:
    """What `_evaluate` answers, posture by posture."""
    sagittal = _sagittal(names, *(value for _, value in held))
    postures = zip(varying[HIP_FLEXION].tolist(), varying[KNEE_FLEXION].tolist(), strict=True)
    answers = [_one_posture(sagittal, hip, knee) for hip, knee in postures]
    return np.array(answers).reshape(len(answers), 3, len(names)).transpose(1, 2, 0)


def _one_posture(
    at: _Sagittal, hip: float, knee: float
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Length, hip arm and knee arm of the generic body from the same splines, each (muscles,)."""
    i, hip_weights = HIP_FLEXION.weights_at(hip)
    j, knee_weights = KNEE_FLEXION.weights_at(knee)
    by_hip = hip_weights @ at.hip[i : i + 4]
    by_knee = knee_weights @ at.knee[j : j + 4]
    length, hip_arm, knee_arm = by_hip[0] + by_knee[0], -by_hip[1], -by_knee[1]
    if at.both_rows:
        near = at.both[:, i : i + 4, j : j + 4]
        for row, found in zip(at.both_rows, hip_weights @ near @ knee_weights.T, strict=True):
            (value, knee_slope), (hip_slope, _) = found.tolist()
            length[row] += value
            hip_arm[row] -= hip_slope
            knee_arm[row] -= knee_slope
    return length, hip_arm, knee_arm


@dataclass(frozen=True)
class _Sagittal:
    """Every table with adduction and rotation summed out, a column a muscle, nought if it has none.

    `both` has a row for each of the muscles `both_rows` whose length hangs on both angles at once.
    """

    hip: FloatArray
    knee: FloatArray
    both: FloatArray
    both_rows: tuple[int, ...]


@lru_cache(maxsize=64)
def _sagittal(names: tuple[str, ...], adduction: float, rotation: float) -> _Sagittal:
    held = (
        (HIP_ADDUCTION, HIP_ADDUCTION.quantity.scalar(adduction)),
        (HIP_ROTATION, HIP_ROTATION.quantity.scalar(rotation)),
    )
    hip, knee = (np.zeros((axis.size, len(names))) for axis in (HIP_FLEXION, KNEE_FLEXION))
    both, both_rows = np.zeros((0, HIP_FLEXION.size, KNEE_FLEXION.size)), ()
    for table in _tables(names, held):
        rows = table.target[1][0]
        if table.axes == (HIP_FLEXION,):
            hip[:, rows] = table.coefficients.T
        elif table.axes == (KNEE_FLEXION,):
            knee[:, rows] = table.coefficients.T
        else:
            both, both_rows = table.coefficients, tuple(rows.tolist())
    return _Sagittal(hip, knee, both, both_rows)


def _spread(values: FloatArray, shape: tuple[int, ...]) -> FloatArray:
    return (values if values.shape == shape else np.broadcast_to(values, shape)).reshape(-1)


def _evaluate(names: tuple[str, ...], held: Held, varying: Mapping[Axis, FloatArray]) -> FloatArray:
    """Length, hip arm and knee arm of the generic body, shape (3, muscles, postures)."""
    count = len(varying[HIP_FLEXION])
    result = np.zeros((3, len(names), count))
    for start in range(0, count, BLOCK):
        block = slice(start, start + BLOCK)
        spots = {axis: axis.spot(values[block]) for axis, values in varying.items()}
        for table in _tables(names, held):
            on_axes = [spots[axis] for axis in table.axes]
            result[:, :, block][table.target] += evaluate(
                table.coefficients, on_axes, table.slopes_along
            )
    np.negative(result[1:], out=result[1:])
    return result


@lru_cache(maxsize=64)
def _tables(names: tuple[str, ...], held: Held) -> tuple[_Table, ...]:
    """The tables the muscles need, with the angles held at one value summed out beforehand."""
    tables = (_table(term, names, dict(held)) for term in TERMS)
    return tuple(table for table in tables if len(table.coefficients))


def _table(term: Term, names: tuple[str, ...], held: dict[Axis, float]) -> _Table:
    surface = surfaces()[term]
    rows = [row for row, name in enumerate(names) if name in surface.names]
    table = surface.coefficients[[surface.names.index(names[row]) for row in rows]]
    for number, axis in reversed(list(enumerate(AXES[term], start=1))):
        if axis in held:
            table = np.tensordot(table, axis.design(np.array([held[axis]]))[0], (number, 0))
    axes = tuple(axis for axis in AXES[term] if axis not in held)
    bending = [axis for axis in (HIP_FLEXION, KNEE_FLEXION) if axis in axes]
    places = [0, *(1 if axis is HIP_FLEXION else 2 for axis in bending)]
    along = tuple(axes.index(axis) for axis in bending)
    return _Table(axes, along, np.ascontiguousarray(table), np.ix_(places, rows))


def _known(names: Sequence[str] | None) -> tuple[str, ...]:
    return _every() if names is None else _checked(tuple(names))


@lru_cache(maxsize=64)
def _checked(names: tuple[str, ...]) -> tuple[str, ...]:
    for name in names:
        if name not in anatomy():
            raise ValueError(f"muscle is {name!r}; it must be one of {', '.join(anatomy())}")
    return names


@lru_cache(maxsize=1)
def _every() -> tuple[str, ...]:
    return tuple(anatomy())
