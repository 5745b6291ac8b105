"""Muscle lengths and moment arms straight from the MuJoCo model, one posture at a time."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from guywire.body.anatomy.tables import muscles
from guywire.body.joints import KneeMotion
from guywire.body.model import LEG_JOINTS, Side, build
from guywire.body.person import Person, known_person
from guywire.body.quantities import FloatArray


class MujocoLeg:
    """One leg of one person in MuJoCo: place it, then read its muscles.

    This is the exact and slow way; `guywire.body.geometry` is the compiled one.

    Parameters
    ----------
    person : whom to scale to; the generic body if None.
    side : "left" or "right". The legs mirror each other, so their answers agree.
    names : which muscles; all of them if None.
    """

    def __init__(
        self,
        person: Person | None = None,
        side: Side = "right",
        names: Sequence[str] | None = None,
    ) -> None:
        import mujoco

        self.model = build(person, sides=[side], names=names)
        self.data = mujoco.MjData(self.model)
        self.names = tuple(names or muscles())
        self._mujoco = mujoco
        self._motion = KneeMotion((known_person(person)).scale)
        self._bend(0.0)
        joints = [self.model.joint(f"{side}_{name}").id for name in LEG_JOINTS]
        self._positions = self.model.jnt_qposadr[joints]
        self._speeds = self.model.jnt_dofadr[joints]
        self._tendons = [self.model.tendon(f"{side}_{name}").id for name in self.names]

    def place(
        self,
        hip_flexion: float,
        knee_flexion: float,
        hip_adduction: float = 0.0,
        hip_rotation: float = 0.0,
    ) -> None:
        """Put the leg in a posture (rad) and lay every muscle's path."""
        if knee_flexion != self._knee_flexion:
            self._bend(knee_flexion)
        hip = (hip_flexion, hip_adduction, hip_rotation)
        self.data.qpos[self._positions] = [*hip, *self._knee]
        self._mujoco.mj_kinematics(self.model, self.data)
        self._mujoco.mj_comPos(self.model, self.data)
        self._mujoco.mj_tendon(self.model, self.data)

    def _bend(self, knee_flexion: float) -> None:
        """Keep how the knee moves at this flexion: most postures of a grid share it."""
        self._knee_flexion = knee_flexion
        self._knee = self._motion.at(knee_flexion).tolist()

    def lengths(self) -> FloatArray:
        """Length of every muscle in the posture last placed (m), in the order of `names`."""
        return np.array(self.data.ten_length[self._tendons])

    def arms(self) -> tuple[FloatArray, FloatArray]:
        """Hip- and knee-flexion moment arms (m) there: −∂length/∂angle, positive if flexing."""
        jacobian = self._jacobian()[np.ix_(self._tendons, self._speeds)]
        hip, knee = jacobian[:, 0], jacobian[:, 3:] @ self._motion.rates(self._knee_flexion)
        return -hip, -knee

    def _jacobian(self) -> FloatArray:
        dense = np.empty((self.model.ntendon, self.model.nv))
        rows = self.model.ten_J_rownnz, self.model.ten_J_rowadr, self.model.ten_J_colind
        self._mujoco.mju_sparse2dense(dense, self.data.ten_J, *rows)
        return dense
