"""The MuJoCo model of pelvis, thighs, kneecaps and shanks, built from the anatomy's tables.

It is the reference the compiled surfaces of `guywire.body.geometry` are made from and tested
against. MuJoCo is imported when a model is built, not when this module is.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from guywire.body.anatomy.tables import Muscle, Vector, Wrap, muscles, skeleton
from guywire.body.joints import PATELLA_MOTIONS, TIBIA_MOTIONS, rotation_xyz
from guywire.body.person import Person, Segment, known_person
from guywire.body.quantities import FloatArray

if TYPE_CHECKING:
    import mujoco

Side = Literal["left", "right"]
SIDES: tuple[Side, Side] = ("left", "right")

HIP_JOINTS = ("hip_flexion", "hip_adduction", "hip_rotation")
KNEE_JOINTS = tuple(f"knee_{name}" for name in TIBIA_MOTIONS)
PATELLA_JOINTS = tuple(f"patella_{name}" for name in PATELLA_MOTIONS)
LEG_JOINTS = HIP_JOINTS + KNEE_JOINTS + PATELLA_JOINTS

X, Y, Z = np.eye(3)
# Only lengths are asked of the kneecap; MuJoCo wants some mass on whatever moves.
PATELLA_MASS_KG = 0.1


def build(
    person: Person | None = None,
    *,
    sides: Sequence[Side] = SIDES,
    names: Sequence[str] | None = None,
) -> mujoco.MjModel:
    """The model of one person: legs on a fixed pelvis, every muscle a spatial tendon.

    Joints are named `left_hip_flexion`, `right_knee_flexion`, …; tendons `left_psoas`, … The
    coupled motions of knee and kneecap are joints of their own, which `guywire.body.legs.Leg`
    sets from the knee's flexion.

    Parameters
    ----------
    person : whom to scale to; the generic body if None. Lengths scale with height, masses and
        centers of mass follow de Leva (`Person.segment`).
    sides : which legs; both unless told.
    names : which muscles; all of `guywire.body.anatomy.muscles()` if None.
    """
    import mujoco

    spec = mujoco.MjSpec()
    spec.compiler.degree = False
    person = known_person(person)
    pelvis = spec.worldbody.add_body(name="pelvis")
    chosen = [muscles()[name] for name in names or muscles()]
    for side in sides:
        _LegBuilder(spec, pelvis, person, side).add(chosen)
    return spec.compile()


class _LegBuilder:
    """Adds one leg to a model: segments, joints, cylinders and muscles."""

    def __init__(self, spec: Any, pelvis: Any, person: Person, side: Side) -> None:
        self.spec = spec
        self.bodies = {"pelvis": pelvis}
        self.person = person
        self.side = side
        self.mirror = np.array([1.0, 1.0, 1.0 if side == "right" else -1.0])

    def add(self, chosen: Sequence[Muscle]) -> None:
        self._add_femur()
        self._add_tibia()
        self._add_patella()
        for muscle in chosen:
            self._add_muscle(muscle)

    def _add_femur(self) -> None:
        hip = skeleton()["hip"]
        thigh = self.person.segment("thigh")
        self._add_body("femur", "pelvis", self._point(hip["center"]), thigh)
        for name, axis in zip(HIP_JOINTS, hip["axes"].values(), strict=True):
            self._add_joint("femur", name, np.array(axis))

    def _add_tibia(self) -> None:
        knee = skeleton()["knee"]
        in_child = self._point(knee["center_in_child"])
        shank = self.person.segment("shank")
        self._add_body("tibia", "femur", self._point(knee["center"]) - in_child, shank)
        frame = rotation_xyz(knee["rotation_xyz_rad"])
        for name, axis in zip(KNEE_JOINTS, (X, Y, Z, X, Z, Y), strict=True):
            self._add_joint("tibia", name, frame @ axis, in_child)

    def _add_patella(self) -> None:
        center = self._point(skeleton()["patella"]["center"])
        self._add_body("patella", "femur", center, Segment(PATELLA_MASS_KG, 0.0, 0.0))
        for name, axis in zip(PATELLA_JOINTS, (X, Y, Z), strict=True):
            self._add_joint("patella", name, axis)

    def _add_body(self, name: str, parent: str, position: FloatArray, segment: Segment) -> None:
        """A segment hanging down from its joint, its mass spread as a slender rod's."""
        body = self.bodies[parent].add_body(name=self._named(name), pos=position)
        body.mass = segment.mass_kg
        body.ipos = [0.0, -segment.center_of_mass_m, 0.0]
        across = max(segment.mass_kg * segment.length_m**2 / 12, 1e-4)
        body.inertia = [across, across / 10, across]
        body.explicitinertial = True
        self.bodies[name] = body

    def _add_joint(
        self, body: str, name: str, axis: FloatArray, at: FloatArray | None = None
    ) -> None:
        """A shift along an axis, or a turn about it that means the same on both sides."""
        import mujoco

        shifts = "shift" in name
        kind = mujoco.mjtJoint.mjJNT_SLIDE if shifts else mujoco.mjtJoint.mjJNT_HINGE
        mirrored = self.mirror * axis if shifts else self._turned(axis)
        self.bodies[body].add_joint(
            name=self._named(name), type=kind, axis=mirrored, pos=np.zeros(3) if at is None else at
        )

    def _add_muscle(self, muscle: Muscle) -> None:
        tendon = self.spec.add_tendon(name=self._named(muscle.name))
        for number, point in enumerate(muscle.path, start=1):
            site = self._named(f"{muscle.name}_{number}")
            self.bodies[point.on].add_site(name=site, pos=self._point(point.at))
            tendon.wrap_site(site)
            if muscle.wrap and muscle.wrap.after_point == number:
                tendon.wrap_geom(*self._add_cylinder(muscle.name, muscle.wrap))

    def _add_cylinder(self, muscle: str, wrap: Wrap) -> tuple[str, str]:
        """The cylinder and the site that tells its side ("" for either); returns their names."""
        import mujoco

        body = self.bodies[wrap.on]
        frame = self._frame(wrap.rotation_xyz_rad)
        center = self._point(wrap.center)
        radius = wrap.radius_m * self.person.scale
        name = self._named(f"{muscle}_wrap")
        body.add_geom(
            name=name,
            type=mujoco.mjtGeom.mjGEOM_CYLINDER,
            pos=center,
            quat=_quaternion(frame),
            size=[radius, radius, 0.0],
            mass=0.0,
            contype=0,
            conaffinity=0,
        )
        if wrap.side is None:
            return name, ""
        toward = {"x": X, "y": Y}[wrap.side[1]] * (1.0 if wrap.side[0] == "+" else -1.0)
        body.add_site(name=f"{name}_side", pos=center + frame @ toward * 2 * radius)
        return name, f"{name}_side"

    def _named(self, name: str) -> str:
        return f"{self.side}_{name}"

    def _point(self, generic: Vector) -> FloatArray:
        return np.asarray(self.person.scale * self.mirror * np.array(generic))

    def _turned(self, axis: FloatArray) -> FloatArray:
        """The axis about which the mirror image turns the same way: mirrored and reversed."""
        return -self.mirror * axis if self.side == "left" else axis

    def _frame(self, rotation_xyz_rad: Vector) -> FloatArray:
        flip = np.diag(self.mirror)
        return np.asarray(flip @ rotation_xyz(rotation_xyz_rad) @ flip)


def _quaternion(matrix: FloatArray) -> FloatArray:
    import mujoco

    quaternion = np.empty(4)
    mujoco.mju_mat2Quat(quaternion, matrix.ravel())
    return quaternion
