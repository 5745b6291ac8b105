"""Question 5: the two stretches, where the body settles, and what minutes do to the tissue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import asin, degrees, pi, radians

import numpy as np
from numpy.typing import ArrayLike, NDArray

from guywire.body.hold.arching import unrestrained_tilt_deg
from guywire.body.hold.course import carried, clock, creep, hanging_free
from guywire.body.hold.hanging import HangingLeg
from guywire.body.hold.held import Held
from guywire.body.hold.stretches import Prone, StretchPosture, Supine
from guywire.body.intervals import Interval
from guywire.body.person import Person, known_person
from guywire.body.quantities import FloatArray, Quantity
from guywire.body.relaxation import TISSUE
from guywire.body.thomas import LOAD, leg_weight
from guywire.body.tissue import GROUPS, Tissue, TissueGroup, flat, usual_tissue
from guywire.body.tissue.api import HIP
from guywire.body.tissue.parameters import people_in, squeeze_fields

__all__ = ["GroupCourse", "Hold", "Prone", "StretchPosture", "Supine", "hold"]

MINUTES = Quantity("hold", 0.0, 15.0, "min")

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
    """One stretch over its minutes, of one person or many.

    Arrays have the shape (*people, times), people first if anything asked about has a people axis;
    `softening` (*people, rests), `intensity` (*people,).

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
    unrestrained_tilt_quantiles_deg : how far the pelvis would tip, and the back arch, at first if
        no one held it: 10th, 50th and 90th percentile of what is not known of trunks, (*people, 3)
    """

    stretch: StretchPosture
    times_s: FloatArray
    hip_flexion: FloatArray
    knee_flexion: FloatArray
    hip_moment: FloatArray
    knee_moment: FloatArray
    groups: Mapping[TissueGroup, GroupCourse]
    support_n: FloatArray
    rest_times_s: FloatArray
    intensity: FloatArray
    softening: FloatArray
    unrestrained_tilt_quantiles_deg: FloatArray

    @property
    def unrestrained_tilt_deg(self) -> Interval:
        """How far one person's back would arch."""
        if self.unrestrained_tilt_quantiles_deg.ndim > 1:
            raise ValueError(
                "this hold has many people; take their unrestrained_tilt_quantiles_deg"
            )
        return Interval(*(float(degrees) for degrees in self.unrestrained_tilt_quantiles_deg))


def hold(
    stretch: StretchPosture,
    *,
    minutes: float = 3.0,
    tissue: Tissue | None = None,
    person: Person | None = None,
    load: ArrayLike = 1.0,
) -> Hold:
    """One stretch held for some minutes.

    Supine, the leg settles where gravity, tissue and the support balance; then its tissue relaxes
    and it creeps down until the foot is carried [1]. Prone, bed, towel and strap fix the posture,
    and the tissue relaxes in it. Relaxation: `guywire.body.relaxation`. The muscles are taken to
    be relaxed, the pelvis to stay where `pelvic_tilt_deg` says, the movement to be sagittal.

    Parameters
    ----------
    stretch : `Supine` or `Prone` with its supports
    minutes : 0 to 15 min
    tissue : this side's tissue; the usual if None. Fields are numbers, or arrays of shape (people,)
        or (people, 1): the people axis.
    person : whose body; the generic one if None
    load : how heavy the leg is for the strength of all its tissue, 1 usual, 0.2 to 5, as
        `guywire.body.fit` finds it: the tissue is so many times weaker. One, or one a person.

    Returns
    -------
    Hold
        With a people axis first where tissue or load have one.

    Raises
    ------
    ValueError
        If a value is out of range, people axes differ in length, or the stretch is none.

    References
    ----------
    [1] Ryan ED et al. Scand J Med Sci Sports 2012;22:179-184.
        doi:10.1111/j.1600-0838.2010.01285.x
    """
    times = clock(60.0 * MINUTES.scalar(minutes))
    held, is_many = held_by(tissue, person, load)
    if isinstance(stretch, Supine):
        found = _supine(stretch, times, held)
    elif isinstance(stretch, Prone):
        found = _prone(stretch, times, held)
    else:
        raise ValueError(f"stretch is {stretch!r}; it must be a Supine or a Prone")
    return found if is_many else _first_of(found)


def held_by(tissue: Tissue | None, person: Person | None, load: ArrayLike) -> tuple[Held, bool]:
    """Tissue and load of everybody in one row, and whether a people axis was asked for."""
    of, loads = tissue or usual_tissue(), LOAD.array(load)
    if loads.ndim > 1:
        raise ValueError(f"load has shape {loads.shape}; it must be one number, or (people,)")
    counts = {people_in(of), loads.size if loads.ndim else None} - {None}
    if len(counts - {1}) > 1:
        raise ValueError(
            f"people axes differ in length: the tissue {people_in(of)}, the load {loads.size}; "
            "they must be alike"
        )
    row, (weights,), _ = flat(squeeze_fields(of), np.atleast_1d(loads))
    return Held(row, known_person(person), 1 / weights), bool(counts)


def prone_joints(stretch: Prone, person: Person) -> FloatArray:
    """Hip and knee flexion (rad) that bed, towel and strap fix."""
    lift = _towel_lift(stretch, person)
    hip = radians(stretch.pelvic_tilt_deg) - lift
    if hip < HIP.low:
        raise ValueError(
            f"a towel {stretch.towel_height_m:g} m high asks this hip for {-degrees(hip):.1f}° of "
            f"extension; the engine answers to {-degrees(HIP.low):.0f}°. Take a lower towel."
        )
    return np.array([hip, radians(stretch.strap_knee_flexion_deg)])


def _towel_lift(stretch: Prone, person: Person) -> float:
    return asin(stretch.towel_height_m / (TOWEL_AT * person.segment("thigh").length_m))


def _supine(stretch: Supine, times: FloatArray, held: Held) -> Hold:
    leg = HangingLeg(held.person, radians(-stretch.pelvic_tilt_deg))
    drop_m = stretch.bed_height_m - stretch.foot_support_height_m
    free = hanging_free(leg, held)
    first = np.where(carried(leg, free, drop_m), leg.lifted(free, drop_m), free)
    joints = creep(leg, held, first, times, drop_m)
    course = _Course.of(held, times, joints)
    push = np.maximum(leg.push(joints, course.moments), 0.0).round(6)
    return course.hold(stretch, push, hanging=push[:, 0] == 0)


def _prone(stretch: Prone, times: FloatArray, held: Held) -> Hold:
    posture = prone_joints(stretch, held.person)
    joints = np.broadcast_to(posture[:, None, None], (2, held.count, times.size))
    course = _Course.of(held, times, joints)
    shin = np.array(pi - posture[1] - _towel_lift(stretch, held.person))
    bends_further = leg_weight(held.person).moments(np.array(0.0), shin)[1]
    shank_m = held.person.segment("shank").length_m
    pull = np.maximum(-course.moments[1] - bends_further, 0.0) / shank_m
    return course.hold(stretch, pull, hanging=np.zeros(held.count, bool))


@dataclass(frozen=True)
class _Course:
    """Postures (2, n, times) of everybody, and how much of the whole law of relaxing holds."""

    held: Held
    times_s: FloatArray
    joints: FloatArray
    relaxes: FloatArray
    intensity: FloatArray
    moments: FloatArray

    @classmethod
    def of(cls, held: Held, times_s: FloatArray, joints: FloatArray) -> _Course:
        intensity = held.intensity(joints[:, :, 0])
        relaxes = TISSUE.share_at(intensity)
        moments = _relaxing(held.law(joints), times_s, relaxes)
        return cls(held, times_s, joints, relaxes, intensity, moments)

    def hold(
        self, stretch: StretchPosture, support: FloatArray, hanging: NDArray[np.bool_]
    ) -> Hold:
        tensions = self.held.tensions(self.joints)
        whole = TISSUE.softening(self.times_s[-1], REST_TIMES_S)
        return Hold(
            stretch=stretch,
            times_s=self.times_s,
            hip_flexion=self.joints[0],
            knee_flexion=self.joints[1],
            hip_moment=self.moments[0],
            knee_moment=self.moments[1],
            groups={
                group: GroupCourse(
                    tensions[group].stretch,
                    _relaxing(tensions[group].tension_n, self.times_s, self.relaxes),
                )
                for group in GROUPS
            },
            support_n=support,
            rest_times_s=REST_TIMES_S,
            intensity=self.intensity,
            softening=self.relaxes[:, None] * whole,
            unrestrained_tilt_quantiles_deg=unrestrained_tilt_deg(
                self.held, self.joints[:, :, 0], hanging
            ),
        )


def _relaxing(elastic: FloatArray, times_s: FloatArray, relaxes: FloatArray) -> FloatArray:
    """What is left of elastic stress (..., people, times) that relaxes by so much of the law."""
    left = np.moveaxis(TISSUE.history(times_s, np.moveaxis(elastic, -1, 0)), 0, -1)
    return np.asarray(elastic + relaxes[:, None] * (left - elastic))


def _first_of(found: Hold) -> Hold:
    """One person's answers without their people axis."""
    groups = {
        group: GroupCourse(course.stretch[0], course.tension_n[0])
        for group, course in found.groups.items()
    }
    return replace(
        found,
        hip_flexion=found.hip_flexion[0],
        knee_flexion=found.knee_flexion[0],
        hip_moment=found.hip_moment[0],
        knee_moment=found.knee_moment[0],
        groups=groups,
        support_n=found.support_n[0],
        intensity=np.asarray(found.intensity[0]),
        softening=found.softening[0],
        unrestrained_tilt_quantiles_deg=found.unrestrained_tilt_quantiles_deg[0],
    )
