"""A freed time is offered in turn, for a short while; of all who want it one has it."""

from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from guywire.clinic.desk.models import QueueItem
from guywire.clinic.messages.kinds import Kind, render
from guywire.clinic.messages.models import Message
from guywire.clinic.messages.quiet_hours import next_waking
from guywire.clinic.people.models import AuditEntry, Patient, Staff
from guywire.clinic.visits import queries, services
from guywire.clinic.visits.links import offer_token
from guywire.clinic.visits.models import (
    Location,
    Offer,
    OfferOutcome,
    PartOfDay,
    Therapist,
    Visit,
    WaitingEntry,
)
from guywire.clinic.visits.services import waiting
from tests.clinic.visits.conftest import THURSDAY_9, TUESDAY_9, TUESDAY_10, TUESDAY_930
from tests.clinic.visits.racing import in_a_thread, race, shared_database

pytestmark = pytest.mark.django_db
UNTIL = date(2026, 3, 20)


def person(number: int) -> Patient:
    return Patient.objects.create(
        name=f"Waiting {number}", phone="+15035550100", email=f"w{number}@example.org"
    )


def wait(front_desk: Staff, number: int, **wishes: object) -> WaitingEntry:
    wishes = {"part": PartOfDay.ANY, "until": UNTIL} | wishes
    return waiting.add(person(number), front_desk, **wishes)


@pytest.fixture
def visit(monday, ana: Therapist, riverside: Location, patient: Patient) -> Visit:
    return services.book(patient, TUESDAY_9, place=riverside, therapist=ana)


def offered_to() -> list[str]:
    offers = Offer.objects.filter(outcome=OfferOutcome.OPEN).select_related("entry__patient")
    return [offer.entry.patient.name for offer in offers]


def test_a_canceled_time_goes_to_who_waits_longest(visit: Visit, front_desk: Staff) -> None:
    wait(front_desk, 1)
    wait(front_desk, 2)
    services.cancel(visit)
    assert offered_to() == ["Waiting 1"]
    outgoing = render(Message.objects.get(kind=Kind.OFFER))
    assert outgoing is not None
    assert "Tuesday, March 3 at 9:00 am" in outgoing.text
    assert AuditEntry.objects.filter(action="waiting.add").count() == 2


def test_a_moved_visit_frees_its_old_time(visit: Visit, front_desk: Staff) -> None:
    wait(front_desk, 1)
    services.move(visit, TUESDAY_10)
    assert Offer.objects.get().starts_at == TUESDAY_9


def test_only_a_time_that_suits_is_offered(visit: Visit, ben: Therapist, front_desk: Staff) -> None:
    wait(front_desk, 1, part=PartOfDay.AFTERNOON)
    wait(front_desk, 2, therapist=ben)
    wait(front_desk, 3, until=date(2026, 3, 2))
    services.cancel(visit)
    assert offered_to() == []


def test_an_offer_nobody_answers_goes_to_the_next_and_never_back(
    monday, visit: Visit, front_desk: Staff
) -> None:
    wait(front_desk, 1)
    wait(front_desk, 2)
    services.cancel(visit)
    waiting.expire_due()
    assert offered_to() == ["Waiting 1"], "its hour is not over"
    monday.shift(waiting.OFFER_LASTS)
    waiting.expire_due()
    assert offered_to() == ["Waiting 2"]
    monday.shift(waiting.OFFER_LASTS)
    waiting.expire_due()
    assert offered_to() == []


def test_who_is_offered_a_time_at_night_has_until_an_hour_after_it(
    monday, visit: Visit, front_desk: Staff, patient: Patient, ana: Therapist, riverside: Location
) -> None:
    later = services.book(patient, THURSDAY_9, place=riverside, therapist=ana)
    wait(front_desk, 1)
    monday.shift(timedelta(hours=14))  # 10 at night.
    services.cancel(later)
    morning = datetime(2026, 3, 3, 8, tzinfo=ZoneInfo("America/Los_Angeles"))
    assert Offer.objects.get().expires_at == morning + waiting.OFFER_LASTS
    assert next_waking(morning - timedelta(seconds=1)) == morning
    assert next_waking(morning) == morning


def test_taking_it_books_the_visit_and_ends_the_wait(
    client: Client, visit: Visit, front_desk: Staff
) -> None:
    entry = wait(front_desk, 1)
    services.cancel(visit)
    address = f"/visits/offer/{offer_token(Offer.objects.get())}/"
    page = client.get(address)
    assert "Take this time" in page.content.decode()
    assert page["Cache-Control"] == "no-store"
    assert not queries.upcoming().exists(), "a mail scanner that follows the link books nothing"
    for _ in range(2):
        assert "/visits/" in client.post(address)["Location"]
    assert "This time is yours" in client.get(address).content.decode()
    taken = queries.upcoming().get()
    entry.refresh_from_db()
    assert (taken.patient, taken.starts_at, entry.visit) == (entry.patient, TUESDAY_9, taken)


def test_a_no_passes_it_on_at_once_and_keeps_the_place_on_the_list(
    client: Client, visit: Visit, front_desk: Staff
) -> None:
    first = wait(front_desk, 1)
    wait(front_desk, 2)
    services.cancel(visit)
    client.post(f"/visits/offer/{offer_token(Offer.objects.get())}/", {"decline": "1"})
    assert offered_to() == ["Waiting 2"]
    first.refresh_from_db()
    assert first.closed_at is None


def test_a_time_booked_meanwhile_is_said_and_the_wait_goes_on(
    client: Client, visit: Visit, riverside: Location, another_patient: Patient, front_desk: Staff
) -> None:
    entry = wait(front_desk, 1)
    services.cancel(visit)
    services.book(another_patient, TUESDAY_9, place=riverside)
    assert Offer.objects.get().outcome == OfferOutcome.GONE
    assert not QueueItem.objects.filter(closed_at=None).exists()
    address = f"/visits/offer/{offer_token(Offer.objects.get())}/"
    assert "Someone else has just taken this time" in (
        client.post(address, follow=True).content.decode()
    )
    assert "Someone else has taken this time" in client.get(address).content.decode()
    entry.refresh_from_db()
    assert entry.closed_at is None


def test_undoing_the_cancellation_takes_the_offer_back(visit: Visit, front_desk: Staff) -> None:
    wait(front_desk, 1)
    services.cancel(visit, by=front_desk)
    change = services.last_change(visit)
    assert change is not None
    services.undo(change, by=front_desk)
    assert offered_to() == []


def test_a_late_answer_books_nothing(
    monday, client: Client, visit: Visit, front_desk: Staff
) -> None:
    wait(front_desk, 1)
    services.cancel(visit)
    address = f"/visits/offer/{offer_token(Offer.objects.get())}/"
    monday.shift(waiting.OFFER_LASTS + timedelta(seconds=1))
    assert "This offer has ended" in client.post(address, follow=True).content.decode()
    assert not queries.upcoming().exists()


@pytest.mark.parametrize("token", ["1", "1:forged", "x"])
def test_a_forged_link_opens_nothing(client: Client, db: None, token: str) -> None:
    assert client.get(f"/visits/offer/{token}/").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_who_is_offered_a_time_and_the_web_racing_for_it_leave_one_visit(
    monday,
    ana: Therapist,
    riverside: Location,
    patient,
    another_patient,
    front_desk,
    tmp_path: Path,
) -> None:
    visit = services.book(patient, TUESDAY_930, place=riverside, therapist=ana)
    wait(front_desk, 1)
    services.cancel(visit)
    offer = Offer.objects.get()

    def take() -> str:
        waiting.take(offer)
        return "booked"

    def on_the_web() -> str:
        services.book(another_patient, TUESDAY_930, place=riverside, therapist=ana)
        return "booked"

    with shared_database(tmp_path):
        outcome = race(take, on_the_web, partial(on_the_web))
        count = in_a_thread(queries.upcoming().count)
    assert outcome["booked"] == 1
    assert sum(outcome.values()) == 3
    assert count == 1
