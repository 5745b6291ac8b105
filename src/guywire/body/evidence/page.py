"""The page of sources, made from the data."""

from __future__ import annotations

from collections.abc import Iterable

from guywire.body.anatomy import sources
from guywire.body.evidence import (
    TOPICS,
    ImagingFinding,
    Publication,
    PublishedResult,
    findings,
    imaging_findings,
)

TITLES = {
    "measuring": "Measuring hips and pelvis",
    "posture": "Standing posture, spine and sacroiliac joint",
    "walking": "Walking, passive moments, steps and sitting",
    "holding": "During and after one stretch",
    "weeks": "Over weeks",
    "backpain": "Back pain",
}
HEAD = """# Sources

Made by `make docs` from `guywire.body.evidence`; do not edit by hand.

Each row is a published result in our words. *remembered* marks a figure that was not read in a
source: nothing is computed from it, and it must be looked up before it is printed as a fact.
"""


def markdown() -> str:
    """The whole page."""
    parts = [HEAD, *(_topic(topic) for topic in TOPICS), _imaging(imaging_findings()), _anatomy()]
    return "\n".join(parts)


def _topic(topic: str) -> str:
    rows = [_row(row) for row in findings(topic)]
    return _table(TITLES[topic], ("id", "finding", "numbers", "people", "source"), rows)


def _row(row: PublishedResult) -> tuple[str, ...]:
    marks = [] if row.seen else ["*remembered*"]
    numbers = "<br>".join([*map(str, row.values), *marks])
    people = "; ".join(filter(None, (f"n = {row.n}" if row.n else "", row.people)))
    says = f"{row.says} ({row.note})" if row.note else row.says
    return row.id, says, numbers, people, linked(row.source)


def linked(source: Publication) -> str:
    """A citation in Markdown, linked by its DOI where there is one."""
    return f"[{source.citation}]({source.url})" if source.url else source.citation


def _imaging(rows: tuple[ImagingFinding, ...]) -> str:
    ages = sorted(rows[0].percent_by_age)
    head = ("in people without back pain", *(f"age {age}" for age in ages))
    body = [(row.name, *(_share(row, age) for age in ages)) for row in rows]
    slanted = "*Slanted*: read only in second-hand copies of the paper's table."
    note = f"Percent; {linked(rows[0].source)}. {slanted}\n"
    return _table("What scans show without pain", head, body) + "\n" + note


def _anatomy() -> str:
    rows = [
        (row.gives, f"[{row.citation}](https://doi.org/{row.doi})") for row in sources().values()
    ]
    return _table("The anatomy", ("what it gives", "source"), rows)


def _share(row: ImagingFinding, age: int) -> str:
    share = str(row.percent_by_age[age])
    return share if age in row.seen_ages else f"*{share}*"


def _table(title: str, head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [f"## {title}", "", line(head), line("---" for _ in head), *map(line, rows), ""]
    return "\n".join(lines)


def line(cells: Iterable[str]) -> str:
    """One line of a Markdown table."""
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
