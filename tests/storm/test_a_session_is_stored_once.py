"""The storm of sessions sees one that is missing, doubled, altered or made up."""

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from benchmarks.storm.browser import Browser
from benchmarks.storm.server import Server
from benchmarks.storm.sessions import Phone, Recorded, session_faults

EMAIL = "phone0@storm.example"
TABLES = """CREATE TABLE people_patient (id INTEGER, email TEXT);
CREATE TABLE programs_session (patient_id INTEGER, public_id TEXT, content TEXT);"""


def faults(folder: Path, *stored: tuple[str, str]) -> list[str]:
    """What is said of a phone that was told "a" is saved, and has had no answer about "b"."""
    with closing(sqlite3.connect(folder / "guywire.sqlite3")) as database:
        database.executescript(TABLES)
        database.execute("INSERT INTO people_patient VALUES (1, ?)", (EMAIL,))
        rows = [(public_id, json.dumps({"note": note})) for public_id, note in stored]
        database.executemany("INSERT INTO programs_session VALUES (1, ?, ?)", rows)
        database.commit()
    at = datetime(2026, 3, 2, tzinfo=UTC)
    recorded = [Recorded("a", at, "day 0"), Recorded("b", at, "day 1")]
    return session_faults(
        [Phone(EMAIL, Browser(Server(folder)), recorded, {"a"})], folder, database_url=None
    )


@pytest.mark.parametrize("stored", [[("a", "day 0")], [("a", "day 0"), ("b", "day 1")]])
def test_each_saved_session_once_is_no_fault(tmp_path: Path, stored: list[tuple[str, str]]) -> None:
    assert faults(tmp_path, *stored) == []


@pytest.mark.parametrize(
    ("stored", "sentence"),
    [
        ([], "is stored 0 times"),
        ([("a", "day 0"), ("a", "day 0")], "is stored 2 times"),
        ([("a", "day 0"), ("b", "day 1"), ("b", "day 1")], "is stored 2 times"),
        ([("a", "day 7")], "says day 7, not day 0"),
        ([("a", "day 0"), ("c", "day 2")], "nobody sent it"),
    ],
)
def test_a_session_that_is_not_there_once_as_sent_is_a_fault(
    tmp_path: Path, stored: list[tuple[str, str]], sentence: str
) -> None:
    assert any(sentence in fault for fault in faults(tmp_path, *stored))
