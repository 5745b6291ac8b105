"""What somebody asks is kept once, with a way to reach them; they hear what happens next."""

import re
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from guywire.clinic.welcome.models import Kind, WebQuestion

pytestmark = pytest.mark.django_db
QUESTIONS_AN_HOUR = 20
HELP = {
    "body_part": "back",
    "text": "It hurts when I get up.",
    "name": "Pat Lindgren",
    "reach": "503 555 0111",
}
INSURANCE = {"text": "Do you take my plan?", "name": "Pat", "reach": "pat@example.org"}
CALL_BACK = {"name": "Pat", "phone": "(503) 555-0111", "call_time": "morning", "text": ""}


@pytest.fixture(autouse=True)
def nobody_asked_yet() -> None:
    cache.clear()


def form_id(client: Client, path: str) -> str:
    page = client.get(path).content.decode()
    found = re.search(r'name="form_id" value="([0-9a-f-]{36})"', page)
    assert found
    return found[1]


def test_a_call_for_help_is_kept_with_a_number_that_dials(outsider: Client) -> None:
    response = outsider.post("/help/", HELP)
    assert response.status_code == 302
    question = WebQuestion.objects.get()
    assert (question.kind, question.phone, question.body_part) == ("help", "+15035550111", "back")


def test_an_insurance_question_takes_an_email_instead_of_a_number(outsider: Client) -> None:
    outsider.post("/insurance/", INSURANCE)
    question = WebQuestion.objects.get()
    assert (question.kind, question.email, question.phone) == ("insurance", "pat@example.org", "")


def test_a_call_back_says_when(outsider: Client) -> None:
    outsider.post("/call-back/", CALL_BACK)
    assert WebQuestion.objects.get().call_time == "morning"


def test_the_place_tapped_on_the_first_page_is_already_chosen(outsider: Client) -> None:
    page = outsider.get("/help/?part=knee").content.decode()
    assert re.search(r'value="knee"[^>]*checked', page)


def test_a_place_nobody_knows_chooses_nothing(outsider: Client) -> None:
    page = outsider.get("/help/?part=<script>").content.decode()
    assert "checked" not in page
    assert "<script>&" not in page


@pytest.mark.parametrize("kind", Kind.values)
def test_the_thank_you_page_names_the_day_of_the_answer(outsider: Client, kind: str) -> None:
    page = outsider.get(f"/thanks/{kind}/").content.decode()
    assert re.search(r"by the end of <strong>(Mon|Tues|Wednes|Thurs|Fri)day, ", page)


def test_nobody_is_thanked_for_nothing(outsider: Client) -> None:
    assert outsider.get("/thanks/nothing/").status_code == 404


def test_a_double_click_is_one_question(outsider: Client) -> None:
    sent = HELP | {"form_id": form_id(outsider, "/help/")}
    outsider.post("/help/", sent)
    outsider.post("/help/", sent)
    assert WebQuestion.objects.count() == 1


def test_going_back_and_changing_the_words_is_a_second_question(outsider: Client) -> None:
    sent = HELP | {"form_id": form_id(outsider, "/help/")}
    outsider.post("/help/", sent)
    outsider.post("/help/", sent | {"text": "And now my leg is numb."})
    assert WebQuestion.objects.count() == 2


def test_two_tabs_are_two_forms(outsider: Client) -> None:
    assert form_id(outsider, "/help/") != form_id(outsider, "/help/")


@pytest.mark.parametrize("mark", ["", "not-a-uuid", "x" * 5000])
def test_a_form_whose_mark_was_tampered_with_does_not_fall_over(
    outsider: Client, mark: str
) -> None:
    assert outsider.post("/help/", HELP | {"form_id": mark}).status_code in (200, 302)


def test_a_machine_that_fills_the_trap_is_thanked_and_not_kept(outsider: Client) -> None:
    response = outsider.post("/help/", HELP | {"website": "https://spam.example"})
    assert response.status_code == 302
    assert not WebQuestion.objects.exists()


def test_a_flood_from_one_address_is_told_to_call_and_loses_nothing(outsider: Client) -> None:
    def ask(number: int) -> Any:
        return outsider.post("/help/", HELP | {"text": f"question {number}"})

    answers = [ask(number) for number in range(QUESTIONS_AN_HOUR + 1)]
    assert {answer.status_code for answer in answers[:-1]} == {302}
    last = answers[-1].content.decode()
    assert "this one is not sent" in last
    assert f"question {QUESTIONS_AN_HOUR}" in last
    assert WebQuestion.objects.count() == QUESTIONS_AN_HOUR


def test_another_address_is_not_slowed_by_the_flood(outsider: Client) -> None:
    for number in range(QUESTIONS_AN_HOUR + 1):
        outsider.post("/help/", HELP | {"text": f"question {number}"})
    neighbor = Client(REMOTE_ADDR="198.51.100.7")
    assert neighbor.post("/help/", HELP).status_code == 302
