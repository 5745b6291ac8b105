"""guywire owner: the first person who may sign in, or a way back in for one locked out."""

from typing import Annotated

import typer

from guywire.cli import app


@app.command()
def owner(
    email: Annotated[str, typer.Argument(help="The email address they sign in with.")],
    name: Annotated[str, typer.Option(help="Their name; needed for somebody new.")] = "",
    port: Annotated[
        int,
        typer.Option(
            min=1, max=65535, help="Of guywire serve, for the link, where GUYWIRE_URL is not set."
        ),
    ] = 8000,
) -> None:
    """Make an owner of the practice, and print a link to choose a password."""
    from guywire.cli.serve import prepare

    prepare(port)
    from guywire.clinic.desk.staff_services import StaffError, owner_from_the_terminal

    try:
        link = owner_from_the_terminal(email, name)
    except StaffError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from None
    typer.echo("Open this to choose a password. It works once, for three days:")
    typer.echo(link)
