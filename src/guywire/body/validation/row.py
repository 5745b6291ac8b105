"""One line of the validation table, and what counts as inside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from guywire.body.evidence import PublishedResult, Value, finding

EngineQuestion = Literal["measure", "tissue", "stand", "walk", "hold", "weeks"]
Kind = Literal["quantitative", "directional", "too_wide"]
"""What a row can show: a number held against a number with its error; the direction of a result
published without a size; or nothing yet, where the published range is so wide, or the engine so
built, that no answer of it could fall outside."""

NO_SPREAD = "no spread published: within a tenth"


@dataclass(frozen=True)
class Bounds:
    """What counts as inside, and on what ground. Chosen from the publication, never the model."""

    low: float
    high: float
    ground: str


@dataclass(frozen=True)
class ValidationRow:
    """A published result beside what the engine computes for it.

    `why` says what the comparison rests on; of a row outside, it says why it misses. `kind` says
    what the row can show.
    """

    finding: PublishedResult
    question: EngineQuestion
    measured: str
    bounds: Bounds
    model: float
    unit: str
    why: str
    kind: Kind = "quantitative"

    @property
    def inside(self) -> bool:
        """Whether the engine's number lies within the bounds."""
        return self.bounds.low <= self.model <= self.bounds.high


def compared(
    finding_id: str,
    value_of: str,
    question: EngineQuestion,
    model: float,
    why: str,
    bounds: Bounds | None = None,
    kind: Kind = "quantitative",
) -> ValidationRow:
    """A row for one recorded value; its bounds are the value's own unless given."""
    about = finding(finding_id)
    value = about.value_of(value_of)
    chosen = bounds or bounds_of(value)
    return ValidationRow(about, question, str(value), chosen, float(model), value.unit, why, kind)


def judged(
    finding_id: str,
    question: EngineQuestion,
    measured: str,
    bounds: Bounds,
    model: float,
    unit: str,
    why: str,
    kind: Kind = "directional",
) -> ValidationRow:
    """A row for a result published as a direction, or worked out from several numbers."""
    about = finding(finding_id)
    return ValidationRow(about, question, measured, bounds, float(model), unit, why, kind)


@dataclass(frozen=True)
class Tally:
    """How many rows of one kind there are, and how many lie inside."""

    kind: Kind
    rows: int
    inside: int


def tallies(rows: Sequence[ValidationRow]) -> tuple[Tally, ...]:
    """Each kind of row counted apart, in the order of what they can show."""
    return tuple(
        Tally(
            kind,
            sum(row.kind == kind for row in rows),
            sum(row.inside for row in rows if row.kind == kind),
        )
        for kind in get_args(Kind)
    )


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
