"""Triggers with which the database itself refuses to change or delete a row of the trail."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

TABLE = "people_auditentry"
REFUSAL = "the trail of who looked cannot be changed"
SQLITE = {
    "trail_no_update": f"BEFORE UPDATE ON {TABLE}",
    "trail_no_delete": f"BEFORE DELETE ON {TABLE}",
    # INSERT OR REPLACE deletes without firing a delete trigger.
    "trail_no_replace": (
        f"BEFORE INSERT ON {TABLE} WHEN EXISTS (SELECT 1 FROM {TABLE} WHERE id = NEW.id)"  # noqa: S608
    ),
}
POSTGRESQL = {
    "trail_no_change": f"BEFORE UPDATE OR DELETE ON {TABLE} FOR EACH ROW",
    "trail_no_truncate": f"BEFORE TRUNCATE ON {TABLE} FOR EACH STATEMENT",
}
POSTGRESQL_FUNCTION = f"""
CREATE OR REPLACE FUNCTION guywire_trail_is_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$
"""


def guard(connection: BaseDatabaseWrapper) -> None:
    """Create the triggers; safe to repeat."""
    unguard(connection)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for name, event in SQLITE.items():
                cursor.execute(
                    f"CREATE TRIGGER {name} {event} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
                )
        else:
            cursor.execute(POSTGRESQL_FUNCTION)
            for name, event in POSTGRESQL.items():
                cursor.execute(
                    f"CREATE TRIGGER {name} {event} EXECUTE FUNCTION guywire_trail_is_fixed()"
                )


def unguard(connection: BaseDatabaseWrapper) -> None:
    """Drop the triggers: for migrations of this table, and for tests that empty every table."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for name in SQLITE:
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
        else:
            for name in POSTGRESQL:
                cursor.execute(f"DROP TRIGGER IF EXISTS {name} ON {TABLE}")


@contextmanager
def unguarded(connection: BaseDatabaseWrapper) -> Iterator[None]:
    unguard(connection)
    try:
        yield
    finally:
        guard(connection)


def guard_after_migrate(using: str, **_signal: Any) -> None:
    """SQLite alters a table by making a new one, which loses its triggers."""
    from django.db import connections

    guard(connections[using])
