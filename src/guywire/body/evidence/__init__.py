"""What has been published, in our own words and numbers: the findings everything is printed from.

>>> finding("A12").value_of("all legs").value
-10.6

A finding with `seen` false was remembered, not read in a source: look it up before printing it
as a fact.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

TOPICS = ("measuring", "posture", "walking", "holding", "weeks", "backpain")
DESIGNS = (
    "review",
    "trial",
    "cohort",
    "before_after",
    "cross_section",
    "experiment",
    "measurement",
    "cadaver",
    "simulation",
    "expert",
)


@dataclass(frozen=True)
class Publication:
    """One publication."""

    key: str
    citation: str
    doi: str = ""

    @property
    def url(self) -> str:
        """The DOI as a link, empty when none is known."""
        return f"https://doi.org/{self.doi}" if self.doi else ""

    @property
    def short(self) -> str:
        """First author and year, such as `Ferber 2010`."""
        author, year = self.key.split("-")[0], [p for p in self.key.split("-") if p.isdigit()]
        return f"{author.capitalize()} {year[0]}" if year else author.capitalize()


@dataclass(frozen=True)
class Value:
    """One number of a finding; `low` and `high` are what `band` says, else a 95 % interval."""

    of: str
    unit: str
    value: float | None = None
    sd: float | None = None
    low: float | None = None
    high: float | None = None
    band: str = ""

    def __str__(self) -> str:
        parts = [] if self.value is None else [f"{self.value:g}"]
        if self.sd is not None:
            parts.append(f"SD {self.sd:g}")
        if self.low is not None and self.high is not None:
            parts.append(f"{self.low:g} to {self.high:g}")
        elif self.high is not None:
            parts.append(f"below {self.high:g}")
        label = f" ({self.band})" if self.band else ""
        return f"{self.of}: {', '.join(parts)} {self.unit}{label}"


@dataclass(frozen=True)
class PublishedResult:
    """One published result that bears on the product."""

    id: str
    topic: str
    says: str
    source: Publication
    design: str
    values: tuple[Value, ...] = ()
    n: int | None = None
    people: str = ""
    seen: bool = True
    note: str = ""

    def value_of(self, name: str) -> Value:
        """The value recorded under this name."""
        for value in self.values:
            if value.of == name:
                return value
        known = ", ".join(value.of for value in self.values)
        raise ValueError(f"finding {self.id} has no value {name!r}; it has: {known}")


@dataclass(frozen=True)
class ImagingFinding:
    """How common one scan finding is in people without back pain, by age.

    `people_by_age` says how many people of an age were measured, where that is known: with none,
    the percentage was worked out from the other ages.
    """

    name: str
    plain: str
    percent_by_age: dict[int, int]
    people_by_age: dict[int, int]
    seen_ages: frozenset[int]
    source: Publication


def finding(id: str) -> PublishedResult:  # noqa: A002
    """The finding with this id, such as `A12`."""
    try:
        return _findings()[id]
    except KeyError:
        raise ValueError(
            f"there is no finding {id!r}; ids run from {min(_findings())} to {max(_findings())}"
        ) from None


def findings(topic: str | None = None) -> tuple[PublishedResult, ...]:
    """Every finding, or those of one of `TOPICS`."""
    if topic is not None and topic not in TOPICS:
        raise ValueError(f"topic is {topic!r}; it must be one of {', '.join(TOPICS)}")
    return tuple(row for row in _findings().values() if topic in (None, row.topic))


@cache
def sources() -> dict[str, Publication]:
    """Every publication, by key."""
    return {key: Publication(key, **row) for key, row in _read("sources").items()}


@cache
def imaging_findings() -> tuple[ImagingFinding, ...]:
    """Scan findings in people without back pain, by age (Brinjikji 2015)."""
    table = _read("imaging")
    return tuple(_imaging(row, sources()[table["source"]]) for row in table["finding"])


def _imaging(row: dict[str, Any], source: Publication) -> ImagingFinding:
    by_age = dict(zip(row["ages"], row["percent"], strict=True))
    people = dict(zip(row["ages"], row["people"], strict=False))
    seen = frozenset(row["seen"])
    return ImagingFinding(row["name"], row["plain"], by_age, people, seen, source)


@cache
def _findings() -> dict[str, PublishedResult]:
    rows = ((topic, id_, row) for topic in TOPICS for id_, row in _read(topic).items())
    return {id_: _finding(id_, topic, dict(row)) for topic, id_, row in rows}


def _finding(id_: str, topic: str, row: dict[str, Any]) -> PublishedResult:
    source = sources()[row.pop("source")]
    values = tuple(Value(**value) for value in row.pop("values", ()))
    return PublishedResult(id_, topic, source=source, values=values, **row)


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((files(__name__) / f"{name}.toml").read_text("utf-8"))
