"""The engine beside published results that set none of its parameters, its misses among them."""

from dataclasses import dataclass
from functools import cache

from guywire.body.validation import Kind, Tally, ValidationRow, tallies
from guywire.body.validation.cached_answers import load_answers
from guywire.care.words import Message, message

QUESTIONS = {
    "measure": message("Lying, leg hanging"),
    "tissue": message("Pull of the relaxed hip"),
    "stand": message("Standing"),
    "walk": message("Walking"),
    "hold": message("Holding a stretch"),
    "weeks": message("Over weeks"),
}

SHOWS = {
    "quantitative": message("A number"),
    "directional": message("A direction only"),
    "too_wide": message("Too wide to fail"),
}


@dataclass(frozen=True)
class Comparison:
    row: ValidationRow

    @property
    def can_fail(self) -> bool:
        return self.row.kind != "too_wide"

    @property
    def shows(self) -> Message:
        return SHOWS[self.row.kind]

    @property
    def about(self) -> Message:
        return QUESTIONS[self.row.question]

    @property
    def published(self) -> str:
        return self.row.measured.replace("-", "−")

    @property
    def inside_from_to(self) -> str:
        return f"{_short(self.row.bounds.low)} to {_short(self.row.bounds.high)}"

    @property
    def model(self) -> str:
        return f"{_short(self.row.model)} {self.row.unit}"


@dataclass(frozen=True)
class Model:
    comparisons: tuple[Comparison, ...]
    set_by: tuple[tuple[str, tuple[str, ...]], ...]

    def tally(self, kind: Kind) -> Tally:
        """How many comparisons of a kind there are, and how many fit."""
        counted = tallies([comparison.row for comparison in self.comparisons])
        return next(tally for tally in counted if tally.kind == kind)

    @property
    def numbers(self) -> Tally:
        return self.tally("quantitative")

    @property
    def directions(self) -> Tally:
        return self.tally("directional")

    @property
    def too_wide(self) -> int:
        return self.tally("too_wide").rows


@cache
def model() -> Model:
    table = load_answers()
    return Model(tuple(map(Comparison, table.rows)), tuple(table.set_by.items()))


def _short(number: float) -> str:
    return f"{number:.3g}".replace("-", "−")
