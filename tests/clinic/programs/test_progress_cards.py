"""Progress in words: what a number means, own goals, and the usual course beside it."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from guywire.care.goals import MAX_ACTIVITY_CHARS, new_goal
from guywire.clinic.people.device import MAX_BYTES, DeviceRecord
from guywire.clinic.people.models import Consent, Patient
from guywire.clinic.people.sharing import CONSENT_EDITION, CONSENT_WORDS
from guywire.clinic.programs import cards, services
from guywire.clinic.programs.record import Kept, keep_on, pack
from tests.clinic.programs.people import score
from tests.clinic.programs.test_device_stays_small import long_history
from tests.clinic.programs.test_session_without_scripts import kept
from tests.clinic.programs.walk import screened, whole_session

pytestmark = pytest.mark.django_db
TODAY = score(21, 0).on


@pytest.mark.parametrize(
    ("before", "latest", "words"),
    [
        (6, 5, "It was 6 last time. A change of 1 can be chance."),
        (6, 7, "It was 6 last time. A change of 1 can be chance."),
        (6, 4, "It was 6 last time. That is a clear improvement."),
        (4, 6, "It was 4 last time. That is clearly more pain."),
        (5, 5, "It was 5 last time. No change."),
    ],
)
def test_a_card_calls_a_change_only_what_is_more_than_chance(
    before: int, latest: int, words: str
) -> None:
    card = cards.pain_card((score(14, before), score(21, latest)), TODAY)
    assert (card.title, card.value) == ("Pain this week", f"{latest} out of 10")
    assert card.words == words


def test_an_old_score_is_not_called_this_weeks() -> None:
    assert cards.pain_card((score(0, 6),), TODAY).title == "Pain on March 2"


def test_the_usual_course_starts_from_ones_own_first_score() -> None:
    card = cards.course_card(score(0, 8), score(42, 0).on)
    assert card.value == "4 to 5 out of 10"
    assert "after 6 weeks, starting from your 8, without treatment" in card.words


def test_the_chart_comes_with_the_second_score(outsider: Client) -> None:
    outsider.post("/progress/", {"pain": "6"})
    page = outsider.get("/progress/").content.decode()
    assert "6 out of 10" in page
    assert "polyline" not in page
    with time_machine.travel(timezone.now() + timedelta(days=7), tick=False):
        outsider.post("/progress/", {"pain": "5"})
        assert "polyline" in outsider.get("/progress/").content.decode()


def test_a_session_is_shown_with_its_number_before_and_how_it_felt_after(outsider: Client) -> None:
    whole_session(screened(outsider), feeling="better")
    page = outsider.get("/progress/").content.decode()
    assert "4 out of 10 before. A little better after." in " ".join(page.split())
    assert "session done" in page


def type_goals(client: Client, *goals: tuple[str, str]) -> None:
    typed = {f"activity_{n}": activity for n, (activity, _) in enumerate(goals)}
    client.post("/progress/goals/", typed | {f"score_{n}": s for n, (_, s) in enumerate(goals)})


def test_goals_are_asked_once_a_week_beside_the_score(outsider: Client) -> None:
    type_goals(outsider, ("put on my shoes", "3"), ("sit through a movie", "5"))
    outsider.post("/progress/", {"pain": "6", "goal_0": "3"})
    with time_machine.travel(timezone.now() + timedelta(days=7), tick=False):
        page = outsider.get("/progress/").content.decode()
        assert "How well can you do this now: “put on my shoes”?" in page
        outsider.post("/progress/", {"pain": "5", "goal_0": "7"})
        page = outsider.get("/progress/").content.decode()
    shoes, movie = kept(outsider).goals
    assert (shoes.first, shoes.last, movie.last) == (3, 7, 5)
    assert "It was 3 when you started." in page


def test_an_activity_without_a_number_meets_a_sentence_and_stays_typed(outsider: Client) -> None:
    response = outsider.post("/progress/goals/", {"activity_0": "lift my child"})
    assert response.context["form"].errors["score_0"] == ["Choose a number from 0 to 10."]
    assert 'value="lift my child"' in response.content.decode()


def test_a_goal_whose_box_is_emptied_goes_and_the_others_keep_their_start(outsider: Client) -> None:
    type_goals(outsider, ("shoes", "3"), ("movie", "5"))
    with time_machine.travel(timezone.now() + timedelta(days=7), tick=False):
        type_goals(outsider, ("shoes", "4"), ("", ""))
    (shoes,) = kept(outsider).goals
    assert (shoes.first, shoes.last) == (3, 4)


def test_three_long_goals_fit_on_a_device_full_of_sessions() -> None:
    filled, _sessions = long_history(60, seed=2)
    texts = ("q7 wZ x9 Kj Lp 3v", "0m Bn Ty 6u Rr Ee", "Gh 5s Dd Aa Qx 1c")
    goals = [new_goal((text * 3)[:MAX_ACTIVITY_CHARS], TODAY, 3) for text in texts]
    device = DeviceRecord({})
    keep_on(device, filled)
    with_goals = services.set_goals(device, goals)
    assert len(with_goals.goals) == 3
    assert len(with_goals.sessions) >= 8
    assert len(device._changed["program"]) <= MAX_BYTES["program"]


def test_goals_are_shared_only_under_words_that_name_them(patient: Patient) -> None:
    content = pack(Kept(goals=(new_goal("shoes", TODAY, 3),)))
    earlier = Consent.objects.create(patient=patient, words="Send my sessions and scores.")
    services.keep_shared_program(patient, content)
    assert not patient.activity_scores.exists()
    earlier.delete()
    Consent.objects.create(patient=patient, words=str(CONSENT_WORDS), edition=CONSENT_EDITION)
    services.keep_shared_program(patient, content)
    services.keep_shared_program(patient, content)
    assert patient.activity_scores.get().score == 3
