"""guywire serve: the whole practice from one command and one database."""

from __future__ import annotations

from typing import Annotated

import typer

from guywire.cli import app, processes
from guywire.cli.listen import listening_address
from guywire.cli.start import load_site, refuse, share_home

DEFAULT_PORT = 8000
MAX_SHUTDOWN_SECONDS = 10
"""How long a request that has begun may take to end when the server is told to stop."""
MAX_HEADER_SECONDS = 10
READ_BUFFER_BYTES = 64 * 1024


@app.command()
def serve(
    port: Annotated[
        int, typer.Option(min=1, max=65535, help="The port to listen on.")
    ] = DEFAULT_PORT,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    demo: Annotated[
        bool, typer.Option("--demo", help="Fill an empty database with a demo practice.")
    ] = False,
    web_processes: Annotated[
        int, typer.Option("--processes", min=0, help="How many answer visitors; 0 is one a core.")
    ] = 0,
) -> None:
    """Set up the database, serve the site, and run the worker beside it."""
    address = listening_address(host, port)
    prepare(port)
    share_home()
    if demo:
        open_demo()
    else:
        say_where()
        say_who_signs_in(port)
    run(address, port, web_processes or processes.cores())


def run(address: str, port: int, web_processes: int) -> None:
    """Until somebody stops it: the processes that answer visitors, and the worker."""
    from django.db import connections
    from granian.constants import HTTPModes, Interfaces
    from granian.http import HTTP1Settings
    from granian.log import LogLevels

    from guywire.cli.lasting_server import LastingServer
    from guywire.site.asgi import load_pages

    # Loaded once, and shared by the processes that are forked from this one.
    load_pages()
    connections.close_all()
    server = LastingServer(
        "guywire.site.asgi:application",
        address=address,
        port=port,
        interface=Interfaces.ASGINL,
        workers=web_processes,
        respawn_failed_workers=True,
        workers_kill_timeout=MAX_SHUTDOWN_SECONDS,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(
            header_read_timeout=MAX_HEADER_SECONDS * 1000, max_buffer_size=READ_BUFFER_BYTES
        ),
        websockets=False,
        log_access=False,
        log_level=LogLevels.warning,
        log_dictconfig=processes.server_logs(),
    )
    worker = processes.Worker()
    server.on_startup(worker.start)
    server.on_shutdown(worker.stop)
    server.serve(target_loader=processes.Loader())


def prepare(port: int) -> None:
    """Migrations, cache table and static files: safe to repeat, quick when nothing is new."""
    from django.core.management import call_command

    load_site(port)
    from django.conf import settings

    from guywire.site import home_lock, static_files

    with home_lock.preparing(settings.GUYWIRE_HOME):
        copy_before_upgrade()
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        static_files.collect()


def copy_before_upgrade() -> None:
    """A practice is copied before its database is changed, so that there is a way back."""
    from django.conf import settings

    from guywire.clinic.backups import services
    from guywire.clinic.backups.errors import BackupError

    if newer := services.newer_migrations():
        refuse(
            f"The database is of a newer Guywire (it has {newer[0]}). Install that version, or "
            "restore the copy from before the upgrade with it first: docs/operating.md, Rollback."
        )
    try:
        backup = services.copy_before_upgrade(settings.BACKUP_PASSPHRASE)
    except BackupError as error:
        refuse(f"The database was not changed, because it could not be copied first. {error}")
    if backup:
        typer.echo(f"Copied the practice to {backup.path} before the upgrade.")


def say_where() -> None:
    from django.conf import settings

    typer.echo(f"Guywire is at {settings.PUBLIC_URL}/. Stop it with Ctrl+C.")


def say_who_signs_in(port: int) -> None:
    """A new practice has no sign-in, and only this machine can make the first."""
    from guywire.clinic.people.models import Staff

    if not Staff.objects.exists():
        option = "" if port == DEFAULT_PORT else f" --port {port}"
        typer.echo("No one can sign in at the desk yet. In another terminal, make an owner:")
        typer.echo(f'guywire owner you@example.org --name "Your Name"{option}')


def open_demo() -> None:
    from django.conf import settings

    from guywire.clinic.demo import opening as demo

    signins = demo.open_practice()
    typer.echo(f"\n  Guywire is at  {settings.PUBLIC_URL}/")
    typer.echo(f"  The desk is at {settings.PUBLIC_URL}/desk/\n")
    for signin in signins:
        codes = "  ".join(signin.codes)
        typer.echo(f"  {signin.role:<11} {signin.email:<22} password {signin.password}")
        typer.echo(f"  {'':<11} second step, each code works once: {codes}\n")
