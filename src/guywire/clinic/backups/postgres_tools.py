"""pg_dump and pg_restore, of a version that fits the server, run without a password in sight."""

import os
import re
import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

from guywire.clinic.backups.errors import BackupError

DEBIAN = Path("/usr/lib/postgresql")
VERSION = re.compile(r"\(PostgreSQL\) (\d+)")
NOT_LIBPQ = frozenset({"isolation_level", "server_side_binding", "assume_role", "pool"})


def run_tool(name: str, server_major: int, settings: dict[str, Any], *arguments: str) -> str:
    """Run a tool on a database; return what it prints.

    Raises
    ------
    BackupError
        With the last line of its complaint.
    """
    command = [find_tool(name, server_major), *arguments, f"--dbname={_conninfo(settings)}"]
    password = str(settings.get("PASSWORD") or "")
    environment = os.environ | ({"PGPASSWORD": password} if password else {})
    done = subprocess.run(command, env=environment, capture_output=True, text=True)  # noqa: S603
    if done.returncode:
        complaint = (done.stderr.strip() or "no reason given").splitlines()[-1]
        raise BackupError(f"{name} failed: {complaint}")
    return done.stdout


def _conninfo(settings: dict[str, Any]) -> str:
    from psycopg.conninfo import make_conninfo

    options: dict[str, Any] = {
        key: value
        for key, value in settings.get("OPTIONS", {}).items()
        if key not in NOT_LIBPQ and isinstance(value, str | int) and not isinstance(value, bool)
    }
    parts = {
        "host": settings.get("HOST"),
        "port": settings.get("PORT"),
        "user": settings.get("USER"),
        "dbname": settings.get("NAME"),
    }
    return make_conninfo(**options, **{key: value for key, value in parts.items() if value})


@cache
def find_tool(name: str, server_major: int) -> str:
    """Return the path of a tool as new as the server or newer: an older one refuses to work."""
    for path in _candidates(name):
        version = subprocess.run([path, "--version"], capture_output=True, text=True)  # noqa: S603
        if (match := VERSION.search(version.stdout)) and int(match[1]) >= server_major:
            return path
    raise BackupError(
        f"No {name} of PostgreSQL {server_major} or later is installed. On Debian or Ubuntu: "
        f"apt install postgresql-client-{server_major}."
    )


def _candidates(name: str) -> list[str]:
    on_path = [shutil.which(name, path=folder) for folder in os.get_exec_path()]
    debian = sorted(DEBIAN.glob(f"*/bin/{name}"), reverse=True)
    return [path for path in on_path if path] + [str(path) for path in debian]
