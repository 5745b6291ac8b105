import asyncio
import sqlite3
from pathlib import Path

import pytest
from django.db import connection

from guywire.clinic.welcome import content
from guywire.site.front.content import PostgresVersion, SqliteVersion


@pytest.fixture
def database(tmp_path: Path) -> sqlite3.Connection:
    made = sqlite3.connect(tmp_path / "a#b.sqlite3", isolation_level=None)
    made.execute("PRAGMA journal_mode=WAL")
    made.execute(f"CREATE TABLE {content.TABLE} (id, number)")
    made.execute(f"INSERT INTO {content.TABLE} VALUES (1, 7)")
    return made


def test_it_sees_what_another_process_committed_and_nothing_sooner(
    database: sqlite3.Connection, tmp_path: Path
) -> None:
    version = SqliteVersion(tmp_path / "a#b.sqlite3")
    assert asyncio.run(version.number()) == 7
    database.execute("BEGIN IMMEDIATE")
    database.execute(f"UPDATE {content.TABLE} SET number = 8")
    assert asyncio.run(version.number()) == 7
    database.execute("COMMIT")
    assert asyncio.run(version.number()) == 8


def test_a_database_that_is_not_there_has_no_version(tmp_path: Path) -> None:
    assert asyncio.run(SqliteVersion(tmp_path / "none").number()) is None


@pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL alone")
@pytest.mark.django_db(transaction=True)
def test_postgresql_answers_all_who_ask_together() -> None:
    async def together() -> list[int | None]:
        version = PostgresVersion(connection)
        try:
            return list(await asyncio.gather(*(version.number() for _ in range(20))))
        finally:
            await version.connection.close()

    stamp = content.current_stamp()
    assert stamp is not None
    assert set(asyncio.run(together())) == {stamp[0]}
