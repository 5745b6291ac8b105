"""The engine beside published results that set none of its parameters, its misses among them."""

from dataclasses import dataclass
from functools import cache

from guywire.body.validation import ValidationRow
from guywire.body.validation.cached_answers import load_answers

QUESTIONS = {
    "measure": "Lying, leg hanging",
    "tissue": "Pull of the relaxed hip",
    "stand": "Standing",
    "walk": "Walking",
    "hold": "Holding a stretch",
    "weeks": "Over weeks",
}


@dataclass(frozen=True)
class Comparison:
    row: ValidationRow

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

    @property
    def inside(self) -> int:
        return sum(comparison.row.inside for comparison in self.comparisons)

    @property
    def outside(self) -> int:
        return len(self.comparisons) - self.inside


@cache
def model() -> Model:
    table = load_answers()
    return Model(tuple(map(Comparison, table.rows)), tuple(table.set_by.items()))


def _short(number: float) -> str:
    return f"{number:.3g}".replace("-", "−")
