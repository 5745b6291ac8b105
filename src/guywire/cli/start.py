"""What commands that use the practice do first, and how they end when they cannot go on."""

import errno
import os
import sys
from typing import NoReturn

import typer


def load_site(port: int = 8000) -> None:
    """Check the settings and load the site, without changing the database."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guywire.site.settings")
    os.environ.setdefault("GUYWIRE_URL", f"http://localhost:{port}")
    import django

    django.setup()


def refuse(sentence: str) -> NoReturn:
    """End the program with one sentence and status 1."""
    typer.echo(sentence, err=True)
    raise typer.Exit(1)


def known_trouble(error: Exception) -> str | None:
    """What disk or database refused, in a sentence; None for any other fault."""
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        return f"The disk is full: {error.filename or 'a file'} could not be written."
    if "django.db" not in sys.modules:
        return None
    from guywire.site.database_trouble import DatabaseTrouble, connection_refusal, trouble_behind

    trouble = trouble_behind(error)
    if trouble is DatabaseTrouble.AWAY and (reason := connection_refusal(error)):
        return f"{trouble.operator_text} It says: {reason}."
    return trouble.operator_text if trouble else None


def share_home() -> None:
    """Say that this process uses the home, so that nobody replaces it meanwhile."""
    from django.conf import settings

    from guywire.site import home_lock

    try:
        home_lock.share(settings.GUYWIRE_HOME)
    except home_lock.HomeInUseError:
        refuse("A copy is being restored here: start Guywire when that is done.")


def claim_home() -> None:
    """Take the home alone, for a command that replaces what is in it."""
    from django.conf import settings

    from guywire.site import home_lock

    try:
        home_lock.claim(settings.GUYWIRE_HOME)
    except home_lock.HomeInUseError:
        refuse("Guywire is running here: stop `guywire serve` and `guywire worker` first.")
