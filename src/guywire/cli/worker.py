"""guywire worker: everything a clinic does outside its pages. `guywire serve` runs one too."""

from __future__ import annotations

import signal
from threading import Event
from types import FrameType
from typing import TYPE_CHECKING, Annotated

import typer

from guywire.cli import app

if TYPE_CHECKING:
    from guywire.clinic.jobs.worker import Worker


@app.command()
def worker(
    once: Annotated[bool, typer.Option("--once", help="Do what is due now, and end.")] = False,
) -> None:
    """Send email and reminders, and clean up, until it is stopped."""
    if once:
        prepared_worker().run_once()
        return
    stop = stop_on_signal()
    typer.echo("The worker is starting.")
    prepared_worker().run_until(stop)


def stop_on_signal() -> Event:
    """Return an event that is set when this process is told to end."""
    stop = Event()

    def end(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    return stop


def prepared_worker() -> Worker:
    """Set up Django and the database. Return the worker with all jobs."""
    from guywire.cli.serve import prepare

    prepare(8000)
    return worker_of_jobs()


def worker_of_jobs() -> Worker:
    """Return the worker with all jobs. Django must be set up."""
    from guywire.cli.start import share_home

    share_home()
    from guywire.clinic.jobs.worker import Worker
    from guywire.site.jobs import JOBS

    return Worker(JOBS)
