"""The validation page, made from the table as it is computed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from guywire.body.evidence import finding
from guywire.body.evidence.page import line, linked
from guywire.body.validation.passive import reference_rows
from guywire.body.validation.row import Tally, ValidationRow, tallies
from guywire.body.validation.table import parameters, validation_table

HEAD = """# Validation

Made by `make docs` from `guywire validate`; do not edit by hand.

Every published result that bears on a question and set no parameter, next to what the engine
computes for it now. What counts as inside was chosen from the publication: its interval, else one
standard deviation of people, else a tenth either way; never the engine itself. Rows that miss stay,
with the reason. Nothing is tuned to a row of this table. *Remembered* figures were not read in a
source. A row is *quantitative* (a number against a number and its error), *directional* (published
without a size), or *too wide to fail*: no answer that the engine can give would fall outside, so it
shows nothing yet.
"""
REFERENCES = """## Next to the references

These set the population that a person is taken from, so they prove nothing; they show how far the
usual body, calibrated without them, hangs from it.
"""
COLUMNS = (
    "",
    "kind",
    "question",
    "published",
    "counts as inside",
    "engine",
    "what it rests on",
    "source",
)


def markdown() -> str:
    """The whole page."""
    rows = validation_table()
    inside = "**" + ", ".join(_count(tally) for tally in tallies(rows)) + ".**"
    parts = [HEAD, inside, "", _table(rows), REFERENCES, _table(reference_rows()), _set_by()]
    return "\n".join(parts)


KINDS = {
    "quantitative": "quantitative",
    "directional": "directional",
    "too_wide": "too wide to fail",
}


def _count(tally: Tally) -> str:
    if tally.kind == "too_wide":
        return f"{tally.rows} {KINDS[tally.kind]}"
    return f"{tally.inside} of {tally.rows} {KINDS[tally.kind]} rows inside"


def _table(rows: Sequence[ValidationRow]) -> str:
    lines = [line(COLUMNS), line("---" for _ in COLUMNS), *(line(_cells(row)) for row in rows), ""]
    return "\n".join(lines)


def _cells(row: ValidationRow) -> tuple[str, ...]:
    bounds = row.bounds
    published = f"{row.finding.id}: {row.measured}" + ("" if row.finding.seen else " *remembered*")
    return (
        "inside" if row.inside else "**outside**",
        KINDS[row.kind],
        row.question,
        published,
        f"{bounds.low:.3g} to {bounds.high:.3g} ({bounds.ground})",
        f"{row.model:.3g} {row.unit}",
        row.why,
        linked(row.finding.source),
    )


def _set_by() -> str:
    rows = [
        line((name, ", ".join(_named(source) for source in sources)))
        for name, sources in parameters().items()
    ]
    title = "## What set the parameters\n\nNone of these may stand in the table above.\n"
    return "\n".join([title, line(("parameter", "set by")), line(("---", "---")), *rows, ""])


def _named(source: str) -> str:
    if source.startswith("10."):
        return f"[{source}](https://doi.org/{source})"
    if source.startswith("PMC"):
        return f"[{source}](https://pmc.ncbi.nlm.nih.gov/articles/{source})"
    if not re.fullmatch(r"[A-M]\d\d", source):
        return source
    return f"{source} ({linked(finding(source).source)})"
