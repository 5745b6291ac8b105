"""People book by themselves what the owner puts on the web: the free visit first."""

import pytest
from django.test import Client
from django.utils.html import escape

from guywire.clinic.visits.models import Location, Therapist, Visit, VisitKind
from tests.clinic.visits.conftest import TUESDAY_9
from tests.clinic.visits.test_booking_on_the_web import details, form

pytestmark = pytest.mark.django_db
KIND = {
    "minutes": "45",
    "gap_minutes": "15",
    "is_at_locations": "on",
    "is_on_web": "on",
    "is_active": "on",
}


@pytest.fixture
def follow_up(db: None) -> VisitKind:
    kind = VisitKind.objects.get(name="Follow-up")
    VisitKind.objects.filter(pk=kind.pk).update(is_on_web=True, price_cents=12_000)
    kind.refresh_from_db()
    return kind


def test_a_second_kind_is_booked_by_its_own_way(
    monday, outsider: Client, ana: Therapist, riverside: Location, follow_up: VisitKind
) -> None:
    page = outsider.get("/visits/").content.decode()
    chosen = f"at={riverside.pk}&with=any&kind={follow_up.pk}"
    assert "Follow-up</h2>" in page
    assert "45 minutes, $120" in page
    assert escape(f"/visits/therapist/?{chosen}") in page
    page = outsider.get(f"/visits/therapist/?{chosen}").content.decode()
    assert "Follow-up, 45 minutes, $120, Riverside" in page
    assert "Free visit" not in page
    times = outsider.get(f"/visits/time/?{chosen}").content.decode()
    assert "9:00" in times
    assert "9:30" not in times, "its hour fits twice between 9 and 11"
    page = outsider.get(details(riverside) + f"&kind={follow_up.pk}").content.decode()
    assert "Free. No account." not in page
    outsider.post(details(riverside) + f"&kind={follow_up.pk}", form())
    visit = Visit.objects.get()
    assert (visit.kind, visit.minutes, visit.starts_at) == (follow_up, 45, TUESDAY_9)


def test_the_free_visit_stays_the_usual_one(
    monday, outsider: Client, ana: Therapist, riverside: Location, follow_up: VisitKind
) -> None:
    VisitKind.objects.filter(name="Discovery Visit").update(minutes=60)
    page = outsider.get("/visits/").content.decode()
    assert "Meet a therapist for 60 minutes. It costs nothing." in page
    assert "You get 60 minutes with one of our therapists" in outsider.get("/").content.decode()
    outsider.post(details(riverside), form())
    assert Visit.objects.get().kind == VisitKind.objects.get(name="Discovery Visit")


def test_a_kind_that_is_not_on_the_web_is_not_booked_there(
    monday, outsider: Client, ana: Therapist, riverside: Location
) -> None:
    desk_only = VisitKind.objects.get(name="Follow-up")
    for address in (details(riverside), f"/visits/time/?at={riverside.pk}&with=any"):
        answer = outsider.get(f"{address}&kind={desk_only.pk}")
        assert answer["Location"] == "/visits/"
    outsider.post(details(riverside) + f"&kind={desk_only.pk}", form())
    assert not Visit.objects.exists()


def test_without_a_kind_on_the_web_no_one_books_there(
    monday, outsider: Client, ana: Therapist, riverside: Location
) -> None:
    VisitKind.objects.update(is_on_web=False)
    assert "We cannot take bookings here right now." in outsider.get("/visits/").content.decode()
    assert "/visits/details/" not in outsider.get("/").content.decode()
    assert outsider.get(details(riverside))["Location"] == "/visits/"
    outsider.post(details(riverside), form())
    assert not Visit.objects.exists()


def test_the_site_says_free_so_the_first_kind_on_the_web_is(
    as_owner: Client, riverside: Location
) -> None:
    discovery = VisitKind.objects.get(name="Discovery Visit")
    address = f"/desk/practice/kind/{discovery.pk}/"
    sent = KIND | {"name": discovery.name, "price": "20"}
    assert "The site offers a free visit first." in as_owner.post(address, sent).content.decode()
    discovery.refresh_from_db()
    assert discovery.price_cents == 0
    as_owner.post("/desk/practice/kind/new/", KIND | {"name": "Long visit", "price": "180"})
    assert VisitKind.objects.get(name="Long visit").price_cents == 18_000
