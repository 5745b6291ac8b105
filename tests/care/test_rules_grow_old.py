"""What is long past raises no rule, and who stopped is a rule of its own."""

from datetime import timedelta

from guywire.care.escalation import triggered_rules
from guywire.care.history import CompletedScreening, HelpRequest, History, Thresholds
from guywire.care.scores import WeeklyScore
from guywire.care.screening import screen
from guywire.care.session import Stopped
from guywire.care.vocabulary import Feeling
from tests.care.people import day, on, session, ticked

NUMBERS = Thresholds()
WORSE = (session(0, Feeling.WORSE), session(1, Feeling.WORSE))


def rules_on(history: History, days: int, numbers: Thresholds = NUMBERS) -> list[str]:
    return [one.rule.id for one in triggered_rules(history.as_of(on(days), numbers), numbers)]


def test_a_session_raises_rules_for_as_long_as_news_counts() -> None:
    assert rules_on(History(sessions=WORSE), 59) == ["worse_running"]
    assert rules_on(History(sessions=WORSE), 61) == ["stopped"]


def test_pain_long_ago_with_good_sessions_since_is_past() -> None:
    sessions = (session(0, stopped=Stopped.PAIN), session(60, Feeling.BETTER))
    assert rules_on(History(sessions=sessions), 59) == ["stopped_for_pain"]
    assert rules_on(History(sessions=sessions), 61) == []


def test_a_person_not_heard_from_has_stopped_until_that_too_is_long_past() -> None:
    history = History(sessions=(session(0, Feeling.BETTER),))
    assert rules_on(history, 59) == []
    assert rules_on(history, 60) == ["stopped"]
    assert rules_on(history, 179) == ["stopped"]
    assert rules_on(history, 180) == []


def test_the_rule_says_when_the_last_news_came() -> None:
    history = History(sessions=(session(0),), weekly=(WeeklyScore(on(3), 5),))
    [rule] = triggered_rules(history.as_of(on(70), NUMBERS))
    assert str(rule.happened) == "No news since March 5."


def test_any_news_counts_as_news() -> None:
    history = History(sessions=(session(0),), weekly=(WeeklyScore(on(30), 1),))
    assert rules_on(history, 61) == []


def test_a_person_who_never_began_has_not_stopped() -> None:
    assert rules_on(History(screenings=(CompletedScreening(day(0), screen({})),)), 100) == []


def test_a_person_staff_have_called_since_has_been_followed_up() -> None:
    assert rules_on(History(sessions=(session(0),), helped_at=day(65)), 70) == []


def test_a_red_flag_and_a_request_stay_until_someone_deals_with_them() -> None:
    flagged = CompletedScreening(day(0), screen(ticked("fever")))
    history = History(screenings=(flagged,), asked=(HelpRequest(day(0)),))
    assert rules_on(history, 400) == ["red_flag", "asked"]
    assert rules_on(History(screenings=(flagged,), helped_at=day(1)), 400) == []


def test_the_weekly_score_keeps_its_past_while_the_latest_is_news() -> None:
    history = History(weekly=(WeeklyScore(on(0), 6), WeeklyScore(on(70), 6)))
    assert rules_on(history, 71) == ["no_weekly_change"]
    assert rules_on(history, 131) == []


def test_the_clinic_can_change_both_numbers() -> None:
    numbers = Thresholds(days_until_stopped=20, days_until_closed=40)
    history = History(sessions=(session(0),))
    assert rules_on(history, 20, numbers) == ["stopped"]
    assert rules_on(history, 40, numbers) == []


def test_the_next_review_is_the_next_day_on_which_time_alone_changes_the_answer() -> None:
    history = History(sessions=WORSE)
    today, answer = on(2), rules_on(history, 2)
    for number in range(2, 200):
        if on(number) == history.next_review_on(today, NUMBERS):
            today, answer = on(number), rules_on(history, number)
        assert rules_on(history, number) == answer
    assert history.next_review_on(on(200), NUMBERS) is None
    assert today == on(1) + timedelta(days=180)


def test_scores_without_a_session_are_reviewed_while_they_count() -> None:
    history = History(weekly=(WeeklyScore(on(0), 6), WeeklyScore(on(14), 6)))
    assert history.next_review_on(on(20), NUMBERS) == on(21)
    assert history.next_review_on(on(80), NUMBERS) is None
