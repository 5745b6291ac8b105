"""The Roland-Morris questionnaire as printed in 1983, and what a change in its score means.

Instruction and sentences are the authors' own words, spelling and order; they may be used
without asking only as they were printed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from guywire.care.scores import Scale
from guywire.care.sources import ROLAND_MORRIS_1983, STRATFORD_1996
from guywire.care.words import Message

PRINTED_IN = ROLAND_MORRIS_1983
INSTRUCTION = (
    "When your back hurts, you may find it difficult to do some of the things you normally do.",
    "This list contains sentences that people have used to describe themselves when they have "
    "back pain. When you read them, you may find that some stand out because they describe you "
    "today.",
    "As you read the list, think of yourself today. When you read a sentence that describes you "
    "today, put a tick against it. If the sentence does not describe you, then leave the space "
    "blank and go on to the next one.",
)
REMEMBER = "Remember, only tick the sentence if you are sure it describes you today."
SENTENCES = (
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
ROLAND_MORRIS = Scale(
    "the Roland-Morris questionnaire",
    Message(REMEMBER),
    maximum=len(SENTENCES),
    smallest_clear_change=5,
    source=STRATFORD_1996,
)
EVERY = timedelta(weeks=4)
"""The error was measured between a first visit and one 4 to 6 weeks later."""


@dataclass(frozen=True)
class Questionnaire:
    """`ticked` are the numbers of the sentences, from 1. None ticked is an answer: 0 of 24."""

    on: date
    ticked: frozenset[int]

    def __post_init__(self) -> None:
        strangers = sorted(self.ticked - set(range(1, len(SENTENCES) + 1)))
        if strangers:
            raise ValueError(
                f"The Roland-Morris sentences are numbered 1 to {len(SENTENCES)}; "
                f"there is no number {strangers[0]}."
            )

    @property
    def score(self) -> int:
        return len(self.ticked)

    @property
    def sentences(self) -> list[str]:
        return [SENTENCES[number - 1] for number in sorted(self.ticked)]

    @property
    def bits(self) -> int:
        """Small enough for a cookie: bit n - 1 stands for sentence n."""
        return sum(1 << number - 1 for number in self.ticked)

    @classmethod
    def from_bits(cls, on: date, bits: int) -> Questionnaire:
        if bits < 0:
            raise ValueError(f"{bits} are no ticked sentences; the number of bits is 0 or more.")
        return cls(on, frozenset(n + 1 for n in range(bits.bit_length()) if bits >> n & 1))
