"""Nothing is lost by a tap: the result stays until the new hip check is complete."""

import pytest
from django.test import Client

from guywire.care.screening_items import SAFETY_PAGES
from guywire.clinic.checks.models import SharedCheck
from guywire.clinic.checks.record import read_check
from guywire.clinic.people.device import DeviceRecord
from tests.clinic.checks.walk import LOOSE, TIGHT, answer_safety_page, type_side, whole_check

pytestmark = pytest.mark.django_db


def device(client: Client) -> DeviceRecord:
    return DeviceRecord({name: morsel.value for name, morsel in client.cookies.items()})


@pytest.fixture
def measured(outsider: Client) -> Client:
    whole_check(outsider, left=TIGHT, right=LOOSE)
    return outsider


def answer_questions(client: Client) -> None:
    for page in SAFETY_PAGES:
        answer_safety_page(client, page)
    client.post("/check/how/", {"helper": "no"})
    client.post("/check/standing/", {"skip": "yes"})


def test_the_result_and_the_program_stay_while_a_new_check_is_open(measured: Client) -> None:
    before = measured.get("/check/result/").context["headline"]
    measured.post("/check/again/")
    page = measured.get("/check/result/")
    assert page.context["headline"] == before
    assert 'href="/check/safety/warning-signs/"' in page.content.decode()
    assert measured.get("/program/").context["program"].next_step == "stretch"


def test_the_new_check_takes_its_place_with_its_last_reading(measured: Client) -> None:
    before = read_check(device(measured).read("check"))
    measured.post("/check/again/")
    answer_questions(measured)
    type_side(measured, "left", **LOOSE)
    assert read_check(device(measured).read("check")) == before
    assert type_side(measured, "right", **LOOSE).url == "/check/result/"
    after = read_check(device(measured).read("check"))
    assert after is not None
    assert before is not None
    assert after.id != before.id
    assert len(after.earlier) == 2
    assert "draft" not in device(measured).read("check")


def test_a_warning_sign_in_the_new_check_counts_at_once(measured: Client) -> None:
    measured.post("/check/again/")
    answer = answer_safety_page(measured, SAFETY_PAGES[0], "saddle_numbness")
    assert answer.url == "/check/get-help/"
    assert measured.get("/program/").context["program"].next_step == "get_help_now"


def test_the_new_check_can_be_deleted(measured: Client) -> None:
    before = device(measured).read("check")
    measured.post("/check/again/")
    assert measured.post("/check/discard/").url == "/check/result/"
    assert device(measured).read("check") == before


def test_what_the_week_is_like_can_change_while_a_new_check_is_open(measured: Client) -> None:
    measured.post("/check/again/")
    measured.post("/check/sitting/", {"hours": "3"})
    check = read_check(device(measured).read("check"))
    assert check is not None
    assert check.sitting_hours == 3
    assert "draft" in device(measured).read("check")


def test_the_clinic_gets_no_check_that_is_still_open(measured: Client) -> None:
    measured.post("/share/", {"name": "Pat", "reach": "5035550111", "agree": "on"})
    measured.post("/check/again/")
    answer_questions(measured)
    assert SharedCheck.objects.count() == 1
