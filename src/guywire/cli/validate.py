"""guywire validate and guywire docs: what the engine is held against, and what is made of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from guywire.cli import app
from guywire.cli.output import Sheet, refuse, say_json, say_sheet, with_progress

if TYPE_CHECKING:
    from guywire.body.validation import ValidationRow


@app.command()
def validate(
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Hold the engine against every published result that set none of its parameters."""
    from guywire.body.validation import tallies
    from guywire.body.validation.cached_answers import records
    from guywire.body.validation.table import parameters, validation_table

    rows = with_progress("computing", validation_table)
    if as_json:
        say_json(records(rows, parameters()))
        return
    counts = ", ".join(
        f"{tally.inside} of {tally.rows} {tally.kind.replace('_', ' ')} inside"
        for tally in tallies(rows)
    )
    title = f"{counts}; docs/validation.md has the reasons"
    head = ("id", "kind", "published", "inside if", "engine", "")
    say_sheet(Sheet(title, head, [*map(_line, rows)]))


def _line(row: ValidationRow) -> tuple[str, ...]:
    return (
        row.finding.id,
        row.kind.replace("_", " "),
        row.measured,
        f"{row.bounds.low:.3g} to {row.bounds.high:.3g}",
        f"{row.model:.3g} {row.unit}",
        "inside" if row.inside else "OUTSIDE",
    )


@app.command()
def docs(
    into: Annotated[Path, typer.Option(help="The repository to write them into.")] = Path(),
) -> None:
    """Write what is made from data: the pages of sources and of validation, and its answers."""
    files = {into / name: made for name, made in made_from_data().items()}
    for folder in (file.parent for file in files):
        if not folder.is_dir():
            refuse(f"{folder} is not a folder: run this from the repository, or give it --into")
    for file, made in files.items():
        file.write_text(made(), encoding="utf-8")
        typer.echo(f"wrote {file}")


def made_from_data() -> dict[str, Callable[[], str]]:
    """What makes each file that is made from data, by its place in the repository."""
    from guywire.body.evidence.page import markdown as sources
    from guywire.body.validation.cached_answers import NAME, render_answers
    from guywire.body.validation.page import markdown as validation
    from guywire.body.validation.table import parameters, validation_table

    return {
        "docs/sources.md": sources,
        "docs/validation.md": validation,
        f"src/guywire/body/validation/{NAME}": lambda: render_answers(
            validation_table(), parameters()
        ),
    }
