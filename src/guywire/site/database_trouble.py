"""What is wrong when the database refuses: for the person, for the log, and for /healthz."""

from __future__ import annotations

import re
import sqlite3
from enum import Enum

from django.db import DatabaseError, InterfaceError
from django.utils.translation import gettext, gettext_noop

CONNECTION_REFUSAL = re.compile(r"^(?:.* failed: |\[Errno [^]]+\] )(?:FATAL: +)?(.+)", re.MULTILINE)
PRIMARY_CODE = 0xFF
"""SQLite's extended result codes hold the primary one in their lowest byte."""


class DatabaseTrouble(Enum):
    """For each: the sentence for the operator, and the one for the person."""

    FULL = (
        "The disk is full, so nothing can be saved. Free space where the database is.",
        gettext_noop("Our disk is full, so we could not save what you sent."),
    )
    LOCKED = (
        "The database is locked by another program, so nothing can be saved.",
        gettext_noop("Our computer is too busy to save what you sent."),
    )
    READ_ONLY = (
        "The database cannot be written. Check the disk, and who may write there.",
        gettext_noop("We could not save what you sent."),
    )
    AWAY = (
        "The database does not answer.",
        gettext_noop("We cannot reach our records right now."),
    )

    @property
    def operator_text(self) -> str:
        return self.value[0]

    @property
    def person_text(self) -> str:
        return gettext(self.value[1])


SQLITE_CODES = {
    sqlite3.SQLITE_FULL: DatabaseTrouble.FULL,
    sqlite3.SQLITE_BUSY: DatabaseTrouble.LOCKED,
    sqlite3.SQLITE_LOCKED: DatabaseTrouble.LOCKED,
    sqlite3.SQLITE_READONLY: DatabaseTrouble.READ_ONLY,
    sqlite3.SQLITE_IOERR: DatabaseTrouble.READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: DatabaseTrouble.AWAY,
}
# A code, or the class it begins with: https://www.postgresql.org/docs/current/errcodes-appendix.html
POSTGRES_STATES = {
    "53100": DatabaseTrouble.FULL,
    "55P03": DatabaseTrouble.LOCKED,
    "40": DatabaseTrouble.LOCKED,
    "25006": DatabaseTrouble.READ_ONLY,
    "58": DatabaseTrouble.READ_ONLY,
    "53": DatabaseTrouble.AWAY,
    "57P": DatabaseTrouble.AWAY,
    "08": DatabaseTrouble.AWAY,
}


def trouble_of(error: BaseException | None) -> DatabaseTrouble | None:
    """Return what the database is short of, or None for any other fault."""
    if not isinstance(error, DatabaseError | InterfaceError | sqlite3.Error):
        return None
    cause = error if isinstance(error, sqlite3.Error) else error.__cause__
    if isinstance(cause, sqlite3.Error):
        code = getattr(cause, "sqlite_errorcode", 0) & PRIMARY_CODE
        return SQLITE_CODES.get(code)
    state = getattr(cause, "sqlstate", "") or ""
    if not state and type(error).__name__ in ("OperationalError", "InterfaceError"):
        return DatabaseTrouble.AWAY  # psycopg gives no code when there is no connection.
    return next((it for start, it in POSTGRES_STATES.items() if state.startswith(start)), None)


def trouble_behind(error: BaseException | None) -> DatabaseTrouble | None:
    """The same for an error that was raised while another was handled."""
    while error is not None:
        if trouble := trouble_of(error):
            return trouble
        error = error.__context__
    return None


def connection_refusal(error: BaseException | None) -> str:
    """Why PostgreSQL let nobody in, in its own words: for the operator's terminal only."""
    while error is not None:
        reasons = CONNECTION_REFUSAL.findall(str(error))
        if reasons and trouble_of(error) is DatabaseTrouble.AWAY:
            return str(reasons[0])
        error = error.__context__
    return ""
