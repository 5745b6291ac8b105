"""One line of the validation table, and what counts as inside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from guywire.body.evidence import Finding, Value, finding

Question = Literal["measure", "tissue", "stand", "walk", "hold", "weeks"]

NO_SPREAD = "no spread published: within a tenth"


@dataclass(frozen=True)
class Bounds:
    """What counts as inside, and on what ground. Chosen from the publication, never the model."""

    low: float
    high: float
    ground: str


@dataclass(frozen=True)
class Row:
    """A published result beside what the engine computes for it.

    `why` says what the comparison rests on; of a row outside, it says why it misses.
    """

    finding: Finding
    question: Question
    measured: str
    bounds: Bounds
    model: float
    unit: str
    why: str

    @property
    def inside(self) -> bool:
        """Whether the engine's number lies within the bounds."""
        return self.bounds.low <= self.model <= self.bounds.high


def compared(
    finding_id: str,
    value_of: str,
    question: Question,
    model: float,
    why: str,
    bounds: Bounds | None = None,
) -> Row:
    """A row for one recorded value; its bounds are the value's own unless given."""
    about = finding(finding_id)
    value = about.value_of(value_of)
    chosen = bounds or bounds_of(value)
    return Row(about, question, str(value), chosen, float(model), value.unit, why)


def judged(
    finding_id: str,
    question: Question,
    measured: str,
    bounds: Bounds,
    model: float,
    unit: str,
    why: str,
) -> Row:
    """A row for a result published as a direction, not a number."""
    return Row(finding(finding_id), question, measured, bounds, float(model), unit, why)


def bounds_of(value: Value) -> Bounds:
    """The bounds a value brings along: its interval, else one SD, else a tenth either way."""
    if value.low is not None and value.high is not None:
        return Bounds(value.low, value.high, value.band)
    if value.value is None:
        raise ValueError(f"{value.of!r} has no number to compare with")
    if value.sd is not None:
        return Bounds(value.value - value.sd, value.value + value.sd, "one SD of people")
    tenth = abs(value.value) / 10
    return Bounds(value.value - tenth, value.value + tenth, NO_SPREAD)
