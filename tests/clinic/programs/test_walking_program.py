"""A person starts a walking program, writes down walks, and the desk is asked to call."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from guywire.care.walking import WalkingPlan
from guywire.clinic.desk import follow_up
from guywire.clinic.desk.models import FollowUpEntry
from guywire.clinic.people.models import Patient
from tests.clinic.programs.test_session_without_scripts import kept
from tests.clinic.programs.walk import screened

pytestmark = pytest.mark.django_db


def start(client: Client) -> None:
    client.post("/walking/plan/", {"minutes": "10", "days": "3"})


def plan_of(client: Client) -> WalkingPlan:
    plan: WalkingPlan | None = kept(client).walking
    assert plan is not None
    return plan


def test_a_plan_is_started_and_shown(outsider: Client) -> None:
    start(screened(outsider))
    page = outsider.get("/walking/").content.decode()
    assert "3 walks of 10 minutes." in page
    assert 'href="/evidence/#M11"' in page


@pytest.mark.parametrize(
    ("typed", "minutes"), [({"minutes": "12"}, 12), ({"steps": "1500"}, 15), ({"steps": "100"}, 1)]
)
def test_a_walk_is_typed_in_minutes_or_steps(
    outsider: Client, typed: dict[str, str], minutes: int
) -> None:
    start(screened(outsider))
    outsider.post("/walking/", typed | {"worse": "no"})
    assert [walk.minutes for walk in plan_of(outsider).walks] == [minutes]


def test_a_walk_that_made_it_worse_takes_a_fifth_off_and_says_so(outsider: Client) -> None:
    start(screened(outsider))
    outsider.post("/walking/", {"minutes": "10", "worse": "yes"})
    assert plan_of(outsider).minutes == 8
    assert "we took a fifth off" in outsider.get("/walking/").content.decode()


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"worse": "no"}, "minutes", "Type the minutes or the steps of your walk."),
        ({"minutes": "-2", "worse": "no"}, "minutes", "Type a number of minutes from 1 to 600."),
        ({"minutes": "10"}, "worse", "Choose yes or no."),
    ],
)
def test_what_cannot_be_meets_a_sentence(
    outsider: Client, typed: dict[str, str], field: str, sentence: str
) -> None:
    start(screened(outsider))
    assert outsider.post("/walking/", typed).context["form"].errors[field] == [sentence]


def test_a_person_with_a_warning_sign_is_sent_for_help_and_not_for_a_walk(outsider: Client) -> None:
    screened(outsider, "saddle_numbness")
    assert outsider.get("/walking/plan/").url == "/program/"


def test_the_rule_can_be_read(outsider: Client) -> None:
    page = outsider.get("/rules/").content.decode()
    assert "about 15 percent more minutes" in page
    assert "1, 3, and 5 weeks after you start walking." in page


def test_who_shares_is_proposed_for_a_contact_after_a_week(outsider: Client) -> None:
    start(screened(outsider))
    outsider.post("/share/", {"name": "Pat", "reach": "5035550111", "agree": "on"})
    patient = Patient.objects.get()
    with time_machine.travel(timezone.now() + timedelta(days=8), tick=False):
        list(follow_up.refresh_due())
        entry = FollowUpEntry.objects.get(patient=patient)
        assert [rule["rule"] for rule in entry.triggered] == ["walking_contact"]


def test_a_stopped_program_is_gone(outsider: Client) -> None:
    start(screened(outsider))
    outsider.post("/walking/stop/")
    assert kept(outsider).walking is None
