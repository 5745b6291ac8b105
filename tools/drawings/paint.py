"""From a posed person and props to the text of a flat SVG."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from drawings.camera import Camera
from drawings.curves import line_path
from drawings.face import Feature, ear_paths, face_paths
from drawings.folds import folds
from drawings.hands import DrawnHand, drawn
from drawings.order import Overlaps, back_to_front, cell_keys, cells
from drawings.outline import path_of, polygons, shade_of, silhouette
from drawings.parts import Cut, posed
from drawings.rig import Rig
from drawings.rotation import Array, unit

LIGHT = (-0.45, 0.8, 0.55)
TOUCHING_MM = 38.0
HIDDEN_MM = 14.0
COARSE_ERROR_MM = 3.2
TWO_SIDED = ("hair", "trunk")
OPEN_ENDED = ("sleeve", "short", "trunk", "hair")
"""Parts whose inner side can be seen; of the others, what faces us is the whole silhouette."""
ALWAYS = (
    ("head", "hair"), ("thigh_l", "short_l"), ("thigh_r", "short_r"),
    ("upperarm_l", "sleeve_l"), ("upperarm_r", "sleeve_r"), ("hair_in", "head"),
    ("trunk_in", "trunk"), ("trunk_in", "neck"), ("neck", "head"), ("hips", "trunk"),
)  # fmt: skip


@dataclass(frozen=True)
class Prop:
    """A thing in the picture: in front (`over`), behind, or in the order of its triangles."""

    name: str
    svg: str
    triangles: Array | None = None
    over: bool = False
    extent: tuple[float, float, float, float] | None = None
    """What the picture must show of it: left, top, right, bottom."""


@dataclass
class Person:
    rig: Rig
    cut: Cut
    face: list[Feature]


@dataclass
class View:
    camera: Camera
    near: str = ""
    """The side whose limbs are nearer, l or r; the other side is painted a shade darker."""
    forced: tuple[tuple[str, str], ...] = ()
    one_piece: bool = False
    """Whether shirt and sleeves are one shape, as they look from the front and above."""
    light: tuple[float, float, float] = LIGHT
    coarse: bool = False
    """Whether to leave out shade and small turns, as one frame of a moving drawing does."""


@dataclass
class _Run:
    """Parts painted as one shape."""

    names: list[str]
    group: str
    color: str
    shape: BaseGeometry = field(default_factory=Polygon)


class Painter:
    """Paints a person and props from back to front."""

    def __init__(self, person: Person, view: View, props: Sequence[Prop]) -> None:
        self.person, self.view, self.camera = person, view, view.camera
        self.props = {prop.name: prop for prop in props}
        self.shapes = posed(person.cut, person.rig)
        self.look = {name: (part.color, part.group) for name, part in person.cut.parts.items()}
        self._split_inner_sides()
        self.hands: dict[str, DrawnHand] = {
            f"hand_{side}": drawn(person.rig, side, self.camera) for side in "lr"
        }
        self.flat = {name: self._silhouette(name) for name in self.shapes}
        self.flat |= {name: hand.shape for name, hand in self.hands.items()}
        self.folds = folds(person.rig, self.camera, view.near, self.flat) if view.near else []
        solid = {prop.name: prop.triangles for prop in props if prop.triangles is not None}
        self.overlaps = Overlaps({**self.shapes, **solid}, self.camera)

    def _split_inner_sides(self) -> None:
        for name in TWO_SIDED:
            triangles = self.shapes[name]
            outer = self.camera.facing(triangles)
            self.shapes[name] = triangles[outer]
            if len(triangles[~outer]) > 15:
                self.shapes[f"{name}_in"] = triangles[~outer]
                self.look[f"{name}_in"] = (self.look[name][0], f"{name}_in")
            if len(self.shapes[name]) < 15:
                del self.shapes[name]
        if "hair" in self.shapes:
            self.shapes["hair"] = self._seen_past_head(self.shapes["hair"])

    def _seen_past_head(self, hair: Array) -> Array:
        """Return the hair without what the head hides: it is painted over the head."""
        keys, depths = cells(self.shapes["head"], self.camera)
        middle = hair[..., :3].mean(axis=1, keepdims=True)
        at = cell_keys(self.camera.flat(middle[:, 0]))
        found = np.minimum(np.searchsorted(keys, at), len(keys) - 1)
        hidden = (keys[found] == at) & (self.camera.depth(middle[:, 0]) < depths[found] - HIDDEN_MM)
        return np.asarray(hair[~hidden])

    def _silhouette(self, name: str) -> BaseGeometry:
        triangles = self.shapes[name]
        if not name.startswith(OPEN_ENDED):
            triangles = triangles[self.camera.facing(triangles)]
        return silhouette(self.camera.flat(triangles[..., :3]))

    def bounds(self) -> tuple[float, float, float, float]:
        """Return left, top, right and bottom of the person in the picture."""
        lefts, tops, rights, bottoms = zip(
            *(shape.bounds for shape in self.flat.values() if not shape.is_empty), strict=True
        )
        return min(lefts), min(tops), max(rights), max(bottoms)

    def behind(self) -> str:
        """Return what stands behind all else."""
        return "\n".join(p.svg for p in self.props.values() if p.triangles is None and not p.over)

    def text(self) -> str:
        before = [p.svg for p in self.props.values() if p.over]
        order = back_to_front(self.overlaps, (*ALWAYS, *self.view.forced))
        painted = []
        hair_painted = False
        for run in self._runs(order):
            if isinstance(run, Prop):
                painted.append(run.svg)
                continue
            painted.append(self._painted(run))
            if "head" in run.names:
                face = face_paths(self.person.rig, self.camera, self.flat["head"], self.person.face)
                painted.append(face)
            if "hair" in run.names and not hair_painted:
                hair_painted = True
                painted.append(ear_paths(self.person.rig, self.camera))
        return compact("\n".join([self.behind(), *painted, *before]))

    def _runs(self, order: Iterable[str]) -> list[_Run | Prop]:
        runs: list[_Run | Prop] = []
        for name in order:
            if name in self.props:
                runs.append(self.props[name])
                continue
            color, group = self.look[name]
            if self.view.near and name.startswith("short_") and self._is_far(name):
                group = "short_far"
            if self.view.one_piece and name.startswith(("sleeve", "trunk")) and name[-3:] != "_in":
                group = "trunk"
            joined = self._run_to_join(runs, name, group)
            if joined is None:
                joined = _Run([], group, color)
                runs.append(joined)
            joined.names.append(name)
            joined.shape = joined.shape.union(self.flat[name])
        return runs

    def _run_to_join(self, runs: list[_Run | Prop], name: str, group: str) -> _Run | None:
        """Return the run of the same group that nothing in between keeps apart from the part."""
        for run in reversed(runs):
            if isinstance(run, Prop):
                if self._apart(name, run.name) > 0:
                    return None
                continue
            if run.group == group:
                return run
            if any((other, name) in self.view.forced for other in run.names):
                return None
            overlaps = run.shape.intersection(self.flat[name]).area > 60
            if overlaps and any(self._apart(name, other) >= TOUCHING_MM for other in run.names):
                return None
        return None

    def _apart(self, first: str, second: str) -> float:
        return self.overlaps.apart_mm.get(frozenset((first, second)), 0.0)

    def _is_far(self, name: str) -> bool:
        far = {"l": "_r", "r": "_l"}.get(self.view.near, "?")
        return name == "trunk_in" or name.endswith(far)

    def _painted(self, run: _Run) -> str:
        shape = run.shape.buffer(1.5).buffer(-1.5)
        if run.color in ("top", "low"):
            shape = shape.buffer(13).buffer(-19, join_style="mitre").buffer(6, join_style="mitre")
        if run.color == "low":
            shape = unary_union([Polygon(piece.exterior) for piece in polygons(shape)])
        fine = any(name.startswith(("hand", "foot", "head")) for name in run.names)
        error = COARSE_ERROR_MM if self.view.coarse else 1.1 if fine else 1.3
        data = path_of(shape, smooth_mm=3 if fine else 7, error_mm=error)
        if not data:
            return ""
        far = all(self._is_far(name) for name in run.names) and run.color != "hair"
        text = f'<path class="{run.color}{" far" if far else ""}" d="{data}"/>'
        if not far and not self.view.coarse:
            text += self._shade(run, shape)
        return text + self._lines(run)

    def _shade(self, run: _Run, shape: BaseGeometry) -> str:
        light = np.array(self.view.light)
        toward = np.array([self.camera.right, self.camera.up, self.camera.toward])
        direction = unit(light @ toward)
        dark = Polygon()
        for name in run.names:
            level = -0.32 if name in ("head", "hair") else -0.02
            if name in self.hands or name not in self.shapes:
                continue
            dark = dark.union(shade_of(self.shapes[name], self.camera, direction, level))
        data = path_of(dark.intersection(shape.buffer(-1)), smooth_mm=9, error_mm=2.4, min_area=900)
        return f'<path class="{run.color} shade" d="{data}"/>' if data else ""

    def _lines(self, run: _Run) -> str:
        text = ""
        for name in run.names:
            if name in self.hands:
                text += "".join(
                    f'<path class="finger" d="{line_path(line)}"/>'
                    for line in self.hands[name].lines
                )
            for owner, line in self.folds:
                if owner == name:
                    text += f'<path class="{run.color} fold" d="{line_path(line)}"/>'
        return text


def compact(text: str) -> str:
    """Join neighbors of one class into one path where nothing between them can cover."""
    same = re.compile(r'<path class="(finger)" d="([^"]*)"/><path class="\1" d="')
    while same.search(text):
        text = same.sub(r'<path class="\1" d="\2', text)
    return text
