"""One question a page, and always the right page next."""

import pytest
from django.test import Client

from guywire.care.screening_items import SAFETY_PAGES
from guywire.clinic.checks.record import QUESTIONS
from tests.clinic.checks.walk import (
    LOOSE,
    TIGHT,
    answer_age,
    answer_safety,
    answer_safety_page,
    answer_week,
    type_side,
    whole_check,
)

pytestmark = pytest.mark.django_db


def test_starting_leads_to_the_first_question(outsider: Client) -> None:
    assert outsider.post("/check/").url == "/check/about/age/"
    assert answer_age(outsider).url == "/check/safety/warning-signs/"


def test_the_whole_path_ends_at_the_result(outsider: Client) -> None:
    assert answer_safety(outsider).url == "/check/how-to-measure/"
    outsider.post("/check/how-to-measure/", {"helper": "yes"})
    assert outsider.post("/check/standing/", {"skip": "yes"}).url == "/check/left-side/"
    assert type_side(outsider, "left", **TIGHT).url == "/check/right-side/"
    assert type_side(outsider, "right", **LOOSE).url == "/check/result/"
    assert outsider.get("/check/result/").status_code == 200


def test_the_way_to_a_stretch_ends_at_a_session(outsider: Client) -> None:
    first = outsider.get("/stretch/").url
    assert first == "/check/about/age/?goal=stretch"
    assert outsider.post(first, {"answer": "50_to_69"}).url == "/check/safety/warning-signs/"
    for page in SAFETY_PAGES:
        answer_safety_page(outsider, page)
    outsider.post("/check/about/place/", {"answer": "leg"})
    response = outsider.post("/check/about/since/", {"answer": "more_than_12_weeks"})
    assert response.url == "/session/"
    assert outsider.get("/stretch/").url == "/session/"
    assert outsider.get("/session/").status_code == 200


def test_whoever_came_to_stretch_can_measure_later(outsider: Client) -> None:
    answer_safety(outsider)
    assert outsider.post("/check/").url == "/check/how-to-measure/"


def test_nothing_picked_is_asked_again(outsider: Client) -> None:
    response = outsider.post("/check/safety/warning-signs/", {})
    assert response.status_code == 200
    assert "select “None of these”" in response.content.decode()


def test_none_of_these_beside_an_answer_is_asked_again(outsider: Client) -> None:
    answers = {"illness": ["fever"], "none": "1"}
    page = outsider.post("/check/safety/warning-signs/", answers).content.decode()
    assert "Use one of the two" in page
    assert page.count("checked") == 1


def test_an_answer_that_is_not_on_the_list_is_refused_in_words(outsider: Client) -> None:
    response = outsider.post("/check/safety/warning-signs/", {"illness": ["sore_elbow"]})
    assert "That answer is not on the list" in response.content.decode()


@pytest.mark.parametrize("answer", ["", "17", "adult"])
def test_an_age_that_is_not_a_choice_is_asked_again(outsider: Client, answer: str) -> None:
    response = outsider.post("/check/about/age/", {"answer": answer})
    assert response.status_code == 200
    assert "How old are you?" in response.content.decode()


def test_an_old_link_to_one_question_leads_to_its_page(outsider: Client) -> None:
    assert outsider.get("/check/safety/nerves/").url == "/check/safety/warning-signs/"
    assert outsider.get("/check/safety/body/").url == "/check/safety/before-you-stretch/"


@pytest.mark.parametrize("page", ["/check/result/", "/check/left-side/"])
def test_a_page_opened_without_a_check_leads_to_the_start(outsider: Client, page: str) -> None:
    assert outsider.get(page).url == "/check/"


def test_hours_of_sitting_are_asked_where_they_are_used(outsider: Client) -> None:
    assert outsider.post("/check/sitting/", {"hours": "9"}).url == "/why/"
    assert outsider.get("/check/sitting/").context["back"] == "/why/"
    assert outsider.get("/program/").context["program"].next_step == "finish_screening"


def test_the_result_is_not_shown_while_a_question_is_open(outsider: Client) -> None:
    outsider.post("/check/")
    answer_age(outsider)
    assert outsider.get("/check/result/").url == "/check/safety/warning-signs/"


def test_readings_are_not_taken_before_the_safety_questions_are_answered(
    outsider: Client,
) -> None:
    outsider.post("/check/")
    assert outsider.get("/check/left-side/").url == "/check/about/age/"


def test_going_back_shows_what_was_answered(outsider: Client) -> None:
    answer_safety(outsider, "knee_hurts_bent")
    answer_week(outsider, hours="9,5")
    page = outsider.get("/check/safety/before-you-stretch/").content.decode()
    assert 'value="knee_hurts_bent"' in page
    assert page.count("checked") == 1
    assert 'value="9.5"' in outsider.get("/check/sitting/").content.decode()


def test_readings_come_back_as_they_were_typed(outsider: Client) -> None:
    answer_safety(outsider)
    type_side(outsider, "left", thigh="-8 -7,5", shin="-70")
    page = outsider.get("/check/left-side/").content.decode()
    assert 'value="−8"' in page
    assert 'value="−7.5"' in page


def test_two_tabs_do_not_undo_each_other(outsider: Client) -> None:
    answer_safety(outsider)
    outsider.get("/check/sitting/")
    outsider.post("/check/steps/", {"steps": "4000"})
    outsider.post("/check/sitting/", {"hours": "8"})
    assert 'value="4000"' in outsider.get("/check/steps/").content.decode()


def test_answering_twice_changes_nothing(outsider: Client) -> None:
    whole_check(outsider)
    assert type_side(outsider, "right", **LOOSE).url == "/check/result/"


def test_sitting_and_steps_are_asked_where_they_are_used(outsider: Client) -> None:
    answer_safety(outsider)
    assert answer_week(outsider, hours="", steps="").url == "/why/"


def test_a_leg_that_cannot_be_measured_is_skipped(outsider: Client) -> None:
    answer_safety(outsider)
    answer_week(outsider)
    type_side(outsider, "left", **TIGHT)
    assert outsider.post("/check/right-side/", {"skip": "yes"}).url == "/check/result/"
    assert "You have not measured the right leg." in outsider.get("/check/result/").content.decode()


def test_both_legs_skipped_leads_to_a_person(outsider: Client) -> None:
    whole_check(outsider)
    for side in ("left", "right"):
        outsider.post(f"/check/{side}-side/", {"skip": "yes"})
    page = outsider.get("/check/result/").content.decode()
    assert "You have no readings yet" in page
    assert "Book a free visit" in page


def test_starting_over_asks_the_safety_questions_again_and_not_the_age(outsider: Client) -> None:
    whole_check(outsider)
    assert outsider.post("/check/again/").url == "/check/safety/warning-signs/"
    assert 'value="9"' in outsider.get("/check/sitting/").content.decode()


@pytest.mark.parametrize("page", ["/check/safety/elbow/", "/check/middle-side/"])
def test_a_page_that_does_not_exist_is_not_found(outsider: Client, page: str) -> None:
    assert outsider.get(page).status_code == 404


def test_every_safety_question_is_on_a_page(outsider: Client) -> None:
    pages = [outsider.get(f"/check/safety/{page.id}/").content.decode() for page in SAFETY_PAGES]
    for question in QUESTIONS.values():
        assert any(str(question.text) in page for page in pages)
        for item in question.items:
            assert any(item.id in page for page in pages)
