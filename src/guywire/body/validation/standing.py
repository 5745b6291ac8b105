"""Rows on quiet standing. That people hold a tilt of their own is built in, from C14."""

from __future__ import annotations

from guywire.body.stand import SMALLEST_SEEN_DEG, stand
from guywire.body.tissue import tissue_with_deficit
from guywire.body.validation.row import Bounds, ValidationRow, judged

LARGEST_DIFFERENCE_DEG = 10.8
"""The largest published difference of hip extension between people with back pain and without."""


def rows() -> list[ValidationRow]:
    """Every row on standing."""
    tight = tissue_with_deficit(LARGEST_DIFFERENCE_DEG)
    return [
        judged(
            "I01",
            "stand",
            "people with back pain do not stand with more forward tilt",
            Bounds(0.0, SMALLEST_SEEN_DEG, "less than a careful reading can tell (C02)"),
            float(stand(tight, tight).tilt_upper_deg),
            "deg at most",
            "Both hips tight by the difference between people with chronic back pain and controls "
            "(10.8°, I03): the most that could tip a standing pelvis if nobody held more than an "
            "upright trunk does by itself.",
        )
    ]
