"""guywire simulate: what this body does standing, walking and in a stretch."""

import typer

from guywire.cli import app

simulate = typer.Typer(no_args_is_help=True)
app.add_typer(simulate, name="simulate", help="Ask the engine about one body.")

from guywire.cli.simulate import hold, stand, walk  # noqa: E402, F401
