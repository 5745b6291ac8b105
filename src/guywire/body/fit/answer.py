"""What `guywire.body.fit` answers: both sides together, and one side of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

import numpy as np

from guywire.body.fit.days import SIDE_NAMES, Day, SideName
from guywire.body.fit.groups import GROUP_NAMES, GroupFit, group_fit
from guywire.body.fit.population import Side, people
from guywire.body.fit.posterior import Posterior
from guywire.body.fit.suggest import SuggestedReading, suggested_readings
from guywire.body.intervals import Interval
from guywire.body.measure.norms import Rater
from guywire.body.quantities import FloatArray
from guywire.body.tissue import GroupTissue, Tissue

DRAWS = 2000
"""For what a page shows of the tissue itself; angles and chances are taken over everybody."""


@dataclass(frozen=True, eq=False)
class SideFit:
    """One side after what was read of both; every interval holds 80 in 100.

    Parameters
    ----------
    hip_extension_deg : true extension at rest in the Thomas position, back flat, counted from the
        person's own standing neutral
    knee_flexion_deg : there
    groups : "iliopsoas" (with all that lies in front of the hip) and "rectus_femoris"
    readings : names of the values read today, such as "thigh"
    weeks_ago, counted : the earlier days in the order given, and whether each is weighed in: it is
        not if it cannot be right beside today's readings
    """

    side: SideName
    hip_extension_deg: Interval
    knee_flexion_deg: Interval
    front_shift_deg: Interval
    capsule_onset_deg: Interval
    groups: Mapping[str, GroupFit]
    readings: tuple[str, ...]
    weeks_ago: tuple[float, ...]
    counted: tuple[bool, ...]
    posterior: Posterior

    def tissues(self, count: int) -> Tissue:
        """Tissue with array fields: `count` draws spread evenly over the posterior.

        The draws of both sides of one fit belong together, one person each.
        """
        return self._drawn(count).tissue

    def loads(self, count: int) -> FloatArray:
        """How heavy the leg is for its tissue, in the same draws as `tissues`."""
        return self._drawn(count).load

    @cached_property
    def tissue(self) -> Tissue:
        """The middle of the posterior, for one best answer; averages come from `tissues`."""
        of = self._drawn(DRAWS).tissue

        def group(part: GroupTissue) -> GroupTissue:
            return GroupTissue(
                float(np.asarray(part.shift).mean()), float(np.exp(np.mean(np.log(part.slope))))
            )

        return Tissue(
            group(of.iliopsoas),
            group(of.rectus_femoris),
            capsule_onset_deg=float(np.asarray(of.capsule_onset_deg).mean()),
            front_shift_deg=float(np.asarray(of.front_shift_deg).mean()),
        )

    @property
    def counted_weeks_ago(self) -> tuple[float, ...]:
        """The earlier days that were weighed in."""
        return tuple(weeks for weeks, was in zip(self.weeks_ago, self.counted, strict=True) if was)

    @property
    def left_out_weeks_ago(self) -> tuple[float, ...]:
        """The earlier days that cannot be right beside what was read now."""
        days = zip(self.weeks_ago, self.counted, strict=True)
        return tuple(weeks for weeks, was in days if not was)

    @property
    def suggested_readings(self) -> tuple[SuggestedReading, ...]:
        """Every reading not yet taken of this side, or standing, the most worthwhile first."""
        return tuple(
            one for one in suggested_readings(self.posterior) if one.side in (self.side, None)
        )

    def raters(self, reading: str) -> tuple[Rater, ...]:
        """Who took a reading ("thigh", …) of this side on the days that count, today first."""
        spot = (self.side, reading)
        return tuple(day.raters[spot] for day in self.posterior.days if spot in day.raters)

    def summary(self) -> dict[str, Any]:
        """Plain data for JSON: every interval, what makes it tight, what to read next."""
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
            "front_shift_deg": asdict(self.front_shift_deg),
            "suggested_readings": [asdict(one) for one in self.suggested_readings],
        }

    def _drawn(self, count: int) -> Side:
        z = self.posterior.predictions.z[self.posterior.draws(count)]
        side: Side = getattr(people(z), self.side)
        return side


@dataclass(frozen=True, eq=False)
class Fit:
    """Both sides together.

    Parameters
    ----------
    side_difference_deg : true hip extension of the left less that of the right. What both sides
        share cancels, so it is known better than either.
    left_tighter_probability : the chance that the left extends less
    """

    left: SideFit
    right: SideFit
    side_difference_deg: Interval
    left_tighter_probability: float
    posterior: Posterior

    def change_deg(self, side: SideName, weeks_ago: float) -> Interval:
        """True hip extension now less what it was so many weeks ago; positive is gained.

        What both days share (bone shape, zero, the hand's habit) cancels.
        """
        return self.posterior.interval(self.posterior.change_deg(side, weeks_ago))

    def tissues(self, count: int) -> tuple[Tissue, Tissue]:
        """Left and right tissue with array fields, `count` people spread over the posterior."""
        return self.left.tissues(count), self.right.tissues(count)

    @cached_property
    def suggested_readings(self) -> tuple[SuggestedReading, ...]:
        """Every reading not yet taken, the one that narrows the answer most first."""
        return suggested_readings(self.posterior)

    @property
    def next_reading(self) -> SuggestedReading | None:
        """The further reading that narrows the answer most; None if nothing was read."""
        return next(iter(self.suggested_readings), None)

    def summary(self) -> dict[str, Any]:
        """Plain data for JSON."""
        following = self.next_reading
        return {
            "left": self.left.summary(),
            "right": self.right.summary(),
            "side_difference_deg": asdict(self.side_difference_deg),
            "left_tighter_probability": self.left_tighter_probability,
            "next": following and asdict(following),
        }


Counted = Mapping[SideName, tuple[tuple[float, bool], ...]]


def fit_of(posterior: Posterior, counted: Counted) -> Fit:
    """Both sides of a posterior; `counted` are the earlier days of each, and whether they count."""
    left, right = (_side(posterior, side, counted[side]) for side in SIDE_NAMES)
    extension = posterior.predictions.hip_extension_deg
    difference = extension[:, 0] - extension[:, 1]
    return Fit(
        left,
        right,
        posterior.interval(difference),
        posterior.mean(np.asarray(difference < 0, float)),
        posterior,
    )


def _side(posterior: Posterior, side: SideName, counted: tuple[tuple[float, bool], ...]) -> SideFit:
    today: Day = posterior.days[0]
    few = posterior.thinned(DRAWS)
    tissue = getattr(few.predictions.people, side).tissue
    return SideFit(
        side,
        posterior.interval(posterior.true_extension_deg(side)),
        posterior.interval(posterior.of_side("knee_flexion_deg", side)),
        few.interval(np.asarray(tissue.front_shift_deg)),
        few.interval(np.asarray(tissue.capsule_onset_deg)),
        {group: group_fit(posterior, side, group) for group in GROUP_NAMES},
        tuple(name for at, name in today.values if at == side),
        tuple(weeks for weeks, _ in counted),
        tuple(was for _, was in counted),
        posterior,
    )
