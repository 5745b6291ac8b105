"""A person ties the stretch to their day, and is asked in one tap why a week was missed."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from guywire.care.barriers import BARRIERS
from tests.clinic.programs.walk import screened, whole_session

pytestmark = pytest.mark.django_db
PLAN = {"plan": "after_teeth", "days": ["0", "3"], "at": "20:30"}


def test_a_plan_becomes_a_weekly_event_with_an_alarm(outsider: Client) -> None:
    with time_machine.travel("2026-03-04T12:00:00Z", tick=False):
        answer = outsider.post("/reminders/", PLAN)
    assert answer["Content-Type"].startswith("text/calendar")
    assert answer["Cache-Control"] == "private, no-store"
    [event] = Calendar.from_ical(answer.content).walk("VEVENT")
    assert event["SUMMARY"] == "When I finish brushing my teeth, I stretch."
    assert event["DTSTART"].dt.isoformat() == "2026-03-05T20:30:00", "the next chosen day"
    assert event["RRULE"]["BYDAY"] == ["MO", "TH"]
    assert event["RRULE"]["COUNT"] == [24]
    assert event.walk("VALARM")


def test_nothing_of_it_is_saved_on_the_device(outsider: Client) -> None:
    outsider.post("/reminders/", PLAN)
    assert not [name for name in outsider.cookies if name.startswith("guywire_")]


@pytest.mark.parametrize(
    ("wrong", "field", "sentence"),
    [
        ({"days": []}, "days", "Choose at least 1 day."),
        ({"at": "late"}, "at", "Choose a time, such as 8:00 pm."),
        ({"plan": "never"}, "plan", "Choose what you do just before or after."),
    ],
)
def test_what_is_missing_meets_a_sentence(
    outsider: Client, wrong: dict[str, object], field: str, sentence: str
) -> None:
    response = outsider.post("/reminders/", PLAN | wrong)
    assert response.context["form"].errors[field] == [sentence]


def test_a_missed_week_is_asked_about_and_every_answer_helps(outsider: Client) -> None:
    whole_session(screened(outsider), feeling="better")
    question = "What got in the way?"
    assert question not in outsider.get("/").content.decode()
    with time_machine.travel(timezone.now() + timedelta(days=8), tick=False):
        page = outsider.get("/").content.decode()
        assert question in page
        for barrier in BARRIERS:
            assert f'value="{barrier.id}"' in page
            answer = outsider.post("/barrier/", {"barrier": barrier.id}).content.decode()
            assert str(barrier.what_helps[0]) in answer
            assert str(barrier.source.citation) in answer


def test_an_answer_that_is_none_leads_home(outsider: Client) -> None:
    assert outsider.post("/barrier/", {"barrier": "sun"}).url == "/"
