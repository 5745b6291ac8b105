import pytest

from guywire.care.escalation import RULES, triggered_rules
from guywire.care.history import CompletedScreening, HelpRequest, History, Thresholds
from guywire.care.roland_morris import Questionnaire
from guywire.care.scores import WeeklyScore
from guywire.care.screening import screen
from guywire.care.session import Stopped
from guywire.care.sources import CLINIC, CLINIC_NUMBER
from guywire.care.vocabulary import Feeling
from tests.care.people import CLEAR, day, on, session, ticked

BETTER, SAME, WORSE = Feeling.BETTER, Feeling.SAME, Feeling.WORSE


def felt(*feelings):
    return History(sessions=tuple(session(n, feeling) for n, feeling in enumerate(feelings)))


def scored(*pairs, **rest):
    return History(weekly=tuple(WeeklyScore(on(n), pain) for n, pain in pairs), **rest)


def rules_for(history, **numbers):
    return [reason.rule.id for reason in triggered_rules(history, Thresholds(**numbers))]


def test_a_rule_of_the_clinic_speaks_of_a_number_to_change_only_where_it_has_one():
    others = Thresholds(5, 6, 7, 61, 181)
    for rule in RULES:
        if {CLINIC, CLINIC_NUMBER} & set(rule.sources):
            has_number = str(rule.sentence(Thresholds())) != str(rule.sentence(others))
            assert (CLINIC_NUMBER in rule.sources) is has_number, rule.id


def test_somebody_doing_well_is_left_alone():
    assert rules_for(felt(SAME, SAME, BETTER)) == []
    assert rules_for(History(screenings=(CompletedScreening(day(0), CLEAR),))) == []
    assert rules_for(History()) == []


def test_a_red_flag_brings_a_human_now_and_says_what_was_ticked():
    taken = CompletedScreening(day(0), screen(ticked("fever")))
    [reason] = triggered_rules(History(screenings=(taken,)))
    assert str(reason.urgency.label) == "now"
    assert str(reason.happened) == "Answered on March 2: Fever or chills with the back pain."


def test_only_the_latest_screening_counts():
    flagged = CompletedScreening(day(0), screen(ticked("fever")))
    assert rules_for(History(screenings=(CompletedScreening(day(5), CLEAR), flagged))) == []


def test_a_session_stopped_for_pain_brings_a_human():
    history = History(sessions=(session(0, BETTER, stopped=Stopped.PAIN), session(1, BETTER)))
    assert rules_for(history) == ["stopped_for_pain"]


def test_worse_once_does_not_and_worse_twice_running_does():
    assert rules_for(felt(BETTER, WORSE)) == []
    assert rules_for(felt(BETTER, WORSE, WORSE)) == ["worse_running"]
    assert rules_for(felt(WORSE, BETTER, WORSE)) == []


def test_no_better_in_the_last_three_sessions_brings_a_human():
    assert rules_for(felt(SAME, SAME)) == []
    assert rules_for(felt(BETTER, SAME, WORSE, SAME)) == ["no_better"]


def test_unanswered_sessions_neither_count_nor_break_a_row():
    assert rules_for(felt(WORSE, None, WORSE)) == ["worse_running"]


def test_sessions_are_read_in_the_order_they_were_done():
    late_first = History(sessions=(session(2, BETTER), session(1, WORSE), session(0, WORSE)))
    assert rules_for(late_first) == []


def test_two_weeks_inside_the_error_of_the_scale_bring_a_human():
    assert rules_for(scored((0, 6), (7, 6), (14, 5))) == ["no_weekly_change"]


def test_two_points_better_in_two_weeks_do_not():
    assert rules_for(scored((0, 6), (7, 6), (14, 4))) == []


def test_less_than_two_weeks_of_scores_say_nothing_yet():
    assert rules_for(scored((0, 6), (13, 6))) == []


def test_getting_clearly_worse_is_no_reason_to_be_left_alone():
    assert rules_for(scored((0, 4), (14, 8))) == ["no_weekly_change"]


def test_a_back_with_hardly_any_pain_left_cannot_improve_and_is_left_alone():
    assert rules_for(scored((0, 1), (14, 1))) == []


def ticked_sentences(*pairs):
    return tuple(Questionnaire(on(n), frozenset(range(1, many + 1))) for n, many in pairs)


def test_a_clear_improvement_in_what_a_person_can_do_counts_too():
    weeks = ((0, 6), (14, 6), (28, 6))
    for last, rules in ((9, ["no_weekly_change"]), (8, [])):
        filled = ticked_sentences((0, 13), (28, last))
        assert rules_for(scored(*weeks, questionnaires=filled)) == rules


def test_an_improvement_from_before_these_two_weeks_does_not_count():
    filled = ticked_sentences((0, 13), (28, 8))
    assert rules_for(scored((28, 6), (41, 6), questionnaires=filled)) == []
    assert rules_for(scored((28, 6), (42, 6), questionnaires=filled)) == ["no_weekly_change"]


def test_one_questionnaire_or_two_of_the_same_week_say_nothing_yet():
    for days in ((14,), (8, 14)):
        filled = ticked_sentences(*zip(days, (13, 2), strict=False))
        assert rules_for(scored((0, 6), (14, 6), questionnaires=filled)) == ["no_weekly_change"]


def test_clearly_more_pain_is_not_made_up_for_by_fewer_sentences():
    filled = ticked_sentences((0, 13), (14, 2))
    history = scored((0, 4), (14, 6), questionnaires=filled)
    assert rules_for(history) == ["no_weekly_change"]


def test_asking_is_enough():
    assert rules_for(History(asked=(HelpRequest(day(0)),))) == ["asked"]


def test_an_uncomfortable_session_is_an_offer():
    [reason] = triggered_rules(History(sessions=(session(0, BETTER, comfortable=False),)))
    assert (reason.rule.id, str(reason.urgency.label)) == ("uncomfortable", "if you would like")


def test_what_a_therapist_has_dealt_with_does_not_come_up_again():
    sessions = (session(0, WORSE, stopped=Stopped.PAIN), session(1, WORSE))
    asked = (HelpRequest(day(1)),)
    assert rules_for(History(sessions=sessions, asked=asked, helped_at=day(2))) == []
    again = (*sessions, session(3, SAME, stopped=Stopped.PAIN))
    assert rules_for(History(sessions=again, helped_at=day(2))) == ["stopped_for_pain"]


def test_the_most_urgent_reason_comes_first():
    history = History(
        screenings=(CompletedScreening(day(0), screen(ticked("cancer"))),),
        sessions=tuple(session(n, WORSE, comfortable=False) for n in range(3)),
        weekly=(WeeklyScore(on(0), 7), WeeklyScore(on(15), 7)),
        asked=(HelpRequest(day(1)),),
    )
    reasons = triggered_rules(history)
    assert reasons[0].rule.id == "red_flag"
    assert [reason.urgency for reason in reasons] == sorted(reason.urgency for reason in reasons)
    assert len(reasons) == 6


def test_staff_can_change_the_numbers_and_the_sentence_follows():
    assert rules_for(felt(BETTER, WORSE), worse_in_a_row=1) == ["worse_running"]
    sentences = {rule.id: rule.sentence(Thresholds(worse_in_a_row=4)) for rule in RULES}
    assert str(sentences["worse_running"]) == "“Worse” after 4 sessions in a row."


@pytest.mark.parametrize("number", [0, 13, 1.5, True])
def test_a_number_that_makes_no_rule_is_refused(number):
    with pytest.raises(ValueError, match="whole number from 1 to 12"):
        Thresholds(worse_in_a_row=number)


def test_every_rule_has_a_sentence_with_no_gap_left_in_it():
    assert all("{" not in str(rule.sentence()) for rule in RULES)
