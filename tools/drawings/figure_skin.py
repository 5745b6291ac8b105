"""The skin of the figure that shows bones and guy-wires, from the same body as the drawings.

Each part is drawn in the frame of its segment, as `guywire.clinic.figure.side_view` has it: the
joint is the origin, x points forward, y down along the segment.
"""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from shapely.geometry import LineString, Point
from shapely.geometry.base import BaseGeometry

from drawings.camera import SIDE_FROM_RIGHT
from drawings.face import ear_paths, face_paths
from drawings.outline import cut, path_of, polygons, silhouette
from drawings.paint import Person
from drawings.parts import FINGERS, posed
from drawings.rig import Rig
from drawings.rotation import Array, unit
from guywire.clinic.figure.side_view import KNEE, SHANK, THORACIC, Posture, place

FILE = Path(__file__).parents[2] / "src/guywire/clinic/figure/skin.json"
HIP_BEHIND_MM, SPINE_BEHIND_MM = 30.0, 74.0
"""How far the body is set back from its own joints, so that it has the bones in it."""
TRUNK_DEEPER, TRUNK_TALLER, HEAD_LARGER = 1.15, 1.02, 1.06
"""How much larger the figure is than the body, which is of smaller bones."""
PROCESS_MM = 76
"""How far the lumbar vertebrae reach toward the skin of the back."""
HIP_RAYS = ((-134, -46), (-136, 8), (-112, 62), (0, 70), (88, 34), (94, -30), (98, -92))
"""Toward which points around the hip the skin of the pelvis is looked for."""


class Flat:
    """A similar picture of the body: one point and one direction of it laid on another."""

    def __init__(self, start: Array, end: Array, to_start: Array, to_end: Array) -> None:
        turn = complex(*(to_end - to_start)) / complex(*(end - start))
        self.scale = abs(turn)
        self.matrix = np.array([[turn.real, -turn.imag], [turn.imag, turn.real]])
        self.start, self.to_start = start, to_start

    def points(self, points: Array) -> Array:
        return np.asarray((points - self.start) @ self.matrix.T + self.to_start)

    def shape(self, triangles: Array) -> BaseGeometry:
        return silhouette(self.points(SIDE_FROM_RIGHT.flat(triangles[..., :3])), close_mm=2)


def draw_figure(person: Person) -> dict[str, Any]:
    rig = person.rig
    rig.rest()
    for side in "lr":
        rig.leg(side)
        rig.arm(side, (0, -1, 0), (0, -1, 0.02), hinge=(-1, 0, 0))
        rig.hand(side, (0, -1, 0.1), (-1 if side == "l" else 1, 0, 0))
    limbs = {
        "thigh": _limb(rig, "thigh_r", "calf_r", KNEE, 0.3, "thigh_r"),
        "shank": _limb(rig, "calf_r", "foot_r", (0, SHANK), 0.25, "calf_r"),
    }
    thigh, _ = limbs["thigh"]
    knee = np.array(KNEE)
    thigh = thigh.union(Point(*knee).buffer(_half_breadth(thigh, knee[1] - 40)))
    shank, shin = limbs["shank"]
    foot = Flat(_at(rig, "foot_r"), _at(rig, "calf_r"), np.zeros(2), np.array((0, -SHANK))).shape(
        _where(rig, 0.25, "foot_r", "ball_r")
    )
    return {
        "thigh": _path(thigh),
        "shank": _path(shank.union(Point(0, SHANK).buffer(26 * shin.scale))),
        "foot": _path(foot.union(Point(0, 0).buffer(30 * shin.scale))),
        **_trunk(rig),
        **_arm(rig),
        **_head(person),
    }


def _at(rig: Rig, bone: str) -> Array:
    return SIDE_FROM_RIGHT.flat(rig.at(bone))


def _where(rig: Rig, share: float, *bones: str) -> Array:
    """Return the body's triangles that follow these bones by more than a share."""
    skin, weight = rig.skin(), rig.body.weight_of(*bones)
    faces = rig.body.faces_of("body")
    triangles = np.concatenate([skin[faces], weight[faces][..., None]], axis=2)
    return cut(triangles, triangles[..., 3] - share)


def _limb(
    rig: Rig, joint: str, end: str, to: tuple[float, float], share: float, *bones: str
) -> tuple[BaseGeometry, Flat]:
    flat = Flat(_at(rig, joint), _at(rig, end), np.zeros(2), np.array(to))
    return flat.shape(_where(rig, share, *bones)), flat


def _half_breadth(shape: BaseGeometry, y: float) -> float:
    left, _, right, _ = shape.intersection(LineString([(-500, y), (500, y)])).bounds
    return float(right - left) / 2


def _on_spine(points: Array) -> Array:
    """Lay the trunk's picture around the figure's spine, which has the bones' own curve."""
    x, y = points[..., 0], points[..., 1]
    behind = HIP_BEHIND_MM + (SPINE_BEHIND_MM - HIP_BEHIND_MM) * np.clip(-y / 80, 0, 1)
    return np.asarray(np.stack([TRUNK_DEEPER * x - behind, TRUNK_TALLER * y], axis=-1))


def _trunk(rig: Rig) -> dict[str, Any]:
    """Return how far the skin lies before and behind each joint of the spine."""
    spine = [np.array(joint) for joint in place(Posture()).spine]
    bones = ("pelvis", "spine", "clavicle", "neck", "thigh", "Root")
    flat = SIDE_FROM_RIGHT.flat(_where(rig, 0.2, *bones)[..., :3]) - _at(rig, "thigh_r")
    whole = silhouette(_on_spine(flat), close_mm=2, min_hole=1e9)
    sides = []
    for index in range(2, len(spine)):
        along = unit(spine[min(index + 1, len(spine) - 1)] - spine[index - 1])
        forward = np.array((-along[1], along[0]))
        before, behind = (_reach(whole, spine[index], way) for way in (forward, -forward))
        sides.append([before, max(behind, PROCESS_MM if index < 8 else 0)])
    middle = np.array((-15.0, -30.0))
    hips = []
    for point in HIP_RAYS:
        way = unit(np.array(point) - middle)
        far = _reach(whole, middle, way) if point[1] < 60 else np.linalg.norm(point - middle)
        hips.append([round(float(x)) for x in middle + way * far])
    return {"trunk": sides, "hips": hips}


def _reach(shape: BaseGeometry, start: Array, way: Array) -> int:
    """Return how far the skin is from a point inside it."""
    ray = LineString([start, start + way * 400]).intersection(shape)
    first = min(polygons(ray.buffer(0.5)), key=lambda part: part.distance(Point(start)))
    return round(max(float((np.array(p) - start) @ way) for p in first.exterior.coords))


def _arm(rig: Rig) -> dict[str, Any]:
    joints = [_at(rig, bone) for bone in ("upperarm_r", "lowerarm_r", "hand_r")]
    upper, lower = (
        (0.0, TRUNK_TALLER * float(np.linalg.norm(end - start))) for start, end in pairwise(joints)
    )
    arm, _ = _limb(rig, "upperarm_r", "lowerarm_r", upper, 0.45, "upperarm_r")
    forearm = Flat(joints[1], joints[2], np.zeros(2), np.array(lower)).shape(_forearm(rig))
    elbow = Point(*upper).buffer(_half_breadth(arm, upper[1] - 25) * 0.96)
    x, y = _on_spine(joints[0] - _at(rig, "thigh_r"))
    shoulder = place(Posture()).chest.sees((float(x), float(y)))
    return {
        "upperarm": _path(arm.union(elbow).buffer(12).buffer(-12)),
        "forearm": _path(forearm),
        "shoulder": [round(x, 1) for x in shoulder],
        "elbow": round(upper[1], 1),
    }


def _forearm(rig: Rig) -> Array:
    names = [b for b in rig.body.bones if b.endswith("_r") and b.startswith(("lowerarm", *FINGERS))]
    return _where(rig, 0.4, *names)


def _head(person: Person) -> dict[str, Any]:
    """Return head, neck, hair and face, in the frame on top of the thoracic spine."""
    rig, camera = person.rig, SIDE_FROM_RIGHT
    x, y = place(Posture()).spine[-1]
    there = np.array([(x + SPINE_BEHIND_MM) / TRUNK_DEEPER, y / TRUNK_TALLER])
    origin = _at(rig, "thigh_r") + there
    shapes = posed(person.cut, rig)

    def of(*names: str) -> BaseGeometry:
        triangles = np.concatenate([shapes[name][..., :3] for name in names])
        return silhouette(camera.flat(triangles) - origin, close_mm=2)

    neck = silhouette(camera.flat(_where(rig, 0.2, "neck", "head")[..., :3]) - origin)
    head = neck.union(of("head"))
    hair = of("hair")
    moved = _Moved(camera, origin)
    face = face_paths(rig, moved, of("head"), person.face) + ear_paths(rig, moved)  # type: ignore[arg-type]
    return {
        "head": _path(head),
        "hair": _path(hair),
        "face": _plain(face),
        "head_turn": round(-_turn_of_top(), 1),
        "head_scale": HEAD_LARGER,
    }


class _Moved:
    """The camera, looking at a point."""

    def __init__(self, camera: Any, origin: Array) -> None:
        self.camera, self.origin, self.toward = camera, origin, camera.toward

    def flat(self, points: Array) -> Array:
        return np.asarray(self.camera.flat(points) - self.origin)


def _turn_of_top() -> float:
    return place(Posture()).chest.turn + sum(bend for _, bend in THORACIC)


def _plain(face: str) -> str:
    """Return a face of lines, with the figure's own classes."""
    face = re.sub(r'class="(lid|brow|mouth|crease|nose)"', 'class="face"', face)
    return face.replace('class="skin"', 'class="skin ear"')


def _path(shape: BaseGeometry) -> str:
    return path_of(shape, smooth_mm=7, error_mm=1.6, min_area=400)


def write(person: Person) -> None:
    FILE.write_text(json.dumps(draw_figure(person), indent=1) + "\n", "utf-8")
