"""guywire remind: write to everybody who has a visit tomorrow."""

import logging
import time
from typing import NoReturn

import typer

from guywire.cli import app

logger = logging.getLogger(__name__)


@app.command()
def remind() -> None:
    """Send the reminders that are due; `guywire serve` does it every minute by itself."""
    from guywire.cli.serve import prepare

    prepare(8000)
    from guywire.clinic.visits.reminders import send_due

    sent = send_due()
    typer.echo(f"{sent} {'reminder' if sent == 1 else 'reminders'} sent.")


def remind_every_minute() -> NoReturn:
    """Beside the site; a database that is busy or away is asked again a minute later."""
    from django.db import DatabaseError, connections

    from guywire.clinic.visits.reminders import send_due

    while True:
        try:
            send_due()
        except DatabaseError as error:
            logger.warning("Reminders wait for the database (%s).", type(error).__name__)
        finally:
            connections.close_all()
        time.sleep(60)
