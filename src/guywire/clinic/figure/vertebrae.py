"""The shapes of the vertebrae: one column that grows lighter from the pelvis to the skull."""

from collections.abc import Iterator
from typing import NamedTuple

Level = tuple[float, float]
"""Height of a vertebra with its disk, and how far it leans from the one below."""
CERVICAL: tuple[Level, ...] = ((17.0, -1.0), *(((15.5, -5.5),) * 6))
"""The neck, which moves as one with the chest."""
HALF_HEIGHT, HALF_DEPTH = 13.0, 22.0
"""Of a vertebra's body, at scale 1."""


class Vertebra(NamedTuple):
    level: int
    scale: float
    disk: str
    process: str
    """What the fingers feel along the back."""


LUMBAR_PROCESS = (
    "M-24,-9 C-36,-12 -44,-6 -52,0 C-64,6 -74,8 -80,14 C-74,22 -62,20 -50,14 C-42,12 -32,10 -24,8 Z"
)
THORACIC_PROCESS = (
    "M-24,-9 C-36,-12 -44,-6 -52,0 C-64,8 -74,16 -82,26 C-74,32 -60,22 -48,14 "
    "C-42,12 -32,10 -24,8 Z"
)
PARTS = (
    (5, 37.0, 0.98, 0.92, LUMBAR_PROCESS),
    (12, 24.0, 0.88, 0.62, THORACIC_PROCESS),
    (7, 15.5, 0.58, 0.46, LUMBAR_PROCESS),
)
"""Count, height with the disk, scale of the lowest and of the highest, and the process."""


def to_draw() -> dict[str, list[Vertebra]]:
    """Return the vertebrae from the skull down; the lumbar ones bend, the upper ones do not."""
    drawn = list(_upward())
    return {"upper": drawn[5:][::-1], "lumbar": drawn[:5][::-1]}


def _upward() -> Iterator[Vertebra]:
    level = 0
    for count, height, lowest, highest, process in PARTS:
        for number in range(count):
            scale = lowest + (highest - lowest) * number / (count - 1)
            deep, top = HALF_DEPTH * scale, HALF_HEIGHT * scale - 3
            bottom = height - top
            disk = f"M{-deep:.1f},{top:.1f}H{deep:.1f}V{bottom:.1f}H{-deep:.1f}Z"
            yield Vertebra(level, round(scale, 2), disk, process)
            level += 1
