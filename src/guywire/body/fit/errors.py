"""Where the values that are read may be off, each error loading on every value it is in.

A value is an inclination or a knee angle of one side on one day, or the pelvis standing. With the
pelvis lying back of where the norm's lay by f,

    thigh   = rest posture + s f                 + hip model + hand on the thigh
    knee    = rest posture + k f                 + knee model + hand on the thigh − on the shin
    pelvis  = zero + f + plane                   + hand on the pelvis
    standing pelvis = plane                      + hand on the pelvis
    prone knee      = where the pelvis lifts     + prone model + hand

    f = how this person differs + habit of the back + that day's

The zero (what the sources disagree about) and the plane (bone shape) are the person's on every
side and day; so is how flat the pelvis of this person lies. A hand's habit returns on both sides
and all its days, standing too; model errors return on the same side. What is shared cancels in a
difference: that is all the algebra there is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from guywire.body.fit.days import Day, SideName
from guywire.body.fit.samples import pelvis_slopes
from guywire.body.measure.norms import (
    FLATNESS_SD_DEG,
    NEUTRAL_PLANE_SD_DEG,
    PELVIS_OF_PEOPLE_SD_DEG,
    PELVIS_OF_SOURCES_SD_DEG,
    Rater,
)
from guywire.body.measure.readings import PLACEMENT_SD_DEG, RATER_BIAS_SHARE
from guywire.body.person import Person
from guywire.body.quantities import FloatArray

MODEL_SD_DEG = {"thigh": 1.0, "knee": 4.7, "prone_knee": 8.0}
"""Thigh: Silder's error of 2.5 Nm at the hip (D25) over the 2.5 Nm/° that hold a hanging leg.
Knee: 1.4 Nm (D25) over the 0.3 Nm/° that hold a hanging shin. Prone knee: a third of the moment
that lifts the pelvis over the 0.6 Nm/° that rectus femoris adds at the hip near its end."""

ZERO = ("zero",)
Key = tuple[object, ...]


@dataclass(frozen=True)
class Value:
    """What one number is a value of; the standing pelvis has no side."""

    day: int
    side: SideName | None
    name: str


@dataclass(frozen=True)
class ErrorModel:
    """`loadings` of each error (rows) on each value (columns), and each error's variance.

    Variances are of shape (errors,), or (people, errors) where people's trials differ.
    """

    values: tuple[Value, ...]
    keys: tuple[Key, ...]
    loadings: FloatArray
    variances: FloatArray

    @property
    def covariance(self) -> FloatArray:
        """Of the values: (k, k), or (people, k, k)."""
        return np.asarray(
            np.einsum("...e,ek,el->...kl", self.variances, self.loadings, self.loadings)
        )

    @property
    def with_zero(self) -> FloatArray:
        """Covariance of the zero with each value: (k,)."""
        if ZERO not in self.keys:
            return np.zeros(len(self.values))
        return np.asarray(PELVIS_OF_SOURCES_SD_DEG**2 * self.loadings[self.keys.index(ZERO)])


def error_model(days: Sequence[Day], person: Person) -> ErrorModel:
    """Every error of every value of these days."""
    values = tuple(
        Value(index, side, name) for index, day in enumerate(days) for side, name in day.values
    )
    parts: dict[Key, tuple[FloatArray | float, FloatArray]] = {}
    for column, value in enumerate(values):
        for key, variance, loading in _errors_of(value, days[value.day], person):
            row = parts.setdefault(key, (variance, np.zeros(len(values))))[1]
            row[column] += loading
    variances = np.broadcast_arrays(*(np.asarray(variance) for variance, _ in parts.values()))
    return ErrorModel(
        values,
        tuple(parts),
        np.array([row for _, row in parts.values()]).reshape(len(parts), len(values)),
        np.stack(variances, axis=-1) if parts else np.zeros(0),
    )


def _errors_of(
    value: Value, day: Day, person: Person
) -> list[tuple[Key, FloatArray | float, float]]:
    side = value.side
    plane: tuple[Key, float, float] = (("plane",), NEUTRAL_PLANE_SD_DEG**2, 1.0)
    if value.name == "standing_pelvis":
        return [plane, *_hand(day, value.day, None, "standing_pelvis", 1.0)]
    if value.name == "pelvis":
        zero = (ZERO, PELVIS_OF_SOURCES_SD_DEG**2, 1.0)
        hand = _hand(day, value.day, side, "pelvis", 1.0)
        return [zero, plane, *_flatness(day, value, "pelvis", 1.0), *hand]
    model = (("model", value.name, side), MODEL_SD_DEG[value.name] ** 2, 1.0)
    if value.name == "prone_knee":
        return [model, *_hand(day, value.day, side, "prone_knee", 1.0)]
    by_thigh, by_knee = pelvis_slopes(person)
    follows = by_thigh if value.name == "thigh" else by_knee
    found = [model, *_flatness(day, value, "thigh", follows)]
    found += _hand(day, value.day, side, "thigh", 1.0)
    return found if value.name == "thigh" else found + _hand(day, value.day, side, "shin", -1.0)


def _hand(
    day: Day, number: int, side: SideName | None, reading: str, loading: float
) -> list[tuple[Key, FloatArray | float, float]]:
    """The habit of placing the instrument, and what is this reading's own."""
    rater = day.raters[side, reading]
    habit = RATER_BIAS_SHARE * PLACEMENT_SD_DEG[rater][reading] ** 2
    at = "pelvis" if reading == "standing_pelvis" else reading
    own = np.maximum(day.sd_deg[side, reading] ** 2 - habit, 0.0)
    return [(("hand", at, rater), habit, loading), (("slip", reading, side, number), own, loading)]


def _flatness(
    day: Day, value: Value, reading: str, loading: float
) -> list[tuple[Key, FloatArray | float, float]]:
    """How much further back than the norm's the pelvis lay."""
    rater: Rater = day.raters[value.side, reading]
    whole = FLATNESS_SD_DEG[rater] ** 2
    return [
        (("pelvis of this person",), PELVIS_OF_PEOPLE_SD_DEG**2, loading),
        (("habit of the back", rater), RATER_BIAS_SHARE * whole, loading),
        (("back", value.side, value.day, rater), (1 - RATER_BIAS_SHARE) * whole, loading),
    ]
