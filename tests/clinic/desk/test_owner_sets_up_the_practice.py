"""From an empty database to a time that can be booked, without anybody writing code."""

import re
from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from guywire.clinic.insurance.models import Payer
from guywire.clinic.people.models import AuditEntry, Role
from guywire.clinic.visits.models import (
    Absence,
    Availability,
    ClosingDay,
    Location,
    Therapist,
    Visit,
)
from guywire.clinic.visits.queries import free_times
from guywire.clinic.welcome.models import Clinic
from tests.cast import make_staff, signed_in

pytestmark = pytest.mark.django_db
CLINIC = {
    "name": "Harbor PT",
    "promise": "We listen first.",
    "phone": "503 555 0150",
    "email": "",
    "hours": "Weekdays",
    "timezone": "America/New_York",
    "idle_minutes": "15",
}
PLACE = {
    "name": "Harbor",
    "address": "1 Pier",
    "directions": "",
    "phone": "503 555 0151",
    "hours": "",
    "zone": "America/New_York",
}
THERAPIST = {
    "credentials": "PT",
    "words": "Hello.",
    "languages": "English",
    "portrait": "initials",
    "online_link": "",
}


def next_step(client: Client) -> str:
    """Where the page of the practice sends the owner next, until patients can book."""
    page = client.get("/desk/practice/").content.decode()
    _, _, steps = page.partition("Until patients can book")
    link = re.search(r'<a href="([^"]+)"', steps)
    return link[1] if steps and link else ""


def test_an_owner_goes_from_nothing_to_a_time_that_can_be_booked(db: None) -> None:
    owner = make_staff("owner@example.org", "Olga Ownby", Role.OWNER)
    client = signed_in(owner)
    assert "Patients cannot book yet." in client.get("/desk/").content.decode()
    assert next_step(client) == "/desk/practice/clinic/new/"
    client.post("/desk/practice/clinic/new/", CLINIC)
    assert next_step(client) == "/desk/practice/location/new/"
    page = client.get("/desk/practice/location/new/").content.decode()
    assert '<option value="America/New_York" selected>' in page, "the clock of the practice"
    assert 'value="(503) 555-0150"' in page or 'value="+15035550150"' in page
    client.post("/desk/practice/location/new/", PLACE)
    assert next_step(client) == "/desk/practice/therapist/new/"
    client.post("/desk/practice/therapist/new/", THERAPIST | {"staff": owner.pk})
    place, therapist = Location.objects.get(), Therapist.objects.get()
    assert next_step(client) == "/desk/practice/therapist-week/"
    for weekday in range(7):
        hours = {"weekday": weekday, "start": "08:00", "end": "18:00"}
        sent = hours | {"therapist": therapist.pk, "location": place.pk}
        client.post("/desk/practice/hours/new/", sent)
    assert next_step(client) == ""
    assert "Patients cannot book yet." not in client.get("/desk/").content.decode()
    assert Clinic.objects.get().phone == "+15035550150"
    assert free_times(place)
    assert AuditEntry.objects.filter(action="practice.hours").count() == 7


def test_a_name_with_a_line_break_is_sent_back_and_the_database_refuses_it(
    as_owner: Client, clinic: Clinic
) -> None:
    page = as_owner.post("/desk/practice/clinic/1/", CLINIC | {"name": "Harbor\nPT"})
    assert "This text has a line break." in page.content.decode()
    with pytest.raises(IntegrityError), transaction.atomic():
        Clinic.objects.update(name="Harbor\r\nPT")


def test_an_absence_takes_the_times_away_and_names_the_visits_in_it(
    as_owner: Client, visit: Visit
) -> None:
    day = timezone.localtime(visit.starts_at).date()
    sent = {
        "therapist": visit.therapist_id,
        "starts_at": f"{day - timedelta(days=1)}T00:00",
        "ends_at": f"{day + timedelta(days=1)}T23:00",
    }
    page = as_owner.post("/desk/practice/away/new/", sent, follow=True).content.decode()
    assert "Saved. 1 booked visit cannot take place." in page
    assert visit.patient.name in page
    assert visit.starts_at not in [one.starts_at for one in free_times(visit.location)]


def test_an_absence_is_read_by_the_practices_own_clock(as_owner: Client, visit: Visit) -> None:
    sent = {
        "therapist": visit.therapist_id,
        "starts_at": "2026-03-10T09:00",
        "ends_at": "2026-03-10T17:00",
    }
    as_owner.post("/desk/practice/away/new/", sent)
    assert Absence.objects.get().starts_at == datetime.fromisoformat("2026-03-10T09:00-07:00")


def test_a_holiday_is_closed_in_one_form(as_owner: Client, place: Location) -> None:
    sent = {"on": "2026-12-24", "last": "2027-01-01", "location": place.pk, "name": "Holidays"}
    for _ in range(2):
        as_owner.post("/desk/practice/closed/new/", sent)
    days = ClosingDay.objects.values_list("on", flat=True)
    assert (len(days), str(days[0]), str(days[8])) == (9, "2026-12-24", "2027-01-01")
    changed = {"on": "2026-12-23", "location": "", "name": "Early"}
    as_owner.post(f"/desk/practice/closed/{ClosingDay.objects.all()[0].pk}/", changed)
    assert str(ClosingDay.objects.all()[0]) == "closed 2026-12-23"
    assert ClosingDay.objects.count() == 9


def test_hours_are_changed_and_removed(as_owner: Client, visit: Visit) -> None:
    hours = Availability.objects.all()[0]
    address = f"/desk/practice/hours/{hours.pk}/"
    assert "Remove it" in as_owner.get(address).content.decode()
    as_owner.post(f"{address}remove/")
    assert not Availability.objects.filter(pk=hours.pk).exists()


@pytest.mark.parametrize(
    ("address", "sent", "sentence"),
    [
        ("clinic/new", CLINIC | {"name": ""}, "Please fill this in"),
        ("clinic/new", CLINIC | {"phone": "call us"}, "has digits only"),
        ("clinic/new", CLINIC | {"timezone": "Moon/Base"}, "Select a valid choice"),
        ("location/new", PLACE | {"name": "Riverside"}, "one with this name already"),
        ("clinic/new", CLINIC | {"email": "olga"}, "Write an email address such as"),
        ("clinic/new", CLINIC | {"idle_minutes": "0"}, "Write a number of at least 1."),
        ("clinic/new", CLINIC | {"idle_minutes": "999"}, "Write a number of at most 240."),
        ("payer/new", {"name": " ACME ", "phone": "", "note": ""}, "one with this name already"),
        (
            "booking/new",
            {"notice_hours": "168", "horizon_weeks": "1", "late_cancel_hours": "24"},
            "no time could be booked",
        ),
        ("location/new", PLACE | {"address": "a" * 201}, "at most 200 characters"),
        ("location/new", PLACE | {"address": "a\x00b"}, "Type the text again by hand"),
        (
            "therapist/new",
            THERAPIST | {"online_link": "javascript:alert(1)"},
            "Enter a valid URL",
        ),
        ("hours/new", {"weekday": 1, "start": "18:00", "end": "08:00"}, "before the start"),
        ("hours/new", {"weekday": 9, "start": "25:00", "end": ""}, "Enter a valid time"),
        ("away/new", {"starts_at": "2026-03-02T10:00", "ends_at": "2026-03-01T10:00"}, "before"),
        ("closed/new", {"on": "2026-12-24", "last": "2026-12-23"}, "before the start"),
        ("closed/new", {"on": "2026-12-24", "last": "2027-12-24"}, "at most 60 days"),
        ("away/new", {"starts_at": "soon", "ends_at": ""}, "a day and a time"),
    ],
)
def test_what_cannot_be_is_answered_beside_its_field(
    as_owner: Client, visit: Visit, address: str, sent: dict[str, object], sentence: str
) -> None:
    Payer.objects.create(name="Acme")
    response = as_owner.post(f"/desk/practice/{address}/", sent)
    assert response.status_code == 200
    assert sentence in response.content.decode()


def test_a_checkbox_is_a_card_with_its_words_to_tap(as_owner: Client) -> None:
    page = as_owner.get("/desk/practice/kind/new/").content.decode()
    card = re.search(r'<div class="choices"><div><label for="id_is_on_web">(.*?)</label>', page)
    assert card
    assert 'type="checkbox"' in card[1]
    assert "<span>Patients can book it on the web</span>" in card[1]
    assert page.count('for="id_is_on_web"') == 1, "no second label above it"


def test_a_second_practice_is_never_made(as_owner: Client) -> None:
    as_owner.post("/desk/practice/clinic/new/", CLINIC)
    assert Clinic.objects.get().name == "Harbor PT"


@pytest.mark.parametrize(
    "address", ["nothing/new/", "hours/999/", "location/1/remove/", "clinic/1/remove/"]
)
def test_what_is_not_there_or_must_stay_is_a_missing_page(
    as_owner: Client, visit: Visit, address: str
) -> None:
    ask = as_owner.post if address.endswith("remove/") else as_owner.get
    assert ask(f"/desk/practice/{address}").status_code == 404


def test_the_page_of_the_practice_has_parts_that_links_lead_to(
    as_owner: Client, treating: Therapist
) -> None:
    page = as_owner.get("/desk/practice/").content.decode()
    assert re.findall(r'<a href="#(\w+)">', page) == re.findall(r'<h2 id="(\w+)">', page)
    days = len(re.findall(r'href="/desk/practice/hours/\d+/"', page))
    assert f"{days} times a week</span></summary>" in page
    assert page.count(f"<strong>{treating.name}</strong>") == 1
    row = Availability.objects.all()[0]
    part = as_owner.get(f"/desk/practice/hours/{row.pk}/").content.decode()
    assert part.count('href="/desk/practice/#week"') == 2
    assert '<h3 id="week">' in page


def test_the_menu_marks_the_part_of_the_desk_and_today_alone_on_its_own_page(
    as_owner: Client,
) -> None:
    def marked(address: str) -> list[str]:
        page = as_owner.get(address).content.decode()
        return re.findall(r'aria-current="page">([^<]+)<', page)

    assert marked("/desk/") == ["Today"]
    assert marked("/desk/practice/logo/") == ["Practice"]
    assert marked("/desk/my/sessions/") == []
