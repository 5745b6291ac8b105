"""guywire validate and guywire docs: what the engine is held against, and the pages made of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from guywire.cli import app
from guywire.cli.output import Sheet, refuse, say_json, say_sheet, with_progress

if TYPE_CHECKING:
    from guywire.body.validation import Row


@app.command()
def validate(
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Hold the engine against every published result that set none of its parameters."""
    from guywire.body.validation import parameters, validation_table

    rows = with_progress("computing", validation_table)
    if as_json:
        say_json({"rows": [_record(row) for row in rows], "set_by": dict(parameters())})
        return
    inside = sum(row.inside for row in rows)
    title = f"{inside} of {len(rows)} inside; docs/validation.md has the reasons"
    say_sheet(Sheet(title, ("id", "published", "inside if", "engine", ""), [*map(_line, rows)]))


def _record(row: Row) -> dict[str, Any]:
    return {
        "finding": row.finding.id,
        "question": row.question,
        "source": row.finding.source.citation,
        "doi": row.finding.source.doi,
        "seen": row.finding.seen,
        "measured": row.measured,
        "low": row.bounds.low,
        "high": row.bounds.high,
        "ground": row.bounds.ground,
        "model": row.model,
        "unit": row.unit,
        "inside": row.inside,
        "why": row.why,
    }


def _line(row: Row) -> tuple[str, ...]:
    return (
        row.finding.id,
        row.measured,
        f"{row.bounds.low:.3g} to {row.bounds.high:.3g}",
        f"{row.model:.3g} {row.unit}",
        "inside" if row.inside else "OUTSIDE",
    )


@app.command()
def docs(
    into: Annotated[Path, typer.Option(help="The folder to write the pages into.")] = Path("docs"),
) -> None:
    """Write the pages that are made from data: sources.md and validation.md."""
    if not into.is_dir():
        refuse(f"{into} is not a folder: run this from the repository, or give --into FOLDER")
    for name, page in pages().items():
        (into / name).write_text(page(), encoding="utf-8")
        typer.echo(f"wrote {into / name}")


def pages() -> dict[str, Callable[[], str]]:
    """The pages that are made from data, by file name."""
    from guywire.body.evidence.page import markdown as sources
    from guywire.body.validation.page import markdown as validation

    return {"sources.md": sources, "validation.md": validation}
