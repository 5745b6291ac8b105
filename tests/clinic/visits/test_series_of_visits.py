"""Twice a week for six weeks: the same hour on the wall, also where the clocks change."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client

from guywire.clinic.messages.kinds import Kind, render
from guywire.clinic.messages.models import Message
from guywire.clinic.people.models import Patient, Staff
from guywire.clinic.visits import services
from guywire.clinic.visits.choice import stamp
from guywire.clinic.visits.models import (
    Availability,
    CanceledBy,
    Location,
    Status,
    Therapist,
    Visit,
    Weekday,
)
from tests.clinic.visits.conftest import TUESDAY_9, at_work

pytestmark = pytest.mark.django_db
TUESDAY_AND_THURSDAY = (Weekday.TUESDAY, Weekday.THURSDAY)


@pytest.fixture
def visit(monday, ana: Therapist, riverside: Location, patient: Patient, front_desk) -> Visit:
    patient.email = "pat@example.org"
    patient.save()
    return services.book(patient, TUESDAY_9, place=riverside, therapist=ana, by=front_desk)


def starts(planned: list[services.PlannedVisit]) -> list[datetime]:
    return [each.starts_at for each in planned]


def test_twice_a_week_for_six_weeks_across_the_spring_change(visit: Visit) -> None:
    planned = services.plan(visit, TUESDAY_AND_THURSDAY, 6)
    assert len(planned) == 11, "the first of the twelve is the visit itself"
    local = [at.astimezone(visit.starts_local.tzinfo) for at in starts(planned)]
    assert {f"{at:%H:%M}" for at in local} == {"09:00"}
    assert {at.utcoffset() for at in local} == {timedelta(hours=-8), timedelta(hours=-7)}
    assert all(each.is_free for each in planned)


def test_across_the_autumn_change_the_hour_on_the_wall_stays(
    clinic, ana: Therapist, riverside: Location, patient: Patient, front_desk: Staff
) -> None:
    with time_machine.travel(datetime(2026, 10, 26, 16, tzinfo=UTC), tick=False):
        first = datetime(2026, 10, 27, 16, tzinfo=UTC)  # 9:00 in summer time
        visit = services.book(patient, first, place=riverside, therapist=ana, by=front_desk)
        planned = services.plan(visit, [Weekday.TUESDAY], 3)
    assert starts(planned) == [
        datetime(2026, 11, 3, 17, tzinfo=UTC),
        datetime(2026, 11, 10, 17, tzinfo=UTC),
    ]
    assert all(each.is_free for each in planned)


def test_an_hour_that_spring_skips_is_left_out(
    monday, ana: Therapist, riverside: Location, patient: Patient, front_desk: Staff
) -> None:
    at_work(ana, riverside, Weekday.SUNDAY, "02:00", "03:00")
    at_work(ana, riverside, Weekday.SATURDAY, "02:00", "03:00")
    saturday_2am = datetime(2026, 3, 7, 10, tzinfo=UTC)
    visit = services.book(patient, saturday_2am, place=riverside, therapist=ana, by=front_desk)
    planned = services.plan(visit, [Weekday.SUNDAY], 2)
    assert starts(planned) == [datetime(2026, 3, 15, 9, tzinfo=UTC)]


def test_a_taken_time_is_shown_and_the_others_are_booked_once(
    visit: Visit,
    ana: Therapist,
    riverside: Location,
    another_patient: Patient,
    front_desk: Staff,
) -> None:
    taken = TUESDAY_9 + timedelta(days=2)
    services.book(another_patient, taken, place=riverside, therapist=ana)
    planned = services.plan(visit, TUESDAY_AND_THURSDAY, 2)
    assert [each.is_free for each in planned] == [False, True, True]
    for _ in range(2):
        booked, failed = services.repeat(visit, starts(planned), by=front_desk)
        assert (len(booked), failed) == (2, 1)
    assert Visit.objects.filter(series=visit.series).count() == 3
    assert not Availability.objects.filter(kept_for__isnull=False).exists()


def test_one_message_lists_the_whole_series(visit: Visit, front_desk: Staff) -> None:
    before = Message.objects.count()
    planned = services.plan(visit, TUESDAY_AND_THURSDAY, 2)
    services.repeat(visit, starts(planned), by=front_desk)
    message = Message.objects.get(kind=Kind.SERIES)
    assert Message.objects.count() == before + 1
    outgoing = render(message)
    assert outgoing is not None
    for day in ("March 3", "March 5", "March 10", "March 12"):
        assert day in outgoing.text


def test_the_rest_of_a_series_is_canceled_and_what_was_before_stays(
    visit: Visit, front_desk: Staff
) -> None:
    planned = services.plan(visit, TUESDAY_AND_THURSDAY, 2)
    booked, _ = services.repeat(visit, starts(planned), by=front_desk)
    count = services.cancel_rest(booked[1], by=front_desk, canceled_by=CanceledBy.PERSON)
    assert count == 2
    left = Visit.objects.filter(status=Status.BOOKED)
    assert {each.pk for each in left} == {visit.pk, booked[0].pk}


def test_the_rest_of_no_series_cancels_nothing(visit: Visit, front_desk: Staff) -> None:
    assert services.cancel_rest(visit, by=front_desk, canceled_by=CanceledBy.PERSON) == 0


def test_the_desk_sees_the_times_and_books_those_that_are_checked(
    as_front_desk: Client, visit: Visit
) -> None:
    address = f"/desk/visits/{visit.public_id}/repeat/"
    assert "Choose at least one day" in as_front_desk.get(address, {"weeks": 2}).content.decode()
    page = as_front_desk.get(address, {"weekdays": [1, 3], "weeks": 2}).content.decode()
    assert page.count('name="at"') == 3
    thursday = TUESDAY_9 + timedelta(days=2)
    page = as_front_desk.post(address, {"at": [stamp(thursday), "nonsense"]}, follow=True)
    assert "Booked: 1 visit." in page.content.decode()
    assert Visit.objects.filter(starts_at=thursday, series__isnull=False).count() == 1
