"""The command line: one file a command, each of which imports what it needs only when it is run."""

import os
from importlib.metadata import version
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from guywire.cli.start import known_trouble

# Before NumPy is imported: the engine's sums are short, so threads of OpenBLAS wait for one another
# longer than they work. One fit takes 67 ms of processor instead of 170.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


class Commands(TyperGroup):
    def invoke(self, ctx: Any) -> Any:
        """Run a command; where disk or database refuse, end with a sentence."""
        try:
            return super().invoke(ctx)
        except typer.Exit:
            raise
        except Exception as error:
            sentence = known_trouble(error)
            if sentence is None:
                raise
            typer.echo(sentence, err=True)
            raise typer.Exit(1) from error


app = typer.Typer(
    cls=Commands,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Guywire, from a terminal.",
)


def say_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"guywire {version('guywire')}")
        raise typer.Exit


@app.callback()
def guywire(
    _version: Annotated[
        bool,
        typer.Option("--version", callback=say_version, is_eager=True, help="Say the version."),
    ] = False,
) -> None:
    """Guywire: hips, backs, and the practice that looks after them."""


from guywire.cli import (  # noqa: E402
    backup,  # noqa: F401
    check,  # noqa: F401
    cohort,  # noqa: F401
    copy_to,  # noqa: F401
    demo,  # noqa: F401
    doctor,  # noqa: F401
    import_people,  # noqa: F401
    owner,  # noqa: F401
    recheck,  # noqa: F401
    remind,  # noqa: F401
    restore,  # noqa: F401
    serve,  # noqa: F401
    simulate,  # noqa: F401
    validate,  # noqa: F401
    worker,  # noqa: F401
)
