"""guywire copy-to: the practice from SQLite to PostgreSQL."""

from typing import Annotated, Any

import typer

from guywire.cli import app
from guywire.cli.start import claim_home, refuse

SOURCE = "source"


@app.command(name="copy-to")
def copy_to(
    database_url: Annotated[
        str, typer.Argument(help="An empty database: postgres://user:password@host/name")
    ],
) -> None:
    """Copy the practice from SQLite to an empty PostgreSQL database, and count both."""
    from guywire.cli.serve import prepare

    prepare(8000)
    claim_home()
    from django.db import connection

    from guywire.clinic.backups.errors import BackupError
    from guywire.clinic.backups.moving import copy_rows
    from guywire.site.database_url import DatabaseUrlError, parse_database_url

    if connection.vendor != "sqlite":
        refuse("The practice is on PostgreSQL already: use pg_dump or `guywire backup`.")
    try:
        settings = parse_database_url(database_url)
        if not settings["ENGINE"].endswith("postgresql"):
            refuse("copy-to moves to PostgreSQL: write postgres://user:password@host/name.")
        use_as_default(settings)
        total = copy_rows(SOURCE, "default", _report)
    except DatabaseUrlError as error:
        refuse(f"The address {error}")
    except BackupError as error:
        refuse(str(error))
    typer.echo(f"{total} rows copied and counted. Set GUYWIRE_DATABASE_URL to the new database,")
    typer.echo("and keep GUYWIRE_HOME: it holds the key and the media.")


def use_as_default(settings: dict[str, Any]) -> None:
    """Make the new database the default one: data migrations work on that and no other."""
    from django.db import connections

    connections["default"].close()
    configured = {"default": settings, SOURCE: connections.settings["default"]}
    connections.settings = connections.configure_settings(configured)
    del connections["default"]


def _report(table: str, count: int) -> None:
    if count:
        typer.echo(f"{table:<32}{count:>10}")
