"""One picture: a posture, from where it is seen, the bed and the things in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from drawings.beds import Bed
from drawings.camera import Camera
from drawings.paint import Painter, Person, Prop, View
from drawings.poses import BED_MM
from drawings.rig import Rig

MARGIN_MM = 40.0
Extent = tuple[float, float, float, float]
Thing = Callable[[Rig, Camera], Prop]
Order = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Scene:
    pose: Callable[[Rig], None]
    camera: Camera
    bed: Bed | None = None
    things: Sequence[Thing] = ()
    near: str = ""
    shirt_end_mm: float = 20.0
    forced: Order = ()
    """What lies over what where depths would not tell: pairs of (below, above)."""
    one_piece: bool = False
    coarse: bool = False


@dataclass(frozen=True)
class Picture:
    box: tuple[int, int, int, int]
    """Left, top, width and height in millimeters."""
    paths: str


def draw(scene: Scene, person: Person) -> Picture:
    person.rig.rest()
    person.cut.end_shirt(scene.shirt_end_mm)
    scene.pose(person.rig)
    painter, extents = prepared(scene, person)
    return Picture(box_around(extents), painter.text())


def prepared(scene: Scene, person: Person) -> tuple[Painter, list[Extent]]:
    """Return the painter of a person who is posed, and all that the picture must show."""
    rig, camera = person.rig, scene.camera
    standing = scene.bed.things(rig, camera) if scene.bed else []
    things = [*standing, *(thing(rig, camera) for thing in scene.things)]
    view = View(camera, scene.near, scene.forced, scene.one_piece, coarse=scene.coarse)
    painter = Painter(person, view, things)
    extents = [painter.bounds(), *(thing.extent for thing in things if thing.extent)]
    if scene.bed is None:
        left, top, right, _ = painter.bounds()
        extents.append((left, top, right, BED_MM))
    return painter, extents


def box_around(extents: Sequence[Extent]) -> tuple[int, int, int, int]:
    left, top = (min(extent[i] for extent in extents) - MARGIN_MM for i in (0, 1))
    right, bottom = (max(extent[i] for extent in extents) + MARGIN_MM for i in (2, 3))
    return round(left), round(top), round(right - left), round(bottom - top)
