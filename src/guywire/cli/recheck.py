"""guywire recheck: compare the follow-up list with what the rules of care say now."""

from typing import Annotated

import typer

from guywire.cli import app


@app.command()
def recheck(
    repair: Annotated[
        bool, typer.Option("--repair", help="Write what the rules say where they differ.")
    ] = False,
) -> None:
    """Ask the rules of care about every patient and compare with the follow-up list."""
    from guywire.cli.serve import prepare

    prepare(8000)
    from guywire.clinic.desk import follow_up

    compared = differing = 0
    for count, patients in follow_up.recheck():
        compared, differing = compared + count, differing + len(patients)
        if repair and patients:
            follow_up.refresh(patients)
    typer.echo(f"{compared} patients compared, {differing} differ{', repaired' if repair else ''}.")
    if differing and not repair:
        typer.echo("Repair them with  guywire recheck --repair", err=True)
        raise typer.Exit(1)
