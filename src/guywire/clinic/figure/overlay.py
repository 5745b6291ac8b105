"""One pelvis over another, and its front point magnified, so that a few millimeters can be seen."""

from __future__ import annotations

from dataclasses import dataclass
from math import hypot

from django.utils.safestring import SafeString

from guywire.body.anatomy import skeleton
from guywire.clinic.figure.side_view import Frame, Point, Posture, draw, place

MIN_SEEN_MM = 0.5
"""Less than this is not drawn: there would be nothing to see."""
LENS_MM = 36.0
"""What the lens shows of the body, across."""


@dataclass(frozen=True)
class Overlay:
    """`here` over `usual`; `front` and `usual_front` are where the front bony point lies."""

    here: SafeString
    usual: SafeString
    front: Point
    usual_front: Point

    @property
    def apart_mm(self) -> float:
        return _apart(self.front, self.usual_front)

    @property
    def lens(self) -> str:
        """The part of the body that the lens shows, as an SVG viewBox."""
        x, y = ((a + b) / 2 for a, b in zip(self.front, self.usual_front, strict=True))
        return f"{x - LENS_MM / 2:.1f} {y - LENS_MM / 2:.1f} {LENS_MM:g} {LENS_MM:g}"


def overlay(here: Posture, usual: Posture) -> Overlay | None:
    """Lay one posture over another. None if too little differs to be seen."""
    front, usual_front = (_front(place(posture).pelvis) for posture in (here, usual))
    if _apart(front, usual_front) < MIN_SEEN_MM:
        return None
    return Overlay(draw(here, whole=False), draw(usual, whole=False), front, usual_front)


def _front(pelvis: Frame) -> Point:
    """The front bony point (ASIS), where the engine has it."""
    x, y, _ = skeleton()["hip"]["center"]
    front = pelvis.at((-1000 * x, 1000 * y))
    return round(front[0], 1), round(front[1], 1)


def _apart(one: Point, other: Point) -> float:
    return hypot(one[0] - other[0], one[1] - other[1])
