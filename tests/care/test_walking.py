"""The walking program grows by a tenth to a fifth a week, and backs off after a worse walk."""

from datetime import date, timedelta

import pytest

from guywire.care.escalation import triggered_rules
from guywire.care.history import STANDARD_THRESHOLDS, History
from guywire.care.session import Session
from guywire.care.walking import MAX_MINUTES, MIN_MINUTES, Walk, WalkingPlan, backed_off, grown

MONDAY = date(2026, 3, 2)


def plan(*walks: Walk, minutes: int = 20, days: int = 2) -> WalkingPlan:
    made = WalkingPlan(MONDAY, MONDAY, minutes, days)
    for walk in walks:
        made = made.with_walk(walk)
    return made


def walk(day: int, minutes: int = 20, *, worse: bool = False) -> Walk:
    return Walk(MONDAY + timedelta(days=day), minutes, worse)


@pytest.mark.parametrize("minutes", range(MIN_MINUTES, MAX_MINUTES))
def test_minutes_grow_by_a_tenth_to_a_fifth_and_never_past_an_hour(minutes: int) -> None:
    more = grown(minutes)
    assert more <= MAX_MINUTES
    assert 0.1 <= (more - minutes) / minutes <= 0.2 or more == MAX_MINUTES


@pytest.mark.parametrize(
    ("walks", "next_minutes"),
    [
        ((walk(0), walk(3)), 23),
        ((walk(0),), 20),
        ((walk(0), walk(3, 8)), 20),
        ((walk(0), walk(0)), 20),
        ((walk(0), walk(3, worse=True)), 16),
    ],
    ids=["all done", "one missing", "one too short", "twice on one day", "worse"],
)
def test_the_next_week_follows_from_this_one(walks: tuple[Walk, ...], next_minutes: int) -> None:
    later = plan(*walks).in_week_of(MONDAY + timedelta(days=7))
    assert later.minutes == next_minutes
    assert later.walks == ()


def test_a_worse_walk_takes_a_fifth_off_at_once_and_only_once_a_week() -> None:
    assert plan(walk(0, worse=True)).minutes == 16
    assert plan(walk(0, worse=True), walk(1, worse=True)).minutes == 16
    assert backed_off(MIN_MINUTES) == MIN_MINUTES


def test_weeks_away_change_nothing() -> None:
    later = plan(walk(0)).in_week_of(MONDAY + timedelta(days=40))
    assert later.week_on == MONDAY + timedelta(days=35)
    assert later.minutes == 20


@pytest.mark.parametrize(("minutes", "days"), [(4, 3), (61, 3), (20, 1), (20, 8)])
def test_an_impossible_plan_is_refused(minutes: int, days: int) -> None:
    with pytest.raises(ValueError, match="is not from"):
        WalkingPlan(MONDAY, MONDAY, minutes, days)


@pytest.mark.parametrize(
    ("day", "is_due"),
    [(6, False), (7, True), (13, True), (14, False), (21, True), (28, False), (35, True)],
)
def test_weeks_1_3_and_5_are_proposed_to_the_desk(day: int, is_due: bool) -> None:
    today = MONDAY + timedelta(days=day)
    history = History(walking_started_on=MONDAY).as_of(today, STANDARD_THRESHOLDS)
    rules = [one.rule.id for one in triggered_rules(history)]
    assert ("walking_contact" in rules) is is_due


def test_time_alone_brings_the_next_contact_up() -> None:
    sessions: tuple[Session, ...] = ()
    history = History(walking_started_on=MONDAY, sessions=sessions)
    assert history.next_review_on(MONDAY, STANDARD_THRESHOLDS) == MONDAY + timedelta(days=7)
