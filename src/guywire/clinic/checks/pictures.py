"""Where a person stands in a line of people. The drawing itself is checks/range.html."""

from dataclasses import dataclass

from guywire.body.fit.short import SHORT_SHARE
from guywire.body.intervals import Interval

WIDTH = 340
MARGIN = 6


@dataclass(frozen=True)
class Bar:
    x: float
    width: float


@dataclass(frozen=True)
class RangePicture:
    """Positions in SVG units: the shortest of all people at the left, the longest at the right."""

    short: Bar
    others: Bar
    you: Bar
    dot: float


def range_picture(place: Interval) -> RangePicture:
    return RangePicture(
        short=_bar(0.0, SHORT_SHARE),
        others=_bar(SHORT_SHARE, 1.0),
        you=_bar(place.low, place.high),
        dot=_x(place.median),
    )


def _bar(first: float, last: float) -> Bar:
    return Bar(_x(first), round(_x(last) - _x(first), 1))


def _x(share: float) -> float:
    return round(MARGIN + share * (WIDTH - 2 * MARGIN), 1)
