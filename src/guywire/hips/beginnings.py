"""From the fit of each side to how each stretch begins, in degrees and centimeters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import Any

import numpy as np

from guywire.body.fit import SideFit
from guywire.body.fit.samples import PELVIC_LIFT_MOMENT_NM
from guywire.body.gentle import (
    BED_M,
    GENTLE_MOMENT_NM,
    foot_support,
    free_hang_moment_nm,
    strap,
)
from guywire.body.hold import Prone, StretchPosture, Supine, hold
from guywire.body.measure.norms import FLAT_BACK_PELVIS_DEG
from guywire.care.beginning import Start, on_gentle, prone_start, supine_start, tilt_limit
from guywire.care.program import Program
from guywire.care.vocabulary import MuscleGroup, Side, Stretch
from guywire.care.words import Message
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
    given = _tissue(fit)
    found = foot_support(**given)
    limit = _limit(Supine(BED_M, found.height_m, -FLAT_BACK_PELVIS_DEG.mean), **given)
    support_cm = round(100 * found.height_m)
    return supine_start(side, support_cm, gentle=found.is_gentle, tilt_limit_deg=limit)


@lru_cache(maxsize=MAX_CACHED_SIDES)
def _prone(side: Side, fit: SideFit) -> Start:
    given = _tissue(fit)
    found = strap(**given)
    limit = _limit(Prone(found.knee_flexion_deg, found.towel_height_m), **given)
    return prone_start(
        side,
        found.knee_flexion_deg,
        towel=found.towel_height_m > 0,
        gentle=found.is_gentle,
        tilt_limit_deg=limit,
    )


def _limit(stretch: StretchPosture, **given: Any) -> int:
    return tilt_limit(hold(stretch, minutes=0, **given).unrestrained_tilt_deg.median)


@cache
def usual_tilt_limit(stretch: Stretch) -> int | None:
    """Return the limit of a person who was not measured; None where no phone can lie."""
    posture = USUAL.get(stretch)
    return None if posture is None else _limit(posture)


USUAL: Mapping[Stretch, StretchPosture] = {
    Stretch.SUPINE: Supine(BED_M, 0.0, -FLAT_BACK_PELVIS_DEG.mean),
    Stretch.PRONE: Prone(90.0),
}


START = {Stretch.SUPINE: _supine, Stretch.PRONE: _prone}


def _tissue(fit: SideFit) -> dict[str, Any]:
    """The middle of what the fit leaves open, because a start is one thing to do."""
    return {"tissue": fit.tissue, "load": float(np.median(fit.loads(DRAWS)))}


def gentle_means() -> Message:
    return on_gentle(GENTLE_MOMENT_NM, PELVIC_LIFT_MOMENT_NM, free_hang_moment_nm())


def has_starts(program: Program) -> bool:
    return any(planned.starts for planned in program.stretches)
