"""The 24 sentences: asked at the right times, taken as they were ticked, judged by their error."""

import html
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from guywire.care.escalation import triggered_rules
from guywire.care.roland_morris import INSTRUCTION, REMEMBER, SENTENCES
from guywire.clinic.people.device import DeviceRecord
from guywire.clinic.people.models import Patient
from guywire.clinic.people.sharing import start_sharing
from guywire.clinic.programs import device_state, queries
from guywire.clinic.programs.models import RolandMorris
from guywire.clinic.programs.questionnaire import Course, course
from guywire.clinic.programs.record import QUESTIONNAIRES_AT_MOST, SCORES_AT_MOST, Kept, keep_on
from tests.clinic.programs.people import questionnaire, score, session
from tests.clinic.programs.test_session_without_scripts import kept
from tests.clinic.programs.test_sharing_sessions import device_with

pytestmark = pytest.mark.django_db
PATH = "/progress/questionnaire/"
INVITATION = "Read the sentences"


def tick(client: Client, *numbers: int, **more: str) -> object:
    return client.post(PATH, {"picked": [str(number) for number in numbers]} | more)


def read(client: Client, path: str = "/progress/") -> str:
    return html.unescape(client.get(path).content.decode())


def drawn(*pairs: tuple[int, int]) -> Course:
    made = course(tuple(questionnaire(day, many) for day, many in pairs))
    assert made is not None
    return made


def ticked_on(client: Client) -> list[list[int]]:
    return [sorted(filled.ticked) for filled in kept(client).questionnaires]


def test_the_form_stands_there_as_printed_with_its_credit(outsider: Client) -> None:
    page = read(outsider, PATH)
    printed = [*INSTRUCTION, REMEMBER, *SENTENCES]
    places = [page.find(words) for words in printed]
    assert -1 not in places
    assert places == sorted(places)
    assert "Spine 1983;8:141-144" in page
    assert "None describes me" not in page


def test_the_ticked_sentences_are_kept_and_shown_with_what_would_be_a_clear_change(
    outsider: Client,
) -> None:
    response = tick(outsider, 2, 11, 14, 16, 18, 21, 23)
    assert response["Location"] == "/progress/#questionnaire"  # type: ignore[index]
    assert ticked_on(outsider) == [[2, 11, 14, 16, 18, 21, 23]]
    page = read(outsider)
    assert "You picked 7 of 24 sentences. 2 or fewer would be a clear improvement" in page
    assert SENTENCES[10] in page
    assert SENTENCES[0] not in page


def test_a_page_sent_with_nothing_ticked_is_asked_about_and_keeps_nothing(
    outsider: Client,
) -> None:
    page = html.unescape(tick(outsider).content.decode())  # type: ignore[attr-defined]
    assert "You picked no sentence." in page
    assert "None describes me today" in page
    assert ticked_on(outsider) == []


def test_none_of_them_is_an_answer_of_its_own(outsider: Client) -> None:
    tick(outsider, none="yes")
    assert ticked_on(outsider) == [[]]
    page = read(outsider)
    assert "You picked 0 of 24 sentences." in page
    assert "none of the 24 sentences" in page


def test_ticks_and_none_together_are_asked_about_and_no_tick_is_lost(outsider: Client) -> None:
    page = html.unescape(tick(outsider, 3, 9, none="yes").content.decode())  # type: ignore[attr-defined]
    assert "You picked 2 sentences, and said that none describes you today." in page
    assert page.count(" checked") == 2
    assert ticked_on(outsider) == []


@pytest.mark.parametrize("wrong", ["25", "0", "x", "-1", "1" * 5000])
def test_a_sentence_that_does_not_exist_is_refused_and_no_tick_is_lost(
    outsider: Client, wrong: str
) -> None:
    page = html.unescape(outsider.post(PATH, {"picked": ["3", wrong]}).content.decode())
    assert "not one of the 24 sentences" in page
    assert page.count(" checked") == 1
    assert ticked_on(outsider) == []


def test_sending_twice_or_going_back_to_correct_keeps_one_a_day(outsider: Client) -> None:
    tick(outsider, 3, 9)
    tick(outsider, 3, 9)
    page = read(outsider, PATH)
    assert "You filled this in today" in page
    assert page.count(" checked") == 2
    tick(outsider, 3)
    assert ticked_on(outsider) == [[3]]


def test_it_is_invited_to_at_the_start_then_every_four_weeks_and_never_beside_the_weekly_number(
    outsider: Client,
) -> None:
    assert INVITATION not in read(outsider)
    outsider.post("/progress/", {"pain": "6"})
    assert INVITATION in read(outsider)
    tick(outsider, 1, 2, 3)
    assert INVITATION not in read(outsider)
    for days, invited in ((27, False), (28, True)):
        with time_machine.travel(timezone.now() + timedelta(days=days), tick=False):
            outsider.post("/progress/", {"pain": "5"})
            assert (INVITATION in read(outsider)) is invited


def test_the_day_of_the_next_one_is_named_until_it_comes(outsider: Client) -> None:
    tick(outsider, 1, 2, 3)
    for days, named in ((27, True), (28, False), (40, False)):
        with time_machine.travel(timezone.now() + timedelta(days=days), tick=False):
            assert ("We ask again on" in read(outsider)) is named


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (12, 8, "From 12 to 8 of 24 sentences in 4 weeks. That is not a clear change"),
        (12, 7, "From 12 to 7 of 24 sentences in 4 weeks. That is a clear improvement"),
        (12, 17, "That is clearly worse."),
        (2, 0, "not a clear change"),
    ],
)
def test_the_sentence_calls_a_change_only_what_is_more_than_error(
    first: int, last: int, words: str
) -> None:
    assert words in drawn((0, first), (28, last)).sentence


def test_a_low_first_number_says_that_it_cannot_show_improvement() -> None:
    assert "can only show if you get worse" in drawn((0, 4)).sentence
    assert "0 or fewer would be a clear improvement" in drawn((0, 5)).sentence
    assert drawn((0, 4)).clear_at is None


def test_the_drawing_begins_clear_improvement_five_below_the_first() -> None:
    made = drawn((0, 13), (28, 8))
    assert made.clear_at == made.rows[1].x == made.chance[0]
    assert made.change == "better"


def test_before_and_after_carry_the_natural_course_and_open_to_their_sources(
    outsider: Client,
) -> None:
    tick(outsider, *range(1, 13))
    page = read(outsider)
    assert "New pain falls by half in 6 weeks without any special treatment" in page
    for source in ("I11", "I12", "I13", "K09", "K13", "K21"):
        assert f"/evidence/#{source}" in page


def test_clearly_more_offers_a_person(outsider: Client) -> None:
    tick(outsider, 1, 2, 3)
    with time_machine.travel(timezone.now() + timedelta(days=28), tick=False):
        tick(outsider, *range(1, 8))
        assert ">a therapist</a>. You need no other reason." not in read(outsider)
        tick(outsider, *range(1, 9))
        assert ">a therapist</a>. You need no other reason." in read(outsider)


def test_two_years_of_it_beside_two_years_of_weeks_fit_and_the_first_stays() -> None:
    made = Kept(weekly=tuple(score(7 * week, week % 11) for week in range(SCORES_AT_MOST)))
    for number in range(QUESTIONNAIRES_AT_MOST + 5):
        made = made.with_questionnaire(questionnaire(28 * number, number * 7 % 25))
    assert len(made.questionnaires) == QUESTIONNAIRES_AT_MOST
    assert made.questionnaires[0] == questionnaire(0, 0)
    sessions = tuple(session(number) for number in range(12))
    assert keep_on(DeviceRecord({}), replace(made, sessions=sessions)).dropped == 0


def test_sharing_carries_what_was_ticked_once_and_a_correction_too(patient: Patient) -> None:
    filled = (questionnaire(0, 12), questionnaire(28, 5))
    keep = device_with(questionnaires=filled)
    start_sharing(keep, patient)
    start_sharing(keep, patient)
    assert queries.questionnaires_of(patient) == filled
    corrected = questionnaire(28, 6)
    start_sharing(device_with(questionnaires=(filled[0], corrected)), patient)
    assert queries.questionnaires_of(patient) == (filled[0], corrected)


@pytest.mark.parametrize(("last", "rules"), [(10, ["no_weekly_change"]), (5, [])])
def test_device_and_desk_reach_the_same_reasons(
    patient: Patient, last: int, rules: list[str]
) -> None:
    weekly = (score(0, 6), score(14, 6), score(28, 6))
    filled = (questionnaire(0, 12), questionnaire(28, last))
    keep = device_with(weekly=weekly, questionnaires=filled)
    start_sharing(keep, patient)
    on_the_desk = triggered_rules(queries.history_of(patient))
    assert [reason.rule.id for reason in on_the_desk] == rules
    assert device_state.reasons_on(keep) == on_the_desk


def test_the_therapist_reads_score_change_and_sentences(
    as_therapist: Client, patient: Patient
) -> None:
    filled = (questionnaire(0, 12), questionnaire(28, 5))
    start_sharing(device_with(questionnaires=filled), patient)
    page = read(as_therapist, f"/desk/patients/{patient.public_id}/")
    assert "From 12 to 5 of 24 sentences: better." in page
    assert "clearly fewer" in page
    assert SENTENCES[0] in page
    assert SENTENCES[11] in page
    assert SENTENCES[23] not in page


def test_the_front_desk_does_not_read_them(as_front_desk: Client, patient: Patient) -> None:
    start_sharing(device_with(questionnaires=(questionnaire(0, 12),)), patient)
    page = read(as_front_desk, f"/desk/patients/{patient.public_id}/")
    assert "Roland-Morris" not in page
    assert SENTENCES[0] not in page


@pytest.mark.parametrize("bits", [2**24, -1])
def test_the_database_refuses_a_sentence_that_does_not_exist(patient: Patient, bits: int) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        RolandMorris.objects.create(patient=patient, on=questionnaire(0, 1).on, ticked_bits=bits)


def test_the_database_keeps_one_a_day(patient: Patient) -> None:
    on = questionnaire(0, 1).on
    RolandMorris.objects.create(patient=patient, on=on, ticked_bits=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        RolandMorris.objects.create(patient=patient, on=on, ticked_bits=2)


def test_the_rule_that_counts_it_is_readable_with_both_its_sources(outsider: Client) -> None:
    page = read(outsider, "/rules/")
    assert "5 fewer sentences on the Roland-Morris form count, too" in page
    assert "Childs JD" in page
    assert "Stratford PW" in page
