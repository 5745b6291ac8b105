"""When to bring a person to a therapist: rules that person and therapist read alike."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from enum import IntEnum

from guywire.care.history import STANDARD_THRESHOLDS, History, Thresholds
from guywire.care.roland_morris import ROLAND_MORRIS
from guywire.care.scores import PAIN, Change
from guywire.care.sources import CLINIC, CLINIC_NUMBER, FINUCANE_2020, POCOVI_2024, Source
from guywire.care.vocabulary import Feeling
from guywire.care.words import Message, counted, joined, message


class Urgency(IntEnum):
    """Lower is more urgent."""

    NOW = 1
    TODAY = 2
    THIS_WEEK = 3
    OFFER = 4

    @property
    def label(self) -> Message:
        return {
            Urgency.NOW: message("now"),
            Urgency.TODAY: message("today"),
            Urgency.THIS_WEEK: message("this week"),
            Urgency.OFFER: message("if you would like"),
        }[self]


Test = Callable[[History, Thresholds], Message | None]
"""Says in a sentence what happened when the rule holds, otherwise None."""


@dataclass(frozen=True)
class Rule:
    id: str
    template: Message
    urgency: Urgency
    sources: tuple[Source, ...]
    test: Test = field(repr=False)
    is_for_clinic: bool = False
    """The clinic acts on it. There is nothing for the person to watch for."""

    def sentence(self, thresholds: Thresholds = STANDARD_THRESHOLDS) -> Message:
        return self.template.filled(**asdict(thresholds))


@dataclass(frozen=True)
class TriggeredRule:
    """One rule that holds for one person; `happened` says what made it hold."""

    rule: Rule
    sentence: Message
    happened: Message

    @property
    def urgency(self) -> Urgency:
        return self.rule.urgency


def _red_flag(history: History, _: Thresholds) -> Message | None:
    taken = history.latest_screening
    if taken is None or not taken.screening.red_flags:
        return None
    answers = joined([flag.statement for flag in taken.screening.red_flags])
    return message("Answered on {day}: {answers}.", day=taken.at, answers=answers)


def _stopped_for_pain(history: History, _: Thresholds) -> Message | None:
    stopped = [session for session in history.recent_sessions if session.stopped_for_pain]
    if not stopped:
        return None
    return message("Stopped because it hurt on {day}.", day=stopped[-1].started_at)


def _worse_running(history: History, thresholds: Thresholds) -> Message | None:
    last = history.answered_sessions[-thresholds.worse_in_a_row :]
    if len(last) < thresholds.worse_in_a_row:
        return None
    if any(session.feeling is not Feeling.WORSE for session in last):
        return None
    return counted(
        "“Worse” after the last session.",
        "“Worse” after each of the last {count} sessions.",
        len(last),
    )


def _no_better(history: History, thresholds: Thresholds) -> Message | None:
    last = history.answered_sessions[-thresholds.sessions_without_better :]
    if len(last) < thresholds.sessions_without_better:
        return None
    if any(session.feeling is Feeling.BETTER for session in last):
        return None
    return counted(
        "Not “better” in the last session.",
        "Not once “better” in the last {count} sessions.",
        len(last),
    )


def _no_weekly_change(history: History, thresholds: Thresholds) -> Message | None:
    scores = history.weekly_in_order
    if not scores or scores[-1].pain < PAIN.smallest_clear_change:
        return None
    latest = scores[-1]
    weeks = timedelta(weeks=thresholds.weeks_without_change)
    earlier = next((score for score in reversed(scores) if score.on <= latest.on - weeks), None)
    if earlier is None:
        return None
    change = PAIN.change(earlier.pain, latest.pain)
    does_more = _does_more(history, since=earlier.on, weeks=weeks)
    if change is Change.BETTER or (change is Change.NO_CLEAR_CHANGE and does_more):
        return None
    return message(
        "Weekly pain score {earlier} out of 10 on {earlier_day}, {latest} out of 10 "
        "on {latest_day}.",
        earlier=earlier.pain,
        earlier_day=earlier.on,
        latest=latest.pain,
        latest_day=latest.on,
    )


def _does_more(history: History, since: date, weeks: timedelta) -> bool:
    """A questionnaire filled in after `since` is clearly better than the one weeks before it."""
    filled = sorted(history.questionnaires, key=lambda one: one.on)
    if not filled or filled[-1].on <= since:
        return False
    latest = filled[-1]
    earlier = next((one for one in reversed(filled) if one.on <= latest.on - weeks), None)
    if earlier is None:
        return False
    return ROLAND_MORRIS.change(earlier.score, latest.score) is Change.BETTER


def _asked(history: History, _: Thresholds) -> Message | None:
    requests = history.open_requests
    return message("Asked on {day}.", day=requests[-1].at) if requests else None


def _stopped(history: History, _: Thresholds) -> Message | None:
    if history.stopped_on is None:
        return None
    return message("No news since {day}.", day=history.stopped_on)


def _walking_contact(history: History, _: Thresholds) -> Message | None:
    if history.walking_contact_on is None or history.walking_started_on is None:
        return None
    weeks = (history.walking_contact_on - history.walking_started_on).days // 7
    return message(
        "Started walking on {day}. Check-in of week {weeks}.",
        day=history.walking_started_on,
        weeks=weeks,
    )


def _uncomfortable(history: History, _: Thresholds) -> Message | None:
    sessions = history.recent_sessions
    if not sessions or sessions[-1].comfortable is not False:
        return None
    return message("The session on {day} was not comfortable.", day=sessions[-1].started_at)


RULES = (
    Rule(
        "red_flag",
        message("Any answer to the safety questions that a doctor should hear about."),
        Urgency.NOW,
        (FINUCANE_2020,),
        _red_flag,
    ),
    Rule(
        "stopped_for_pain",
        message("A session stopped because it hurt."),
        Urgency.TODAY,
        (CLINIC,),
        _stopped_for_pain,
    ),
    Rule(
        "asked", message("You ask for a person, for any reason."), Urgency.TODAY, (CLINIC,), _asked
    ),
    Rule(
        "worse_running",
        message("“Worse” after {worse_in_a_row} sessions in a row."),
        Urgency.TODAY,
        (CLINIC_NUMBER,),
        _worse_running,
    ),
    Rule(
        "no_better",
        message("Not once “better” in the last {sessions_without_better} sessions."),
        Urgency.THIS_WEEK,
        (CLINIC_NUMBER,),
        _no_better,
    ),
    Rule(
        "no_weekly_change",
        message(
            "{weeks_without_change} weeks without a clear improvement in the weekly pain "
            "score ({points} points out of 10). If that score is not clearly worse, {sentences} "
            "fewer sentences on the Roland-Morris form count, too.",
            points=PAIN.smallest_clear_change,
            sentences=ROLAND_MORRIS.smallest_clear_change,
        ),
        Urgency.THIS_WEEK,
        (PAIN.source, ROLAND_MORRIS.source),
        _no_weekly_change,
    ),
    Rule(
        "stopped",
        message(
            "You started, and we have not heard from you for {days_until_stopped} days. "
            "We ask how you are."
        ),
        Urgency.THIS_WEEK,
        (CLINIC_NUMBER,),
        _stopped,
        is_for_clinic=True,
    ),
    Rule(
        "walking_contact",
        message("1, 3, and 5 weeks after you start walking. We ask how it is going."),
        Urgency.THIS_WEEK,
        (POCOVI_2024,),
        _walking_contact,
        is_for_clinic=True,
    ),
    Rule(
        "uncomfortable",
        message("The last session was not comfortable."),
        Urgency.OFFER,
        (CLINIC,),
        _uncomfortable,
    ),
)


RULES_BY_ID = {rule.id: rule for rule in RULES}


def triggered_rules(
    history: History, thresholds: Thresholds = STANDARD_THRESHOLDS
) -> list[TriggeredRule]:
    """Every rule that holds, the most urgent first."""
    reasons = [
        TriggeredRule(rule, rule.sentence(thresholds), happened)
        for rule in RULES
        if (happened := rule.test(history, thresholds))
    ]
    return sorted(reasons, key=lambda reason: reason.urgency)
