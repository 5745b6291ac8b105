"""A straight axis of a small chart, in SVG units."""

from dataclasses import dataclass

WIDTH = 340.0
MARGIN = 6.0


@dataclass(frozen=True)
class Axis:
    """`end` is where the drawing stops; what lies beyond is drawn at the end."""

    end: float
    start: float = 0.0
    width: float = WIDTH
    margin: float = MARGIN

    def at(self, value: float) -> float:
        share = (min(max(value, self.start), self.end) - self.start) / (self.end - self.start)
        return round(self.margin + share * (self.width - 2 * self.margin), 1)
