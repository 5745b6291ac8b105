"""What was read of one person on one day, both sides, as numbers and their errors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from guywire.body.fit.samples import PRONE_MOST_DEG
from guywire.body.measure import Measurement, Reading
from guywire.body.measure.norms import Rater
from guywire.body.measure.readings import average_trials
from guywire.body.quantities import FloatArray, Quantity

SideName = Literal["left", "right"]
SIDE_NAMES: tuple[SideName, SideName] = ("left", "right")
WEEKS_AGO = Quantity("weeks_ago", 0.0, 1040.0, "weeks")
VALUES_OF_SIDE = ("thigh", "knee", "pelvis", "prone_knee")
"""In the order they are compared."""

Spot = tuple[SideName | None, str]


@dataclass(frozen=True)
class Earlier:
    """What was read of the same side so many weeks before, as `fit` takes it for today.

    `rater` is who took the prone and the standing reading; a measurement knows it of its own. Both
    sides of one day carry the same `weeks_ago`; the standing pelvis may be given with either.
    """

    weeks_ago: float
    measurement: Measurement | None = None
    prone_knee_deg: Sequence[float] | None = None
    rater: Rater = "self"
    standing_pelvis_deg: Sequence[float] | None = None


@dataclass(frozen=True, eq=False)
class Day:
    """Readings of one day by side and name: means, standard errors, and whose hand it was.

    Means and errors are numbers, or arrays of one length (many people).
    """

    weeks_ago: float
    mean_deg: Mapping[Spot, FloatArray | float]
    sd_deg: Mapping[Spot, FloatArray | float]
    raters: Mapping[Spot, Rater]

    @property
    def values(self) -> tuple[Spot, ...]:
        """The values that these readings make, in order."""
        found = [
            (side, name)
            for side in SIDE_NAMES
            for name in VALUES_OF_SIDE
            if (side, _READ[name]) in self.mean_deg
            and (name != "knee" or (side, "thigh") in self.mean_deg)
        ]
        standing: Spot = (None, "standing_pelvis")
        return (*found, standing) if standing in self.mean_deg else tuple(found)

    @property
    def values_deg(self) -> list[FloatArray | float]:
        """The numbers in the order of `values`."""
        return [self._value(side, name) for side, name in self.values]

    def only(self, side: SideName) -> Day:
        """The readings of one side, and the pelvis standing."""
        spots = [spot for spot in self.mean_deg if spot[0] in (side, None)]
        return Day(
            self.weeks_ago,
            {spot: self.mean_deg[spot] for spot in spots},
            {spot: self.sd_deg[spot] for spot in spots},
            {spot: self.raters[spot] for spot in spots},
        )

    def has_side(self, side: SideName) -> bool:
        return any(spot[0] == side for spot in self.mean_deg)

    def _value(self, side: SideName | None, name: str) -> FloatArray | float:
        read = self.mean_deg[side, _READ[name]]
        if name == "knee":
            return self.mean_deg[side, "thigh"] - read
        return np.minimum(read, PRONE_MOST_DEG) if name == "prone_knee" else read


_READ = {name: name for name in (*VALUES_OF_SIDE, "standing_pelvis")} | {"knee": "shin"}


def day_of(left: Earlier | None, right: Earlier | None, standing: Reading | None = None) -> Day:
    """The day of one or two sides; `standing` counts before what a side may carry of it."""
    readings: dict[Spot, tuple[Reading, Rater]] = {}
    sides: tuple[tuple[SideName, Earlier | None], ...] = (("right", right), ("left", left))
    for side, read in sides:
        if read:
            readings |= _readings(side, read)
    if standing:
        rater = next(one.rater for one in (left, right) if one)
        readings[None, "standing_pelvis"] = (standing, rater)
    weeks = next(one.weeks_ago for one in (left, right) if one)
    return Day(
        WEEKS_AGO.scalar(weeks),
        {spot: reading.mean_deg for spot, (reading, _) in readings.items()},
        {spot: reading.sd_deg for spot, (reading, _) in readings.items()},
        {spot: rater for spot, (_, rater) in readings.items()},
    )


def _readings(side: SideName, read: Earlier) -> dict[Spot, tuple[Reading, Rater]]:
    found: dict[Spot, tuple[Reading, Rater]] = {}
    if read.measurement:
        for reading in read.measurement.readings:
            at = None if reading.name == "standing_pelvis" else side
            found[at, reading.name] = (reading, read.measurement.rater)
    for name, trials in (
        ("prone_knee", read.prone_knee_deg),
        ("standing_pelvis", read.standing_pelvis_deg),
    ):
        if trials is not None:
            at = None if name == "standing_pelvis" else side
            found[at, name] = (average_trials(name, trials, read.rater), read.rater)
    return found
