"""The face as lines on the resting head, so that every view shows the same face."""

from dataclasses import dataclass

import numpy as np
from shapely.geometry import LineString, Polygon
from shapely.geometry.base import BaseGeometry

from drawings.body import SKIN_VERTICES, Body
from drawings.camera import Camera
from drawings.curves import line_path, ring_path
from drawings.rig import Rig
from drawings.rotation import Array, unit

MIN_FACING = 0.2
MIN_LINE_MM = 6.0
EAR_DOWN, EAR_BACK, EAR_OUT = 8.0, 98.0, 80.0


@dataclass(frozen=True)
class Feature:
    """A line on the resting face; `outward` tells how far to the side (−1 to 1) it looks."""

    name: str
    outward: float
    points: Array


def features(body: Body) -> list[Feature]:
    surface = _Surface(body)
    eye_x, eye_y = float(body.eye[0]), float(body.eye[1])
    mouth_y = surface.mouth_y()
    drawn = []
    for g in (1, -1):
        ring = [(g * (eye_x + 6.5 * np.cos(t)), eye_y - 1 + 8.0 * np.sin(t)) for t in CIRCLE]
        drawn.append(Feature("eye", 0.62 * g, surface.at(ring, 2.0)))
        lid = [(g * (eye_x + 15 * u), eye_y + 6 - 6 * u * u - 1.5 * u) for u in SPAN]
        drawn.append(Feature("lid", 0.62 * g, surface.at(lid, 2.0)))
        brow = [(g * (eye_x + 19 * u), eye_y + 23 - 4 * (u + 0.2) ** 2) for u in SPAN]
        drawn.append(Feature("brow", 0.62 * g, surface.at(brow, 2.5)))
        smile = [(g * 22 * v, mouth_y - 2 + 7 * v**2.4) for v in HALF]
        drawn.append(Feature("mouth", 0.5 * g, surface.at(smile, 1.0)))
        cheek = [(g * (31 + 4 * v * (1.6 - v)), mouth_y + 18 - 12 * v) for v in HALF]
        drawn.append(Feature("crease", 0.5 * g, surface.at(cheek, 1.0)))
    nose = [(-10.0, -7.0), (-6.0, -11.0), (0.0, -12.5), (6.0, -11.0), (10.0, -7.0)]
    drawn.append(Feature("nose", 0.0, surface.at([(x, y + surface.nose[1]) for x, y in nose], 1.0)))
    return drawn


CIRCLE = np.linspace(0, 2 * np.pi, 13)
SPAN = np.linspace(-1, 1, 7)
HALF = np.linspace(0, 1, 9)


class _Surface:
    """The front of the head as a height over x and y."""

    def __init__(self, body: Body) -> None:
        on_head = body.weight_of("head")[:SKIN_VERTICES] > 0.7
        self.points = body.vertices[:SKIN_VERTICES][on_head]
        middle = self.points[(np.abs(self.points[:, 0]) < 3) & (self.points[:, 2] > 60)]
        self.nose = middle[middle[:, 2].argmax()]
        self.middle = middle

    def mouth_y(self) -> float:
        below = self.nose[1] - self.middle[:, 1]
        lips = self.middle[(below > 25) & (below < 55)]
        return float(np.median(lips[:, 1])) if len(lips) else float(self.nose[1]) - 35

    def at(self, flat: list[tuple[float, float]], out_mm: float) -> Array:
        return np.array([self._point(x, y, out_mm) for x, y in flat])

    def _point(self, x: float, y: float, out_mm: float) -> tuple[float, float, float]:
        away = np.hypot(self.points[:, 0] - x, self.points[:, 1] - y)
        near = self.points[away < 7]
        if len(near) == 0:
            near = self.points[[int(away.argmin())]]
        return x, y, float(np.percentile(near[:, 2], 80)) + out_mm


def face_paths(rig: Rig, camera: Camera, head: BaseGeometry, drawn: list[Feature]) -> str:
    forward, left = rig.direction("head", (0, 0, 1)), rig.direction("head", (1, 0, 0))
    toward = np.asarray(camera.toward)
    text = ""
    for feature in drawn:
        facing = unit(forward + left * feature.outward) @ toward
        if facing < MIN_FACING or (feature.name == "nose" and forward @ toward < 0.6):
            continue
        flat = camera.flat(np.array([rig.at("head", point) for point in feature.points]))
        text += _drawn(feature.name, flat, head)
    return text


def _drawn(name: str, flat: Array, head: BaseGeometry) -> str:
    if name == "eye":
        eye = Polygon(flat).buffer(1.2).intersection(head.buffer(-2))
        if not isinstance(eye, Polygon) or eye.is_empty:
            return ""
        return f'<path class="eye" d="{ring_path(np.array(eye.exterior.coords), 1.0, 0.6)}"/>'
    text = ""
    inside = LineString(flat).intersection(head.buffer(-1))
    for line in getattr(inside, "geoms", [inside]):
        if isinstance(line, LineString) and line.length >= MIN_LINE_MM:
            text += f'<path class="{name}" d="{line_path(np.array(line.coords))}"/>'
    return text


def ear_paths(rig: Rig, camera: Camera) -> str:
    """Return the ear that faces us, or nothing."""
    left = rig.direction("head", (1, 0, 0))
    for g in (1, -1):
        if (left * g) @ np.asarray(camera.toward) < 0.3:
            continue
        middle = np.array([g * EAR_OUT, rig.body.eye[1] - EAR_DOWN, rig.body.eye[2] - EAR_BACK])
        ring = [middle + _ear_point(t) for t in np.linspace(0, 2 * np.pi, 28)]
        inner = [
            middle + np.array([0, 17 * np.sin(t) + 2, 9 * np.cos(t) - 3])
            for t in np.linspace(0.2, np.pi + 0.9, 12)
        ]
        outer_flat = camera.flat(np.array([rig.at("head", point) for point in ring]))
        inner_flat = camera.flat(np.array([rig.at("head", point) for point in inner]))
        return (
            f'<path class="skin" d="{ring_path(outer_flat, 3, 1)}"/>'
            f'<path class="crease" d="{line_path(inner_flat, 1)}"/>'
        )
    return ""


def _ear_point(t: float) -> Array:
    wide = 1.1 if np.sin(t) > 0 else 0.7
    return np.array([0, 32 * np.sin(t), 17 * np.cos(t) * wide - 5 * np.sin(t)])
