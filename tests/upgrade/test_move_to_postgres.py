"""`guywire copy-to` brings every row to PostgreSQL, and the next row gets a number of its own."""

import sqlite3
from contextlib import closing

import psycopg
import pytest

from tests.upgrade.conftest import Practice

pytestmark = pytest.mark.slow
COUNT = 'SELECT count(*) FROM "{}"'
ADD_A_PERSON = """
import django; django.setup()
from guywire.clinic.people.models import Patient
print(Patient.objects.count(), Patient.objects.create(name="Pat", email="p@example.org").pk)
"""


def counts(practice: Practice) -> dict[str, int]:
    with closing(sqlite3.connect(practice.home / "guywire.sqlite3")) as database:
        tables = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        names = [name for (name,) in tables if not name.startswith("sqlite_")]
        return {name: database.execute(COUNT.format(name)).fetchone()[0] for name in names}


def set_notice(practice: Practice, expression: str) -> None:
    with closing(sqlite3.connect(practice.home / "guywire.sqlite3")) as database:
        database.execute(f"UPDATE welcome_notice SET text = {expression}")
        database.commit()


def test_a_row_that_postgres_refuses_leaves_the_target_empty_and_mended_every_row_arrives(
    sqlite_practice: Practice, empty_database: str
) -> None:
    set_notice(sqlite_practice, "'cut' || char(0) || 'here'")
    refused = sqlite_practice.attempt("-m", "guywire", "copy-to", empty_database)
    assert refused.returncode == 1
    assert "does not take a row of welcome_notice" in refused.stderr
    with psycopg.connect(empty_database) as session:
        assert session.execute(
            "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
        ).fetchone() == (0,)

    set_notice(sqlite_practice, "'cut here'")
    said = sqlite_practice.run("-m", "guywire", "copy-to", empty_database)
    assert "Set GUYWIRE_DATABASE_URL" in said
    with psycopg.connect(empty_database) as session:
        for table, count in counts(sqlite_practice).items():
            if table not in ("django_migrations", "guywire_cache"):
                there = session.execute(COUNT.format(table)).fetchone()
                assert (table, there) == (table, (count,))
    moved = Practice(sqlite_practice.home, empty_database)
    before, number = map(int, moved.run("-c", ADD_A_PERSON).split())
    assert (before, number) == (8, 9)
    again = sqlite_practice.attempt("-m", "guywire", "copy-to", empty_database)
    assert again.returncode == 1
    assert again.stderr == "The target is not empty. Make a new database for the move.\n"
