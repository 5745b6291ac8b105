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


class Urgency(IntEnum):
    """Lower is more urgent."""

    NOW = 1
    TODAY = 2
    THIS_WEEK = 3
    OFFER = 4

    @property
    def label(self) -> str:
        return {
            Urgency.NOW: "now",
            Urgency.TODAY: "today",
            Urgency.THIS_WEEK: "this week",
            Urgency.OFFER: "if you would like",
        }[self]


Test = Callable[[History, Thresholds], str | None]
"""Says in a sentence what happened when the rule holds, otherwise None."""


@dataclass(frozen=True)
class Rule:
    id: str
    template: str
    urgency: Urgency
    sources: tuple[Source, ...]
    test: Test = field(repr=False)
    is_for_clinic: bool = False
    """The clinic acts on it. There is nothing for the person to watch for."""

    def sentence(self, thresholds: Thresholds = STANDARD_THRESHOLDS) -> str:
        return self.template.format(**asdict(thresholds))


@dataclass(frozen=True)
class TriggeredRule:
    """One rule that holds for one person; `happened` says what made it hold."""

    rule: Rule
    sentence: str
    happened: str

    @property
    def urgency(self) -> Urgency:
        return self.rule.urgency


def _red_flag(history: History, _: Thresholds) -> str | None:
    taken = history.latest_screening
    if taken is None or not taken.screening.red_flags:
        return None
    answers = "; ".join(flag.statement for flag in taken.screening.red_flags)
    return f"Answered on {taken.at:%B %-d}: {answers}."


def _stopped_for_pain(history: History, _: Thresholds) -> str | None:
    stopped = [session for session in history.recent_sessions if session.stopped_for_pain]
    return f"Stopped because it hurt on {stopped[-1].started_at:%B %-d}." if stopped else None


def _worse_running(history: History, thresholds: Thresholds) -> str | None:
    last = history.answered_sessions[-thresholds.worse_in_a_row :]
    if len(last) < thresholds.worse_in_a_row:
        return None
    if any(session.feeling is not Feeling.WORSE for session in last):
        return None
    return f"“Worse” after each of the last {len(last)} sessions."


def _no_better(history: History, thresholds: Thresholds) -> str | None:
    last = history.answered_sessions[-thresholds.sessions_without_better :]
    if len(last) < thresholds.sessions_without_better:
        return None
    if any(session.feeling is Feeling.BETTER for session in last):
        return None
    return f"Not once “better” in the last {len(last)} sessions."


def _no_weekly_change(history: History, thresholds: Thresholds) -> str | None:
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
    return (
        f"Weekly score {earlier.pain} of 10 on {earlier.on:%B %-d}, "
        f"{latest.pain} of 10 on {latest.on:%B %-d}."
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


def _asked(history: History, _: Thresholds) -> str | None:
    requests = history.open_requests
    return f"Asked on {requests[-1].at:%B %-d}." if requests else None


def _stopped(history: History, _: Thresholds) -> str | None:
    if history.stopped_on is None:
        return None
    return f"Last heard from on {history.stopped_on:%B %-d, %Y}."


def _walking_contact(history: History, _: Thresholds) -> str | None:
    if history.walking_contact_on is None or history.walking_started_on is None:
        return None
    weeks = (history.walking_contact_on - history.walking_started_on).days // 7
    return f"Began to walk on {history.walking_started_on:%B %-d}: contact of week {weeks}."


def _uncomfortable(history: History, _: Thresholds) -> str | None:
    sessions = history.recent_sessions
    if not sessions or sessions[-1].comfortable is not False:
        return None
    return f"The session on {sessions[-1].started_at:%B %-d} was not comfortable."


RULES = (
    Rule(
        "red_flag",
        "Any answer to the safety questions that a doctor should hear about.",
        Urgency.NOW,
        (FINUCANE_2020,),
        _red_flag,
    ),
    Rule(
        "stopped_for_pain",
        "A session stopped because it hurt.",
        Urgency.TODAY,
        (CLINIC,),
        _stopped_for_pain,
    ),
    Rule("asked", "You ask for a person, for any reason.", Urgency.TODAY, (CLINIC,), _asked),
    Rule(
        "worse_running",
        "“Worse” after {worse_in_a_row} sessions in a row.",
        Urgency.TODAY,
        (CLINIC_NUMBER,),
        _worse_running,
    ),
    Rule(
        "no_better",
        "Not once “better” in the last {sessions_without_better} sessions.",
        Urgency.THIS_WEEK,
        (CLINIC_NUMBER,),
        _no_better,
    ),
    Rule(
        "no_weekly_change",
        "{weeks_without_change} weeks without a clear improvement in the weekly score "
        f"({PAIN.smallest_clear_change} points of 10). Unless that score is clearly worse, "
        f"{ROLAND_MORRIS.smallest_clear_change} sentences fewer on the Roland-Morris "
        "questionnaire count as improvement too.",
        Urgency.THIS_WEEK,
        (PAIN.source, ROLAND_MORRIS.source),
        _no_weekly_change,
    ),
    Rule(
        "stopped",
        "No news for {days_until_stopped} days after you began. We ask how you are.",
        Urgency.THIS_WEEK,
        (CLINIC_NUMBER,),
        _stopped,
        is_for_clinic=True,
    ),
    Rule(
        "walking_contact",
        "1, 3 and 5 weeks after you began to walk. We ask how it goes.",
        Urgency.THIS_WEEK,
        (POCOVI_2024,),
        _walking_contact,
        is_for_clinic=True,
    ),
    Rule(
        "uncomfortable",
        "The last session was not comfortable.",
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
