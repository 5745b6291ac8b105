"""The engine beside published results that set none of its parameters, its misses among them."""

from dataclasses import dataclass
from functools import cache

from guywire.body.validation import Kind, Tally, ValidationRow, tallies
from guywire.body.validation.cached_answers import load_answers

QUESTIONS = {
    "measure": "Lying, leg hanging",
    "tissue": "Pull of the relaxed hip",
    "stand": "Standing",
    "walk": "Walking",
    "hold": "Holding a stretch",
    "weeks": "Over weeks",
}

SHOWS = {
    "quantitative": "A number",
    "directional": "A direction only",
    "too_wide": "Too wide to fail",
}


@dataclass(frozen=True)
class Comparison:
    row: ValidationRow

    @property
    def can_fail(self) -> bool:
        return self.row.kind != "too_wide"

    @property
    def shows(self) -> str:
        return SHOWS[self.row.kind]

    @property
    def about(self) -> str:
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
