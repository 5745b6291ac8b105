"""The table as the engine answered it when `make docs` last ran, for those who cannot wait for it.

A test holds the file to what the engine answers now.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from guywire.body.evidence import finding
from guywire.body.validation import Bounds, ValidationRow

NAME = "answers.json"


@dataclass(frozen=True)
class Validation:
    """Every row, and every parameter that was set by published results, and by which."""

    rows: tuple[ValidationRow, ...]
    set_by: Mapping[str, tuple[str, ...]]


def load_answers() -> Validation:
    """Return the table that the file holds."""
    said = json.loads((files("guywire.body.validation") / NAME).read_text("utf-8"))
    set_by = {name: tuple(sources) for name, sources in said["set_by"].items()}
    return Validation(tuple(_row(record) for record in said["rows"]), set_by)


def render_answers(rows: Sequence[ValidationRow], set_by: Mapping[str, tuple[str, ...]]) -> str:
    """Return what the file must hold for these rows."""
    said = records(rows, set_by)
    return json.dumps(said, indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def records(rows: Sequence[ValidationRow], set_by: Mapping[str, tuple[str, ...]]) -> dict[str, Any]:
    """Rows, and what set the parameters, as JSON knows them."""
    return {"rows": [_record(row) for row in rows], "set_by": dict(set_by)}


def _record(row: ValidationRow) -> dict[str, Any]:
    return {
        "finding": row.finding.id,
        "question": row.question,
        "source": row.finding.source.citation,
        "doi": row.finding.source.doi,
        "seen": row.finding.seen,
        "measured": row.measured,
        "low": _figures(row.bounds.low),
        "high": _figures(row.bounds.high),
        "ground": row.bounds.ground,
        "model": _figures(row.model),
        "unit": row.unit,
        "inside": row.inside,
        "why": row.why,
        "kind": row.kind,
    }


def _figures(number: float) -> float:
    """To nine figures: processors differ in the thirteenth."""
    return float(f"{number:.9g}")


def _row(record: Mapping[str, Any]) -> ValidationRow:
    bounds = Bounds(record["low"], record["high"], record["ground"])
    rest = (record[name] for name in ("model", "unit", "why", "kind"))
    return ValidationRow(
        finding(record["finding"]), record["question"], record["measured"], bounds, *rest
    )
