"""The triggers that raise the content version, on SQLite and on PostgreSQL.

SQLite lets one transaction write at a time, so its triggers raise the number at once. On PostgreSQL
they wait for the commit: the row of the version is then the last one a transaction locks, so that
no two bookings wait for each other.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from guywire.clinic.welcome.content import TABLE

PREFIX = "content_of_"
RAISE = f"UPDATE {TABLE} SET number = number + 1"  # noqa: S608 - a name of our own.
FUNCTION = f"""
CREATE OR REPLACE FUNCTION raise_content_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('guywire.raised_in', true) IS DISTINCT FROM txid_current()::text THEN
    {RAISE};
    PERFORM set_config('guywire.raised_in', txid_current()::text, true);
  END IF;
  RETURN NULL;
END $$
"""


@dataclass(frozen=True)
class Shown:
    """A table that public pages show; of its columns these, or all when none is named."""

    model: type[models.Model]
    columns: tuple[str, ...] = ()

    @property
    def table(self) -> str:
        return self.model._meta.db_table

    @property
    def events(self) -> dict[str, str]:
        of = f" OF {', '.join(self.columns)}" if self.columns else ""
        return {"insert": "INSERT", "update": f"UPDATE{of}", "delete": "DELETE"}


def install(connection: BaseDatabaseWrapper, shown: Iterable[Shown]) -> None:
    """Make the triggers that are missing, and raise the version. Safe to repeat."""
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        if TABLE not in tables:
            return
        there = _triggers(connection)
        if connection.vendor == "postgresql":
            cursor.execute(FUNCTION)
        for name, statement in _statements(connection.vendor, shown, tables).items():
            if name not in there:
                cursor.execute(statement)
        start = time.time_ns() // 1000  # No number is used twice, whatever was restored.
        cursor.execute(
            f"INSERT INTO {TABLE} (id, number) VALUES (1, %s) "  # noqa: S608
            f"ON CONFLICT (id) DO UPDATE SET number = {TABLE}.number + 1",
            [start],
        )


def remove(connection: BaseDatabaseWrapper) -> None:
    """Before tables change: PostgreSQL alters none that has a trigger waiting for the commit."""
    with connection.cursor() as cursor:
        for name, table in _triggers(connection).items():
            on = f' ON "{table}"' if connection.vendor == "postgresql" else ""
            cursor.execute(f'DROP TRIGGER "{name}"{on}')


def _statements(vendor: str, shown: Iterable[Shown], tables: set[str]) -> dict[str, str]:
    """Each trigger by its name, as it is made."""
    statements = {}
    for content in shown:
        if content.table not in tables:
            continue
        for event, after in content.events.items():
            name = f"{PREFIX}{content.table}_{event}"
            on = f'AFTER {after} ON "{content.table}"'
            statements[name] = (
                f'CREATE CONSTRAINT TRIGGER "{name}" {on} DEFERRABLE INITIALLY DEFERRED '
                "FOR EACH ROW EXECUTE FUNCTION raise_content_version()"
                if vendor == "postgresql"
                else f'CREATE TRIGGER "{name}" {on} BEGIN {RAISE}; END'
            )
    return statements


def _triggers(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """The table of each of our triggers that the database has."""
    if connection.vendor == "postgresql":
        # A restore keeps the former tables in a schema beside this one: those are not ours.
        sql = (
            "SELECT tgname, relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
            " AND relnamespace = current_schema()::regnamespace"
        )
        name = "tgname"
    else:
        sql, name = "SELECT name, tbl_name FROM sqlite_master", "name"
    with connection.cursor() as cursor:
        cursor.execute(f"{sql} WHERE {name} LIKE %s", [f"{PREFIX}%"])
        return dict(cursor.fetchall())
