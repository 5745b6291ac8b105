"""The demo practice on a database of its own, built once a day and then copied."""

import sqlite3
from datetime import date

from django.db import connection
from django.utils import timezone

from guywire.clinic.demo import opening

_built: dict[date, sqlite3.Connection] = {}


def open_practice() -> list[opening.SignIn]:
    """Make the demo practice of the empty database, which no transaction is open on."""
    if connection.vendor != "sqlite":
        return opening.open_practice()
    today = timezone.localdate()
    if today in _built:
        _built[today].backup(connection.connection)
    else:
        opening.open_practice()
        _built[today] = sqlite3.connect(":memory:")
        connection.connection.backup(_built[today])
    return opening.open_practice()
