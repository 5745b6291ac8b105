"""guywire remind: queue the reminders that are due, for whoever calls it by a timer."""

import typer

from guywire.cli import app


@app.command()
def remind() -> None:
    """Queue the reminders that are due and send all messages. The worker does it by itself."""
    from guywire.cli.serve import prepare

    prepare(8000)
    from guywire.clinic.messages.services import send_next
    from guywire.clinic.visits.reminders import queue_due

    queued = queue_due()
    while send_next():
        pass
    typer.echo(f"{queued} {'reminder' if queued == 1 else 'reminders'} queued.")
