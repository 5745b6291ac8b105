"""A walking program of one's own: minutes and days that grow by a tenth to a fifth a week.

After an episode of back pain, people who walked by such a program, with a therapist's calls, had
fewer and later new episodes (finding M11).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from guywire.care.sources import POCOVI_2024
from guywire.care.words import message

SOURCE = POCOVI_2024
FINDING_ID = "M11"
A_WEEK = timedelta(days=7)
MIN_MINUTES, MAX_MINUTES = 5, 60
MIN_DAYS, MAX_DAYS = 2, 7
GROWTH = 0.15
BACK_OFF = 0.2
STEPS_PER_MINUTE = 100
"""The clinic's own round number, to turn typed steps into minutes."""
CONTACT_WEEKS = (1, 3, 5)
"""Weeks after the start when a therapist asks how it goes."""

RULES = (
    message("You choose the minutes and the days to start with."),
    message("After a week with all your walks, the next week has about 15 percent more minutes."),
    message("After a week with fewer walks, the minutes stay as they are."),
    message("After a walk that made your back worse, the minutes go down by a fifth at once."),
    message("A walk is never longer than 60 minutes."),
)


@dataclass(frozen=True)
class Walk:
    on: date
    minutes: int
    was_worse: bool = False


@dataclass(frozen=True)
class WalkingPlan:
    """What to walk in the week from `week_on`, and what was walked in it."""

    started_on: date
    week_on: date
    minutes: int
    days: int
    walks: tuple[Walk, ...] = ()

    def __post_init__(self) -> None:
        if not MIN_MINUTES <= self.minutes <= MAX_MINUTES:
            raise ValueError(
                f"A walk of {self.minutes} minutes is not from {MIN_MINUTES} to {MAX_MINUTES}."
            )
        if not MIN_DAYS <= self.days <= MAX_DAYS:
            raise ValueError(f"{self.days} days a week is not from {MIN_DAYS} to {MAX_DAYS}.")

    @property
    def is_done(self) -> bool:
        """As many walks as planned, each as long as planned."""
        long_enough = [walk for walk in self.walks if walk.minutes >= self.minutes]
        return len(long_enough) >= self.days

    @property
    def was_worse(self) -> bool:
        return any(walk.was_worse for walk in self.walks)

    def with_walk(self, walk: Walk) -> WalkingPlan:
        """Return the plan with a walk. One of the same day takes the place of the one before."""
        others = [one for one in self.walks if one.on != walk.on]
        plan = replace(self, walks=(*others, walk))
        if walk.was_worse and not self.was_worse:
            return replace(plan, minutes=backed_off(self.minutes))
        return plan

    def in_week_of(self, today: date) -> WalkingPlan:
        """Return the plan for the week that today is in."""
        plan = self
        while today >= plan.week_on + A_WEEK:
            plan = plan._next_week()
        return plan

    def _next_week(self) -> WalkingPlan:
        grows = self.is_done and not self.was_worse
        minutes = grown(self.minutes) if grows else self.minutes
        return replace(self, week_on=self.week_on + A_WEEK, minutes=minutes, walks=())


def grown(minutes: int) -> int:
    return min(MAX_MINUTES, minutes + max(1, round(minutes * GROWTH)))


def backed_off(minutes: int) -> int:
    return max(MIN_MINUTES, round(minutes * (1 - BACK_OFF)))


def contact_due_on(started_on: date, today: date) -> date | None:
    """Return the day since which a therapist should ask how it goes, in the weeks for that."""
    weeks = (today - started_on).days // 7
    return started_on + weeks * A_WEEK if weeks in CONTACT_WEEKS else None
