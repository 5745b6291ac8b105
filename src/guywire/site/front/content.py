"""Reads the version of the content from the loop, for each request, in a few microseconds."""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
import time
from pathlib import Path
from typing import Any, Protocol

from django.db.backends.base.base import BaseDatabaseWrapper

from guywire.clinic.welcome.content import VERSION_SQL

DJANGOS_OWN = ("context", "cursor_factory", "prepare_threshold")
"""Of the ways to connect, those that are about Django's cursors."""
MAX_AGE_SECONDS = 60.0
"""After which a connection is opened again, as the file may have been replaced."""


class Version(Protocol):
    async def number(self) -> int | None:
        """The version now; None when it cannot be read."""


def version_in(database: BaseDatabaseWrapper) -> Version:
    if database.vendor == "sqlite":
        return SqliteVersion(Path(database.settings_dict["NAME"]))
    return PostgresVersion(database)


class SqliteVersion:
    """A reader of a database in WAL mode waits for nobody, so the loop may ask by itself."""

    def __init__(self, file: Path) -> None:
        self.address = f"{file.resolve().as_uri()}?mode=ro"
        self.connection: sqlite3.Connection | None = None
        self.opened_at = 0.0

    async def number(self) -> int | None:
        try:
            row = self._connection().execute(VERSION_SQL).fetchone()
        except sqlite3.Error:
            self._close()
            return None
        return int(row[0]) if row else None

    def _connection(self) -> sqlite3.Connection:
        now = time.monotonic()
        if self.connection is None or now - self.opened_at > MAX_AGE_SECONDS:
            self._close()
            self.connection = sqlite3.connect(
                self.address, uri=True, timeout=0, isolation_level=None, check_same_thread=False
            )
            self.opened_at = now
        return self.connection

    def _close(self) -> None:
        if self.connection is not None:
            self.connection.close()
            self.connection = None


class PostgresVersion:
    """One question at a time; all who come while it is under way share the next."""

    def __init__(self, database: BaseDatabaseWrapper) -> None:
        given = database.get_connection_params()
        self.parameters = {name: given[name] for name in given if name not in DJANGOS_OWN}
        self.connection: Any = None
        self.asking = asyncio.Lock()
        self.next: asyncio.Task[int | None] | None = None

    async def number(self) -> int | None:
        if self.next is None:
            self.next = asyncio.create_task(self._ask())
        return await asyncio.shield(self.next)

    async def _ask(self) -> int | None:
        import psycopg

        async with self.asking:
            self.next = None
            try:
                async with asyncio.timeout(1):
                    return await self._read()
            except (psycopg.Error, TimeoutError):
                await self._close()
                return None

    async def _read(self) -> int | None:
        import psycopg

        if self.connection is None:
            self.connection = await psycopg.AsyncConnection.connect(
                autocommit=True, **self.parameters
            )
        row = await (await self.connection.execute(VERSION_SQL)).fetchone()
        return int(row[0]) if row else None

    async def _close(self) -> None:
        if self.connection is not None:
            with contextlib.suppress(Exception):
                await self.connection.close()
            self.connection = None
