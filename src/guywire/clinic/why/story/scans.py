"""S4: how common scan findings are in people of an age who have no back pain."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import cache

from guywire.body.evidence import ImagingFinding, imaging_findings

FEW_PEOPLE = 60
CELL, PERSON_LEFT, PERSON_WIDTH = 24, 5, 14
"""A row of ten people is drawn with one person in each cell."""


class Footing(Enum):
    """What the share of one age rests on, where that is thin."""

    MEASURED = ""
    FEW = "few people measured"
    NOBODY = "nobody of this age measured: worked out from other ages"
    SECOND_HAND = "read only in copies of the paper"


@dataclass(frozen=True)
class Share:
    """How many of a hundred people of one age show one finding."""

    name: str
    plain: str
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
    def notes(self) -> tuple[str, ...]:
        footings = dict.fromkeys(share.footing for share in self.shares)
        return tuple(footing.value for footing in footings if footing.value)


@dataclass(frozen=True)
class Scans:
    ages: tuple[Age, ...]
    table: tuple[tuple[str, tuple[Share, ...]], ...]


@cache
def scans() -> Scans:
    rows = imaging_findings()
    ages = tuple(
        Age(age, tuple(_share(row, age) for row in rows)) for age in rows[0].percent_by_age
    )
    table = tuple((row.name, tuple(_share(row, age.age) for age in ages)) for row in rows)
    return Scans(ages, table)


def _share(row: ImagingFinding, age: int) -> Share:
    return Share(row.name, row.plain, row.percent_by_age[age], _footing(row, age))


def _footing(row: ImagingFinding, age: int) -> Footing:
    if age not in row.seen_ages:
        return Footing.SECOND_HAND
    people = row.people_by_age.get(age, FEW_PEOPLE)
    if people == 0:
        return Footing.NOBODY
    return Footing.FEW if people < FEW_PEOPLE else Footing.MEASURED
