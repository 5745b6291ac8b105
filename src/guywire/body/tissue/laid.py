"""Front tissue laid once over postures, for thousands of people and hips a little off them.

In walking and standing everybody goes through nearly the same postures, and only their tissue and a
few degrees differ. Each muscle's length is therefore kept as one polynomial of the hip angle around
each posture; arm and stiffness are its derivatives, so that moments still come from one potential.
Moments are within 0.1 Nm of `passive_moment`, which stays the reference (a test holds them to it).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from math import radians

import numpy as np
from numpy.typing import NDArray

from guywire.body.geometry import geometry
from guywire.body.quantities import FloatArray
from guywire.body.tissue.api import HIP
from guywire.body.tissue.constants import (
    CAPSULE_STIFFNESS_NM_PER_RAD,
    CAPSULE_TOE_DEG,
    LINE_FROM,
    RECTUS_ON_HEAD,
    Constants,
    constants,
)
from guywire.body.tissue.parameters import (
    GROUPS,
    MUSCLES_OF,
    USUAL,
    GroupTissue,
    Tissue,
    squeeze_fields,
)
from guywire.body.tissue.potential import FRONT_MUSCLES, fiber, front_arms, hip_back_slopes
from guywire.body.tissue.usual import usual_tissue

REACH_RAD = (radians(25.0), radians(45.0))
"""How far into extension and into flexion answers reach from each posture."""
DEGREE = 9
WIDE_DEGREE = 13
WIDE_RAD = radians(38.0)

ROUNDS = 40
MAX_CHANGE_RAD = radians(10.0)
FINE_RAD = 1e-7


@dataclass(frozen=True)
class Laid:
    """Postures (`knee`, and hips around `middle`, rad) with every front muscle's length over them.

    `paths` holds polynomial coefficients in z = (hip − middle) / half, highest power first, of
    length, its slope and its bend: shape (*postures, 3 · muscles, degree + 1). Postures may have a
    people axis first.
    """

    knee: FloatArray
    middle: FloatArray
    half: FloatArray
    paths: FloatArray

    def within(self, hip: FloatArray) -> FloatArray:
        """The hip angles held to what was laid."""
        return np.asarray(np.clip(hip, self.middle - self.half, self.middle + self.half))

    def rows(self, people: slice | NDArray[np.bool_]) -> Laid:
        """Some of the people, where postures have a people axis."""
        return Laid(*(part[people] for part in (self.knee, self.middle, self.half, self.paths)))

    def samples(self, of_row: NDArray[np.int_]) -> Laid:
        """Some postures of a row of them; a people axis stays."""
        knee, middle, half = (part[..., of_row] for part in (self.knee, self.middle, self.half))
        return Laid(knee, middle, half, self.paths[..., of_row, :, :])

    def moment(self, hip: FloatArray, tissue: Tissue) -> tuple[FloatArray, FloatArray]:
        """Passive hip moment (Nm) of the generic body, and its fall a radian of flexion.

        Hips (rad) and the tissue's fields broadcast with the postures.
        """
        fixed = constants()
        front = np.radians(np.asarray(tissue.front_shift_deg, float))
        moment, fall = _capsule(hip, tissue)
        for name, (length, arm, bent) in self._paths(hip):
            longer_m = front_arms()[name] * front
            force, stiffness = _pull(name, length, longer_m, _group(name, tissue), fixed)
            moment = moment + force * arm
            fall = fall + (stiffness * arm * arm - force * bent)
        back, stiffening = hip_back_slopes(hip, self.knee, fixed)
        return moment - back, fall + stiffening

    def _paths(self, hip: FloatArray) -> Iterator[tuple[str, tuple[FloatArray, ...]]]:
        """Each muscle's length (m), hip arm (m), and the arm's rise a radian."""
        z = (hip - self.middle) / self.half
        lengths, slopes, bends = np.split(self._polynomials(z), 3)
        longer, more = RECTUS_ON_HEAD.added(hip)
        for row, name in enumerate(FRONT_MUSCLES):
            length, arm = lengths[row], -slopes[row] / self.half
            bent = -bends[row] / self.half**2
            if name == "rectus_femoris":
                length, arm = length + longer, arm + more
                bent = bent - np.where(more > 0, RECTUS_ON_HEAD.arm_per_rad, 0.0)
            yield name, (length, arm, bent)

    def _polynomials(self, z: FloatArray) -> FloatArray:
        """Every polynomial at z, shape (3 · muscles, *z): one product of matrices a posture."""
        degrees = self.paths.shape[-1]
        alone = z.ndim == np.ndim(self.knee)
        along = z[..., None] if alone else np.moveaxis(z, 0, -1)
        powers = np.ones((*along.shape[:-1], degrees, along.shape[-1]))
        for power in range(degrees - 2, -1, -1):
            np.multiply(powers[..., power + 1, :], along, out=powers[..., power, :])
        values = self.paths @ powers
        return (
            np.moveaxis(values[..., 0], -1, 0) if alone else np.moveaxis(values, (-2, -1), (0, 1))
        )


def lay(hip: FloatArray, knee: FloatArray, *, reach_rad: tuple[float, float] = REACH_RAD) -> Laid:
    """Lay every front muscle over postures (rad) and the hips around them.

    Postures have the shape of `knee`. Hips may have a people axis more: one laying then serves all
    of them.
    """
    people = tuple(range(np.ndim(hip) - np.ndim(knee)))
    low = np.maximum(np.min(hip, axis=people) - reach_rad[0], HIP.low)
    high = np.minimum(np.max(hip, axis=people) + reach_rad[1], HIP.high)
    middle, half = (low + high) / 2, (high - low) / 2
    degree = DEGREE if np.max(half) < WIDE_RAD else WIDE_DEGREE
    nodes = np.cos(np.pi * (np.arange(degree + 3) + 0.5) / (degree + 3))
    column = nodes.reshape(-1, *(1,) * np.ndim(middle))
    length = geometry(middle + half * column, knee, muscles=FRONT_MUSCLES).length
    fit = np.linalg.pinv(np.vander(nodes, degree + 1))
    coefficients = np.moveaxis(np.tensordot(fit, length, (1, 1)), (0, 1), (-1, -2))
    slope = _derivative(coefficients)
    paths = np.concatenate([coefficients, slope, _derivative(slope)], axis=-2)
    return Laid(np.asarray(knee, float), middle, half, paths)


def _derivative(coefficients: FloatArray) -> FloatArray:
    """Coefficients of the derivative, as many as before: the highest power is nought."""
    powers = np.arange(coefficients.shape[-1] - 1, 0, -1)
    slope = np.zeros_like(coefficients)
    slope[..., 1:] = coefficients[..., :-1] * powers
    return slope


def _group(name: str, tissue: Tissue) -> GroupTissue:
    for group in GROUPS:
        if name in MUSCLES_OF[group]:
            return tissue.group(group)
    return USUAL


def _pull(
    name: str, length: FloatArray, longer_m: FloatArray, group: GroupTissue, fixed: Constants
) -> tuple[FloatArray, FloatArray]:
    """Tension (N), and its rise a meter of length. `longer_m` is what a common shift adds.

    What belongs to the muscle and its tissue is worked out before the postures, which are many.
    """
    of = fiber(name)
    rectus = name == "rectus_femoris"
    scale = of.force_n * (fixed.rectus_toe if rectus else fixed.front_toe)
    rate = (fixed.rectus_steepness if rectus else fixed.front_steepness) * np.asarray(group.slope)
    rate = rate / of.unit
    rate_per_m = of.per_meter * rate
    start = (longer_m - of.slack_m) * rate_per_m + np.asarray(group.shift) * rate
    y = length * rate_per_m + start
    grown = np.exp(np.clip(y, 0.0, LINE_FROM))
    pull = grown - 1.0
    if np.max(y) > LINE_FROM:
        pull = pull + grown * np.maximum(y - LINE_FROM, 0.0)
    return scale * pull, np.where(y > 0, (scale * rate_per_m) * grown, 0.0)


def _capsule(hip: FloatArray, tissue: Tissue) -> tuple[FloatArray, FloatArray]:
    onset = np.asarray(tissue.capsule_onset_deg) + np.asarray(tissue.front_shift_deg)
    past = np.maximum(np.radians(onset) - hip, 0.0)
    toe = radians(CAPSULE_TOE_DEG)
    in_toe = np.minimum(past, toe)
    stiffness = CAPSULE_STIFFNESS_NM_PER_RAD
    return stiffness * (in_toe**2 / (2 * toe) + past - in_toe), stiffness * in_toe / toe


@cache
def _straight() -> Laid:
    """Every hip extension and the first half of flexion, the knee straight."""
    return lay(np.array(radians(-5.0)), np.zeros(()), reach_rad=(radians(35.0), radians(70.0)))


def hip_flexion_at_moment_deg(tissue: Tissue, *, moment_nm: float) -> FloatArray:
    """Hip flexion (degrees), knee straight, at which relaxed tissue resists with a moment.

    For thousands of tissues in one call; fields are numbers or arrays of shape (people,). Held to
    −40° to 65°.
    """
    laid, fields = _straight(), squeeze_fields(tissue)
    low, high = (np.array(float(laid.middle + way * laid.half)) for way in (-1, 1))
    hip = low + 0 * laid.moment(low, fields)[0]
    for _ in range(ROUNDS):
        moment, fall = laid.moment(hip, fields)
        change = (moment - moment_nm) / np.maximum(fall, 1.0)
        hip = np.clip(hip + np.clip(change, -MAX_CHANGE_RAD, MAX_CHANGE_RAD), low, high)
        if np.abs(change).max() < FINE_RAD:
            break
    return np.asarray(np.degrees(hip))


def extension_deficit_deg(tissue: Tissue, *, moment_nm: float = 15.0) -> FloatArray:
    """Hip extension (degrees) lacking to usual tissue at a moment, signed; many tissues at once."""
    usual = hip_flexion_at_moment_deg(usual_tissue(), moment_nm=moment_nm)
    return hip_flexion_at_moment_deg(tissue, moment_nm=moment_nm) - usual
