"""Hands drawn once each, in millimeters: the wrist at 0, fingers along x, the thumb toward +y."""

from dataclasses import dataclass

import numpy as np
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

from drawings.camera import Camera
from drawings.rig import Rig
from drawings.rotation import Array, unit

DRAWN_LENGTH_MM = 180.0
"""Wrist to fingertip of the hands below; a person's own hand scales them."""
MIN_BREADTH = 0.72
"""A hand seen on its edge still shows about this share of its breadth, or of its length."""
MIN_LENGTH = 0.5
Points = tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Hand:
    outline: Points
    lines: tuple[Points, ...] = ()


HANDS = {
    "relaxed": Hand(
        (
            (-22, -25), (20, -33), (60, -40), (95, -38), (128, -32), (160, -20), (172, -6),
            (168, 6), (146, 10), (120, 16), (98, 24), (86, 34), (102, 48), (112, 60), (104, 69),
            (86, 66), (64, 54), (40, 42), (10, 30), (-22, 25),
        ),
        (((104, -18), (134, -12), (160, -2)), ((102, 2), (128, 2), (146, 6))),
    ),
    "flat": Hand(
        (
            (-26, -22), (10, -20), (60, -20), (120, -20), (172, -20), (182, -13), (172, -6),
            (130, 0), (104, 8), (80, 16), (40, 22), (10, 24), (-26, 24),
        ),
        (((58, -6), (92, -11), (126, -13)),),
    ),
    "clasp": Hand(
        (
            (-24, -26), (10, -34), (44, -42), (76, -40), (96, -26), (102, -6), (98, 16), (84, 34),
            (58, 42), (26, 38), (-24, 26),
        ),
        (
            ((64, -38), (74, -22), (72, -6)),
            ((98, -14), (82, -6), (66, 0)),
            ((96, 16), (80, 14), (62, 18)),
        ),
    ),
    "fist": Hand(
        (
            (-26, -27), (8, -36), (44, -46), (78, -44), (98, -28), (102, 0), (96, 26), (76, 42),
            (42, 44), (8, 36), (-26, 27),
        ),
        (
            ((98, -20), (80, -22), (62, -20)),
            ((102, 2), (82, 0), (62, 2)),
            ((94, 24), (78, 22), (62, 24)),
            ((30, 40), (52, 26), (58, 8)),
        ),
    ),
    "back": Hand(
        (
            (-24, -26), (12, -36), (60, -44), (104, -44), (150, -36), (166, -27), (160, -18),
            (182, -10), (184, 2), (174, 10), (178, 20), (168, 28), (130, 36), (96, 42), (110, 58),
            (116, 72), (104, 80), (84, 74), (58, 58), (30, 40), (-24, 26),
        ),
        (
            ((106, -22), (134, -20), (160, -18)),
            ((108, 0), (140, 1), (172, 8)),
            ((106, 20), (136, 20), (164, 22)),
        ),
    ),
}  # fmt: skip


@dataclass(frozen=True)
class DrawnHand:
    shape: BaseGeometry
    lines: tuple[Array, ...]


def drawn(rig: Rig, side: str, camera: Camera) -> DrawnHand:
    """Return the hand's drawing in the picture, turned as the hand is."""
    hand = HANDS[_seen_grip(rig, side, camera)]
    place = _placing(rig, side, camera)
    return DrawnHand(
        Polygon(place(np.array(hand.outline))).buffer(0),
        tuple(place(np.array(line)) for line in hand.lines),
    )


def _seen_grip(rig: Rig, side: str, camera: Camera) -> str:
    """Return the grip's drawing: a flat hand seen on its back shows all its fingers."""
    grip = rig.grip[side]
    along = rig.at(f"middle_01_{side}") - rig.at(f"hand_{side}")
    across = rig.at(f"index_01_{side}") - rig.at(f"pinky_01_{side}")
    faces_us = abs(unit(np.cross(along, across)) @ np.asarray(camera.toward)) > 0.6
    return "back" if grip == "flat" and faces_us else grip


def _placing(rig: Rig, side: str, camera: Camera):  # type: ignore[no-untyped-def]
    wrist, knuckle = rig.at(f"hand_{side}"), rig.at(f"middle_01_{side}")
    scale = 2.05 * float(np.linalg.norm(knuckle - wrist)) / DRAWN_LENGTH_MM
    flat_wrist = camera.flat(wrist)
    way = camera.flat(knuckle) - flat_wrist
    along = unit(way)
    length = float(np.linalg.norm(way) / np.linalg.norm(knuckle - wrist))
    across = np.array([-along[1], along[0]])
    index, pinky = (f"{finger}_01_{side}" for finger in ("index", "pinky"))
    thumb_side = camera.flat(rig.at(index)) - camera.flat(rig.at(pinky))
    if across @ thumb_side < 0:
        across = -across
    breadth = float(np.linalg.norm(rig.at(index) - rig.at(pinky)))
    seen = abs(across @ thumb_side) / breadth
    across = across * float(np.clip(seen, MIN_BREADTH, 1))
    along = along * float(np.clip(length, MIN_LENGTH, 1))

    def place(points: Array) -> Array:
        return np.asarray(flat_wrist + scale * (points[:, :1] * along + points[:, 1:] * across))

    return place
