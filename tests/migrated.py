"""A test database as the migrations leave it: migrated once, then copied for each who tests."""

import fcntl
import sqlite3
import sys
from collections.abc import Callable, Iterable
from contextlib import closing
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.core.management.commands.migrate import Command as Migrate
from django.db import connections

import guywire
from guywire.clinic.people import contact, trail_guard
from guywire.site import settings

PRODUCT = Path(guywire.__file__).parent
CALLED = (contact.__file__, trail_guard.__file__, settings.__file__)
"""What the migrations call, and which apps there are."""


def state_of_the_migrations() -> str:
    return state_of([*PRODUCT.rglob("migrations/*.py"), *map(Path, CALLED)])


def state_of_the_product() -> str:
    return state_of(path for path in PRODUCT.rglob("*") if path.suffix != ".pyc")


def state_of(files: Iterable[Path]) -> str:
    """Another word for each other content or name of these files, and of what migrates."""
    versions = (sqlite3.sqlite_version, version("django"), version("django-allauth"))
    state = sha256("\0".join([sys.version, version("guywire"), *versions]).encode())
    for path in sorted(files):
        if path.is_file():
            state.update(b"\0" + str(path).encode() + b"\0" + path.read_bytes())
    return state.hexdigest()


def migrate_by_copy(folder: Path) -> Callable[..., None]:
    """Return a `migrate` that fills an empty SQLite test database from a copy in the folder."""
    migrate = Migrate.handle
    migrated = folder / f"{state_of_the_migrations()}.sqlite3"

    def handle(self: Migrate, *arguments: Any, **options: Any) -> None:
        connection = connections[options["database"]]
        # Only who makes a test database asks for `run_syncdb`.
        if not options["run_syncdb"] or connection.vendor != "sqlite":
            return migrate(self, *arguments, **options)
        connection.ensure_connection()
        with (folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not migrated.exists():
                migrate(self, *arguments, **options)
                return save(connection.connection, migrated)
        with closing(sqlite3.connect(migrated)) as copy:
            copy.backup(connection.connection)
        return None

    return handle


def save(connection: sqlite3.Connection, migrated: Path) -> None:
    """Save the database as this file, whole or not at all, in place of older ones."""
    for older in migrated.parent.glob("*.sqlite3"):
        older.unlink()
    half = migrated.with_suffix(".half")
    half.unlink(missing_ok=True)
    with closing(sqlite3.connect(half)) as copy:
        connection.backup(copy)
    half.rename(migrated)
