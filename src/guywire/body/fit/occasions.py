"""What was read of one side on one day, and where its values may be off.

Values share the errors they are made of: hip extension (pelvis − thigh) and knee flexion
(thigh − shin) both hold the thigh's, with opposite signs. On another day the phone is laid on
anew, but by the same hand and on the same bones, and the engine is wrong in the same way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import nan

import numpy as np

from guywire.body.fit.predict import (
    HIP_MODEL_SD_DEG,
    KNEE_MODEL_SD_DEG,
    PRONE_MODEL_SD_DEG,
    PRONE_MOST_DEG,
)
from guywire.body.measure import Measurement, Reading
from guywire.body.measure.norms import FLAT_BACK_PELVIS_DEG, UNREAD_PELVIS_SD_DEG
from guywire.body.measure.readings import PLACEMENT_SD_DEG, TakenBy
from guywire.body.quantities import FloatArray

HABIT = 0.5
"""Share of the variance of placing the instrument that the same hand repeats on another day. An
assumption: no study tells a hand's habit from its slips, and half is as far from both."""

ERRORS = ("pelvis", "thigh", "shin", "prone_knee", "hip_model", "knee_model", "prone_model")
UNREAD = "unread"
MADE_OF = {
    "hip": {"pelvis": 1.0, "thigh": -1.0, "hip_model": 1.0},
    "knee": {"thigh": 1.0, "shin": -1.0, "knee_model": 1.0},
    "prone_knee": {"prone_knee": 1.0, "prone_model": 1.0},
}
MODEL_SD_DEG = {
    "hip_model": HIP_MODEL_SD_DEG,
    "knee_model": KNEE_MODEL_SD_DEG,
    "prone_model": PRONE_MODEL_SD_DEG,
}


@dataclass(frozen=True, eq=False)
class Occasion:
    """One day of one side. `variance` is each error's, `returning` the part of it that the same
    hand repeats on another day; both, and whose `hands` made it, in the order of `ERRORS`."""

    day: object
    weeks_ago: float
    names: tuple[str, ...]
    values_deg: tuple[float, ...]
    pelvis_deg: float
    hands: tuple[str, ...]
    variance: FloatArray
    returning: FloatArray

    def has_read(self, reading: str) -> bool:
        """Whether pelvis, thigh, shin or prone knee was read on this day."""
        return self.hands_on(reading) != UNREAD

    def hands_on(self, reading: str) -> str:
        return self.hands[ERRORS.index(reading)]

    @property
    def made_of(self) -> FloatArray:
        """How much of each error is in each value: a row a value."""
        rows = [[MADE_OF[name].get(error, 0.0) for error in ERRORS] for name in self.names]
        return np.array(rows).reshape(len(self.names), len(ERRORS))


def occasion(
    measurement: Measurement | None,
    prone: Reading | None,
    taken_by: TakenBy,
    weeks_ago: float = 0.0,
) -> Occasion:
    """Hip, knee and prone knee of one day, whichever there are."""
    readings = {reading.name: reading for reading in measurement.readings} if measurement else {}
    if prone:
        readings["prone_knee"] = prone
    thigh, pelvis, shin = (readings.get(name) for name in ("thigh", "pelvis", "shin"))
    at = pelvis.mean_deg if pelvis else FLAT_BACK_PELVIS_DEG.mean
    values = {}
    if thigh:
        values["hip"] = at - thigh.mean_deg
    if thigh and shin:
        values["knee"] = thigh.mean_deg - shin.mean_deg
    if prone:
        values["prone_knee"] = min(prone.mean_deg, PRONE_MOST_DEG)
    errors = [_error(name, readings, taken_by) for name in ERRORS]
    hands, variance, returning = zip(*errors, strict=True)
    return Occasion(
        object(),
        weeks_ago,
        tuple(values),
        tuple(values.values()),
        at,
        hands,
        np.array(variance),
        np.array(returning),
    )


def _error(name: str, readings: dict[str, Reading], taken_by: TakenBy) -> tuple[str, float, float]:
    """Whose error it is, its variance, and the part of that which returns."""
    if name in MODEL_SD_DEG:
        return "model", MODEL_SD_DEG[name] ** 2, MODEL_SD_DEG[name] ** 2
    if name in readings:
        placement = PLACEMENT_SD_DEG[taken_by][name] ** 2
        return taken_by, readings[name].sd_deg ** 2, HABIT * placement
    unread = UNREAD_PELVIS_SD_DEG**2 if name == "pelvis" else 0.0
    return UNREAD, unread, HABIT * unread


def covariance(occasions: Sequence[Occasion]) -> FloatArray:
    """Of the errors of every value of every day, in their order."""
    blocks = [
        [one.made_of @ np.diag(_common(one, other)) @ other.made_of.T for other in occasions]
        for one in occasions
    ]
    return np.asarray(np.block(blocks))


def once_more(now: Occasion, value: str, taken_by: TakenBy) -> Occasion:
    """A value that could still be read on this day, by these hands; not how it would come out.

    What was read on this day by the same hands stays as it lies, with its error; the rest is laid
    on anew.
    """
    errors = [_still(now, index, name, taken_by) for index, name in enumerate(ERRORS)]
    hands, variance, returning = zip(*errors, strict=True)
    return replace(
        now,
        names=(value,),
        values_deg=(nan,),
        hands=hands,
        variance=np.array(variance),
        returning=np.array(returning),
    )


def _still(now: Occasion, index: int, name: str, taken_by: TakenBy) -> tuple[str, float, float]:
    if now.hands[index] in ("model", taken_by):
        return now.hands[index], float(now.variance[index]), float(now.returning[index])
    placement = PLACEMENT_SD_DEG[taken_by][name] ** 2
    return taken_by, placement, HABIT * placement


def _common(one: Occasion, other: Occasion) -> FloatArray:
    """Variance that two occasions have in common, by error."""
    same = np.array([a == b for a, b in zip(one.hands, other.hands, strict=True)])
    shared = one.variance if one.day is other.day else np.minimum(one.returning, other.returning)
    return np.where(same, shared, 0.0)
