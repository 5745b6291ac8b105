"""The command line: one file a command, each of which imports what it needs only when it is run."""

import typer

app = typer.Typer(no_args_is_help=True, add_completion=False, help="Guywire, from a terminal.")


@app.callback()
def guywire() -> None:
    """Guywire: hips, backs, and the practice that looks after them."""


from guywire.cli import check, cohort, owner, recheck, remind, serve, simulate, validate  # noqa: E402, F401
