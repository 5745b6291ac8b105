"""Sessions, scores and the rest in few letters, because a cookie is small.

Feelings, sides and stretches become their place in the vocabulary; times become whole seconds.
"""

from datetime import UTC, date, datetime, timedelta
from itertools import accumulate
from typing import Any

from guywire.care.goals import ActivityGoal
from guywire.care.roland_morris import Questionnaire
from guywire.care.scores import WeeklyScore
from guywire.care.session import Hold, Session, Stopped
from guywire.care.vocabulary import Feeling, Side, Stretch
from guywire.care.walking import Walk, WalkingPlan

# Wire format: places in these are in cookies for 400 days, and in copies of them. Append to the
# enums, never reorder or remove. A golden test holds the order.
FEELINGS = tuple(Feeling)
SIDES = tuple(Side)
STRETCHES = tuple(Stretch)
STOPS = (None, *Stopped)
Packed = list[Any]


def pack_moment(moment: datetime) -> int:
    return int(moment.timestamp())


def unpack_moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def pack_hold(hold: Hold) -> Packed:
    return [
        STRETCHES.index(hold.stretch),
        SIDES.index(hold.side),
        hold.seconds_asked,
        hold.seconds_held,
        hold.eased_off,
        STOPS.index(hold.stopped),
    ]


def unpack_hold(packed: Packed) -> Hold:
    stretch, side, asked, held, eased, stopped = packed
    return Hold(STRETCHES[stretch], SIDES[side], asked, held, eased, STOPS[stopped])


def pack_session(session: Session) -> Packed:
    return [
        session.id,
        pack_moment(session.started_at),
        session.before,
        session.comfortable,
        None if session.feeling is None else FEELINGS.index(session.feeling),
        session.note,
        [pack_hold(hold) for hold in session.holds],
    ]


def unpack_session(packed: Packed) -> Session:
    session_id, started, before, comfortable, feeling, note, holds = packed
    return Session(
        id=session_id,
        started_at=unpack_moment(started),
        holds=tuple(unpack_hold(hold) for hold in holds),
        before=before,
        comfortable=comfortable,
        feeling=None if feeling is None else FEELINGS[feeling],
        note=note,
    )


def pack_scores(scores: tuple[WeeklyScore, ...]) -> list[int]:
    """Pack days, oldest first, as the days since the one before: two years take 200 bytes."""
    packed, before = [], 0
    for score in scores:
        packed += [score.on.toordinal() - before, score.pain]
        before = score.on.toordinal()
    return packed


def unpack_scores(packed: list[int]) -> tuple[WeeklyScore, ...]:
    days = accumulate(packed[::2])
    return tuple(
        WeeklyScore(date.fromordinal(day), pain)
        for day, pain in zip(days, packed[1::2], strict=True)
    )


def unpack_score(packed: Packed) -> WeeklyScore:
    """Older devices keep a third place, which was always empty."""
    on, pain, *_ = packed
    return WeeklyScore(date.fromordinal(on), pain)


def pack_goal(goal: ActivityGoal) -> Packed:
    days = (goal.last_on - goal.first_on).days
    return [goal.activity, goal.first_on.toordinal(), goal.first, days, goal.last]


def unpack_goal(packed: Packed) -> ActivityGoal:
    activity, first_on, first, days, last = packed
    on = date.fromordinal(first_on)
    return ActivityGoal(activity, on, first, date.fromordinal(first_on + days), last)


def pack_walking(plan: WalkingPlan) -> Packed:
    week = (plan.week_on - plan.started_on).days
    walks = [[(one.on - plan.week_on).days, one.minutes, int(one.was_worse)] for one in plan.walks]
    return [plan.started_on.toordinal(), week, plan.minutes, plan.days, walks]


def unpack_walking(packed: Packed) -> WalkingPlan:
    started, week, minutes, days, walks = packed
    week_on = date.fromordinal(started + week)
    return WalkingPlan(
        date.fromordinal(started),
        week_on,
        minutes,
        days,
        tuple(Walk(week_on + timedelta(days=day), long, bool(bad)) for day, long, bad in walks),
    )


def pack_questionnaire(filled: Questionnaire) -> Packed:
    return [filled.on.toordinal(), filled.bits]


def unpack_questionnaire(packed: Packed) -> Questionnaire:
    on, bits = packed
    return Questionnaire.from_bits(date.fromordinal(on), bits)
