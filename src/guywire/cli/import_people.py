"""guywire import-people: take over people from a CSV file of another program."""

from pathlib import Path
from typing import Annotated

import typer

from guywire.cli import app

MAX_LINES_SHOWN = 50


@app.command()
def import_people(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="The CSV file.")],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would happen, and change nothing.")
    ] = False,
) -> None:
    """Add the people of a CSV file who are not here yet. Run it with --dry-run first."""
    from guywire.cli.serve import prepare

    prepare(8000)
    from guywire.clinic.desk import person_import

    try:
        outcome = person_import.import_people(file, dry_run=dry_run)
    except person_import.ImportFileError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
    would = "would be added" if dry_run else "added"
    typer.echo(f"{outcome.added} {would}, {len(outcome.known)} are here already.")
    if outcome.ignored_columns:
        typer.echo(f"Columns that are left out: {', '.join(outcome.ignored_columns)}")
    if outcome.known:
        typer.echo(f"Lines of people who are here already: {_numbers(outcome.known)}")
    for line, why in outcome.refused[:MAX_LINES_SHOWN]:
        typer.echo(f"Line {line} is not taken: {why}", err=True)
    if len(outcome.refused) > MAX_LINES_SHOWN:
        typer.echo(f"{len(outcome.refused) - MAX_LINES_SHOWN} more lines are not taken.", err=True)


def _numbers(lines: list[int]) -> str:
    shown = ", ".join(map(str, lines[:MAX_LINES_SHOWN]))
    more = len(lines) - MAX_LINES_SHOWN
    return f"{shown} and {more} more" if more > 0 else shown
