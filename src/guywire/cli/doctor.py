"""guywire doctor: what runs here, where things are, and what wants attention."""

from typing import Annotated

import typer

from guywire.cli import app
from guywire.cli.start import known_trouble, load_site, refuse


@app.command()
def doctor(
    mail: Annotated[str, typer.Option(help="Send a test email to this address, now.")] = "",
) -> None:
    """Print the inventory of this practice. Ends with status 1 if something wants attention."""
    load_site()
    if mail:
        _send_test_mail(mail)
        return
    from django.db import DatabaseError

    from guywire.site.inventory import inventory

    try:
        entries = inventory()
    except DatabaseError as error:
        not_set_up = "The database is not set up: start `guywire serve` once."
        refuse(known_trouble(error) or not_set_up)
    for entry in entries:
        typer.echo(f"{'' if entry.is_fine else '!':<2}{entry.name:<15}{entry.text}")
    if not all(entry.is_fine for entry in entries):
        raise typer.Exit(1)


def _send_test_mail(address: str) -> None:
    from uuid import uuid4

    from guywire.clinic.messages.channels import mail_channel
    from guywire.clinic.messages.channels.channel import NotSentError
    from guywire.clinic.messages.outgoing import Outgoing, Sender

    channel = mail_channel()
    text = "This is a test of Guywire's email. If you read it, email works."
    try:
        channel.send(
            Outgoing(address, "Guywire test", text, Sender("Guywire")), f"<{uuid4()}@guywire>"
        )
    except NotSentError as error:
        refuse(f"The email was not sent. {error.failure.label}")
    if not channel.delivers:
        refuse("No mail server is set: the email was only written to the home's mail folder.")
    typer.echo(f"Sent to {address}.")
