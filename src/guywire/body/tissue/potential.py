"""The one potential energy of relaxed tissue, and the moments that are its derivatives.

    V(hip, knee, ankle) = Σ muscles F₀·u·∫f   + capsule(hip) + back of the hip(hip, knee)
                          + calf(ankle, knee) + front and back of the knee(knee)
    hip moment  = −∂V/∂hip,   knee moment = −∂V/∂knee            (flexing positive)

Muscle stretch comes from the lengths of `guywire.body.geometry`, and its moment is force times
−∂length/∂angle, so a closed loop in (hip, knee) does no work.

One departure from that geometry: in extension rectus femoris lies on the femoral head
(`RECTUS_ON_HEAD`), where its straight path would sink into the joint. Past what was measured every
exponential goes on as its tangent, a straight line.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from math import cos, radians

import numpy as np

from guywire.body.anatomy.tables import muscles
from guywire.body.geometry import Geometry, geometry
from guywire.body.quantities import FloatArray
from guywire.body.tissue.constants import (
    CAPSULE_STIFFNESS_NM_PER_RAD,
    CAPSULE_TOE_DEG,
    LINE_FROM,
    MEASURED_TO_DEG,
    OTHER_FRONT_MUSCLES,
    RECTUS_ON_HEAD,
    Constants,
)
from guywire.body.tissue.curve import PassiveForce, tangent_exp
from guywire.body.tissue.parameters import GROUPS, MUSCLES_OF, USUAL, GroupTissue, Tissue

FRONT_ARM_AT_DEG = np.array(-10.0)
"""Where the arms of a common shift are taken: between standing and where a leg hangs at rest."""
BACK_REFERENCE_RAD = 1.0
KNEE_REFERENCE_RAD = 2.0

FRONT_MUSCLES = (
    *(name for group in GROUPS for name in MUSCLES_OF[group]),
    *OTHER_FRONT_MUSCLES,
)
_ROW_OF_FRONT = np.array(
    [row for row, group in enumerate(GROUPS) for _ in MUSCLES_OF[group]]
    + [len(GROUPS)] * len(OTHER_FRONT_MUSCLES)
)
"""Which row of `Tissue.rows` is each front muscle's."""


@dataclass(frozen=True)
class Posture:
    """Angles (rad) with the front muscles already laid over them, rectus on the femoral head."""

    hip: FloatArray
    knee: FloatArray
    ankle: FloatArray
    paths: Geometry


def posture(hip: FloatArray, knee: FloatArray, ankle: FloatArray) -> Posture:
    """Lay the front muscles of the generic body over postures (rad, broadcasting)."""
    paths = geometry(hip, knee, muscles=FRONT_MUSCLES)
    row = FRONT_MUSCLES.index("rectus_femoris")
    longer, arm = RECTUS_ON_HEAD.added(hip)
    paths.length[row] += longer
    paths.hip_flexion_arm[row] += arm
    return Posture(hip, knee, ankle, paths)


@dataclass(frozen=True)
class MuscleState:
    """One muscle: stretch past slack in optimal fiber lengths, tension (N), stored energy (J).

    The energy is worked out when asked for: moments, the most frequent question, need none.
    """

    stretch: FloatArray
    force_n: FloatArray
    _curve: PassiveForce
    _y: FloatArray
    _scale_j: FloatArray

    @property
    def energy_j(self) -> FloatArray:
        return self._scale_j * self._curve.energy(self._y)


def states(at: Posture, tissue: Tissue, fixed: Constants) -> Mapping[str, MuscleState]:
    """Stretch, tension and energy of every front muscle."""
    front = np.radians(np.asarray(tissue.front_shift_deg, float))
    found = {
        name: _state(name, at, tissue.group(group), front, fixed)
        for group in GROUPS
        for name in MUSCLES_OF[group]
    }
    others = {name: _state(name, at, USUAL, front, fixed) for name in OTHER_FRONT_MUSCLES}
    return found | others


def moments(at: Posture, tissue: Tissue, fixed: Constants) -> tuple[FloatArray, FloatArray]:
    """Hip and knee moment (Nm, flexing positive)."""
    _, back_hip, back_knee = _hip_back(at, fixed)
    hip = -_capsule(at.hip, tissue)[1] - back_hip
    knee = -back_knee - _knee_alone(at, fixed)[1]
    force = _front_forces(at, tissue, fixed)
    by_hip, by_knee = (
        _padded(arm, force.ndim) for arm in (at.paths.hip_flexion_arm, at.paths.knee_flexion_arm)
    )
    return hip + (force * by_hip).sum(axis=0), knee + (force * by_knee).sum(axis=0)


def _front_forces(at: Posture, tissue: Tissue, fixed: Constants) -> FloatArray:
    """Tension (N) of every front muscle at once, shape (muscles, ...): as `states` has them."""
    shifts, slopes, front_deg = tissue.rows
    front = _padded(_front_per_rad(), shifts.ndim) * np.radians(front_deg)
    shift, slope = shifts[_ROW_OF_FRONT] + front, slopes[_ROW_OF_FRONT]
    length = at.paths.length
    dimensions = max(length.ndim, shift.ndim, slope.ndim)
    shift, slope, length = (_padded(values, dimensions) for values in (shift, slope, length))
    per_meter, slack_m, force_n, toe, rate = (
        _padded(values, dimensions) for values in _fibers(fixed)
    )
    y = ((length - slack_m) * per_meter + shift) * rate * slope
    force = force_n * toe * PassiveForce(1.0, LINE_FROM).force(y)
    return np.asarray(force)


def _padded(values: FloatArray, dimensions: int) -> FloatArray:
    """With axes of one after the first, so that the rest broadcasts from the last."""
    missing = dimensions - values.ndim
    return values.reshape(len(values), *(1,) * missing, *values.shape[1:])


@cache
def _front_per_rad() -> FloatArray:
    """Fiber lengths of each front muscle that a radian of the common shift is worth."""
    return np.array([front_arms()[name] * fiber(name).per_meter for name in FRONT_MUSCLES])


@lru_cache(maxsize=4)
def _fibers(fixed: Constants) -> tuple[FloatArray, ...]:
    """Of every front muscle: fiber lengths a meter, slack, force, toe, and rise of the exponent."""
    fibers = [fiber(name) for name in FRONT_MUSCLES]
    is_rectus = [name == "rectus_femoris" for name in FRONT_MUSCLES]
    toe = [fixed.rectus_toe if rectus else fixed.front_toe for rectus in is_rectus]
    steep = [fixed.rectus_steepness if rectus else fixed.front_steepness for rectus in is_rectus]
    rate = [rise / of.unit for rise, of in zip(steep, fibers, strict=True)]
    columns = (
        [of.per_meter for of in fibers],
        [of.slack_m for of in fibers],
        [of.force_n for of in fibers],
        toe,
        rate,
    )
    return tuple(np.array(column) for column in columns)


def energy(at: Posture, tissue: Tissue, fixed: Constants) -> FloatArray:
    """V (J)."""
    stored = _capsule(at.hip, tissue)[0] + _hip_back(at, fixed)[0] + _knee_alone(at, fixed)[0]
    for state in states(at, tissue, fixed).values():
        stored = stored + state.energy_j
    return stored


@dataclass(frozen=True)
class Fiber:
    """What one muscle's passive curve hangs on."""

    per_meter: float
    slack_m: float
    force_n: float
    unit: float


@cache
def fiber(name: str) -> Fiber:
    """The figures of one muscle's passive curve."""
    muscle = muscles()[name]
    along = muscle.optimal_fiber_length_m * cos(muscle.pennation_at_optimal_rad)
    curve = muscle.passive_curve
    return Fiber(
        per_meter=1 / along,
        slack_m=muscle.tendon_slack_length_m + along * (1 + curve.zero_strain),
        force_n=muscle.max_isometric_force_n,
        unit=curve.one_strain - curve.zero_strain,
    )


@cache
def front_arms() -> Mapping[str, float]:
    """Hip-flexion arms (m) over which a common shift of the front, an angle, is a length."""
    at = posture(np.radians(FRONT_ARM_AT_DEG), np.zeros(()), np.zeros(()))
    return {name: float(at.paths[name].hip_flexion_arm) for name in FRONT_MUSCLES}


def _state(
    name: str, at: Posture, group: GroupTissue, front: FloatArray, fixed: Constants
) -> MuscleState:
    of = fiber(name)
    rectus = name == "rectus_femoris"
    toe = fixed.rectus_toe if rectus else fixed.front_toe
    steepness = fixed.rectus_steepness if rectus else fixed.front_steepness
    # `_front_forces` has this sum for all muscles at once, for `moments`: what changes here must
    # change there, and in `guywire.body.tissue.laid`.
    longer = at.paths[name].length + front_arms()[name] * front - of.slack_m
    stretch = longer * of.per_meter + np.asarray(group.shift)
    rate = steepness * np.asarray(group.slope) / of.unit
    curve = PassiveForce(toe, LINE_FROM)
    y = stretch * rate
    scale = of.force_n / (of.per_meter * rate)
    return MuscleState(stretch, of.force_n * curve.force(y), curve, y, scale)


def _capsule(hip: FloatArray, tissue: Tissue) -> tuple[FloatArray, FloatArray]:
    """Energy (J) and its hip derivative: a quadratic toe, then a line."""
    onset = np.asarray(tissue.capsule_onset_deg) + np.asarray(tissue.front_shift_deg)
    past = np.maximum(np.radians(onset) - hip, 0.0)
    toe, stiffness = radians(CAPSULE_TOE_DEG), CAPSULE_STIFFNESS_NM_PER_RAD
    in_toe, beyond = np.minimum(past, toe), np.maximum(past - toe, 0.0)
    moment = stiffness * (in_toe**2 / (2 * toe) + beyond)
    stored = stiffness * (in_toe**3 / (6 * toe) + toe / 2 * beyond + beyond**2 / 2)
    return stored, -moment


def _hip_back(at: Posture, fixed: Constants) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Buttock and hamstrings: energy, its hip and its knee derivative."""
    (buttock, of_buttock), (hamstring, of_hamstring) = _back(at.hip, at.knee, fixed)
    stored = of_buttock / fixed.buttock_rate + of_hamstring / fixed.hamstring_hip_rate
    by_knee = -hamstring * fixed.hamstring_knee_rate / fixed.hamstring_hip_rate
    return stored, buttock + hamstring, by_knee


def hip_back_moments(
    hip: FloatArray, knee: FloatArray, fixed: Constants
) -> tuple[FloatArray, FloatArray]:
    """Extension moments (Nm) of buttock and hamstrings about the hip, as positive numbers."""
    (buttock, _), (hamstring, _) = _back(hip, knee, fixed)
    return buttock, hamstring


def hip_back_slopes(
    hip: FloatArray, knee: FloatArray, fixed: Constants
) -> tuple[FloatArray, FloatArray]:
    """Extension moment (Nm) of buttock and hamstrings together, and its rise a radian of hip."""
    here, line_from = _back_exponents(hip, knee, fixed), _back_line_from(fixed)
    grown = [np.exp(np.minimum(at, end)) for at, end in zip(here, line_from, strict=True)]
    buttock, hamstring = fixed.buttock_nm * grown[0], fixed.hamstring_nm * grown[1]
    beyond = [np.maximum(at - end, 0.0) for at, end in zip(here, line_from, strict=True)]
    moment = buttock * (1 + beyond[0]) + hamstring * (1 + beyond[1])
    return moment, fixed.buttock_rate * buttock + fixed.hamstring_hip_rate * hamstring


Pair = tuple[FloatArray, FloatArray]


def _back(hip: FloatArray, knee: FloatArray, fixed: Constants) -> tuple[Pair, Pair]:
    """Buttock and hamstrings: each its moment and the moment's integral over its exponent."""
    here, line_from = _back_exponents(hip, knee, fixed), _back_line_from(fixed)
    buttock, hamstring = map(tangent_exp, here, line_from)
    return _times(fixed.buttock_nm, buttock), _times(fixed.hamstring_nm, hamstring)


def _back_exponents(hip: FloatArray, knee: FloatArray, fixed: Constants) -> Pair:
    past = hip - BACK_REFERENCE_RAD
    pull = fixed.hamstring_hip_rate * past - fixed.hamstring_knee_rate * knee
    return fixed.buttock_rate * past, pull


def _back_line_from(fixed: Constants) -> tuple[float, float]:
    """Exponents of buttock and hamstrings at the end of what was measured."""
    hip, knee = (np.array(radians(MEASURED_TO_DEG[name])) for name in ("hip", "hip_knee"))
    buttock, hamstring = _back_exponents(hip, knee, fixed)
    return float(buttock), float(hamstring)


def _knee_alone(at: Posture, fixed: Constants) -> tuple[FloatArray, FloatArray]:
    """Calf, and the front and back of the knee: energy and its knee derivative."""
    ankle, bent, straight = (radians(MEASURED_TO_DEG[name]) for name in ("ankle", "bent", "knee"))
    calf, of_calf = _times(
        fixed.calf_nm,
        tangent_exp(
            fixed.calf_ankle_rate * at.ankle - fixed.calf_knee_rate * at.knee,
            fixed.calf_ankle_rate * ankle - fixed.calf_knee_rate * straight,
        ),
    )
    front, of_front = _times(
        fixed.knee_front_nm,
        tangent_exp(
            fixed.knee_front_rate * (at.knee - KNEE_REFERENCE_RAD),
            fixed.knee_front_rate * (bent - KNEE_REFERENCE_RAD),
        ),
    )
    back, of_back = _times(
        fixed.knee_back_nm,
        tangent_exp(-fixed.knee_back_rate * at.knee, -fixed.knee_back_rate * straight),
    )
    stored = (
        of_calf / fixed.calf_knee_rate
        + of_front / fixed.knee_front_rate
        + of_back / fixed.knee_back_rate
    )
    return stored, front - calf - back


def _times(moment_nm: float, pair: Pair) -> Pair:
    return moment_nm * pair[0], moment_nm * pair[1]
