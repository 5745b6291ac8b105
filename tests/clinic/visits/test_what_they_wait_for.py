"""Who waits says for what: one more visit of a kind, or an earlier time of the one they have."""

from datetime import date, datetime, timedelta

import pytest
from django.test import Client

from guywire.clinic.desk.models import QueueItem
from guywire.clinic.messages.kinds import Kind, render
from guywire.clinic.messages.models import Message
from guywire.clinic.people.models import Patient, Staff
from guywire.clinic.visits import queries, services
from guywire.clinic.visits.links import offer_token
from guywire.clinic.visits.models import (
    Location,
    Offer,
    OfferOutcome,
    Therapist,
    Visit,
    VisitKind,
    WaitingEntry,
    Weekday,
)
from guywire.clinic.visits.services import waiting
from tests.clinic.visits.conftest import THURSDAY_9, TUESDAY_9, TUESDAY_930, at_work

pytestmark = pytest.mark.django_db
UNTIL = date(2026, 3, 20)


@pytest.fixture
def follow_up() -> VisitKind:
    return VisitKind.objects.get(name="Follow-up")


@pytest.fixture
def caller(db: None) -> Patient:
    return Patient.objects.create(
        name="Cora Caller", phone="+15035550177", email="cora@example.org"
    )


def book(
    person: Patient, at: datetime, place: Location, therapist: Therapist, kind: VisitKind
) -> Visit:
    return services.book(person, at, place=place, therapist=therapist, kind=kind)


def add(person: Patient, by: Staff, **wishes: object) -> WaitingEntry:
    return waiting.add(person, by, until=UNTIL, **wishes)


def take(client: Client) -> None:
    offer = Offer.objects.get(outcome=OfferOutcome.OPEN)
    client.post(f"/visits/offer/{offer_token(offer)}/")


def test_a_freed_follow_up_goes_to_who_waits_for_one(
    monday,
    client: Client,
    ana: Therapist,
    riverside: Location,
    front_desk: Staff,
    follow_up: VisitKind,
    patient: Patient,
    caller: Patient,
    another_patient: Patient,
) -> None:
    # As soon as hours are kept for Discovery Visits, none of them fits into other hours.
    kept = at_work(ana, riverside, Weekday.FRIDAY, "09:00", "11:00")
    kept.kept_for = VisitKind.objects.get(name="Discovery Visit")
    kept.save()
    visit = book(patient, TUESDAY_9, riverside, ana, follow_up)
    add(another_patient, front_desk, kind=kept.kept_for)
    add(caller, front_desk, kind=follow_up)
    services.cancel(visit)
    assert Offer.objects.get().entry.patient == caller
    take(client)
    assert queries.upcoming().get().kind == follow_up


def test_taking_an_earlier_time_moves_the_visit_and_offers_the_time_it_leaves(
    monday,
    client: Client,
    ana: Therapist,
    riverside: Location,
    front_desk: Staff,
    follow_up: VisitKind,
    patient: Patient,
    caller: Patient,
    another_patient: Patient,
) -> None:
    early = book(patient, TUESDAY_9, riverside, ana, follow_up)
    late = book(caller, THURSDAY_9, riverside, ana, follow_up)
    entry = add(caller, front_desk, kind=follow_up, instead_of=late)
    add(another_patient, front_desk, kind=follow_up)
    services.cancel(early)
    assert Offer.objects.get().entry == entry
    outgoing = render(Message.objects.get(kind=Kind.OFFER))
    assert outgoing is not None
    replaced = "replace your visit on Thursday, March 5 at 9:00 am"
    assert replaced in outgoing.text
    assert "until today at 9:00 am" in outgoing.text
    page = client.get(f"/visits/offer/{offer_token(Offer.objects.get())}/").content.decode()
    assert "It replaces your visit on Thursday, March 5 at 9:00 am." in page
    take(client)
    moved = queries.upcoming().get(patient=caller)
    assert (moved.pk, moved.starts_at) == (late.pk, TUESDAY_9)
    entry.refresh_from_db()
    assert entry.closed_at is not None
    next_offer = Offer.objects.get(outcome=OfferOutcome.OPEN)
    assert (next_offer.entry.patient, next_offer.starts_at) == (another_patient, THURSDAY_9)


def test_a_later_time_or_another_way_to_meet_is_not_offered_for_a_booked_visit(
    monday,
    ana: Therapist,
    riverside: Location,
    front_desk: Staff,
    patient: Patient,
    caller: Patient,
) -> None:
    mine = services.book(caller, TUESDAY_930, place=riverside, therapist=ana)
    add(caller, front_desk, kind=mine.kind, instead_of=mine)
    services.cancel(services.book(patient, THURSDAY_9, place=riverside, therapist=ana))
    assert not Offer.objects.exists()
    assert waiting.offer_time(ana, None, TUESDAY_9) is None, "an online time"
    assert waiting.offer_time(ana, riverside, TUESDAY_9) is not None


def test_once_the_visit_is_canceled_they_wait_for_one_more(
    monday,
    client: Client,
    ana: Therapist,
    riverside: Location,
    front_desk: Staff,
    patient: Patient,
    caller: Patient,
) -> None:
    mine = services.book(caller, TUESDAY_9, place=riverside, therapist=ana)
    later = services.book(patient, THURSDAY_9, place=riverside, therapist=ana)
    add(caller, front_desk, kind=mine.kind, instead_of=mine)
    services.cancel(mine)
    Offer.objects.all().delete()
    services.cancel(later)
    take(client)
    assert queries.upcoming().get().starts_at == THURSDAY_9


def test_a_time_that_begins_between_those_on_the_web_is_offered_too(
    monday,
    client: Client,
    ana: Therapist,
    riverside: Location,
    front_desk: Staff,
    follow_up: VisitKind,
    patient: Patient,
    caller: Patient,
) -> None:
    visit = services.book(
        patient, TUESDAY_930, place=riverside, therapist=ana, kind=follow_up, by=front_desk
    )
    add(caller, front_desk, kind=follow_up)
    services.cancel(visit)
    take(client)
    assert queries.upcoming().get().starts_at == TUESDAY_930


def test_the_desk_calls_who_gets_no_message(
    monday,
    as_front_desk: Client,
    ana: Therapist,
    riverside: Location,
    front_desk: Staff,
    patient: Patient,
) -> None:
    visit = services.book(patient, THURSDAY_9, place=riverside, therapist=ana)
    silent = Patient.objects.create(name="No Mail", phone="+15035550100")
    add(silent, front_desk)
    services.cancel(visit)
    offer = Offer.objects.get()
    # The practice opens at 9, an hour after it is canceled.
    assert offer.expires_at == monday_at(10)
    assert not Message.objects.filter(kind=Kind.OFFER).exists()
    page = as_front_desk.get("/desk/queue/").content.decode()
    assert "Call them, no message reaches them: Thu, Mar 5, 9:00 am, Ana Ruiz" in page
    item = QueueItem.objects.get(offer=offer)
    assert "call them" in as_front_desk.get(f"/desk/queue/{item.pk}/").content.decode()
    as_front_desk.post(f"/desk/queue/{item.pk}/take-time/")
    assert queries.upcoming().get().patient == silent


def test_a_time_that_is_over_before_the_desk_can_call_goes_to_who_gets_messages(
    monday,
    ana: Therapist,
    riverside: Location,
    front_desk: Staff,
    patient: Patient,
    caller: Patient,
) -> None:
    visit = services.book(patient, TUESDAY_9, place=riverside, therapist=ana)
    silent = Patient.objects.create(name="No Mail", phone="+15035550100")
    add(silent, front_desk)
    add(caller, front_desk)
    monday.shift(timedelta(hours=9))
    services.cancel(visit)
    assert Offer.objects.get().entry.patient == caller


def test_the_form_starts_with_the_next_visit_and_then_with_what_was_saved(
    monday,
    as_front_desk: Client,
    ana: Therapist,
    riverside: Location,
    follow_up: VisitKind,
    caller: Patient,
) -> None:
    late = book(caller, THURSDAY_9, riverside, ana, follow_up)
    address = f"/desk/patients/{caller.public_id}/waiting/"
    option = f'value="visit-{late.pk}" selected>An earlier time than Thursday, March 5'
    assert option in as_front_desk.get(address).content.decode()
    wish = {"wish": f"visit-{late.pk}", "part": "any", "until": "2020-01-01"}
    assert "This day has passed" in as_front_desk.post(address, wish).content.decode()
    page = as_front_desk.post(address, wish | {"until": "2026-03-09"}, follow=True)
    assert "Earlier than Thursday, March 5 at 9:00 am (Follow-up): any time" in (
        " ".join(page.content.decode().split())
    )
    wish = {"wish": f"kind-{follow_up.pk}", "part": "afternoon", "until": "2026-03-09"}
    as_front_desk.post(address, wish | {"therapist": ana.pk})
    entry = WaitingEntry.objects.get()
    assert (entry.kind, entry.instead_of, entry.therapist) == (follow_up, None, ana)
    form = as_front_desk.get(address).content.decode()
    for chosen in ("A new visit: Follow-up", "After noon", "Ana Ruiz"):
        assert f"selected>{chosen}" in form
    chart = as_front_desk.get(f"/desk/patients/{caller.public_id}/").content.decode()
    assert "On the waiting list" in chart
    as_front_desk.post(f"/desk/waiting/{entry.pk}/remove/")
    assert "No one is waiting" in as_front_desk.get("/desk/waiting/").content.decode()


def monday_at(hour: int) -> datetime:
    return datetime(2026, 3, 2, hour + 8, tzinfo=TUESDAY_9.tzinfo)
