"""guywire serve: the whole practice from one process and one database file."""

from collections.abc import Callable
from threading import Thread
from typing import Annotated, Any

import typer

from guywire.cli import app


@app.command()
def serve(
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port to listen on.")] = 8000,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    demo: Annotated[
        bool, typer.Option("--demo", help="Fill an empty database with a demo practice.")
    ] = False,
) -> None:
    """Set up the database and serve the site."""
    from guywire.cli.listen import listening_address

    address = listening_address(host, port)
    prepare(port)
    if demo:
        open_demo(port)
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    Server(
        "guywire.site.wsgi:application",
        address=address,
        port=port,
        interface=Interfaces.WSGI,
        blocking_threads=4,
        log_access=False,
        log_level=LogLevels.warning,
    ).serve(target_loader=application)


def application(_target: str) -> Callable[..., Any]:
    """By import, because the server would look in the folder it was started from first."""
    from guywire.cli.remind import remind_every_minute
    from guywire.site.wsgi import application as site

    Thread(target=remind_every_minute, name="reminders", daemon=True).start()
    return site


def prepare(port: int) -> None:
    """Migrations, cache table and static files: safe to repeat, quick when nothing is new."""
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guywire.site.settings")
    os.environ.setdefault("GUYWIRE_URL", f"http://localhost:{port}")
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)


def open_demo(port: int) -> None:
    from guywire.clinic.desk import demo

    signins = demo.open_practice()
    typer.echo(f"\n  Guywire is at  http://localhost:{port}/")
    typer.echo(f"  The desk is at http://localhost:{port}/desk/\n")
    for signin in signins:
        codes = "  ".join(signin.codes)
        typer.echo(f"  {signin.role:<11} {signin.email:<22} password {signin.password}")
        typer.echo(f"  {'':<11} second step, each code works once: {codes}\n")
