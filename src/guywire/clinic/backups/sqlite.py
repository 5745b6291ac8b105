"""Copies of a SQLite database that is in use, and their way back."""

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from django.db.backends.base.base import BaseDatabaseWrapper

from guywire.clinic.backups.errors import BackupError

BUSY_SECONDS = 10
BESIDE = ("", "-wal", "-shm", "-journal")
"""A database file, and the files SQLite keeps beside it."""


class SqliteCopier:
    """Copies the database of one Django connection."""

    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self._connection = connection
        self._name = str(connection.settings_dict["NAME"])

    def copy(self, target: Path) -> dict[str, int]:
        """Copy the database as it is at one moment; return the rows of each table.

        In one step: what is written meanwhile waits in the WAL, and writers do not wait for us.
        """
        with (
            closing(sqlite3.connect(self._name, uri=True, timeout=BUSY_SECONDS)) as source,
            closing(sqlite3.connect(target)) as copy,
        ):
            source.backup(copy, pages=-1)
            copy.execute("PRAGMA journal_mode=DELETE")
        return self.check(target)

    def check(self, copy: Path) -> dict[str, int]:
        """Return the rows of each table of a copy, after SQLite has looked at every page."""
        try:
            with closing(sqlite3.connect(f"{copy.as_uri()}?mode=ro", uri=True)) as database:
                verdict = database.execute("PRAGMA integrity_check(1)").fetchone()[0]
                if verdict != "ok":
                    raise BackupError(f"The copied database is damaged: {verdict}.")
                return row_counts(database)
        except sqlite3.DatabaseError as error:
            raise BackupError(f"The copied database cannot be read: {error}.") from None

    def replace(self, copy: Path, keep_in: Path, rows: dict[str, int]) -> str:
        """Put a checked copy in place of the database; return where the former one is kept."""
        database = Path(self._name)
        self._connection.close()
        self._refuse_if_in_use(database)
        before = database.with_name(f"{database.name}.{keep_in.name}")
        for suffix in BESIDE:
            if (present := Path(f"{database}{suffix}")).exists():
                present.rename(f"{before}{suffix}")
        try:
            shutil.move(copy, database)
            database.chmod(0o600)
            _sync_folder(database.parent)
        except OSError:
            for suffix in BESIDE:
                if (present := Path(f"{before}{suffix}")).exists():
                    present.rename(f"{database}{suffix}")
            raise
        return str(before) if before.exists() else ""

    def _refuse_if_in_use(self, database: Path) -> None:
        """Leaving WAL needs every other connection to be gone."""
        if not database.exists():
            return
        try:
            with closing(sqlite3.connect(database, timeout=1)) as probe:
                probe.execute("PRAGMA journal_mode=DELETE")
        except sqlite3.OperationalError:
            raise BackupError(
                "The database is in use: stop `guywire serve` and `guywire worker` first."
            ) from None
        except sqlite3.DatabaseError:
            return  # Damaged: a good reason to restore. It is kept as it is.


def row_counts(database: sqlite3.Connection) -> dict[str, int]:
    tables = database.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    return {
        name: database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608
        for (name,) in tables.fetchall()
        if not name.startswith("sqlite_")
    }


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
