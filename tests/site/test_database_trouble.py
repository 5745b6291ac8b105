"""A full or locked disk is called that, by the page, the log and /healthz."""

import logging
import shutil
import sqlite3
from collections import namedtuple

import pytest
from django.db import OperationalError, connection
from django.test import Client

from guywire.clinic.jobs.worker import Worker
from guywire.clinic.welcome.models import WebQuestion
from guywire.site import health
from guywire.site.database_trouble import DatabaseTrouble, connection_refusal, trouble_of
from tests.clinic.visits.racing import in_a_thread, shared_database

sqlite_only = pytest.mark.skipif(connection.vendor != "sqlite", reason="fills a SQLite file")


def ask(client: Client):
    client.raise_request_exception = False
    long_text = "word " * 380  # Needs pages that a small database has not yet.
    question = {"body_part": "back", "text": long_text, "name": "Pat", "reach": "503 555 0111"}
    return client.post("/help/", question)


@sqlite_only
@pytest.mark.django_db
def test_full_disk_is_called_that_on_the_page_and_in_the_log(outsider, caplog) -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA max_page_count")
        usual = cursor.fetchone()[0]
        cursor.execute("PRAGMA max_page_count = 1")  # The least it takes: what there is.
    try:
        with caplog.at_level(logging.ERROR):
            responses = [ask(outsider) for _ in range(3)]
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA max_page_count = {usual}")
    refused = responses[-1]
    assert refused.status_code == 503
    assert "Our disk is full, so we could not save what you sent." in refused.content.decode()
    assert "network" not in refused.content.decode()
    assert "The disk is full, so nothing can be saved." in caplog.text


@sqlite_only
@pytest.mark.django_db(transaction=True)
def test_locked_database_is_called_that_on_the_page_and_by_health(
    outsider, tmp_path, monkeypatch
) -> None:
    monkeypatch.setitem(connection.settings_dict["OPTIONS"], "timeout", 0.1)
    monkeypatch.setattr(health, "MAX_LOCK_SECONDS", 0.1)
    with shared_database(tmp_path):
        other = sqlite3.connect(connection.settings_dict["NAME"])
        other.execute("PRAGMA journal_mode=WAL")
        other.execute("BEGIN IMMEDIATE")
        response = in_a_thread(lambda: ask(outsider))
        report = in_a_thread(health.report)
        other.close()
    assert response.status_code == 503
    assert "Our computer is too busy to save what you sent." in response.content.decode()
    assert report["status"] == DatabaseTrouble.LOCKED.operator_text


@pytest.mark.django_db
def test_health_warns_before_the_disk_is_full(monkeypatch) -> None:
    Worker([]).step()
    Usage = namedtuple("Usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(0, 0, 7 * 1024**2))
    assert "The disk is nearly full: 7 MB are free" in health.report()["status"]


@pytest.mark.parametrize(
    ("state", "trouble"),
    [
        ("53100", DatabaseTrouble.FULL),
        ("40P01", DatabaseTrouble.LOCKED),
        ("25006", DatabaseTrouble.READ_ONLY),
        ("57P01", DatabaseTrouble.AWAY),
        (None, DatabaseTrouble.AWAY),
        ("42601", None),
    ],
)
def test_postgres_says_by_its_code_what_is_wrong(state, trouble) -> None:
    error = OperationalError()
    error.__cause__ = Exception()
    error.__cause__.sqlstate = state  # type: ignore[attr-defined]
    assert trouble_of(error) is trouble


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (
            'connection failed: connection to server at "127.0.0.1", port 5432 failed: '
            'FATAL:  password authentication failed for user "guywire"',
            'password authentication failed for user "guywire"',
        ),
        (
            "Multiple connection attempts failed. All failures were:\n"
            "- host: 'h', port: 1, hostaddr: '::1': connection failed: connection to server at "
            '"::1", port 1 failed: Connection refused\n\tIs the server running on that host?',
            "Connection refused",
        ),
        ("[Errno -2] Name or service not known", "Name or service not known"),
        ("something else", ""),
    ],
)
def test_an_operator_reads_why_postgres_let_no_one_in(said, reason) -> None:
    assert connection_refusal(OperationalError(said)) == reason


def test_other_fault_is_no_trouble_of_the_database() -> None:
    assert trouble_of(KeyError("x")) is None


@pytest.mark.django_db
def test_form_that_can_be_saved_is_saved(outsider) -> None:
    ask(outsider)
    assert WebQuestion.objects.count() == 1
