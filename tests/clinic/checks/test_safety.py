"""A red flag ends the path with where to go now; a reason not to stretch, with a person."""

import pytest
from django.test import Client

from guywire.care.screening_items import (
    REASONS_NOT_TO_STRETCH,
    RED_FLAGS,
    SAFETY_PAGES,
    WhereToGo,
)
from tests.clinic.checks.walk import answer_age, answer_safety, answer_safety_page, whole_check

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("flag", RED_FLAGS, ids=lambda flag: flag.id)
def test_a_red_flag_leads_to_where_to_go_now(outsider: Client, flag) -> None:
    assert answer_safety(outsider, flag.id).url == "/check/get-help/"
    page = outsider.get("/check/get-help/").content.decode()
    assert str(flag.where_to_go.heading) in page
    assert ("tel:911" in page) == (flag.where_to_go is WhereToGo.EMERGENCY)


def test_the_path_ends_at_once_not_after_the_other_questions(outsider: Client) -> None:
    outsider.post("/check/")
    answer_age(outsider)
    response = answer_safety_page(outsider, SAFETY_PAGES[0], "saddle_numbness")
    assert response.url == "/check/get-help/"


@pytest.mark.parametrize("page", ["/check/result/", "/check/left-side/", "/check/how-to-measure/"])
def test_no_other_page_leads_past_a_red_flag(outsider: Client, page: str) -> None:
    whole_check(outsider)
    answer_safety_page(outsider, SAFETY_PAGES[0], "fever")
    assert outsider.get(page).url == "/check/get-help/"


def test_a_red_flag_page_offers_the_clinic_by_telephone(outsider: Client) -> None:
    answer_safety(outsider, "fever")
    page = outsider.get("/check/get-help/").content.decode()
    assert "tel:+15035550142" in page
    assert "/visits/" in page


def test_a_tick_made_by_mistake_can_be_taken_back(outsider: Client) -> None:
    answer_safety(outsider, "fever")
    assert "/check/safety/warning-signs/" in outsider.get("/check/get-help/").content.decode()
    response = answer_safety_page(outsider, SAFETY_PAGES[0])
    assert response.url == "/check/safety/before-you-stretch/"
    assert outsider.get("/check/get-help/").url == "/check/safety/before-you-stretch/"


@pytest.mark.parametrize("reason", REASONS_NOT_TO_STRETCH, ids=lambda reason: reason.id)
def test_whoever_may_not_let_the_leg_hang_is_not_asked_to_measure(outsider: Client, reason) -> None:
    url = answer_safety(outsider, reason.id).url
    assert url == (
        "/check/therapist-first/" if "supine" in reason.stops else "/check/how-to-measure/"
    )


def test_therapist_first_says_why_and_how_to_reach_one(outsider: Client) -> None:
    answer_safety(outsider, "hip_replacement")
    page = outsider.get("/check/therapist-first/").content.decode()
    assert "Taking the leg behind the body" in page
    assert "/visits/" in page
    assert outsider.get("/check/left-side/").url == "/check/therapist-first/"


def test_a_person_under_18_is_sent_to_a_therapist_whatever_else_they_answer(
    outsider: Client,
) -> None:
    answer_safety(outsider)
    answer_age(outsider, "under_18")
    for page in ("/check/result/", "/check/left-side/", "/check/how-to-measure/"):
        assert outsider.get(page).url == "/check/therapist-first/"
    assert outsider.get("/session/").url == "/program/"
    page = outsider.get("/check/therapist-first/").content.decode()
    assert "made for adults" in page
    assert "/check/about/age/" in page


def test_nobody_stretches_before_the_age_is_known(outsider: Client) -> None:
    for page in SAFETY_PAGES:
        response = answer_safety_page(outsider, page)
    assert response.url == "/check/about/age/"
    assert outsider.get("/session/").url == "/program/"
