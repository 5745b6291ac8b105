"""From triangles to flat shapes: cutting by scalar fields, projecting, joining."""

from collections.abc import Iterable

import numpy as np
import shapely
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from drawings.camera import Camera
from drawings.curves import ring_path
from drawings.rotation import Array, unit

MIN_TRIANGLE_MM2 = 0.05


def cut(triangles: Array, field: Array) -> Array:
    """Return what lies where `field` (one value a corner) is positive, cut at its zero."""
    inside = field > 0
    whole, partly = inside.all(axis=1), inside.any(axis=1) & ~inside.all(axis=1)
    pieces = [triangles[whole]]
    for corners, values in zip(triangles[partly], field[partly], strict=True):
        edge: list[Array] = []
        for here in range(3):
            after = (here + 1) % 3
            if values[here] > 0:
                edge.append(corners[here])
            if (values[here] > 0) != (values[after] > 0):
                share = values[here] / (values[here] - values[after])
                edge.append(corners[here] + (corners[after] - corners[here]) * share)
        pieces += [np.array([[edge[0], edge[k], edge[k + 1]]]) for k in range(1, len(edge) - 1)]
    return np.concatenate(pieces)


def silhouette(
    flat: Array, *, close_mm: float = 1.2, min_area: float = 150, min_hole: float = 500
) -> BaseGeometry:
    """Return the joined shape of projected triangles, without specks and pinholes."""
    first, second = flat[:, 1] - flat[:, 0], flat[:, 2] - flat[:, 0]
    area = 0.5 * (first[:, 0] * second[:, 1] - first[:, 1] * second[:, 0])
    seen = flat[np.abs(area) > MIN_TRIANGLE_MM2]
    if len(seen) == 0:
        return Polygon()
    rings = np.round(np.concatenate([seen, seen[:, :1]], axis=1), 2)
    joined = unary_union(shapely.polygons(rings))
    joined = joined.buffer(close_mm).buffer(-close_mm)
    return unary_union(
        [
            Polygon(p.exterior, [hole for hole in p.interiors if Polygon(hole).area > min_hole])
            for p in polygons(joined)
            if p.area > min_area
        ]
    )


def polygons(shape: BaseGeometry) -> list[Polygon]:
    parts: Iterable[BaseGeometry] = getattr(shape, "geoms", [shape])
    return [part for part in parts if isinstance(part, Polygon) and not part.is_empty]


def path_of(
    shape: BaseGeometry, *, smooth_mm: float, error_mm: float, min_area: float = 120
) -> str:
    """Return the path data of a shape, largest pieces first so that the order never wavers."""
    rings = []
    for polygon in sorted(polygons(shape), key=lambda p: (-p.area, p.bounds)):
        if polygon.area >= min_area:
            rings += [polygon.exterior, *polygon.interiors]
    return "".join(
        ring_path(np.array(ring.coords, dtype=float), smooth_mm, error_mm) for ring in rings
    )


def shade_of(triangles: Array, camera: Camera, light: Array, level: float) -> BaseGeometry:
    """Return the part that faces us and turns away from the light, in broad shapes."""
    field = level - triangles[..., 3:6] @ unit(light)
    dark = cut(np.concatenate([triangles, field[..., None]], axis=2), field)
    dark = dark[camera.facing(dark)]
    if len(dark) == 0:
        return MultiPolygon()
    shape = silhouette(camera.flat(dark[..., :3]), close_mm=5, min_area=500, min_hole=2500)
    return shape.buffer(-6).buffer(12).buffer(-6)
