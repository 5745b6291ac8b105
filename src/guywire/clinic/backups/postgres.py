"""Copies of a PostgreSQL database that is in use, and their way back."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any
from uuid import uuid4

from django.db.backends.base.base import BaseDatabaseWrapper

from guywire.clinic.backups.errors import BackupError
from guywire.clinic.backups.postgres_tools import run_tool


class PostgresCopier:
    """Copies the database of one Django connection."""

    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self._connection = connection
        self._settings = connection.settings_dict

    @contextmanager
    def _session(self, **changes: str) -> Iterator[Any]:
        import psycopg

        settings = self._connection.get_connection_params() | changes
        with psycopg.connect(**settings, autocommit=True) as session:
            yield session

    def copy(self, target: Path) -> dict[str, int]:
        """Dump the database and count its rows, both as they are at one moment."""
        with self._session() as session:
            session.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            snapshot = session.execute("SELECT pg_export_snapshot()").fetchone()[0]
            rows = row_counts(session)
            run_tool(
                "pg_dump",
                _major(session),
                self._settings,
                "--format=custom",
                "--compress=0",
                "--no-owner",
                "--no-privileges",
                f"--schema={_schema(session)}",
                f"--snapshot={snapshot}",
                f"--file={target}",
            )
            session.execute("COMMIT")
        return rows

    def check(self, copy: Path) -> dict[str, int]:
        """Restore a copy to a database that is made for it and dropped; return its rows."""
        import psycopg

        name = f"guywire_verify_{uuid4().hex[:12]}"
        with self._session() as session:
            schema = _schema(session)
            try:
                session.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
            except psycopg.errors.InsufficientPrivilege:
                raise BackupError(
                    "Checking a copy needs a scratch database, which this user may not create: "
                    f'run ALTER ROLE "{self._settings["USER"]}" CREATEDB as an administrator.'
                ) from None
            try:
                with self._session(dbname=name) as scratch:
                    scratch.execute(f'CREATE SCHEMA IF NOT EXISTS "{schema}"')
                    self._load(copy, self._settings | {"NAME": name}, _major(session))
                    return row_counts(scratch)
            finally:
                session.execute(f'DROP DATABASE "{name}" WITH (FORCE)')

    def replace(self, copy: Path, keep_in: Path, rows: dict[str, int]) -> str:
        """Restore a copy as the schema in use; return where the former schema is kept.

        A restore that fails, or brings other numbers of rows than `rows`, changes nothing.
        """
        self._connection.close()
        former = keep_in.name.replace("-", "_")
        with self._session() as session:
            _refuse_if_in_use(session)
            schema = _schema(session)
            _swap(session, f'ALTER SCHEMA "{schema}" RENAME TO "{former}"', schema)
            try:
                self._load(copy, self._settings, _major(session))
                if row_counts(session) != rows:
                    raise BackupError("The restored rows are not those of the manifest.")
            except BaseException:
                session.execute(f'DROP SCHEMA "{schema}" CASCADE')
                session.execute(f'ALTER SCHEMA "{former}" RENAME TO "{schema}"')
                raise
        return f"schema {former}"

    def _load(self, copy: Path, settings: dict[str, Any], major: int) -> None:
        """Restore in one transaction. The schema itself is there already and is left out."""
        with NamedTemporaryFile("w", suffix=".list") as chosen:
            chosen.write("\n".join(_entries(copy, major)))
            chosen.flush()
            run_tool(
                "pg_restore",
                major,
                settings,
                "--no-owner",
                "--no-privileges",
                "--single-transaction",
                "--exit-on-error",
                f"--use-list={chosen.name}",
                str(copy),
            )


def _entries(copy: Path, major: int) -> list[str]:
    import subprocess

    from guywire.clinic.backups.postgres_tools import find_tool

    command = [find_tool("pg_restore", major), "--list", str(copy)]
    done = subprocess.run(command, capture_output=True, text=True)  # noqa: S603
    if done.returncode:
        raise BackupError("The copied database cannot be read by pg_restore.")
    return [
        line
        for line in done.stdout.splitlines()
        if not line.startswith(";")
        and " SCHEMA - " not in line
        and " COMMENT - SCHEMA " not in line
    ]


def _swap(session: Any, rename: str, schema: str) -> None:
    with session.transaction():
        session.execute(rename)
        session.execute(f'CREATE SCHEMA "{schema}"')


def _refuse_if_in_use(session: Any) -> None:
    others = session.execute(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
        " AND backend_type = 'client backend' AND pid <> pg_backend_pid()"
    ).fetchone()[0]
    if others:
        raise BackupError(
            f"{others} other connections use the database: stop `guywire serve` and "
            "`guywire worker` first."
        )


def _schema(session: Any) -> str:
    return str(session.execute("SELECT current_schema()").fetchone()[0])


def _major(session: Any) -> int:
    return int(session.info.server_version) // 10000


def row_counts(session: Any) -> dict[str, int]:
    tables = session.execute(
        "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename"
    ).fetchall()
    return {
        name: session.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608
        for (name,) in tables
    }
