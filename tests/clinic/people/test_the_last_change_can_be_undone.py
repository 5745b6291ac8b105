"""A change on the device is offered for undoing for some minutes, unless another came after it."""

import html
import json
import re
from datetime import timedelta

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from guywire.care.vocabulary import Feeling
from guywire.clinic.desk.models import FollowUpEntry
from guywire.clinic.people.device import MAX_BYTES, UNDO, UNDO_SECONDS, DeviceRecord
from guywire.clinic.people.models import Patient
from guywire.clinic.programs.record import Kept, kept_on
from tests.clinic.checks.walk import whole_check
from tests.clinic.programs.walk import AFTER, begin, hidden_fields, screened, whole_session

pytestmark = pytest.mark.django_db
OFFER = '<form method="post" action="/device/undo/">'
HELD = {
    "stretch": "supine",
    "side": "left",
    "seconds_asked": 180,
    "seconds_held": 61,
    "eased_off": 2,
    "stopped": "pulled_too_much",
}


def record(client: Client) -> DeviceRecord:
    return DeviceRecord({name: morsel.value for name, morsel in client.cookies.items()})


def kept(client: Client) -> Kept:
    return kept_on(record(client))


@pytest.fixture
def walker(outsider: Client) -> Client:
    screened(outsider).post("/walking/plan/", {"minutes": "15", "days": "4"})
    assert kept(outsider).walking
    return outsider


def test_a_walking_program_that_was_stopped_comes_back(walker: Client) -> None:
    plan = kept(walker).walking
    page = walker.post("/walking/stop/", follow=True).content.decode()
    assert kept(walker).walking is None
    assert OFFER in page
    back = walker.post(
        "/device/undo/", follow=True, headers={"Referer": "http://testserver/program/"}
    )
    assert "Undone. Everything is as it was before." in back.content.decode()
    assert back.redirect_chain[0][0] == "/program/"
    assert kept(walker).walking == plan


def test_a_new_check_that_was_deleted_comes_back(outsider: Client) -> None:
    whole_check(outsider)
    outsider.post("/check/again/")
    begun = record(outsider).read("check")
    outsider.post("/check/discard/")
    assert record(outsider).read("check") != begun
    outsider.post("/device/undo/")
    assert record(outsider).read("check") == begun


def undo_on(page: HttpResponse, client: Client) -> HttpResponse:
    """Press the undo button of this page, with all its form sends."""
    form = re.search(r'<form method="post" action="/device/undo/">.*?</form>', text(page), re.S)
    assert form, "no undo on the page"
    hidden = re.findall(r'name="(\w+)" value="([^"]*)"', form[0])
    back = {"Referer": f"http://testserver{page.request['PATH_INFO']}"}
    return client.post("/device/undo/", dict(hidden), follow=True, headers=back)


def text(page: HttpResponse) -> str:
    return page.content.decode()


def test_an_undone_answer_asks_the_questions_again(outsider: Client) -> None:
    screened(outsider)
    begin(outsider)
    timed = hidden_fields(outsider) | {"holds": json.dumps([HELD])}
    outsider.post("/session/after/", timed | {"unanswered": "yes"})
    waiting = kept(outsider)
    outsider.post("/session/after/", timed | AFTER | {"feeling": "worse"})
    page = undo_on(outsider.get("/session/done/"), outsider)
    assert kept(outsider) == waiting
    assert page.redirect_chain[0][0] == "/session/after/"
    again = dict(re.findall(r'name="(session|started_at|before)" value="([^"]*)"', text(page)))
    held = html.unescape(re.search(r'name="holds" value="([^"]*)"', text(page))[1])
    outsider.post("/session/after/", again | AFTER | {"holds": held, "feeling": "better"})
    (session,) = kept(outsider).sessions
    assert session.feeling is Feeling.BETTER
    assert session.holds == waiting.sessions[0].holds


def test_the_done_page_offers_no_undo_of_something_else(walker: Client) -> None:
    whole_session(walker)
    assert "Undo my answer" in text(walker.get("/session/done/"))
    walker.post("/walking/stop/")
    assert "Undo my answer" not in text(walker.get("/session/done/"))


def test_a_weekly_score_and_its_goals_can_be_undone(outsider: Client) -> None:
    screened(outsider)
    outsider.post("/progress/goals/", {"activity_0": "put on my shoes", "score_0": "3"})
    before = kept(outsider)
    page = outsider.post("/progress/", {"pain": "7", "goal_0": "5"}, follow=True)
    assert kept(outsider).weekly
    undo_on(page, outsider)
    assert kept(outsider) == before


def test_the_first_score_ever_can_be_undone_also_when_it_was_sent_twice(outsider: Client) -> None:
    outsider.post("/progress/", {"pain": "7"})
    page = outsider.post("/progress/", {"pain": "7"}, follow=True)
    undo_on(page, outsider)
    assert kept(outsider) == Kept()


def test_the_clinics_copy_and_the_desk_follow_an_undo(outsider: Client) -> None:
    screened(outsider)
    outsider.post("/share/", {"name": "Pat", "reach": "503 555 0111", "agree": "on"})
    patient = Patient.objects.get()
    whole_session(outsider, feeling="worse")
    undo_on(outsider.post("/progress/", {"pain": "7"}, follow=True), outsider)
    assert not patient.weekly_scores.exists()
    whole_session(outsider, feeling="worse")
    assert [row.content["feeling"] for row in patient.sessions.all()] == ["worse", "worse"]
    assert FollowUpEntry.objects.get(patient=patient).triggered
    undo_on(outsider.get("/session/done/"), outsider)
    assert [row.content["feeling"] for row in patient.sessions.all()] == ["worse"]
    assert not FollowUpEntry.objects.get(patient=patient).triggered


def test_what_changed_since_is_not_undone(walker: Client) -> None:
    walker.post("/walking/stop/")
    begin(walker)
    page = walker.post("/device/undo/", follow=True).content.decode()
    assert "This can no longer be undone." in page
    assert kept(walker).begun


def test_the_offer_ends_after_ten_minutes(walker: Client) -> None:
    walker.post("/walking/stop/")
    with time_machine.travel(timezone.now() + timedelta(seconds=UNDO_SECONDS + 2)):
        walker.post("/device/undo/")
        assert kept(walker).walking is None


def test_it_leads_to_no_other_site(walker: Client) -> None:
    walker.post("/walking/stop/")
    back = walker.post("/device/undo/", headers={"Referer": "http://testserver//evil.example/"})
    assert back.url == "/"


def test_deleting_everything_deletes_the_offer_too(walker: Client) -> None:
    walker.post("/walking/stop/")
    assert record(walker).read(UNDO)
    walker.post("/device/forget/")
    assert not record(walker).read(UNDO)


def test_a_full_section_still_fits_into_its_offer() -> None:
    assert MAX_BYTES[UNDO] >= max(MAX_BYTES["check"], MAX_BYTES["program"])
