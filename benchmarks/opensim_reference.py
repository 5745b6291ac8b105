"""Writes tests/body/data/opensim_reference.csv: every muscle as OpenSim lays it.

    .bench-venv/bin/python -m benchmarks.opensim_reference

Arms are −∂length/∂coordinate as `computeMomentArm` gives them; micrometers, whole.
"""

from __future__ import annotations

import csv
import itertools
import math
from collections.abc import Iterator
from pathlib import Path

import opensim as osim
from benchmarks.opensim_model import build, quiet

from guywire.body.anatomy import muscles

TARGET = Path(__file__).parent.parent / "tests" / "body" / "data" / "opensim_reference.csv"
HIP_DEG = range(-30, 121, 15)
KNEE_DEG = range(0, 121, 15)


def main() -> None:
    with TARGET.open("w", newline="", encoding="utf-8") as file:
        file.write(f"# OpenSim {osim.GetVersion()}, model written by benchmarks/opensim_model.py\n")
        file.write("# made by: python -m benchmarks.opensim_reference\n")
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(
            [
                "muscle",
                "hip_deg",
                "knee_deg",
                "length_um",
                "hip_flexion_arm_um",
                "knee_flexion_arm_um",
            ]
        )
        writer.writerows(_rows())


def _rows() -> Iterator[list[str | int]]:
    model = build()
    state = model.initSystem()
    hip, knee = (model.getCoordinateSet().get(name) for name in ("hip_flexion", "knee_flexion"))
    for hip_deg, knee_deg in itertools.product(HIP_DEG, KNEE_DEG):
        hip.setValue(state, math.radians(hip_deg), False)
        knee.setValue(state, math.radians(knee_deg), False)
        model.assemble(state)
        model.realizePosition(state)
        for name in muscles():
            path = osim.PathActuator.safeDownCast(model.getForceSet().get(name))
            arms = [path.computeMomentArm(state, joint) for joint in (hip, knee)]
            figures = [path.getLength(state), *arms]
            yield [name, hip_deg, knee_deg, *(round(1e6 * figure) for figure in figures)]


if __name__ == "__main__":
    quiet()
    main()
