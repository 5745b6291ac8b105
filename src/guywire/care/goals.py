"""What a person wants to do again: up to three activities of their own, scored from 0 to 10.

The Patient-Specific Functional Scale (Stratford 1995). It shows change better than a fixed list in
people with mild limits (Hall 2011, finding K22). No change is called clear: how large one must be
for a single activity we have not found measured.
"""

from dataclasses import dataclass, replace
from datetime import date

MAX_GOALS = 3
MAX_ACTIVITY_CHARS = 40
MAX_SCORE = 10
"""As before the back hurt; 0 is not at all."""


@dataclass(frozen=True)
class ActivityGoal:
    """An activity, with its first score and its last."""

    activity: str
    first_on: date
    first: int
    last_on: date
    last: int

    def __post_init__(self) -> None:
        for score in (self.first, self.last):
            if not 0 <= score <= MAX_SCORE:
                raise ValueError(
                    f"{score!r} is not a score of an activity; give a whole number from 0 to "
                    f"{MAX_SCORE}."
                )

    @property
    def has_change(self) -> bool:
        return self.last_on > self.first_on

    def scored(self, on: date, score: int) -> "ActivityGoal":
        """Return the goal with a new last score. One of the first day corrects that one."""
        if on <= self.first_on:
            return new_goal(self.activity, on, score)
        return replace(self, last_on=on, last=score)


def new_goal(activity: str, on: date, score: int) -> ActivityGoal:
    return ActivityGoal(activity, on, score, on, score)
