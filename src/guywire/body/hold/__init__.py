"""Question 5: the two stretches, where the body settles, and what minutes do to the tissue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import asin, degrees, pi, radians

import numpy as np

from guywire.body.hold.arching import unheld_arch_deg
from guywire.body.hold.course import clock, creep, start
from guywire.body.hold.hanging import HangingLeg
from guywire.body.hold.stretches import Prone, Stretch, Supine
from guywire.body.intervals import Interval
from guywire.body.person import Person
from guywire.body.quantities import FloatArray, Quantity
from guywire.body.relaxation import END_OF_RANGE_NM, TISSUE, Prony
from guywire.body.thomas import LOAD, RELAXED_ANKLE_DEG, leg_weight
from guywire.body.tissue import (
    GROUPS,
    Group,
    Tissue,
    group_tension,
    passive_moment,
    usual_tissue,
)
from guywire.body.tissue.api import HIP
from guywire.body.tissue.parameters import people_in

__all__ = ["GroupCourse", "Hold", "Prone", "Stretch", "Supine", "hold"]

MINUTES = Quantity("hold", 0.0, 15.0, "min")

ANKLE = radians(RELAXED_ANKLE_DEG)

TOWEL_AT = 0.9
"""Where the towel lies, as a share of the thigh from hip to knee: just above the knee."""

REST_TIMES_S = np.array([0.0, 60.0, 300.0, 600.0, 1200.0])


@dataclass(frozen=True)
class GroupCourse:
    """One muscle group over the hold: stretch past slack (optimal fiber lengths), tension (N)."""

    stretch: FloatArray
    tension_n: FloatArray


@dataclass(frozen=True)
class Hold:
    """One stretch over its minutes. Arrays run along `times_s`, except those of the rest.

    Attributes
    ----------
    hip_flexion, knee_flexion : rad; extension of the hip is negative
    hip_moment, knee_moment : flexion moments of the relaxing tissue (Nm). The hip moment is also
        what rolls the pelvis forward, towards an arched back, unless it is kept from it.
    groups : the muscle groups
    support_n : push of the support under the foot, or pull in the strap at the ankle (N)
    intensity : how hard the tissue is pulled at first, 1 at the end of range; more of it relaxes
    rest_times_s, softening : time after the hold, and the share of tension that would be missing
        if the same stretch were taken up again then
    unheld_arch_deg : how far the back would arch at first if nobody held the pelvis
    """

    stretch: Stretch
    times_s: FloatArray
    hip_flexion: FloatArray
    knee_flexion: FloatArray
    hip_moment: FloatArray
    knee_moment: FloatArray
    groups: Mapping[Group, GroupCourse]
    support_n: FloatArray
    rest_times_s: FloatArray
    intensity: float
    softening: FloatArray
    unheld_arch_deg: Interval


def hold(
    stretch: Stretch,
    *,
    minutes: float = 3.0,
    tissue: Tissue | None = None,
    person: Person | None = None,
    load: float = 1.0,
) -> Hold:
    """One stretch held for some minutes.

    Supine, the leg settles where gravity, tissue and the support balance; then its tissue relaxes
    and it creeps down until the foot is carried [1]. Prone, bed, towel and strap fix the posture,
    and the tissue relaxes in it. Relaxation: `guywire.body.relaxation`. The muscles are taken to
    be relaxed, the pelvis to stay where `arch_deg` says, the movement to be sagittal.

    Parameters
    ----------
    stretch : `Supine` or `Prone` with its supports
    minutes : 0 to 15 min
    tissue : this side's tissue; the usual if None
    person : whose body; the generic one if None
    load : how heavy the leg is for the strength of all its tissue, 1 usual, 0.2 to 5, as
        `guywire.body.fit` finds it: the tissue is so many times weaker

    Returns
    -------
    Hold

    Raises
    ------
    ValueError
        If the minutes are out of range, the tissue is that of many people, or the leg finds no rest
        within the engine's range.

    References
    ----------
    [1] Ryan ED et al. Scand J Med Sci Sports 2012;22:179-184.
        doi:10.1111/j.1600-0838.2010.01285.x
    """
    if tissue is not None and people_in(tissue) is not None:
        raise ValueError("hold answers one person; its tissue has an array for a field")
    times = clock(60.0 * MINUTES.scalar(minutes))
    held = _Held(tissue or usual_tissue(), person or Person(), 1 / LOAD.scalar(load))
    if isinstance(stretch, Supine):
        return _supine(stretch, times, held)
    return _prone(stretch, times, held)


@dataclass(frozen=True)
class _Held:
    """The tissue of one leg of one person, in postures (times, [hip, knee]) it goes through."""

    tissue: Tissue
    person: Person
    strength: float

    def law(self, joints: FloatArray) -> FloatArray:
        """Elastic flexion moments (Nm) of hip and knee, both of shape (2, n)."""
        at = passive_moment(
            *joints, tissue=self.tissue, person=self.person, ankle_dorsiflexion=ANKLE
        )
        return np.asarray(self.strength * np.stack([at.hip, at.knee]))

    def hip_moment(self, hip: float, knee: float, rolled: FloatArray) -> FloatArray:
        """Elastic hip moment (Nm) once the pelvis has rolled forward (rad) under the thigh."""
        joints = np.stack([hip + rolled, np.full_like(rolled, knee)])
        return np.asarray(self.law(joints)[0])

    def intensity(self, joints: FloatArray) -> float:
        """How hard the tissue is pulled: its moment over that at the end of range, the larger."""
        hip, knee = self.law(joints[:, None])[:, 0]
        return max(abs(float(hip)) / END_OF_RANGE_NM["hip"], -float(knee) / END_OF_RANGE_NM["knee"])

    def moments(self, relaxing: Prony, times: FloatArray, joints: FloatArray) -> FloatArray:
        """Relaxing flexion moments (Nm), shape (times, 2)."""
        return relaxing.history(times, self.law(joints.T).T)

    def groups(
        self, relaxing: Prony, times: FloatArray, joints: FloatArray
    ) -> dict[Group, GroupCourse]:
        """Stretch and relaxing tension of each group."""
        at = group_tension(*joints.T, tissue=self.tissue, person=self.person)
        return {
            group: GroupCourse(
                at[group].stretch, relaxing.history(times, self.strength * at[group].tension_n)
            )
            for group in GROUPS
        }


def _supine(stretch: Supine, times: FloatArray, held: _Held) -> Hold:
    leg = HangingLeg(held.person, radians(-stretch.arch_deg))
    drop_m = stretch.bed_height_m - stretch.foot_support_height_m
    first, carried = start(leg, held.law, drop_m)
    intensity = held.intensity(first)
    relaxing = TISSUE.at(intensity)
    joints = (
        np.tile(first, (times.size, 1))
        if carried
        else creep(leg, held.law, relaxing, first, times, drop_m)
    )
    moments = held.moments(relaxing, times, joints)
    push = [leg.push(*at) for at in zip(joints, moments, strict=True)]
    return _course(stretch, times, joints, np.maximum(push, 0.0).round(6), held, intensity)


def _prone(stretch: Prone, times: FloatArray, held: _Held) -> Hold:
    thigh, shank = held.person.segment("thigh"), held.person.segment("shank")
    lift = asin(stretch.towel_height_m / (TOWEL_AT * thigh.length_m))
    knee = radians(stretch.strap_knee_flexion_deg)
    hip = radians(stretch.arch_deg) - lift
    if hip < HIP.low:
        raise ValueError(
            f"a towel {stretch.towel_height_m:g} m high asks this hip for {-degrees(hip):.1f}° of "
            f"extension; the engine answers to {-degrees(HIP.low):.0f}°. Take a lower towel."
        )
    joints = np.tile([hip, knee], (times.size, 1))
    shin = np.array(pi - knee - lift)
    bends_further = leg_weight(held.person).moments(np.array(0.0), shin)[1]
    intensity = held.intensity(joints[0])
    resists = -held.moments(TISSUE.at(intensity), times, joints)[:, 1]
    pull = np.maximum(resists - bends_further, 0.0) / shank.length_m
    return _course(stretch, times, joints, pull, held, intensity)


def _course(
    stretch: Stretch,
    times: FloatArray,
    joints: FloatArray,
    support: FloatArray,
    held: _Held,
    intensity: float,
) -> Hold:
    relaxing = TISSUE.at(intensity)
    moments = held.moments(relaxing, times, joints)
    return Hold(
        stretch=stretch,
        times_s=times,
        hip_flexion=joints[:, 0],
        knee_flexion=joints[:, 1],
        hip_moment=moments[:, 0],
        knee_moment=moments[:, 1],
        groups=held.groups(relaxing, times, joints),
        support_n=support,
        rest_times_s=REST_TIMES_S,
        intensity=intensity,
        softening=relaxing.softening(times[-1], REST_TIMES_S),
        unheld_arch_deg=unheld_arch_deg(
            lambda rolled: held.hip_moment(joints[0, 0], joints[0, 1], rolled),
            room_deg=float(np.degrees(HIP.high - joints[0, 0])),
            hanging_free=isinstance(stretch, Supine) and support[0] == 0,
            person=held.person,
        ),
    )
