"""Confirmed, late, arrived, attended, no-show, canceled: each a tap, each undone by one."""

from datetime import date, timedelta

import pytest

from guywire.clinic.people.models import AuditEntry, Patient, Staff
from guywire.clinic.visits import queries, services
from guywire.clinic.visits.models import (
    CanceledBy,
    Location,
    Status,
    Therapist,
    Visit,
    VisitSettings,
)
from tests.clinic.visits.conftest import TUESDAY_9, TUESDAY_10, TUESDAY_930

pytestmark = pytest.mark.django_db


@pytest.fixture
def visit(monday, ana: Therapist, riverside: Location, patient: Patient) -> Visit:
    return services.book(patient, TUESDAY_9, place=riverside, therapist=ana)


def on_its_day(monday) -> None:
    monday.shift(timedelta(days=1, hours=1))


@pytest.mark.parametrize("status", [Status.LATE, Status.ARRIVED, Status.ATTENDED, Status.NO_SHOW])
def test_a_mark_of_the_day_is_refused_before_the_day(
    visit: Visit, front_desk: Staff, status: Status
) -> None:
    with pytest.raises(services.VisitClosedError, match="Mark it on its day"):
        services.mark(visit, status, by=front_desk)


def test_a_confirmed_visit_still_awaits_the_person(visit: Visit, front_desk: Staff) -> None:
    services.mark(visit, Status.CONFIRMED, by=front_desk)
    assert list(queries.upcoming()) == [visit]
    assert AuditEntry.objects.get(action="visit.confirmed").staff == front_desk


def test_each_mark_is_undone_to_the_one_before(monday, visit: Visit, front_desk: Staff) -> None:
    on_its_day(monday)
    for status in (Status.LATE, Status.ARRIVED, Status.ATTENDED):
        visit = services.mark(visit, status, by=front_desk)
    for before in (Status.ARRIVED, Status.LATE, Status.BOOKED):
        change = services.last_change(visit)
        assert change is not None
        visit = services.undo(change, by=front_desk)
        assert visit.status == before
    assert services.last_change(visit) is None, "a booking is canceled, not undone"
    assert AuditEntry.objects.filter(action="visit.undo").count() == 3


def test_only_the_latest_act_can_be_undone(monday, visit: Visit, front_desk: Staff) -> None:
    on_its_day(monday)
    services.mark(visit, Status.LATE, by=front_desk)
    earlier = services.last_change(visit)
    services.mark(visit, Status.ARRIVED, by=front_desk)
    assert earlier is not None
    with pytest.raises(services.UndoError):
        services.undo(earlier, by=front_desk)


def test_a_cancellation_says_who_and_why_and_its_undo_takes_the_time_back(
    visit: Visit, front_desk: Staff
) -> None:
    visit = services.cancel(
        visit, by=front_desk, canceled_by=CanceledBy.CLINIC, reason="Water damage"
    )
    assert (visit.canceled_by, visit.cancel_reason) == ("clinic", "Water damage")
    change = services.last_change(visit)
    assert change is not None
    visit = services.undo(change, by=front_desk)
    assert (visit.status, visit.cancel_reason, visit.cells.count()) == (Status.BOOKED, "", 2)


def test_a_cancellation_cannot_be_undone_once_the_time_is_taken(
    visit: Visit, front_desk: Staff, ana: Therapist, riverside: Location, another_patient: Patient
) -> None:
    visit = services.cancel(visit, by=front_desk)
    services.book(another_patient, TUESDAY_9, place=riverside, therapist=ana)
    change = services.last_change(visit)
    assert change is not None
    with pytest.raises(services.TimeTakenError):
        services.undo(change, by=front_desk)
    visit.refresh_from_db()
    assert visit.is_cancelled


def test_an_undone_move_is_back_at_its_time(
    visit: Visit, front_desk: Staff, ana: Therapist
) -> None:
    visit = services.move(visit, TUESDAY_10, by=front_desk)
    change = services.last_change(visit)
    assert change is not None
    visit = services.undo(change, by=front_desk)
    assert visit.starts_at == TUESDAY_9
    assert not queries.free_times(visit.location, ana, first=TUESDAY_9, until=TUESDAY_930)


@pytest.mark.parametrize(
    ("canceled_by", "hours", "is_late"),
    [(CanceledBy.PERSON, 24, False), (CanceledBy.PERSON, 26, True), (CanceledBy.CLINIC, 26, False)],
)
def test_a_cancellation_is_late_within_the_hours_the_owner_set(
    visit: Visit, canceled_by: CanceledBy, hours: int, is_late: bool
) -> None:
    VisitSettings.objects.create(pk=1, late_cancel_hours=hours)
    assert services.cancel(visit, canceled_by=canceled_by).is_late_cancel is is_late


def test_a_walk_in_has_arrived_and_starts_on_this_quarter(
    monday, ana: Therapist, riverside: Location, patient: Patient, front_desk: Staff
) -> None:
    monday.shift(timedelta(minutes=20))
    visit = services.walk_in(patient, place=riverside, therapist=ana, by=front_desk)
    assert visit.status == Status.ARRIVED
    assert visit.starts_local.strftime("%a %H:%M") == "Mon 08:15"
    assert list(queries.day(date(2026, 3, 2))) == [visit]


def test_a_walk_in_never_takes_a_time_that_is_taken(
    monday, visit: Visit, ana: Therapist, riverside: Location, another_patient, front_desk: Staff
) -> None:
    on_its_day(monday)
    with pytest.raises(services.TimeTakenError):
        services.walk_in(another_patient, place=riverside, therapist=ana, by=front_desk)
