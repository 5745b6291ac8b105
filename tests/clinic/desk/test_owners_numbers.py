"""Each number of the owner with what it is out of, and an interval that is Wilson's."""

import csv
from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from django.test import Client

from guywire.clinic.desk import counted_numbers
from guywire.clinic.desk.numbers import Share, numbers_of
from guywire.clinic.people.models import Patient
from guywire.clinic.programs.models import Session, WeeklyScore
from guywire.clinic.visits.models import Absence, ClosingDay, Status, Therapist, Visit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_morning")]
MONDAY = date(2026, 3, 2)
FIRST = datetime(2026, 2, 23, 17, tzinfo=UTC)


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


def visit_on(treating: Therapist, patient: Patient, on: date, **facts: object) -> Visit:
    place = treating.availability.all()[0].location
    at = datetime.combine(on, time(10), tzinfo=ZoneInfo(place.zone))
    return Visit.objects.create(
        patient=patient, therapist=treating, location=place, zone=place.zone, starts_at=at, **facts
    )


def test_hours_offered_leave_out_closing_days_and_days_off(
    treating: Therapist, patient: Patient
) -> None:
    visit_on(treating, patient, date(2025, 12, 1))

    def offered() -> int:
        used = numbers_of(30, MONDAY).therapists[0].used
        return used.total if used else 0

    assert offered() == 30 * 10
    ClosingDay.objects.create(on=date(2026, 2, 24))
    assert offered() == 29 * 10
    day = datetime(2026, 2, 25, 8, tzinfo=UTC)
    Absence.objects.create(therapist=treating, starts_at=day, ends_at=day + timedelta(days=1))
    assert offered() == 28 * 10


def test_hours_are_offered_from_the_first_visit_and_to_the_last_of_who_left(
    treating: Therapist, patient: Patient
) -> None:
    def offered() -> int:
        used = numbers_of(365, MONDAY).everything.used
        return used.total if used else 0

    assert offered() == 0, "no one has worked yet"
    visit_on(treating, patient, date(2026, 2, 20))
    visit_on(treating, patient, date(2026, 2, 24))
    assert offered() == 10 * 10, "February 20 to March 1"
    treating.staff.is_active = False
    treating.staff.save()
    assert offered() == 5 * 10, "to February 24"


def test_no_one_waits_for_the_repeats_of_a_visit(treating: Therapist, patient: Patient) -> None:
    booked_at = datetime(2026, 1, 30, 18, tzinfo=UTC)
    series = uuid4()
    for day in range(1, 6):
        visit_on(treating, patient, date(2026, 2, day))
    for week in range(4):
        visit_on(treating, patient, date(2026, 2, 6) + week * timedelta(weeks=1), series=series)
    Visit.objects.update(created_at=booked_at)
    wait = numbers_of(90, MONDAY).everything.wait
    assert wait is not None
    assert wait.visits == 6, "the first of the series counts"


def test_the_owner_reads_and_downloads_them_and_no_person_is_in_them(
    as_owner: Client, as_therapist: Client, treating: Therapist, patient: Patient
) -> None:
    add_visits(treating, patient, *[Status.ATTENDED] * 3, Status.NO_SHOW)
    page = as_owner.get("/desk/numbers/?days=30").content.decode()
    assert "1 of 4" in page
    sent = as_owner.post("/desk/numbers/export/", {"days": 30})
    table = b"".join(sent.streaming_content).decode()
    first, last = date(2026, 1, 31), date(2026, 3, 1)
    rows = list(csv.reader(table.removeprefix("\ufeff").splitlines()))
    assert rows[0] == ["From", str(first), "to", str(last)]
    numbers = dict(zip(rows[1], rows[2], strict=True))
    assert (numbers["Kind of group"], numbers["Visits"], numbers["Attended"]) == ("All", "4", "3")
    low, high = Share(1, 4).interval
    assert [numbers[f"No-show{end}"] for end in ("", " out of", " % from", " % to")] == [
        *("1", "4"),
        *(str(low), str(high)),
    ]
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
