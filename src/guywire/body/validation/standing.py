"""Rows on quiet standing."""

from __future__ import annotations

import numpy as np

from guywire.body.stand import SMALLEST_SEEN_DEG, stand
from guywire.body.tissue import hip_flexion_at_moment_deg, tissue_that_lost
from guywire.body.validation.row import Bounds, Row, judged

LOOSE_TO_TIGHT_DEG = (-4.0, 0.0, 4.0, 8.0, 12.0)
"""Hips within about one SD (9.6°, Ferber 2010) of the usual, as healthy adults would have them."""
NEUTRAL_TILT_SD_DEG = 5.0
"""How standing tilt spreads between people by bone shape alone (C06)."""


def rows() -> list[Row]:
    """Every row on standing."""
    return [_moderate(), _between_people()]


def _moderate() -> Row:
    tight = tissue_that_lost(10.8)
    return judged(
        "I01",
        "stand",
        "people with back pain do not stand with more forward tilt",
        Bounds(0.0, SMALLEST_SEEN_DEG, "less than a careful reading can tell"),
        stand(tight, tight).tilt_deg.median,
        "deg",
        "Both hips tight by the difference between people with chronic back pain and controls "
        "(10.8°, I03): what that tips a standing pelvis.",
    )


def _between_people() -> Row:
    return judged(
        "C14",
        "stand",
        "hip extension against standing pelvic tilt: r = -0.04",
        Bounds(-0.40, 0.40, "not significant with n = 25"),
        tilt_against_extension(),
        "r",
        "Hips from 4° looser to 12° tighter than usual; the tilt each asks for stands beside a "
        "spread of 5° from bone shape (C06). Positive: more extension with more tilt.",
    )


def tilt_against_extension() -> float:
    """Correlation between people of hip extension at 15 Nm and standing tilt."""
    hips = [tissue_that_lost(lost) for lost in LOOSE_TO_TIGHT_DEG]
    extension = np.array([-hip_flexion_at_moment_deg(hip) for hip in hips])
    asked = np.array([stand(hip, hip).tilt_deg.median for hip in hips])
    together = float(np.cov(extension, asked, bias=True)[0, 1])
    spread = float(np.hypot(asked.std(), NEUTRAL_TILT_SD_DEG))
    return together / (float(extension.std()) * spread)
