"""Each number of the owner with what it is out of, and an interval that is Wilson's."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client

from guywire.clinic.desk import counted_numbers
from guywire.clinic.desk.numbers import Share, numbers_of
from guywire.clinic.people.models import Patient
from guywire.clinic.programs.models import Session, WeeklyScore
from guywire.clinic.visits.models import Absence, ClosingDay, Status, Therapist, Visit

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 3, 2)
FIRST = datetime(2026, 2, 23, 17, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _monday_morning():
    with time_machine.travel(datetime(2026, 3, 2, 16, tzinfo=UTC), tick=False):
        yield


def add_visits(
    treating: Therapist, patient: Patient, *statuses: Status, late: bool = False
) -> None:
    place = treating.availability.all()[0].location
    for number, status in enumerate(statuses):
        visit = Visit.objects.create(
            patient=patient,
            therapist=treating,
            location=place,
            zone=place.zone,
            starts_at=FIRST + timedelta(hours=number),
            status=status,
            is_late_cancel=late and status == Status.CANCELLED,
        )
        created_at = visit.starts_at - timedelta(days=number + 1)
        Visit.objects.filter(pk=visit.pk).update(created_at=created_at)


def test_the_interval_is_wilsons() -> None:
    assert Share(2, 20).interval == (3, 30)  # Wilson's for 2 of 20: 2.8% to 30.1%.
    assert Share(0, 10).interval == (0, 28)
    assert Share(0, 0).interval == (0, 100)


def test_no_shows_are_out_of_the_visits_that_should_have_been(
    treating: Therapist, patient: Patient
) -> None:
    add_visits(
        treating,
        patient,
        *[Status.ATTENDED] * 3,
        Status.NO_SHOW,
        *[Status.CANCELLED] * 2,
        Status.BOOKED,
        late=True,
    )
    group = numbers_of(30, MONDAY).everything
    assert (group.no_shows.count, group.no_shows.total) == (1, 4)
    assert (group.late_cancels.count, group.late_cancels.total) == (2, 7)
    assert group.unmarked == 1


def test_waiting_days_leave_canceled_visits_out_and_need_five(
    treating: Therapist, patient: Patient
) -> None:
    add_visits(treating, patient, *[Status.ATTENDED] * 4)
    assert numbers_of(30, MONDAY).everything.wait is None
    add_visits(treating, patient, *[Status.CANCELLED] * 4, Status.ATTENDED)
    wait = numbers_of(30, MONDAY).everything.wait
    assert wait is not None
    assert (wait.median, wait.visits) == (3, 5)


def test_hours_offered_leave_out_closing_days_and_days_off(treating: Therapist) -> None:
    def offered() -> int:
        used = numbers_of(30, MONDAY).therapists[0].used
        return used.total if used else 0

    assert offered() == 30 * 10
    ClosingDay.objects.create(on=date(2026, 2, 24))
    assert offered() == 29 * 10
    day = datetime(2026, 2, 25, 8, tzinfo=UTC)
    Absence.objects.create(therapist=treating, starts_at=day, ends_at=day + timedelta(days=1))
    assert offered() == 28 * 10


def test_the_owner_reads_and_downloads_them_and_no_person_is_in_them(
    as_owner: Client, as_therapist: Client, treating: Therapist, patient: Patient
) -> None:
    add_visits(treating, patient, *[Status.ATTENDED] * 3, Status.NO_SHOW)
    page = as_owner.get("/desk/numbers/?days=30").content.decode()
    assert "1 of 4" in page
    sent = as_owner.post("/desk/numbers/export/", {"days": 30})
    table = b"".join(sent.streaming_content).decode()
    assert table.splitlines()[1].startswith("All,4,3,1,4,")
    assert patient.name not in page + table
    assert as_therapist.get("/desk/numbers/").status_code == 403
    assert as_therapist.post("/desk/numbers/export/").status_code == 403


def test_a_period_is_counted_once_a_day_until_the_owner_asks(
    as_owner: Client, treating: Therapist, patient: Patient
) -> None:
    add_visits(treating, patient, Status.ATTENDED, Status.NO_SHOW)
    assert counted_numbers.count_next(), "two more periods are left"
    Visit.objects.filter(status=Status.ATTENDED).update(status=Status.NO_SHOW)
    page = as_owner.get("/desk/numbers/?days=30").content.decode()
    assert "1 of 2" in page
    assert "Counted today at 8:00 am" in page
    page = as_owner.post("/desk/numbers/count/", {"days": 30}, follow=True).content.decode()
    assert "2 of 2" in page


def test_the_next_day_is_counted_by_the_worker_before_anybody_asks() -> None:
    while counted_numbers.count_next():
        pass
    assert counted_numbers.counted(30, MONDAY).numbers.last == date(2026, 3, 1)
    with time_machine.travel(datetime(2026, 3, 3, 9, tzinfo=UTC), tick=False):
        assert counted_numbers.count_next()
        assert counted_numbers.counted(30, date(2026, 3, 3)).numbers.last == MONDAY


def test_sessions_and_scores_of_a_period_are_read_without_those_before_it() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL reads an empty table whole, whatever its indexes.")
    sessions = Session.objects.filter(started_at__gte=FIRST).order_by().values("patient")
    scores = WeeklyScore.objects.filter(on__gte=MONDAY).order_by().values("patient")
    assert "session_of_a_period (started_at>?)" in sessions.explain()
    assert "weekly_score_of_a_period (on>?)" in scores.explain()
