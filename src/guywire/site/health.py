"""What `/healthz` says, for the machine that watches this one."""

from typing import Any

from django.db import DatabaseError, close_old_connections, connection

from guywire.clinic.backups.queries import backup_state
from guywire.clinic.jobs.queries import worker_state


def report() -> dict[str, Any]:
    """`status` is "ok", or the first thing that is wrong in a sentence for the operator."""
    close_old_connections()
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        worker = worker_state().text
        backup = backup_state().to_health()
    except DatabaseError as error:
        return {"status": f"The database does not answer ({type(error).__name__})."}
    return {"status": worker, "database": connection.vendor, "worker": worker, **backup}
