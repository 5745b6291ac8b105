"""Where a relaxed leg comes to rest in the Thomas position: gravity against relaxed tissue.

On the back, the other knee held to the chest, pelvis rotated back by a known angle, the tested
leg hangs free. With thigh and shin inclination t and s (0 level, negative below) the rest posture
is where the energy stops falling,

    V(hip, knee) + g·[m_t c_t sin t + m_s (L sin t + c_s sin s) + m_f (L sin t + c_f sin s)],
    hip flexion = t − pelvis,   knee flexion = t − s.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import ArrayLike, NDArray

from guywire.body.person import Person, known_person
from guywire.body.quantities import FloatArray, Quantity, angle
from guywire.body.tissue import Tissue, flat, passive_moment, taken, usual_tissue

GRAVITY_M_S2 = 9.80665
RELAXED_ANKLE_DEG = -20.0
"""A hanging foot drops; the calf then pulls on the knee by under 1 Nm."""

SET_BY: dict[str, tuple[str, ...]] = {"segment masses and centers": ("D35",)}
"""Nothing here is set by a Thomas test: its rest posture is a prediction."""

PELVIS = angle("pelvis_deg", -60, 60)
WEIGHT = Quantity("ankle_weight_kg", 0.0, 20.0, "kg")
LOAD = Quantity("load", 0.2, 5.0, "times the usual")
HIP_RANGE = np.radians([-39.9, 100.0])
KNEE_RANGE = np.radians([-5.0, 134.0])
START_DEG = (-10.0, 55.0)
STEPS = 400
FULL_STEPS = 25
RENEWED_AFTER = 100
STEP_LIMIT = np.radians(12.0)
SETTLED_NM = 1e-3
"""One more step is taken from there, which leaves joints within 0.0001°."""
NEARLY_SETTLED_NM = 0.05
"""Left over after every step there is: under 0.1°, a fiftieth of what tissue errs by (D25)."""
NUDGE = 1e-6
QUICK = 0.1
"""A step that leaves more than this share of what was lacking asks for new slopes."""


@dataclass(frozen=True)
class Rest:
    """The rest posture in degrees; arrays of the shape that pelvis and tissue broadcast to."""

    hip_flexion_deg: FloatArray
    knee_flexion_deg: FloatArray
    thigh_deg: FloatArray
    shin_deg: FloatArray


@dataclass(frozen=True)
class LegWeight:
    """First moments (kg·m) of one leg: what hangs on the hip with the thigh and with the shin."""

    thigh_kg_m: float
    shin_kg_m: float

    def moments(self, thigh: FloatArray, shin: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Moments of gravity on hip and knee (Nm, flexing positive) at two inclinations (rad)."""
        by_thigh = GRAVITY_M_S2 * self.thigh_kg_m * np.cos(thigh)
        by_shin = GRAVITY_M_S2 * self.shin_kg_m * np.cos(shin)
        return -by_thigh - by_shin, by_shin


def leg_weight(person: Person | None = None, *, ankle_weight_kg: float = 0.0) -> LegWeight:
    """One leg of a person, with a weight at the ankle if there is one. The foot counts at the
    ankle, a hand's breadth nearer the knee than it hangs."""
    person = known_person(person)
    thigh, shank, foot = (person.segment(name) for name in ("thigh", "shank", "foot"))
    at_ankle = foot.mass_kg + WEIGHT.scalar(ankle_weight_kg)
    below_knee = shank.mass_kg + at_ankle
    return LegWeight(
        thigh.mass_kg * thigh.center_of_mass_m + below_knee * thigh.length_m,
        shank.mass_kg * shank.center_of_mass_m + at_ankle * shank.length_m,
    )


def rest(
    pelvis_deg: ArrayLike,
    *,
    tissue: Tissue | None = None,
    person: Person | None = None,
    ankle_weight_kg: float = 0.0,
    load: ArrayLike = 1.0,
) -> Rest:
    """The posture in which gravity and relaxed tissue are in balance.

    Parameters
    ----------
    pelvis_deg : how far the pelvis is rotated back from its neutral, −60° to 60°
    tissue : the side's tissue; the usual if None
    person : whose leg; the generic body if None. Segments: de Leva [1].
    ankle_weight_kg : a weight strapped to the ankle, 0 to 20 kg
    load : how heavy the leg is for the strength of all its tissue, 1 usual, 0.2 to 5

    `pelvis_deg`, `load` and the tissue's fields may be arrays and broadcast. A joint that gravity
    or tissue pushes to the end of the engine's range (hip −40° to 100°, knee −5° to 134°) rests
    against it.

    Raises
    ------
    ValueError
        If a value is outside its range.

    References
    ----------
    [1] de Leva P. J Biomech 1996;29:1223-1230. doi:10.1016/0021-9290(95)00178-6
    """
    pelvis = PELVIS.array(np.radians(pelvis_deg))
    heaviness = LOAD.array(load)
    tissues, (pelves, loads), shape = flat(tissue or usual_tissue(), pelvis, heaviness)
    weight = leg_weight(person, ankle_weight_kg=ankle_weight_kg)
    start = np.radians(START_DEG)[:, None] * np.ones_like(pelves)
    hip, knee = settle(_Balance(tissues, pelves, loads, person, weight), start)
    thigh = hip + pelves
    found = (hip, knee, thigh, thigh - knee)
    return Rest(*(np.degrees(value).reshape(shape) for value in found))


class Balance(Protocol):
    """What is left over of the hip and knee moment (Nm, stacked) in postures laid in one row."""

    def __call__(self, hip: FloatArray, knee: FloatArray) -> FloatArray:
        """Flexion moments left over at these angles (rad)."""

    def only(self, kept: NDArray[np.bool_]) -> Balance:
        """The same for some of the row."""


@dataclass(frozen=True)
class _Balance:
    """Hip and knee moment left over, for tissues and pelves laid out in one row."""

    tissue: Tissue
    pelvis: FloatArray
    load: FloatArray
    person: Person | None
    weight: LegWeight

    def __call__(self, hip: FloatArray, knee: FloatArray) -> FloatArray:
        """Hip and knee moment (Nm), stacked."""
        relaxed = passive_moment(
            hip,
            knee,
            tissue=self.tissue,
            person=self.person,
            ankle_dorsiflexion=np.radians(RELAXED_ANKLE_DEG),
        )
        thigh = hip + self.pelvis
        at_hip, at_knee = self.weight.moments(thigh, thigh - knee)
        return np.stack([relaxed.hip + self.load * at_hip, relaxed.knee + self.load * at_knee])

    def only(self, kept: NDArray[np.bool_]) -> _Balance:
        """The same for some of the row."""
        return _Balance(
            taken(self.tissue, kept), self.pelvis[kept], self.load[kept], self.person, self.weight
        )


def settle(balance: Balance, start: FloatArray, *, slopes: FloatArray | None = None) -> FloatArray:
    """Newton's way down from angles of shape (2, n); who has settled drops out.

    Steps are short enough for tissue this steep. Where a muscle goes slack or reaches its line,
    whole steps can go back and forth for ever, so late steps are shortened. Where the joints pull
    on one another so hard that short steps take for ever, whole ones are tried again from there.

    A joint at the end of its range and pushed on rests against it.

    `slopes` (4, n) are those of a balance much like this one, tried first, and are renewed in
    place; nought where none are known.
    """
    angles = start.copy()
    count = angles.shape[1]
    slopes = np.zeros((4, count)) if slopes is None else slopes
    moving, worst = np.ones(count, bool), np.where(slopes.any(axis=0), np.inf, 0.0)
    before, last = angles.copy(), np.zeros_like(angles)
    for step in range(STEPS):
        part = balance.only(moving)
        hip, knee = angles[:, moving]
        left = part(hip, knee)
        stopped = np.stack([_stopped(hip, left[0], HIP_RANGE), _stopped(knee, left[1], KNEE_RANGE)])
        lacking = np.abs(np.where(stopped, 0.0, left)).max(axis=0)
        if step:
            moved, changed = angles[:, moving] - before[:, moving], left - last[:, moving]
            slopes[:, moving] += _secant(slopes[:, moving], moved, changed)
        before[:, moving], last[:, moving] = angles[:, moving], left
        _renew(slopes, moving, lacking > QUICK * worst[moving], part, angles, left)
        worst[moving] = lacking
        hip_step, knee_step = _newton(left, slopes[:, moving], stopped)
        share = FULL_STEPS / max(step % RENEWED_AFTER, FULL_STEPS)
        angles[0, moving] = np.clip(hip + share * hip_step, *HIP_RANGE)
        angles[1, moving] = np.clip(knee + share * knee_step, *KNEE_RANGE)
        moving[moving] = lacking > SETTLED_NM
        if not moving.any():
            return angles
    if np.abs(np.where(stopped, 0.0, left)).max() < NEARLY_SETTLED_NM:
        return angles
    raise RuntimeError("the rest posture was not found; please report the tissue that did this")


def _renew(
    slopes: FloatArray,
    moving: NDArray[np.bool_],
    slow: NDArray[np.bool_],
    balance: Balance,
    angles: FloatArray,
    left: FloatArray,
) -> None:
    """Measure the slopes of the moments again where the last ones no longer lead home quickly."""
    rows = np.flatnonzero(moving)[slow]
    if not rows.size:
        return
    part = balance.only(slow)
    hip, knee = angles[:, rows]
    now = left[:, slow]
    slopes[:2, rows] = (part(hip + NUDGE, knee) - now) / NUDGE
    slopes[2:, rows] = (part(hip, knee + NUDGE) - now) / NUDGE


def _secant(slopes: FloatArray, moved: FloatArray, changed: FloatArray) -> FloatArray:
    """Broyden's correction: the least that makes slopes explain the step just taken."""
    missed = changed - slopes[:2] * moved[0] - slopes[2:] * moved[1]
    squared = (moved**2).sum(axis=0)
    along = moved / np.where(squared > 0, squared, 1.0)
    return np.concatenate([missed * along[0], missed * along[1]])


def _newton(
    left: FloatArray, slopes: FloatArray, stopped: NDArray[np.bool_]
) -> tuple[FloatArray, FloatArray]:
    """Steps of hip and knee (rad); `slopes` of both moments by hip, then by knee."""
    by_hip, by_knee = slopes[:2], slopes[2:]
    stiff_hip, stiff_knee, cross = -by_hip[0], -by_knee[1], -(by_hip[1] + by_knee[0]) / 2
    stiff_hip, stiff_knee = np.maximum(stiff_hip, 1.0), np.maximum(stiff_knee, 1.0)
    most = 0.95 * np.sqrt(stiff_hip * stiff_knee)
    cross = np.where(stopped.any(axis=0), 0.0, np.clip(cross, -most, most))
    whole = stiff_hip * stiff_knee - cross**2
    hip_step = np.where(stopped[0], 0.0, (stiff_knee * left[0] - cross * left[1]) / whole)
    knee_step = np.where(stopped[1], 0.0, (stiff_hip * left[1] - cross * left[0]) / whole)
    limit = np.maximum(np.maximum(np.abs(hip_step), np.abs(knee_step)) / STEP_LIMIT, 1.0)
    return hip_step / limit, knee_step / limit


def _stopped(angles: FloatArray, left: FloatArray, within: FloatArray) -> NDArray[np.bool_]:
    """Where a joint stands at the end of its range and is pushed on into it."""
    low, high = within
    return np.asarray(((angles >= high) & (left > 0)) | ((angles <= low) & (left < 0)))
