"""A few folds of the clothes, at the bent hip and under the arm, on the side that is near us."""

import numpy as np
from shapely.geometry import LineString
from shapely.geometry.base import BaseGeometry

from drawings.camera import Camera
from drawings.rig import Rig
from drawings.rotation import Array, unit

MIN_BEND_DEG = 25.0
INSET_MM = 9.0


def folds(
    rig: Rig, camera: Camera, side: str, shapes: dict[str, BaseGeometry]
) -> list[tuple[str, Array]]:
    """Return each fold with the part it is drawn on, as lines of the picture."""
    lines = []
    hip, knee = (camera.flat(rig.at(f"{bone}_{side}")) for bone in ("thigh", "calf"))
    chest = camera.flat(rig.at("spine_03"))
    lines += _fan(f"short_{side}", hip, knee - hip, chest - hip, shapes, (0, 17), 0.62)
    shoulder, elbow = (camera.flat(rig.at(f"{bone}_{side}")) for bone in ("upperarm", "lowerarm"))
    waist = camera.flat(rig.at("spine_01"))
    lines += _fan("trunk", shoulder, elbow - shoulder, waist - shoulder, shapes, (-12, 12), 0.5)
    return lines


def _fan(
    owner: str,
    joint: Array,
    limb: Array,
    trunk: Array,
    shapes: dict[str, BaseGeometry],
    turns: tuple[float, ...],
    share: float,
) -> list[tuple[str, Array]]:
    """Return short lines that run from the edge of the cloth toward the joint, into the bend."""
    if owner not in shapes or np.linalg.norm(limb) < 80:
        return []
    one, other = unit(limb), unit(trunk)
    if np.degrees(np.arccos(np.clip(one @ other, -1, 1))) > 180 - MIN_BEND_DEG:
        return []
    inward = unit(one + other)
    lines = []
    for number, turn in enumerate(turns):
        angle = np.radians(turn)
        way = np.array(
            [
                inward[0] * np.cos(angle) - inward[1] * np.sin(angle),
                inward[0] * np.sin(angle) + inward[1] * np.cos(angle),
            ]
        )
        start = joint + way * 46
        end = joint + way * (70 + 62 * share - 16 * number)
        bow = np.array([-way[1], way[0]]) * 7
        line = LineString([start, (start + end) / 2 + bow, end])
        inside = line.intersection(shapes[owner].buffer(-INSET_MM))
        if isinstance(inside, LineString) and inside.length > 26:
            lines.append((owner, np.array(inside.coords)))
    return lines
