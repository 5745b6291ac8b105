"""A whole session works as plain pages: begin, do it by a clock, answer, hear what comes of it."""

import pytest
from django.test import Client
from django.utils import timezone

from guywire.clinic.people.device import DeviceRecord
from guywire.clinic.programs.record import Kept, kept_on
from tests.clinic.programs.walk import AFTER, begin, hidden_fields, screened, whole_session

pytestmark = pytest.mark.django_db


def kept(client: Client) -> Kept:
    cookies = {name: morsel.value for name, morsel in client.cookies.items()}
    return kept_on(DeviceRecord(cookies))


@pytest.fixture
def ready(outsider: Client) -> Client:
    return screened(outsider)


def test_the_page_tells_what_to_do_by_a_clock(ready: Client) -> None:
    begin(ready)
    page = ready.get("/session/run/").content.decode()
    assert "Use a clock" in page
    assert page.count("Note the time, and hold for 3 minutes.") == 4


def test_a_finished_session_is_kept_on_the_device_with_its_holds(ready: Client) -> None:
    assert whole_session(ready, feeling="better").url == "/session/done/"
    (session,) = kept(ready).sessions
    assert (session.before, session.comfortable, session.feeling) == (4, True, "better")
    assert [hold.seconds_held for hold in session.holds] == [180] * 4


def test_a_better_session_is_answered_kindly_and_without_a_promise(ready: Client) -> None:
    whole_session(ready, feeling="better")
    page = ready.get("/session/done/").content.decode()
    assert "a good sign" in page
    assert "Talk to a therapist</h1>" not in page


def test_stopping_for_pain_puts_a_human_first_with_the_rule(ready: Client) -> None:
    whole_session(ready, ended="pain", comfortable="no", feeling="worse")
    page = ready.get("/session/done/").content.decode()
    assert "Talk to a therapist</h1>" in page
    assert "A session stopped because it hurt." in page
    assert "/visits/" in page
    assert "tel:+15035550142" in page
    assert "/call-back/" in page
    assert "Talk to a therapist first" in ready.get("/program/").content.decode()
    assert "Rest for now" in ready.get("/session/").content.decode()


def test_the_program_rests_until_somebody_has_answered(ready: Client) -> None:
    whole_session(ready, ended="pain", comfortable="no", feeling="worse")
    assert begin(ready).status_code == 200
    assert ready.get("/session/run/").url == "/session/"
    ready.post("/session/helped/")
    assert begin(ready).url == "/session/run/"


def test_after_worse_the_next_hold_is_shorter_with_more_support_and_says_why(
    ready: Client,
) -> None:
    whole_session(ready, feeling="worse")
    page = ready.get("/session/").content.decode()
    assert "Next time you hold for 1 minute less on each side, with more support." in page
    assert page.count('value="yes" checked') == 2 or page.count("checked") == 2
    begin(ready)
    assert "hold for 2 minutes" in ready.get("/session/run/").content.decode()


def test_done_for_today_is_said(ready: Client) -> None:
    whole_session(ready, feeling="better")
    page = ready.get("/session/").content.decode()
    assert "Done for today</h1>" in page
    assert page.index("<summary>Start another session today") < page.index('name="before"')


def test_worse_twice_running_puts_a_human_first(ready: Client) -> None:
    whole_session(ready, feeling="worse")
    assert "Talk to a therapist</h1>" not in ready.get("/session/done/").content.decode()
    whole_session(ready, feeling="worse")
    page = ready.get("/session/done/").content.decode()
    assert "“Worse” after 2 sessions in a row." in page


def test_three_sessions_without_better_put_a_human_first(ready: Client) -> None:
    for _ in range(3):
        whole_session(ready, feeling="same")
    assert "Not once “better”" in ready.get("/session/done/").content.decode()


def test_after_talking_to_somebody_the_rules_rest(ready: Client) -> None:
    whole_session(ready, ended="pain", comfortable="no", feeling="worse")
    ready.post("/session/helped/")
    assert "Talk to a therapist first" not in ready.get("/program/").content.decode()


def test_an_uncomfortable_session_offers_a_human_without_insisting(ready: Client) -> None:
    whole_session(ready, comfortable="no", feeling="better")
    page = ready.get("/session/done/").content.decode()
    assert "Would you like to talk to someone?" in page


def test_the_same_answer_sent_twice_is_one_session(ready: Client) -> None:
    begin(ready)
    answers = hidden_fields(ready) | AFTER
    ready.post("/session/after/", answers)
    ready.post("/session/after/", answers | {"feeling": "worse"})
    assert [one.feeling for one in kept(ready).sessions] == ["same"]


def test_going_back_to_a_finished_session_begins_a_new_one(ready: Client) -> None:
    whole_session(ready)
    assert ready.get("/session/run/").url == "/session/"
    assert ready.get("/session/after/").url == "/session/run/"


def test_an_unfinished_session_is_offered_again(ready: Client) -> None:
    begin(ready)
    assert "Continue it" in ready.get("/session/").content.decode()


@pytest.mark.parametrize("before", ["", "11", "-1", "four", "9" * 1000])
def test_an_impossible_score_meets_a_sentence(ready: Client, before: str) -> None:
    response = begin(ready, before)
    assert response.context["form"].errors["before"] == ["Choose a number from 0 to 10."]


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("comfortable", "", "Choose yes or no."),
        ("feeling", "splendid", "Choose one of the three."),
        ("ended", "", "Choose how far you got."),
        ("note", "a" * 10_000, "10000 characters long"),
        ("holds", "{[", "We did not get your times"),
        ("holds", "[" * 100_000, "We did not get your times"),
        ("holds", "9" * 5000, "We did not get your times"),
        ("holds", '[{"stretch": "headstand"}]', "We did not get your times"),
    ],
)
def test_what_is_wrong_after_a_session_is_said_beside_its_field(
    ready: Client, field: str, value: str, sentence: str
) -> None:
    begin(ready)
    answers = hidden_fields(ready) | AFTER | {"note": "My left knee."} | {field: value}
    response = ready.post("/session/after/", answers)
    assert response.status_code == 200
    assert sentence in response.context["form"].errors[field][0]
    if field != "note":
        assert "My left knee." in response.content.decode()
    assert kept(ready).sessions == ()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("session", "x"),
        ("session", ""),
        ("started_at", ""),
        ("before", ""),
        ("session", "<script>alert(1)</script>"),
        ("started_at", "yesterday"),
        ("started_at", "0001-01-01T00:00:00+14:00"),
        ("before", "12"),
        ("before", "four"),
    ],
)
def test_a_page_that_lost_its_session_says_so(ready: Client, field: str, value: str) -> None:
    begin(ready)
    response = ready.post("/session/after/", hidden_fields(ready) | AFTER | {field: value})
    assert "could not save this session" in response.context["form"].non_field_errors()[0]
    assert kept(ready).sessions == ()


def test_a_session_from_a_phone_whose_clock_runs_ahead_is_stored_as_of_now(ready: Client) -> None:
    begin(ready)
    ahead = {"started_at": "2999-01-01T00:00:00+00:00"}
    ready.post("/session/after/", hidden_fields(ready) | AFTER | ahead)
    (session,) = kept(ready).sessions
    assert session.started_at <= timezone.now()


def test_a_session_without_any_begun_still_opens_no_page(outsider: Client) -> None:
    assert outsider.get("/session/done/").url == "/program/"
