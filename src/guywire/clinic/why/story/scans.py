"""S4: how common scan findings are in people of an age who have no back pain."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import cache

from guywire.body.evidence import ImagingFinding, imaging_findings
from guywire.care.words import NOTHING, Message, message

NAMES = {
    "Disc degeneration": (message("Disc degeneration"), message("worn disc")),
    "Disc signal loss": (message("Disc signal loss"), message("dark (dried) disc")),
    "Disc height loss": (message("Disc height loss"), message("thinner disc")),
    "Disc bulge": (message("Disc bulge"), message("bulging disc")),
    "Disc protrusion": (message("Disc protrusion"), message("disc protrusion")),
    "Annular fissure": (
        message("Annular fissure"),
        message("tear in the outer ring of a disc"),
    ),
    "Facet degeneration": (message("Facet degeneration"), message("worn facet joint")),
    "Spondylolisthesis": (message("Spondylolisthesis"), message("a vertebra slipped forward")),
}
"""The findings of the data by name: as a report says it, and in plain words."""
FEW_PEOPLE = 60
CELL, PERSON_LEFT, PERSON_WIDTH = 24, 5, 14
"""A row of ten people is drawn with one person in each cell."""


class Footing(Enum):
    """What the share of one age rests on, where that is thin."""

    MEASURED = ""
    FEW = "few people measured"
    NOBODY = "nobody of this age measured: worked out from other ages"
    SECOND_HAND = "read only in copies of the paper"

    @property
    def label(self) -> Message:
        return FOOTINGS.get(self, NOTHING)


FOOTINGS = {
    Footing.FEW: message("few people measured"),
    Footing.NOBODY: message("no one of this age measured: worked out from other ages"),
    Footing.SECOND_HAND: message("read only in copies of the paper"),
}


@dataclass(frozen=True)
class Share:
    """How many of a hundred people of one age show one finding."""

    name: str
    plain: Message
    percent: int
    footing: Footing

    @property
    def width(self) -> float:
        """How much of a row of ten people is filled."""
        whole, rest = divmod(self.percent, 10)
        part = PERSON_LEFT + PERSON_WIDTH * rest / 10 if rest else 0
        return round(CELL * whole + part, 1)


@dataclass(frozen=True)
class Age:
    age: int
    shares: tuple[Share, ...]

    @property
    def notes(self) -> tuple[Message, ...]:
        footings = dict.fromkeys(share.footing for share in self.shares)
        return tuple(footing.label for footing in footings if footing.value)


@dataclass(frozen=True)
class Scans:
    ages: tuple[Age, ...]
    table: tuple[tuple[Message, tuple[Share, ...]], ...]


@cache
def scans() -> Scans:
    rows = imaging_findings()
    ages = tuple(
        Age(age, tuple(_share(row, age) for row in rows)) for age in rows[0].percent_by_age
    )
    table = tuple((NAMES[row.name][0], tuple(_share(row, age.age) for age in ages)) for row in rows)
    return Scans(ages, table)


def _share(row: ImagingFinding, age: int) -> Share:
    return Share(row.name, NAMES[row.name][1], row.percent_by_age[age], _footing(row, age))


def _footing(row: ImagingFinding, age: int) -> Footing:
    if age not in row.seen_ages:
        return Footing.SECOND_HAND
    people = row.people_by_age.get(age, FEW_PEOPLE)
    if people == 0:
        return Footing.NOBODY
    return Footing.FEW if people < FEW_PEOPLE else Footing.MEASURED
