"""What the evidence page shows."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from guywire.body.evidence import PublishedResult, Value, finding
from guywire.care.words import Message
from guywire.clinic.why.evidence import words
from guywire.clinic.why.evidence.claims import CLAIMS, Certainty, Claim
from guywire.clinic.why.evidence.model import Comparison, model

TAGS = {
    Certainty.FAIRLY_SURE: "tag--good",
    Certainty.PARTLY_SURE: "tag--brand",
    Certainty.UNSURE: "tag--warn",
}


@dataclass(frozen=True)
class Study:
    """One finding with its strength in words."""

    finding: PublishedResult

    @property
    def kind(self) -> Message:
        return words.kind(self.finding.design)

    @property
    def caution(self) -> Message:
        return words.caution(self.finding.design)

    @property
    def size(self) -> Message:
        return words.size(self.finding.n)

    @property
    def numbers(self) -> list[str]:
        return [_plain(value) for value in self.finding.values]


@dataclass(frozen=True)
class Section:
    claim: Claim
    studies: tuple[Study, ...]
    comparisons: tuple[Comparison, ...]

    @property
    def tag(self) -> str:
        return TAGS[self.claim.certainty]

    @property
    def telling(self) -> tuple[Comparison, ...]:
        """The comparisons that could have failed."""
        return tuple(row for row in self.comparisons if row.can_fail)

    @property
    def fits(self) -> int:
        return sum(comparison.row.inside for comparison in self.telling)


@cache
def context() -> dict[str, Any]:
    return {"sections": tuple(_sections()), "model": model()}


def _sections() -> Iterator[Section]:
    for claim in CLAIMS:
        rows = tuple(row for row in model().comparisons if row.row.finding.id in claim.ids)
        yield Section(claim, tuple(Study(finding(id_)) for id_ in claim.ids), rows)


def _plain(value: Value) -> str:
    text = str(value)
    for unit, word in ((" deg (", "° ("), (" deg", "°"), ("-", "−")):
        text = text.replace(unit, word)
    return text
