"""What the database holds when the storm is over, read without the product."""

from __future__ import annotations

import sqlite3
import uuid
from collections import Counter
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.storm.register import Stored, StoredVisit

VISITS = """SELECT v.public_id, v.booking_key, v.therapist_id, v.starts_at,
    v.minutes + v.gap_minutes, v.status,
    p.email FROM visits_visit v JOIN people_patient p ON p.id = v.patient_id"""
CELLS = """SELECT v.public_id, c.therapist_id, c.quarter FROM visits_visitcell c
    LEFT JOIN visits_visit v ON v.id = c.visit_id"""
PEOPLE = "SELECT email FROM people_patient"


def stored(home: Path, database_url: str | None) -> Stored:
    visits, cells, people = rows(home, database_url, VISITS, CELLS, PEOPLE)
    return Stored(
        [
            StoredVisit(
                uuid.UUID(str(public_id)).hex,
                uuid.UUID(str(key)).hex,
                therapist,
                int(_moment(starts_at).timestamp()) // 900,
                minutes // 15,
                status,
                email,
            )
            for public_id, key, therapist, starts_at, minutes, status, email in visits
        ],
        [
            (uuid.UUID(str(visit)).hex if visit else "", therapist, quarter)
            for visit, therapist, quarter in cells
        ],
        Counter(email for (email,) in people),
    )


def rows(home: Path, database_url: str | None, *queries: str) -> list[list[tuple[Any, ...]]]:
    if database_url:
        import psycopg

        with psycopg.connect(database_url) as session:
            return [session.execute(query).fetchall() for query in queries]  # type: ignore[call-overload]
    with closing(sqlite3.connect(home / "guywire.sqlite3")) as database:
        (healthy,) = database.execute("PRAGMA integrity_check").fetchone()
        assert healthy == "ok", healthy
        return [database.execute(query).fetchall() for query in queries]


def _moment(value: str | datetime) -> datetime:
    if isinstance(value, datetime):
        return value
    return datetime.fromisoformat(value).replace(tzinfo=UTC)
