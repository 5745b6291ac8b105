"""What `guywire.body.fit` answers: both sides, one side, one muscle group of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any, Literal

import numpy as np

from guywire.body.fit.further import FurtherReading, further_readings
from guywire.body.fit.occasions import Occasion
from guywire.body.fit.predict import Expected
from guywire.body.intervals import Interval
from guywire.body.measure.readings import TakenBy
from guywire.body.person import Person
from guywire.body.quantities import FloatArray
from guywire.body.tissue import Group, Tissue, taken

SideName = Literal["left", "right"]
Because = Literal["short", "stiff", "cannot_tell", "not_tight"]


@dataclass(frozen=True)
class GroupFit:
    """One muscle group after the readings; bands hold 80 of 100.

    `lost_deg` is hip extension (iliopsoas) or knee flexion (rectus femoris) lost to usual tissue
    at 15 Nm. `tighter_than` is the share of people who have lost less than the middle of it.
    `told_apart` is how much of the question short or stiff the readings settled, from 0 to 1;
    `because` answers it only when at least half is settled and one is four times likelier.
    """

    group: Group
    shift: Interval
    slope: Interval
    lost_deg: Interval
    tighter_than: float
    told_apart: float
    because: Because


@dataclass(frozen=True)
class SideFit:
    """One side after its readings; `tissue` is the middle of the posterior, for one best answer.

    `weight` says how much each of the sides `sampled` counts; `tissues(n)` draws from them.
    `occasions` are the days it rests on, today first. `counted` says of each earlier day, in the
    order given, whether it is among them: it is not if it cannot be right beside today's readings.
    """

    groups: Mapping[str, GroupFit]
    hip_extension_deg: Interval
    knee_flexion_deg: Interval
    capsule_onset_deg: Interval
    tissue: Tissue
    readings: tuple[str, ...]
    weight: FloatArray
    sampled: Expected
    occasions: tuple[Occasion, ...]
    person: Person
    taken_by: TakenBy
    weeks_ago: tuple[float, ...] = ()
    counted: tuple[bool, ...] = ()

    def tissues(self, count: int) -> Tissue:
        """Tissue with array fields: `count` sides spread evenly over the posterior."""
        shares = (np.arange(count) + 0.5) / count
        picked = np.searchsorted(np.cumsum(self.weight), shares).clip(0, len(self.weight) - 1)
        return taken(self.sampled.of.tissue, picked)

    def summary(self) -> dict[str, Any]:
        """Plain data for JSON: every band, what makes it tight, what to read next."""
        return {
            "readings": list(self.readings),
            "earlier": {
                "counted_weeks_ago": list(self.counted_weeks_ago),
                "left_out_weeks_ago": list(self.left_out_weeks_ago),
            },
            "groups": {name: asdict(group) for name, group in self.groups.items()},
            "hip_extension_deg": asdict(self.hip_extension_deg),
            "knee_flexion_deg": asdict(self.knee_flexion_deg),
            "capsule_onset_deg": asdict(self.capsule_onset_deg),
            "further": [asdict(further) for further in self.further],
        }

    @property
    def counted_weeks_ago(self) -> tuple[float, ...]:
        """The earlier days that were weighed in."""
        return tuple(weeks for weeks, was in zip(self.weeks_ago, self.counted, strict=True) if was)

    @property
    def left_out_weeks_ago(self) -> tuple[float, ...]:
        """The earlier days that cannot be right beside what was read now."""
        days = zip(self.weeks_ago, self.counted, strict=True)
        return tuple(weeks for weeks, was in days if not was)

    @cached_property
    def further(self) -> tuple[FurtherReading, ...]:
        """Every reading not yet taken, the one that would narrow this side most first."""
        return further_readings(
            self.sampled, self.occasions, self.weight, self.person, self.taken_by
        )


@dataclass(frozen=True)
class Fit:
    """Both sides, and the reading of either that would narrow the answer most."""

    left: SideFit
    right: SideFit

    @property
    def next_side(self) -> SideName | None:
        """The side to take `next_reading` on."""
        return self._next[0]

    @property
    def next_reading(self) -> FurtherReading | None:
        """Of the sides read at all, the further reading that removes most of a side's spread."""
        return self._next[1]

    def summary(self) -> dict[str, Any]:
        """Plain data for JSON."""
        following = self.next_reading
        return {
            "left": self.left.summary(),
            "right": self.right.summary(),
            "next": following and {"side": self.next_side, **asdict(following)},
        }

    @cached_property
    def _next(self) -> tuple[SideName | None, FurtherReading | None]:
        sides: tuple[tuple[SideName, SideFit], ...] = (("left", self.left), ("right", self.right))
        options = [
            (name, side.further[0]) for name, side in sides if side.readings and side.further
        ]
        return max(options, key=lambda option: option[1].narrows_by, default=(None, None))
