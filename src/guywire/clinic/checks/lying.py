"""The person of the how-to page: on the back, one knee held, the other leg hanging.

Drawn in the posture of the readings that the page explains: pelvis +10, thigh −8, shin −75.
"""

from dataclasses import dataclass, replace
from functools import cache

from django.utils.safestring import SafeString

from guywire.clinic.figure.side_view import Body, Frame, LegAngles, Point, Posture, draw, place
from guywire.hips.numbers import written

PELVIS_DEG, THIGH_DEG, SHIN_DEG = 10.0, -8.0, -75.0
HANGING = LegAngles(hip=THIGH_DEG - PELVIS_DEG, knee=THIGH_DEG - SHIN_DEG, ankle=-20)
HELD = LegAngles(hip=118, knee=128, ankle=-10)
POSTURE = Posture(pelvis=-PELVIS_DEG, lumbar=-PELVIS_DEG, near=HANGING, far=HELD)

PHONES = {"pelvis": (92.0, -96.0), "thigh": (74.0, 150.0), "shin": (52.0, 110.0)}
"""Where the phone's upper end lies, in the frame of its segment: before it, and down it."""
MARK_BEFORE_PHONE = 74.0
READS = {
    "pelvis": f"+{PELVIS_DEG:g}°",
    "thigh": f"{written(THIGH_DEG)}°",
    "shin": f"{written(SHIN_DEG)}°",
}


KNEE_BENT_DEG = 100.0
ON_STOMACH = Posture(near=LegAngles(knee=KNEE_BENT_DEG, ankle=-20), far=LegAngles(ankle=-50))


@dataclass(frozen=True)
class Phone:
    spot: str
    number: int
    transform: str
    upper_end: Point
    mark: Point
    reads: str


@dataclass(frozen=True)
class Lying:
    body: SafeString
    phones: tuple[Phone, ...]
    shoulder: Point
    elbow: Point
    hand: Point


@cache
def lying() -> Lying:
    body = place(POSTURE)
    phones = tuple(_phone(body, spot, number) for number, spot in enumerate(PHONES, start=1))
    shoulder = _lain_down(body.vertebrae[14].at((70.0, 0.0)))
    hand = _lain_down(body.legs["far"]["shank"].at((52.0, 40.0)))
    elbow = (shoulder[0] + hand[0]) / 2 + 40, min(shoulder[1], hand[1]) + 140
    return Lying(draw(POSTURE), phones, shoulder, elbow, hand)


def _phone(body: Body, spot: str, number: int) -> Phone:
    frame = _frame(body, spot)
    before, down = PHONES[spot]
    start = frame.at((before, down))
    mark = frame.at((before + MARK_BEFORE_PHONE, down + 70))
    place_ = f"translate({start[0]:.1f} {start[1]:.1f}) rotate({frame.turn:.1f})"
    return Phone(spot, number, place_, _lain_down(start), _lain_down(mark), READS[spot])


def _frame(body: Body, spot: str) -> Frame:
    near = body.legs["near"]
    return {"pelvis": body.pelvis, "thigh": near["thigh"], "shin": near["shank"]}[spot]


def _lain_down(point: Point) -> Point:
    """A standing point of the drawing after the figure is laid on its back, head to the left."""
    x, y = point
    return round(y, 1), round(-x, 1)


@cache
def knee_bending() -> tuple[SafeString, Phone]:
    """On the stomach, head to the left; the drawing is turned over by `scale(1 -1)`."""
    return draw(ON_STOMACH), replace(
        _phone(place(ON_STOMACH), "shin", 1), reads=f"{KNEE_BENT_DEG:g}°"
    )


@cache
def standing() -> tuple[SafeString, Phone]:
    """Upright, with the phone on the same two points of the pelvis as when lying."""
    return draw(Posture()), _phone(place(Posture()), "pelvis", 1)
