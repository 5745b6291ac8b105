"""What the progress page says first: a few cards, each a number and what it means."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from guywire.care.goals import ActivityGoal
from guywire.care.natural_course import LASTING_PAIN, NEW_PAIN
from guywire.care.scores import PAIN, Change, WeeklyScore
from guywire.clinic.dates import month_day

A_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Card:
    title: str
    value: str
    words: str


def cards(
    weekly: tuple[WeeklyScore, ...], goals: tuple[ActivityGoal, ...], today: date
) -> list[Card]:
    pain = [pain_card(weekly, today)] if weekly else []
    course = [course_card(weekly[0], today)] if weekly else []
    return [*pain, *map(goal_card, goals), *course]


def pain_card(weekly: tuple[WeeklyScore, ...], today: date) -> Card:
    latest = weekly[-1]
    if latest.on > today - A_WEEK:
        title = _("Pain this week")
    else:
        title = _("Pain on {day}").format(day=month_day(latest.on))
    return Card(title, out_of_ten(latest.pain), _change_text(weekly))


def out_of_ten(score: int) -> str:
    return _("{score} out of 10").format(score=score)


def _change_text(weekly: tuple[WeeklyScore, ...]) -> str:
    if len(weekly) == 1:
        return _("This is your first score. We ask again in a week.")
    before, latest = weekly[-2].pain, weekly[-1].pain
    change = PAIN.change(before, latest)
    if before == latest:
        return _("It was {before} last time. No change.").format(before=before)
    if change is Change.NO_CLEAR_CHANGE:
        text = _("It was {before} last time. A change of {points} can be chance.")
        return text.format(before=before, points=abs(latest - before))
    if change is Change.BETTER:
        return _("It was {before} last time. That is a clear improvement.").format(before=before)
    return _("It was {before} last time. That is clearly more pain.").format(before=before)


def goal_card(goal: ActivityGoal) -> Card:
    if goal.has_change:
        words = _("It was {first} when you started.").format(first=goal.first)
    else:
        words = _("This is your starting point.")
    return Card(_("“{activity}”").format(activity=goal.activity), out_of_ten(goal.last), words)


def course_card(first: WeeklyScore, today: date) -> Card:
    """What backs do by themselves, from this person's first score on."""
    weeks = (today - first.on).days // 7
    title = _("Usual course")
    if not weeks:
        value = _("Half in 6 weeks")
        return Card(title, value, _("New back pain falls by half in 6 weeks, on average."))
    low, high = sorted(round(first.pain * one.part_left(weeks)) for one in (NEW_PAIN, LASTING_PAIN))
    value = (
        out_of_ten(low)
        if low == high
        else _("{low} to {high} out of 10").format(low=low, high=high)
    )
    words = ngettext(
        "This is the average after {weeks} week, starting from your {first}, without treatment.",
        "This is the average after {weeks} weeks, starting from your {first}, without treatment.",
        weeks,
    )
    return Card(title, value, words.format(weeks=weeks, first=first.pain))
