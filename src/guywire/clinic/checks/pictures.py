"""Where things stand in the range pictures. The drawing itself is checks/range.html."""

from dataclasses import dataclass

from guywire.body.fit.short import Shortness
from guywire.body.trunk import Band
from guywire.care.vocabulary import Group

WIDTH = 340
MARGIN = 6
LABEL_ROOM = 110.0
RANGE_DEG = {Group.ILIOPSOAS: (-25.0, 60.0), Group.RECTUS_FEMORIS: (10.0, 120.0)}


@dataclass(frozen=True)
class Bar:
    x: float
    width: float


@dataclass(frozen=True)
class RangePicture:
    """Positions in SVG units, short at the left, long at the right."""

    people: Bar
    you: Bar
    dot: float
    line: float
    line_label: float


def range_picture(group: Group, angle: Band, among: Shortness) -> RangePicture:
    line = _x(group, among.border_deg)
    return RangePicture(
        people=_bar(group, among.low_deg, among.high_deg),
        you=_bar(group, angle.low, angle.high),
        dot=_x(group, angle.middle),
        line=line,
        line_label=min(max(line, LABEL_ROOM), WIDTH - LABEL_ROOM),
    )


def _bar(group: Group, low_deg: float, high_deg: float) -> Bar:
    start, end = _x(group, low_deg), _x(group, high_deg)
    return Bar(start, round(end - start, 1))


def _x(group: Group, angle_deg: float) -> float:
    low, high = RANGE_DEG[group]
    share = (min(max(angle_deg, low), high) - low) / (high - low)
    return round(MARGIN + share * (WIDTH - 2 * MARGIN), 1)
