"""Ways to the same answer: lengths and hip-flexion moment arms of the hip flexors.

Each route takes postures (hip and knee flexion, rad) and returns lengths and arms (m), both of
shape (muscles, postures).
"""

from __future__ import annotations

import math
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

import mujoco
import numpy as np
import opensim as osim
from benchmarks.timing import Answer, Route

from benchmarks import opensim_model
from guywire.body import model
from guywire.body.geometry import HIP_FLEXORS, geometry
from guywire.body.joints import KneeMotion

FIT_HIP_DEG = range(-30, 121, 10)
FIT_KNEE_DEG = range(0, 121, 10)


def routes() -> Iterable[Route]:
    yield Route("guywire", "`geometry`, all postures in one call", guywire, 400_000)
    yield Route("guywire, one by one", "`geometry`, one posture a call", one_by_one(guywire), 4_000)
    yield Route(
        "MuJoCo direct",
        f"MuJoCo {mujoco.__version__}, from Python: `mj_kinematics`, `mj_comPos`, `mj_tendon` a "
        "posture; arms from the tendon Jacobian",
        MujocoDirect(),
        20_000,
    )
    yield from _opensim_routes()


def _opensim_routes() -> Iterable[Route]:
    version = f"OpenSim {osim.GetVersion().split('-')[0]}, from Python"
    wrapped = opensim_model.build(HIP_FLEXORS, planar=True)
    fitted = polynomial_model()
    yield Route(
        "OpenSim computeMomentArm",
        f"{version}: `getLength` and `computeMomentArm` of the wrapped paths",
        OpenSim(wrapped, by_speed=False),
        2_000,
        is_reference=True,
    )
    yield Route(
        "OpenSim by speed",
        f"{version}: hip speed 1 rad/s, arm = −`getLengtheningSpeed` of the wrapped paths",
        OpenSim(wrapped, by_speed=True),
        5_000,
    )
    yield Route(
        "OpenSim polynomial",
        f"{version}: `FunctionBasedPath` from `PolynomialPathFitter`, by speed",
        OpenSim(fitted, by_speed=True),
        10_000,
    )
    yield Route(
        "OpenSim polynomial, computeMomentArm",
        f"{version}: the same, by `computeMomentArm`",
        OpenSim(fitted, by_speed=False),
        10_000,
    )


def guywire(hip: np.ndarray, knee: np.ndarray) -> Answer:
    answer = geometry(hip, knee, muscles=HIP_FLEXORS)
    return answer.length, answer.hip_flexion_arm


def one_by_one(
    route: Callable[[float, float], Answer],
) -> Callable[[np.ndarray, np.ndarray], Answer]:
    def run(hip: np.ndarray, knee: np.ndarray) -> Answer:
        answers = [route(*posture) for posture in zip(hip, knee, strict=True)]
        lengths, arms = zip(*answers, strict=True)
        return np.array(lengths).T, np.array(arms).T

    return run


class MujocoDirect:
    """One leg, the hip flexors alone. The knee's coupled motions are worked out all at once."""

    def __init__(self) -> None:
        self.model = model.build(sides=["right"], names=HIP_FLEXORS)
        self.data = mujoco.MjData(self.model)
        self.motion = KneeMotion()
        hip = self.model.joint("right_hip_flexion").dofadr[0]
        self.hip_entries = np.flatnonzero(self.model.ten_J_colind == hip)

    def __call__(self, hip: np.ndarray, knee: np.ndarray) -> Answer:
        still = np.zeros((len(hip), 2))
        positions = np.column_stack([hip, still, self.motion.at(knee)])
        lengths, arms = np.empty((2, len(hip), len(HIP_FLEXORS)))
        for row, position in enumerate(positions):
            self.data.qpos = position
            mujoco.mj_kinematics(self.model, self.data)
            mujoco.mj_comPos(self.model, self.data)
            mujoco.mj_tendon(self.model, self.data)
            lengths[row] = self.data.ten_length
            arms[row] = self.data.ten_J[self.hip_entries]
        return lengths.T, -arms.T


class OpenSim:
    """A model of the hip flexors asked posture by posture."""

    def __init__(self, model: osim.Model, *, by_speed: bool) -> None:
        self.model = model
        self.state = model.initSystem()
        coordinates = model.getCoordinateSet()
        self.hip, self.knee = coordinates.get("hip_flexion"), coordinates.get("knee_flexion")
        self.kneecap = coordinates.get("kneecap")
        actuators = [
            osim.PathActuator.safeDownCast(model.getForceSet().get(n)) for n in HIP_FLEXORS
        ]
        self.paths = [actuator.getPath() for actuator in actuators]
        self.answer = self._by_speed if by_speed else self._by_moment_arm

    def __call__(self, hip: np.ndarray, knee: np.ndarray) -> Answer:
        answers = []
        for hip_flexion, knee_flexion in zip(hip.tolist(), knee.tolist(), strict=True):
            self.hip.setValue(self.state, hip_flexion, False)
            self.knee.setValue(self.state, knee_flexion, False)
            # The kneecap follows the knee; set outright, it spares OpenSim the assembly.
            self.kneecap.setValue(self.state, knee_flexion, False)
            answers.append(self.answer())
        lengths, arms = np.array(answers).transpose(1, 2, 0)
        return lengths, arms

    def _by_moment_arm(self) -> tuple[list[float], list[float]]:
        self.model.realizePosition(self.state)
        lengths = [path.getLength(self.state) for path in self.paths]
        return lengths, [path.computeMomentArm(self.state, self.hip) for path in self.paths]

    def _by_speed(self) -> tuple[list[float], list[float]]:
        self.hip.setSpeedValue(self.state, 1.0)
        self.model.realizeVelocity(self.state)
        lengths = [path.getLength(self.state) for path in self.paths]
        return lengths, [-path.getLengtheningSpeed(self.state) for path in self.paths]


def polynomial_model() -> osim.Model:
    """The same model with each path replaced by OpenSim's own fitted polynomial (order ≤ 6)."""
    with tempfile.TemporaryDirectory() as scratch:
        wrapped, fits = Path(scratch) / "leg.osim", Path(scratch) / "fits"
        fits.mkdir()
        source = opensim_model.build(HIP_FLEXORS, planar=True)
        source.initSystem()
        source.printToXML(str(wrapped))
        _fit(str(wrapped), str(fits))
        processor = osim.ModelProcessor(str(wrapped))
        paths = next(fits.glob("*FunctionBasedPathSet.xml"))
        processor.append(osim.ModOpReplacePathsWithFunctionBasedPaths(str(paths)))
        return processor.process()


def _fit(model: str, into: str) -> None:
    fitter = osim.PolynomialPathFitter()
    fitter.setModel(osim.ModelProcessor(model))
    fitter.setCoordinateValues(osim.TableProcessor(_postures_to_fit()))
    fitter.setOutputDirectory(into)
    fitter.setMaximumPolynomialOrder(6)
    fitter.setNumParallelThreads(1)
    fitter.run()


def _postures_to_fit() -> osim.TimeSeriesTable:
    table = osim.TimeSeriesTable()
    table.setColumnLabels(["/jointset/hip/hip_flexion/value", "/jointset/knee/knee_flexion/value"])
    grid = [(math.radians(h), math.radians(k)) for h in FIT_HIP_DEG for k in FIT_KNEE_DEG]
    for number, posture in enumerate(grid):
        table.appendRow(0.01 * number, osim.RowVector(posture))
    table.addTableMetaDataString("inDegrees", "no")
    return table
