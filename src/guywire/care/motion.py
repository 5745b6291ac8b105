"""Hip extension measured again: what is more than the error of measuring, and what may not be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import hypot

from guywire.care.vocabulary import Side
from guywire.care.words import Message, message

Z_95 = 1.96
Z_80 = 1.2816
MORE_THAN_ERROR = message("a clear change")
COULD_BE_ERROR = message("could be measuring error")
FARTHER = {
    True: message(
        "Your {leg} now goes back {degrees}° farther than on {day}. That is a clear change."
    ),
    False: message(
        "Your {leg} now goes back {degrees}° farther than on {day}. That is too small to be sure. "
        "A change under {limit}° can come from measuring alone."
    ),
}
LESS_FAR = {
    True: message(
        "Your {leg} now goes back {degrees}° less than on {day}. That is a clear change."
    ),
    False: message(
        "Your {leg} now goes back {degrees}° less than on {day}. That is too small to be sure. "
        "A change under {limit}° can come from measuring alone."
    ),
}


@dataclass(frozen=True)
class Motion:
    """How far back one hip went on one day, in degrees, and one SD of the error of measuring."""

    on: date
    side: Side
    extension_deg: float
    sd_deg: float

    @property
    def band_deg(self) -> tuple[float, float]:
        """Holds the true angle 8 times in 10."""
        reach = Z_80 * self.sd_deg
        return self.extension_deg - reach, self.extension_deg + reach


@dataclass(frozen=True)
class MotionChange:
    """From one day to another, on one side."""

    first: Motion
    latest: Motion

    @property
    def deg(self) -> float:
        return self.latest.extension_deg - self.first.extension_deg

    @property
    def smallest_clear_deg(self) -> float:
        """1.96 · √2 · SD; where the two days were measured with different errors, the root of
        the sum of their squares stands for √2 · SD. The two errors are taken as independent."""
        return Z_95 * hypot(self.first.sd_deg, self.latest.sd_deg)

    @property
    def is_clear(self) -> bool:
        return abs(self.deg) > self.smallest_clear_deg

    @property
    def verdict(self) -> Message:
        return MORE_THAN_ERROR if self.is_clear else COULD_BE_ERROR

    @property
    def sentence(self) -> Message:
        texts = FARTHER if self.deg >= 0 else LESS_FAR
        return texts[self.is_clear].filled(
            leg=self.first.side.leg,
            degrees=round(abs(self.deg)),
            limit=round(self.smallest_clear_deg),
            day=self.first.on,
        )
