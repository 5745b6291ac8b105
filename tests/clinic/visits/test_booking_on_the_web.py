"""A visitor books in four pages, without an account, and nothing typed is lost."""

import re
import uuid
from datetime import date, time, timedelta

import pytest
from django.test import Client
from django.utils.html import escape

from guywire.clinic.people.models import Patient
from guywire.clinic.visits import services
from guywire.clinic.visits.models import Status, Visit, Weekday
from tests.clinic.visits.conftest import TUESDAY_9, TUESDAY_930, make_location

TYPED = {
    "start": "20260303T1700Z",
    "name": "Mia Vance",
    "phone": "503 555 0177",
    "email": "mia@example.org",
    "reason": "Worse in the car.",
}


def details(riverside, therapist="any", start="20260303T1700Z") -> str:
    return f"/visits/details/?at={riverside.pk}&with={therapist}&start={start}"


def form(**changes: str) -> dict[str, str]:
    return TYPED | {"key": str(uuid.uuid4())} | changes


def test_each_page_leads_to_the_next(monday, outsider: Client, ana, riverside) -> None:
    for address, leads_to in (
        ("/visits/", f"/visits/therapist/?at={riverside.pk}&amp;with=any"),
        (
            f"/visits/therapist/?at={riverside.pk}",
            f"/visits/time/?at={riverside.pk}&amp;with={ana.pk}",
        ),
        (f"/visits/time/?at={riverside.pk}&with={ana.pk}", escape(details(riverside, ana.pk))),
    ):
        assert leads_to in outsider.get(address).content.decode()


def test_a_booking_ends_on_the_page_of_the_visit(monday, outsider, ana, riverside) -> None:
    response = outsider.post(details(riverside, ana.pk), form(), follow=True)
    visit = Visit.objects.get()
    assert (visit.starts_at, visit.therapist, visit.location) == (TUESDAY_9, ana, riverside)
    assert (visit.status, visit.reason) == (Status.BOOKED, "Worse in the car.")
    assert visit.patient.phone == "+15035550177"
    assert "Your visit is booked" in response.content.decode()
    assert "Tuesday, March 3, 2026" in response.content.decode()


def test_the_same_form_sent_twice_is_one_visit(monday, outsider, ana, riverside) -> None:
    sent = form()
    first = outsider.post(details(riverside, ana.pk), sent)
    second = outsider.post(details(riverside, ana.pk), sent)
    assert first["Location"] == second["Location"]
    assert (Visit.objects.count(), Patient.objects.count()) == (1, 1)


def test_a_time_taken_meanwhile_keeps_what_was_typed_and_offers_times_near_it(
    monday, outsider, ana, riverside, patient
) -> None:
    services.book(patient, TUESDAY_9, place=riverside, therapist=ana)
    page = outsider.post(details(riverside, ana.pk), form()).content.decode()
    assert "Someone else has just taken this time." in page
    assert "Tuesday, March 3 at 9:30 am" in page
    assert "Mia Vance" in page
    assert "Worse in the car." in page
    assert Visit.objects.count() == 1


def test_the_other_time_offered_there_can_be_booked(
    monday, outsider, ana, riverside, patient
) -> None:
    services.book(patient, TUESDAY_9, place=riverside, therapist=ana)
    outsider.post(details(riverside, ana.pk), form(start="20260303T1730Z"))
    assert Visit.objects.filter(starts_at=TUESDAY_930, patient__name="Mia Vance").exists()


@pytest.mark.parametrize(
    ("start", "why"),
    [
        ("20260224T1700Z", "a time in the past"),
        ("20260505T1600Z", "a Tuesday far beyond four weeks"),
        ("20260303T1710Z", "not on the quarter hour"),
        ("20260304T1700Z", "a day nobody works"),
        ("20260303T1900Z", "when the hours have ended"),
        ("99999999T9999Z", "no time at all"),
        ("' OR 1=1", "no time at all"),
        ("", "nothing"),
    ],
)
def test_a_time_that_is_not_on_offer_is_refused_kindly(
    monday, outsider, ana, riverside, start: str, why: str
) -> None:
    response = outsider.post(details(riverside, ana.pk), form(start=start))
    assert response.status_code == 200
    assert "We do not offer this time." in response.content.decode()
    assert Visit.objects.count() == 0


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": ""}, "Enter a name."),
        ({"name": "M" * 121}, "This is 121 characters long"),
        ({"phone": "CALL-ME-NOW"}, "A phone number has digits only"),
        ({"phone": "12"}, "This is not a whole phone number"),
        ({"email": "mia at home"}, "This email address is not complete"),
        ({"phone": "", "email": ""}, "Enter a phone number or an email address"),
        ({"reason": "x" * 2001}, "This is 2001 characters long"),
    ],
)
def test_a_wrong_answer_gets_a_sentence_and_nothing_is_lost(
    monday, outsider, ana, riverside, changes, sentence: str
) -> None:
    page = outsider.post(details(riverside, ana.pk), form(**changes)).content.decode()
    assert sentence in page
    for value in (TYPED | changes).values():
        assert escape(value) in page
    assert Visit.objects.count() == 0


def test_a_book_of_text_comes_back_with_a_sentence(monday, outsider, ana, riverside) -> None:
    response = outsider.post(details(riverside, ana.pk), form(reason="x" * 1_000_000))
    assert response.status_code == 200
    assert b"1000000 characters long" in response.content


@pytest.mark.parametrize("field", ["reason", "email", "phone"])
def test_a_null_character_is_refused_without_a_stack_trace(
    monday, outsider, ana, riverside, field: str
) -> None:
    response = outsider.post(details(riverside, ana.pk), form(**{field: "a\x00b"}))
    assert response.status_code == 200
    assert Visit.objects.count() == 0


@pytest.mark.parametrize(
    "query",
    ["", "?at=", "?at=99", "?at=abc", "?at=-1", "?at=%00", "?at=999999999999999999", "?at=²"],
)
@pytest.mark.parametrize("page", ["therapist", "time", "details"])
def test_a_place_we_do_not_have_leads_back_to_the_start(
    monday, outsider, page: str, query: str
) -> None:
    assert outsider.get(f"/visits/{page}/{query}")["Location"] == "/visits/"


def test_a_therapist_who_does_not_work_there_leads_back_to_the_start(
    monday, outsider, ana, ben
) -> None:
    response = outsider.get(f"/visits/time/?at=online&with={ben.pk}")
    assert response["Location"] == "/visits/"


def test_anyone_books_the_therapist_with_the_fewest_visits_that_day(
    monday, outsider, ana, ben, riverside, patient
) -> None:
    services.book(patient, TUESDAY_930, place=riverside, therapist=ana)
    outsider.post(details(riverside), form())
    assert Visit.objects.get(starts_at=TUESDAY_9).therapist == ben


def test_an_online_visit_has_no_location_and_shows_the_link(monday, outsider, ana) -> None:
    address = f"/visits/details/?at=online&with={ana.pk}&start=20260303T1700Z"
    page = outsider.post(address, form(), follow=True).content.decode()
    assert Visit.objects.get().is_online
    assert "https://video.example.org/ana" in page


def test_nothing_about_the_person_is_in_any_address(monday, outsider, ana, riverside) -> None:
    response = outsider.post(details(riverside, ana.pk), form(), follow=True)
    addresses = " ".join(address for address, _ in response.redirect_chain)
    assert not any(word in addresses for word in ("Mia", "Vance", "0177", "example.org", "car"))


def test_a_time_taken_before_the_form_was_opened_leads_back_to_the_free_ones(
    monday, outsider, ana, riverside, patient
) -> None:
    services.book(patient, TUESDAY_9, place=riverside, therapist=ana)
    response = outsider.get(details(riverside, ana.pk), follow=True)
    assert response.redirect_chain[0][0] == f"/visits/time/?at={riverside.pk}&with={ana.pk}"
    assert "That time is no longer open. These are." in response.content.decode()


def test_times_left_are_shown_as_they_are(monday, outsider, ana, riverside, patient) -> None:
    services.book(patient, TUESDAY_9, place=riverside, therapist=ana)
    page = outsider.get(f"/visits/time/?at={riverside.pk}&with={ana.pk}").content.decode()
    assert "Tomorrow, March 3" in page
    assert "3 times left" in page
    assert "20260303T1700Z" not in page


def test_when_no_time_is_left_anywhere_there_is_a_telephone_and_a_call_back(
    monday, outsider, ana, riverside
) -> None:
    ana.availability.all().delete()
    page = outsider.get(f"/visits/time/?at={riverside.pk}&with=any").content.decode()
    assert "No times are left here right now." in page
    assert "tel:+15035550142" in page
    assert "/call-back/" in page


def test_when_one_clinic_is_full_the_next_free_time_elsewhere_is_offered(
    monday, outsider, ana, riverside
) -> None:
    harbor = make_location("Harbor")
    page = outsider.get(f"/visits/time/?at={harbor.pk}&with=any").content.decode()
    assert "Open times elsewhere" in page
    day, time = (f'<span class="unbroken">{words}</span>' for words in ("Tue, Mar 3", "9:00 am"))
    assert f"Next open time: {day}, {time}" in page, "a line breaks inside a day or a time"


def test_later_and_earlier_days_are_a_page_away(monday, outsider, ana, riverside) -> None:
    address = f"/visits/time/?at={riverside.pk}&with={ana.pk}"
    assert "Earlier days" not in outsider.get(address).content.decode()
    later = outsider.get(f"{address}&from=2026-03-19").content.decode()
    assert "Thursday, March 19" in later
    assert f"{address.split('?')[1]}&from=2026-03-03".replace("&", "&amp;") in later


@pytest.mark.parametrize("wanted", ["soon", "2026-99-99", "1900-01-01", "9999-12-31", "%00"])
def test_a_day_that_makes_no_sense_still_shows_days(
    monday, outsider, ana, riverside, wanted: str
) -> None:
    page = outsider.get(f"/visits/time/?at={riverside.pk}&with=any&from={wanted}")
    assert "times left" in page.content.decode()


@pytest.mark.parametrize(("minutes_before", "kept"), [(61, 1), (59, 0)])
def test_who_began_to_type_two_hours_ahead_has_an_hour_to_finish(
    monday, outsider, ana, riverside, minutes_before: int, kept: int
) -> None:
    monday.move_to(TUESDAY_9 - timedelta(minutes=minutes_before), tick=False)
    outsider.post(details(riverside, ana.pk), form())
    assert Visit.objects.count() == kept


def test_when_the_last_time_goes_while_typing_there_is_a_telephone_and_nothing_is_lost(
    monday, outsider, ana, riverside, patient
) -> None:
    ana.availability.exclude(weekday=Weekday.TUESDAY).delete()
    ana.availability.update(end=time(9, 30), valid_until=date(2026, 3, 3))
    services.book(patient, TUESDAY_9, place=riverside, therapist=ana)
    page = outsider.post(details(riverside, ana.pk), form()).content.decode()
    assert "This time is gone, and no other is left here" in page
    assert "Choose another time" not in page
    assert "/call-back/" in page
    assert "Mia Vance" in page


def test_a_time_booked_across_the_change_of_clocks_is_the_time_that_was_shown(
    monday, outsider, ana, riverside
) -> None:
    """Booked on March 2 (UTC-8) for March 10 (UTC-7): 9:00 am on the wall both times."""
    list_page = outsider.get(f"/visits/time/?at={riverside.pk}&with={ana.pk}").content.decode()
    shown = re.search(r'start=(20260310T\d{4}Z)">9:00 am', list_page)
    assert shown
    assert shown[1] == "20260310T1600Z"
    page = outsider.post(details(riverside, ana.pk, shown[1]), form(start=shown[1]), follow=True)
    assert "Tuesday, March 10, 2026<br>9:00 am" in page.content.decode()


def test_a_year_no_clock_of_ours_shows_is_a_time_we_do_not_offer(
    monday, outsider, ana, riverside
) -> None:
    response = outsider.post(
        details(riverside, ana.pk), form(start="00010101T0000Z", reason="My left hip.")
    )
    assert response.status_code == 200
    assert "We do not offer this time" in response.content.decode()
    assert "My left hip." in response.content.decode()
