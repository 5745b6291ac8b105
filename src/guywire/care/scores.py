"""The two weekly scores, and when a change in one is more than its own error."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from guywire.care.sources import CHILDS_2005, ROLAND_MORRIS_1983, STRATFORD_1996, Source


class Change(StrEnum):
    BETTER = "better"
    NO_CLEAR_CHANGE = "no_clear_change"
    WORSE = "worse"


@dataclass(frozen=True)
class Scale:
    """`smallest_clear_change` is the minimal detectable change, in points."""

    name: str
    question: str
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
    "How bad was your back, on average, over the last 7 days? 0 is no pain, 10 is the worst "
    "pain you can think of.",
    maximum=10,
    smallest_clear_change=2,
    source=CHILDS_2005,
)
ROLAND_MORRIS = Scale(
    "the Roland-Morris questionnaire",
    "Tick only the sentences that you are sure describe you today.",
    maximum=24,
    smallest_clear_change=5,
    source=STRATFORD_1996,
)

ROLAND_MORRIS_ITEMS_SOURCE = ROLAND_MORRIS_1983
ROLAND_MORRIS_ITEMS = (
    "I stay at home most of the time because of my back.",
    "I change position frequently to try and get my back comfortable.",
    "I walk more slowly than usual because of my back.",
    "Because of my back I am not doing any of the jobs that I usually do around the house.",
    "Because of my back, I use a handrail to get upstairs.",
    "Because of my back, I lie down to rest more often.",
    "Because of my back, I have to hold on to something to get out of an easy chair.",
    "Because of my back, I try to get other people to do things for me.",
    "I get dressed more slowly than usual because of my back.",
    "I only stand for short periods of time because of my back.",
    "Because of my back, I try not to bend or kneel down.",
    "I find it difficult to get out of a chair because of my back.",
    "My back is painful almost all the time.",
    "I find it difficult to turn over in bed because of my back.",
    "My appetite is not very good because of my back pain.",
    "I have trouble putting on my socks (or stockings) because of the pain in my back.",
    "I only walk short distances because of my back.",
    "I sleep less well because of my back.",
    "Because of my back pain, I get dressed with help from someone else.",
    "I sit down for most of the day because of my back.",
    "I avoid heavy jobs around the house because of my back.",
    "Because of my back pain, I am more irritable and bad tempered with people than usual.",
    "Because of my back, I go upstairs more slowly than usual.",
    "I stay in bed most of the time because of my back.",
)


def roland_morris_score(ticked: Iterable[int]) -> int:
    """How many of the sentences, numbered from 1, were ticked."""
    numbers = set(ticked)
    strangers = sorted(numbers - set(range(1, len(ROLAND_MORRIS_ITEMS) + 1)))
    if strangers:
        raise ValueError(
            f"The Roland-Morris sentences are numbered 1 to {len(ROLAND_MORRIS_ITEMS)}; "
            f"there is no number {strangers[0]}."
        )
    return len(numbers)


@dataclass(frozen=True)
class WeeklyScore:
    on: date
    pain: int
    roland_morris: int | None = None

    def __post_init__(self) -> None:
        PAIN.check(self.pain)
        if self.roland_morris is not None:
            ROLAND_MORRIS.check(self.roland_morris)
