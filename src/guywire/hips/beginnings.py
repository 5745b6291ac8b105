"""From the fit of each side to how each stretch begins, in degrees and centimeters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

import numpy as np

from guywire.body.fit import SideFit
from guywire.body.fit.samples import PELVIC_LIFT_MOMENT_NM
from guywire.body.gentle import GENTLE_MOMENT_NM, foot_support, free_hang_moment_nm, strap
from guywire.care.beginning import Start, on_gentle, prone_start, supine_start
from guywire.care.program import Program
from guywire.care.vocabulary import MuscleGroup, Side, Stretch
from guywire.hips.fitting import MAX_CACHED_SIDES, Fitted

DRAWS = 400

REQUIRED_GROUP = {Stretch.SUPINE: MuscleGroup.ILIOPSOAS, Stretch.PRONE: MuscleGroup.RECTUS_FEMORIS}
"""The group that must have been read on a side before the engine can say its own start. A stretch
without an engine question is set up alike on both sides."""


def starts_of(hips: Fitted, stretches: Iterable[Stretch]) -> Mapping[Stretch, tuple[Start, ...]]:
    """Return each stretch with a start for each side whose readings cover its muscle."""
    sides = hips.sides.values()
    return {
        stretch: tuple(
            START[stretch](fitted.side, fitted.fit)
            for fitted in sides
            if REQUIRED_GROUP[stretch] in fitted.groups
        )
        for stretch in stretches
        if stretch in START
    }


@lru_cache(maxsize=MAX_CACHED_SIDES)
def _supine(side: Side, fit: SideFit) -> Start:
    found = foot_support(**_tissue(fit))
    return supine_start(side, round(100 * found.height_m), gentle=found.is_gentle)


@lru_cache(maxsize=MAX_CACHED_SIDES)
def _prone(side: Side, fit: SideFit) -> Start:
    found = strap(**_tissue(fit))
    towel = found.towel_height_m > 0
    return prone_start(side, found.knee_flexion_deg, towel=towel, gentle=found.is_gentle)


START = {Stretch.SUPINE: _supine, Stretch.PRONE: _prone}


def _tissue(fit: SideFit) -> dict[str, Any]:
    """The middle of what the fit leaves open, because a start is one thing to do."""
    return {"tissue": fit.tissue, "load": float(np.median(fit.loads(DRAWS)))}


def gentle_means() -> str:
    return on_gentle(GENTLE_MOMENT_NM, PELVIC_LIFT_MOMENT_NM, free_hang_moment_nm())


def has_starts(program: Program) -> bool:
    return any(planned.starts for planned in program.stretches)
