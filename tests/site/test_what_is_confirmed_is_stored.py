"""What a page has confirmed is on the disk, and a restart of the database breaks no page."""

import pytest
from django.db import close_old_connections, connection

from guywire.clinic.welcome.models import Clinic
from guywire.site.database_url import parse_database_url
from tests.clinic.visits.racing import in_a_thread

FULL = 2


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL waits for the disk anyway")
@pytest.mark.django_db
def test_sqlite_waits_for_the_disk_at_each_commit() -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous")
        assert cursor.fetchone() == (FULL,)


def test_connection_to_postgres_is_checked_before_it_is_used_again() -> None:
    assert parse_database_url("postgres://u:p@h/n")["CONN_HEALTH_CHECKS"] is True


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no server")
@pytest.mark.django_db(transaction=True)
def test_request_after_a_restart_of_the_database_gets_a_new_connection(clinic) -> None:
    def page_before_and_after() -> tuple[int, int]:
        close_old_connections()  # What Django does when a request starts.
        before = Clinic.objects.count()
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            (server_process,) = cursor.fetchone()
        in_a_thread(lambda: end(server_process))
        close_old_connections()
        return before, Clinic.objects.count()

    def end(server_process: int) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s)", [server_process])

    assert in_a_thread(page_before_and_after) == (1, 1)
