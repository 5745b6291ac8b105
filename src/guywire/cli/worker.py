"""guywire worker: everything a clinic does outside its pages. `guywire serve` runs one too."""

import signal
from threading import Event
from types import FrameType
from typing import Annotated

import typer

from guywire.cli import app


@app.command()
def worker(
    once: Annotated[bool, typer.Option("--once", help="Do what is due now, and end.")] = False,
) -> None:
    """Send email and reminders, and clean up, until it is stopped."""
    if not once:
        typer.echo("The worker is starting.")
        run()
        return
    from guywire.cli.serve import prepare

    prepare(8000)
    from guywire.clinic.jobs.worker import Worker
    from guywire.site.jobs import JOBS

    Worker(JOBS).run_once()


def run() -> None:
    """Work until this process is told to end. What is being done then is done to its end."""
    stop = Event()

    def end(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    from guywire.cli.serve import prepare

    prepare(8000)
    from guywire.clinic.jobs.worker import Worker
    from guywire.site.jobs import JOBS

    Worker(JOBS).run_until(stop)
