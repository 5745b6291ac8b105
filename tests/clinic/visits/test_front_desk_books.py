"""The front desk books, moves, cancels and marks for a caller, and each act is on record."""

import re
from datetime import timedelta

import pytest

from guywire.clinic.people.models import AuditEntry, Patient
from guywire.clinic.visits import services
from guywire.clinic.visits.models import Status, Visit
from guywire.clinic.visits.services import TimeNotOfferedError, VisitClosedError
from tests.clinic.visits.conftest import TUESDAY_9, TUESDAY_10


@pytest.fixture
def visit(monday, ana, riverside, patient, front_desk) -> Visit:
    return services.book(patient, TUESDAY_9, place=riverside, therapist=ana, by=front_desk)


def actions() -> list[str]:
    return list(AuditEntry.objects.order_by("pk").values_list("action", flat=True))


def test_booking_moving_and_canceling_are_on_record(visit, front_desk, patient) -> None:
    services.cancel(services.move(visit, TUESDAY_10, by=front_desk), by=front_desk)
    assert actions() == ["visit.book", "visit.move", "visit.cancel"]
    entry = AuditEntry.objects.get(action="visit.move")
    assert (entry.staff, entry.patient) == (front_desk, patient)
    assert entry.detail["moved_from"] == TUESDAY_9.isoformat()


def test_what_a_patient_does_by_link_is_not_put_down_to_staff(visit) -> None:
    services.cancel(visit)
    assert actions() == ["visit.book"]


def test_a_visit_can_be_moved_to_another_therapist(visit, ben, front_desk) -> None:
    moved = services.move(visit, TUESDAY_9, therapist=ben, by=front_desk)
    assert moved.therapist == ben
    assert set(moved.cells.values_list("therapist", flat=True)) == {ben.pk}


def test_the_desk_may_book_inside_the_notice_that_the_web_keeps(
    monday, ana, riverside, patient, front_desk
) -> None:
    monday.move_to(TUESDAY_9 - timedelta(minutes=5), tick=False)
    assert services.book(patient, TUESDAY_9, place=riverside, by=front_desk).status == Status.BOOKED


def test_a_known_person_is_booked_for_a_follow_up_with_who_saw_them_last(
    as_front_desk, visit, ana, ben, riverside, patient, another_patient, front_desk
) -> None:
    def chosen(person: Patient) -> list[str]:
        page = as_front_desk.get(f"/desk/visits/new/?patient={person.public_id}")
        filters = page.content.decode().partition("Show times")[0]
        return re.findall(r"selected>([^<,]*)", filters)

    assert chosen(patient) == ["Follow-up", "Riverside", "Ana Ruiz"]
    assert chosen(another_patient) == ["Discovery Visit", "Riverside"], "was never here"
    services.cancel(visit, by=front_desk)
    assert chosen(patient) == ["Discovery Visit", "Riverside"], "did not come"


def test_the_desk_books_outside_the_hours_from_the_page_of_times(
    monday, as_front_desk, ana, riverside, patient
) -> None:
    page = as_front_desk.get("/desk/visits/new/").content.decode()
    assert 'name="clock"' in page
    place = f"at={riverside.pk}&patient={patient.public_id}"
    address = f"/desk/visits/new/?{place}&with={ana.pk}&day=2026-03-03&clock=17%3A40"
    booking = as_front_desk.get(address)["Location"]
    assert "start=20260304T0130Z" in booking, "the quarter of an hour in which 5:40 pm is"
    caller = {"name": patient.name, "phone": patient.phone}
    assert "Book it anyway? Say why" in as_front_desk.post(booking, caller).content.decode()
    as_front_desk.post(booking, caller | {"override": "Ana stays longer"})
    visit = Visit.objects.get()
    assert (visit.therapist, visit.override_reason) == (ana, "Ana stays longer")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("day=&clock=17%3A00&with={ana}", "Choose a day and a time."),
        ("day=2026-03-03&clock=soon&with={ana}", "Choose a day and a time."),
        ("day=2026-03-01&clock=17%3A00&with={ana}", "still to come"),
        ("day=2026-03-08&clock=02%3A30&with={ana}", "still to come"),
        ("day=2026-03-03&clock=17%3A00&with=any", "Choose the therapist"),
    ],
    ids=["no day", "no time", "over", "skipped in spring", "no therapist"],
)
def test_a_typed_time_that_is_none_is_answered_in_a_sentence(
    monday, as_front_desk, ana, riverside, typed, sentence
) -> None:
    address = f"/desk/visits/new/?at={riverside.pk}&{typed.format(ana=ana.pk)}"
    assert sentence in as_front_desk.get(address).content.decode()


def test_nobody_books_the_past(monday, ana, riverside, patient, front_desk) -> None:
    with pytest.raises(TimeNotOfferedError):
        services.book(patient, TUESDAY_9 - timedelta(weeks=1), place=riverside, by=front_desk)


@pytest.mark.parametrize(
    ("mark", "status"),
    [(services.mark_attended, Status.ATTENDED), (services.mark_no_show, Status.NO_SHOW)],
)
def test_a_visit_is_marked_on_its_day(visit, front_desk, monday, mark, status) -> None:
    monday.shift(timedelta(days=1, hours=1))
    assert mark(visit, by=front_desk).status == status
    assert mark(visit, by=front_desk).status == status
    assert actions() == ["visit.book", f"visit.{status}"]


def test_a_slip_of_the_finger_can_be_marked_right(visit, front_desk, monday) -> None:
    monday.shift(timedelta(days=1, hours=1))
    services.mark_no_show(visit, by=front_desk)
    assert services.mark_attended(visit, by=front_desk).status == Status.ATTENDED


def test_a_visit_to_come_cannot_be_marked(visit, front_desk) -> None:
    with pytest.raises(VisitClosedError, match="still to come"):
        services.mark_attended(visit, by=front_desk)


def test_a_canceled_visit_cannot_be_marked(visit, front_desk, monday) -> None:
    services.cancel(visit)
    monday.shift(timedelta(days=1, hours=1))
    with pytest.raises(VisitClosedError, match="canceled"):
        services.mark_attended(visit, by=front_desk)


def test_an_attended_visit_can_be_neither_moved_nor_canceled(visit, front_desk, monday) -> None:
    monday.shift(timedelta(days=1))
    services.mark_attended(visit, by=front_desk)
    for change in (lambda: services.cancel(visit), lambda: services.move(visit, TUESDAY_10)):
        with pytest.raises(VisitClosedError):
            change()
