"""What `walk` answers: the whole stride, each leg, and what each step asks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from guywire.body.person import Person
from guywire.body.quantities import FloatArray
from guywire.body.tissue import Tissue, TissueGroup, group_tension
from guywire.body.tissue.api import HIP
from guywire.body.tissue.parameters import map_fields
from guywire.body.walk.rows import columns


@dataclass(frozen=True)
class LegKinematics:
    """One leg over the stride, after compensation; arrays of shape (*people, samples).

    `shorter_deg` is by how much less the thigh swings back than in the person's own stride.
    """

    hip_flexion_deg: FloatArray
    knee_flexion_deg: FloatArray
    ankle_dorsiflexion_deg: FloatArray
    thigh_from_vertical_deg: FloatArray
    shorter_deg: FloatArray
    passive_hip_moment_nm: FloatArray
    tissue: Tissue
    person: Person

    @cached_property
    def tension_n(self) -> Mapping[TissueGroup, FloatArray]:
        """Passive tension of each muscle group (N); for pictures, never as a number to people."""
        hip = HIP.held(np.radians(self.hip_flexion_deg))
        knee = np.radians(self.knee_flexion_deg)
        tissue = map_fields(self.tissue, columns)
        tension = group_tension(hip, knee, tissue=tissue, person=self.person)
        return {group: found.tension_n for group, found in tension.items()}


@dataclass(frozen=True)
class StepCompensation:
    """What one step asks because of the hips, at the moment this hip is most extended.

    Arrays of the people's shape, signed: positive where the hip is tighter than usual, negative
    where it is looser and gives room. Angles in degrees from the person's own stride.

    Attributes
    ----------
    compensation_deg : forward tilt of the pelvis and extension of the lower back
    shorter_deg, step_shortened_mm : how much less the thigh swings back, and what that takes off
        the step when the other heel strikes
    asis_mm, lumbosacral_mm : how far the front bony point of the pelvis and the lumbosacral joint
        are, about the hips, from where usual hips have them
    asis_travel_mm, lumbosacral_travel_mm : how much of that is travel within the stride, one way,
        since the moment that asks least of both hips. With very tight hips on both sides the pelvis
        stays tipped, and travels less than it is off.
    trunk_moment_nm : what the trunk holds; it also crosses the sacroiliac joints
    sacroiliac_rotation_deg : how far those turn, under 2°
    psoas_compression_n : what passive psoas of that side adds along the spine, a squeeze and not a
        bend. It hangs on the zero of the hip: not a number for people.
    """

    compensation_deg: FloatArray
    shorter_deg: FloatArray
    step_shortened_mm: FloatArray
    asis_mm: FloatArray
    lumbosacral_mm: FloatArray
    asis_travel_mm: FloatArray
    lumbosacral_travel_mm: FloatArray
    trunk_moment_nm: FloatArray
    sacroiliac_rotation_deg: FloatArray
    psoas_compression_n: FloatArray


@dataclass(frozen=True)
class Walk:
    """A whole stride from left heel strike, for one person or many.

    Angles in degrees from quiet standing, shape (*people, samples): no people axis if nothing
    asked about has one. Pelvic tilt is that of the stride plus `compensation_deg`; the lower back
    extends by as much as that. `steps` holds the answers a step, shape (*people,).
    """

    percent: FloatArray
    pelvis_tilt_deg: FloatArray
    usual_pelvis_tilt_deg: FloatArray
    compensation_deg: FloatArray
    trunk_moment_nm: FloatArray
    asis_mm: FloatArray
    lumbosacral_mm: FloatArray
    legs: Mapping[str, LegKinematics]
    steps: Mapping[str, StepCompensation]

    @property
    def lumbar_extension_deg(self) -> FloatArray:
        """Extension of the lower back beyond that of the person's own stride."""
        return self.compensation_deg
