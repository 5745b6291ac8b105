"""What `/healthz` says, for the machine that watches this one."""

import shutil
import sqlite3
import time
from contextlib import closing
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError, close_old_connections, connection

from guywire.clinic.backups.queries import backup_state
from guywire.clinic.jobs.queries import worker_state
from guywire.site.database_trouble import DatabaseTrouble, trouble_of

MIN_FREE_MB = 100
MAX_LOCK_SECONDS = 2.0
MAX_START_SECONDS = 60.0
"""How long the worker may take from the start of the server to its first sign of life."""
STARTING = "starting"
HEALTHY = ("ok", STARTING)


def report_outside_a_request(started_at: float) -> dict[str, Any]:
    """Return the report, after what Django does to connections when a request starts.

    `started_at` is when the server started, by `time.monotonic`.
    """
    close_old_connections()
    return report(is_starting=time.monotonic() - started_at < MAX_START_SECONDS)


def report(*, is_starting: bool = False) -> dict[str, Any]:
    """Return what monitors read.

    `status` is "ok", "starting" while the worker has yet to show that it lives, or the first
    thing that is wrong in a sentence for the operator.
    """
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        state = worker_state()
        worker = STARTING if is_starting and state.is_late else state.text
        backup = backup_state().to_health()
        writing = writing_text()
    except DatabaseError as error:
        trouble = trouble_of(error) or DatabaseTrouble.AWAY
        return {"status": f"{trouble.operator_text} ({type(error).__name__})"}
    status = worker if writing == "ok" else writing
    return {"status": status, "database": connection.vendor, "worker": worker, **backup}


def writing_text() -> str:
    """Return `ok`, or why nothing can be saved. (On PostgreSQL the worker's heartbeat shows it.)"""
    database = Path(str(connection.settings_dict["NAME"]))
    is_file = connection.vendor == "sqlite" and database.is_file()
    home: Path = settings.MAIL_FOLDER.parent
    for folder in {home, database.parent if is_file else home}:
        free_mb = shutil.disk_usage(folder).free // 1024**2
        if free_mb < MIN_FREE_MB:
            return f"The disk is nearly full: {free_mb} MB are free where {folder} is."
    return _lock_text(database) if is_file else "ok"


def _lock_text(database: Path) -> str:
    """A lock that somebody holds for seconds holds up every page that saves."""
    try:
        with closing(sqlite3.connect(database, timeout=MAX_LOCK_SECONDS)) as own:
            own.execute("BEGIN IMMEDIATE")
            own.execute("ROLLBACK")
    except sqlite3.OperationalError:
        return DatabaseTrouble.LOCKED.operator_text
    return "ok"
