"""Who comes back finds the last answer and what follows from it, the result, and what is open."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from tests.clinic.checks.walk import LOOSE, TIGHT, answer_safety, whole_check
from tests.clinic.programs.walk import begin, whole_session

pytestmark = pytest.mark.django_db

LATER = {
    "better": "your back felt a little better. That is a good sign. Keep going the same way.",
    "same": "your back felt about the same. That is common. Keep going the same way.",
    "worse": "Today you hold for 1 minute less on each side, with more support.",
}
SAME_DAY = {
    "better": "Your back felt a little better after your session. That is a good sign.",
    "same": "Your back felt about the same after your session. That is common.",
    "worse": "Next time you hold for 1 minute less on each side, with more support.",
}


def today(client: Client) -> str:
    page = client.get("/").content.decode()
    card = page[page.index('class="card today"') : page.index("</section>")]
    return " ".join(card.split())


@pytest.mark.parametrize("feeling", ["better", "same", "worse"])
def test_the_last_answer_and_what_follows_from_it(clinic: object, feeling: str) -> None:
    client = Client()
    answer_safety(client)
    whole_session(client, feeling=feeling)
    assert "Done for today" in today(client)
    assert SAME_DAY[feeling] in today(client)
    assert LATER[feeling] not in today(client)
    with time_machine.travel(timezone.now() + timedelta(days=1), tick=True):
        assert "Today’s session" in today(client)
        assert LATER[feeling] in today(client)


def test_a_session_that_was_not_comfortable_is_not_called_the_same_way(clinic: object) -> None:
    client = Client()
    answer_safety(client)
    whole_session(client, comfortable="no")
    assert "Your session was not comfortable." in today(client)
    with time_machine.travel(timezone.now() + timedelta(days=1), tick=True):
        card = today(client)
    assert "was not comfortable. Today, add support or ease off sooner." in card
    assert 'href="/ask/"' in card
    assert "Keep going the same way" not in card


def test_a_session_that_was_left_is_continued_first(outsider: Client) -> None:
    answer_safety(outsider)
    assert "Continue today’s session" not in today(outsider)
    begin(outsider)
    card = today(outsider)
    assert card.index('href="/session/run/"') < card.index('href="/session/"')
    assert "Continue today’s session" in card


def test_the_result_is_named_for_who_has_measured(outsider: Client) -> None:
    answer_safety(outsider)
    assert "Your result:" not in today(outsider)
    assert 'href="/check/"' in today(outsider)
    measured = Client()
    whole_check(measured, left=TIGHT, right=LOOSE)
    assert 'Your result: <a href="/check/result/">Your left hip is' in today(measured)


def test_a_program_that_rests_offers_neither_a_stretch_nor_a_measurement(outsider: Client) -> None:
    answer_safety(outsider)
    whole_session(outsider, ended="pain", comfortable="no", feeling="worse")
    assert "Start today" not in outsider.get("/program/").content.decode()
    for words in (today(outsider), outsider.get("/session/").content.decode()):
        assert "Rest for now" in words
        assert "Measure your hips" not in words
        assert "Start" not in words[words.index("Rest for now") :]
