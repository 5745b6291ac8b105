"""How far back both legs go beside most people's, on one body: checks/hips.svg draws it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import cos, radians, sin

from django.utils.safestring import SafeString

from guywire.care.vocabulary import MuscleGroup, Side
from guywire.care.words import Message
from guywire.clinic.figure.side_view import LegAngles, Point, Posture, draw
from guywire.hips.estimates import Estimate
from guywire.hips.fitting import Fitted, people_deficit_deg

USUAL_DEG = 20.0
"""Where the leg of the median person is drawn. Only differences from it are known well."""
RADII = {Side.LEFT: 320.0, Side.RIGHT: 390.0}
BAND_RADIUS = 430.0
LABEL_X = 150.0


@dataclass(frozen=True)
class LegArc:
    """One leg: where it most likely is, and an arc over the 80 % interval."""

    side: Side
    arc: str
    dot: Point
    label: Point
    lead: tuple[float, float, float]
    """From the arc to the name: x, y, and x of the end."""

    @property
    def name(self) -> Message:
        return self.side.hip


@dataclass(frozen=True)
class HipsPicture:
    body: SafeString
    most_people: str
    usual: Point
    legs: tuple[LegArc, ...]


def hips_picture(hips: Fitted) -> HipsPicture | None:
    """Draw every hip that was measured. None without one."""
    deficits = {
        side.side: side.groups[MuscleGroup.ILIOPSOAS].deficit_deg
        for side in hips.sides.values()
        if MuscleGroup.ILIOPSOAS in side.groups
    }
    if not deficits:
        return None
    people = people_deficit_deg()
    return HipsPicture(
        draw(_posture(deficits)),
        _wedge(USUAL_DEG - people.high, USUAL_DEG - people.low),
        _at(USUAL_DEG, BAND_RADIUS),
        tuple(_leg(side, deficit) for side, deficit in deficits.items()),
    )


def _posture(deficits: Mapping[Side, Estimate]) -> Posture:
    """Standing on nothing, both legs as far back as they go; the tighter one is near."""
    back = sorted(USUAL_DEG - deficit.mean for deficit in deficits.values())
    return Posture(near=LegAngles(hip=-back[0]), far=LegAngles(hip=-back[-1]))


def _leg(side: Side, deficit: Estimate) -> LegArc:
    radius = RADII[side]
    start, end = _at(USUAL_DEG - deficit.high, radius), _at(USUAL_DEG - deficit.low, radius)
    arc = f"M{start[0]} {start[1]}A{radius:g} {radius:g} 0 0 1 {end[0]} {end[1]}"
    lead = (start[0] + 16, start[1], LABEL_X - 12)
    label = (LABEL_X, round(start[1] + 12, 1))
    return LegArc(side, arc, _at(USUAL_DEG - deficit.mean, radius), label, lead)


def _wedge(low_deg: float, high_deg: float) -> str:
    start, end = _at(low_deg, BAND_RADIUS), _at(high_deg, BAND_RADIUS)
    radius = f"{BAND_RADIUS:g}"
    return f"M0 0L{start[0]} {start[1]}A{radius} {radius} 0 0 1 {end[0]} {end[1]}Z"


def _at(back_deg: float, radius: float) -> Point:
    """The point so far from the hip on a thigh that goes so far back."""
    turn = radians(back_deg)
    return round(-radius * sin(turn), 1), round(radius * cos(turn), 1)
