"""Nobody reaches a stretch before the safety questions; then each gets what suits them."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from guywire.care.screening_items import REASONS_NOT_TO_STRETCH, RED_FLAGS, SAFETY_PAGES
from guywire.care.stretches import offered
from guywire.care.vocabulary import Side, Stretch
from guywire.clinic.people.device import DeviceRecord
from guywire.clinic.people.models import Patient, Staff
from guywire.clinic.people.sharing import start_sharing
from guywire.clinic.programs import plans, services
from tests.clinic.checks.walk import LOOSE, TIGHT, answer_safety_page, whole_check
from tests.clinic.programs.walk import begin, screened

SIDE_VIEWS = ["/drawings/ana/hang.", "/drawings/ben/prone_strap."]
pytestmark = pytest.mark.django_db
ONLY_PRONE = next(one.id for one in REASONS_NOT_TO_STRETCH if one.stops == {Stretch.SUPINE})
NEITHER = next(one.id for one in REASONS_NOT_TO_STRETCH if one.stops == set(offered()))


def page(client: Client, path: str = "/program/") -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_without_the_safety_questions_the_page_asks_for_them_first(outsider: Client) -> None:
    assert "First, some safety questions" in page(outsider)
    assert "Start today" not in page(outsider)


@pytest.mark.parametrize("path", ["/session/", "/session/run/"])
def test_without_the_safety_questions_no_session_opens(outsider: Client, path: str) -> None:
    assert outsider.get(path, follow=True).redirect_chain[-1][0] == "/program/"
    assert begin(outsider).url == "/program/"


def test_a_red_flag_closes_the_way_to_a_session(outsider: Client) -> None:
    screened(outsider, RED_FLAGS[0].id)
    assert "/check/get-help/" in page(outsider)
    assert begin(outsider).url == "/program/"


def test_a_red_flag_leaves_one_button_which_leads_to_where_to_go(outsider: Client) -> None:
    text = page(screened(outsider, RED_FLAGS[0].id))
    assert text.count('class="button') == 1
    assert '<a class="button button--danger" href="/check/get-help/">' in text


def test_a_red_flag_ticked_while_a_session_is_open_ends_it(outsider: Client) -> None:
    begin(screened(outsider))
    assert outsider.get("/session/run/").status_code == 200
    screened(outsider, RED_FLAGS[0].id)
    assert outsider.get("/session/run/", follow=True).redirect_chain[-1][0] == "/program/"


def test_screened_but_not_measured_gives_the_plain_program_and_says_so(outsider: Client) -> None:
    text = page(screened(outsider))
    assert "You have not measured your hips yet" in text
    assert [name for name in SIDE_VIEWS if name in text] == SIDE_VIEWS
    assert "3 minutes on each side" in text


def test_the_page_says_that_the_first_session_is_shorter(outsider: Client) -> None:
    outsider.post(outsider.get("/stretch/").url, {"answer": "50_to_69"})
    for safety in SAFETY_PAGES:
        answer_safety_page(outsider, safety)
    outsider.post("/check/about/place/", {"answer": "leg"})
    outsider.post("/check/about/since/", {"answer": "more_than_12_weeks"})
    text = page(outsider)
    assert "2 gentle stretches" in text
    assert "Your first session is one stretch. It takes about 6 minutes." in text


def test_measured_gives_the_tighter_side_first(outsider: Client) -> None:
    whole_check(outsider, left=LOOSE, right=TIGHT)
    text = page(outsider)
    assert "Right leg first" in text
    assert "Begin with your right leg. That side is tighter." in text
    assert "have not been measured" not in text


def test_nothing_short_offers_a_therapist_and_no_session(outsider: Client) -> None:
    whole_check(outsider, left=LOOSE, right=LOOSE)
    assert "Book a free visit" in page(outsider)
    assert begin(outsider).url == "/program/"


def test_what_speaks_against_one_stretch_leaves_the_other(outsider: Client) -> None:
    text = page(screened(outsider, ONLY_PRONE))
    assert SIDE_VIEWS[1] in text
    assert SIDE_VIEWS[0] not in text


def test_what_speaks_against_both_leads_to_a_therapist(outsider: Client) -> None:
    assert "A therapist first" in page(screened(outsider, NEITHER))


def test_the_therapists_program_takes_the_place_of_the_rules(
    outsider: Client, patient: Patient, therapist: Staff
) -> None:
    share_as(screened(outsider), patient)
    supine = plans.planned_stretch(Stretch.SUPINE, Side.RIGHT, 2)
    services.change_program(therapist, patient, [supine], 3, "Only this one, for now.")
    text = page(outsider)
    assert "Only this one, for now." in text
    assert "2 minutes on each side" in text
    assert SIDE_VIEWS[1] not in text


def test_not_even_a_therapists_program_passes_a_red_flag(
    outsider: Client, patient: Patient, therapist: Staff
) -> None:
    share_as(screened(outsider, RED_FLAGS[0].id), patient)
    supine = plans.planned_stretch(Stretch.SUPINE, Side.RIGHT, 2)
    services.change_program(therapist, patient, [supine], 3)
    assert "No stretching for now" in page(outsider)


def share_as(client: Client, patient: Patient) -> None:
    """Share from this client's device as a patient the clinic knows already."""
    from django.http import HttpResponse

    device = DeviceRecord({name: morsel.value for name, morsel in client.cookies.items()})
    start_sharing(device, patient)
    response = HttpResponse()
    device.save_on(response)
    client.cookies.update(response.cookies)


@pytest.mark.parametrize("path", ["/program/", "/session/run/"])
def test_page_and_its_drawings_travel_light(outsider: Client, path: str) -> None:
    begin(screened(outsider))
    html = page(outsider, path)
    names = set(re.findall(r"/static/(site/drawings/\w+/\w+)[.\w]*\.svg#drawing", html))
    files = [Path(str(finders.find(f"{name}.svg"))) for name in sorted(names)]
    drawn = sum(len(gzip.compress(file.read_bytes())) for file in files)
    assert files
    assert len(gzip.compress(html.encode())) < 15_000
    assert drawn < 40_000
