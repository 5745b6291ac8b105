"""The weekly pain score, and when a change on a scale is more than its own error."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from guywire.care.sources import CHILDS_2005, Source
from guywire.care.words import Message, message


class Change(StrEnum):
    BETTER = "better"
    NO_CLEAR_CHANGE = "no_clear_change"
    WORSE = "worse"


@dataclass(frozen=True)
class Scale:
    """`smallest_clear_change` is the minimal detectable change, in points."""

    name: str
    question: Message
    maximum: int
    smallest_clear_change: int
    source: Source

    def check(self, score: int) -> int:
        whole = isinstance(score, int) and not isinstance(score, bool)
        if not whole or not 0 <= score <= self.maximum:
            raise ValueError(
                f"{score!r} is not a score on {self.name}; "
                f"give a whole number from 0 to {self.maximum}."
            )
        return score

    def change(self, before: int, after: int) -> Change:
        """A lower score is better; a difference inside the error is no clear change."""
        difference = self.check(after) - self.check(before)
        if difference <= -self.smallest_clear_change:
            return Change.BETTER
        if difference >= self.smallest_clear_change:
            return Change.WORSE
        return Change.NO_CLEAR_CHANGE


PAIN = Scale(
    "the 0 to 10 pain scale",
    message(
        "How bad was your back, on average, over the last 7 days? 0 is no pain. 10 is the worst "
        "pain you can think of."
    ),
    maximum=10,
    smallest_clear_change=2,
    source=CHILDS_2005,
)


@dataclass(frozen=True)
class WeeklyScore:
    on: date
    pain: int

    def __post_init__(self) -> None:
        PAIN.check(self.pain)
