"""What a person who comes back finds: today's session, or why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.utils import timezone

from guywire.care.escalation import TriggeredRule
from guywire.care.program import NextStep, Program, eased, first_stretch_only
from guywire.care.session import Session
from guywire.care.vocabulary import Feeling
from guywire.care.walking import WalkingPlan
from guywire.clinic.checks.record import check_on
from guywire.clinic.people.device import DeviceRecord
from guywire.clinic.programs import device_state
from guywire.clinic.programs.record import kept_on

DAYS_IN_A_WEEK = 7


class State(StrEnum):
    READY = "ready"
    DONE = "done"
    RESTING = "resting"
    NO_STRETCHES = "no_stretches"


@dataclass(frozen=True)
class DayDot:
    on: date
    is_done: bool
    is_today: bool


@dataclass(frozen=True)
class Today:
    state: State
    program: Program
    rules: list[TriggeredRule]
    """The rules that let the program rest until a person has answered."""
    last: Session | None
    last_on: date | None
    """The day of the last session, by the clinic's clock."""
    days: tuple[DayDot, ...]
    is_eased: bool
    is_first: bool

    @property
    def has_missed_a_week(self) -> bool:
        """Began once, and did nothing in the last seven days."""
        return self.last is not None and self.days_done == 0

    @property
    def days_done(self) -> int:
        return sum(day.is_done for day in self.days)


def today_on(device: DeviceRecord) -> Today:
    program = device_state.program_on(device)
    sessions = tuple(one for one in kept_on(device).sessions if one.counts)
    last = sessions[-1] if sessions else None
    is_eased = last is not None and last.feeling is Feeling.WORSE
    is_first = last is None and came_to_stretch(device)
    if is_eased:
        program = eased(program)
    if is_first:
        program = first_stretch_only(program)
    rules = device_state.blocking_rules(device)
    days = week_of(sessions)
    state = _state(program, rules, days)
    last_on = _day_of(last) if last else None
    return Today(state, program, rules, last, last_on, days, is_eased, is_first)


def came_to_stretch(device: DeviceRecord) -> bool:
    check = check_on(device)
    return check is not None and check.is_for_stretching


def _state(program: Program, rules: list[TriggeredRule], days: tuple[DayDot, ...]) -> State:
    if program.next_step is not NextStep.STRETCH:
        return State.NO_STRETCHES
    if rules:
        return State.RESTING
    return State.DONE if days[-1].is_done else State.READY


def walking_week(plan: WalkingPlan, today: date) -> tuple[DayDot, ...]:
    """The seven days of the plan's week."""
    walked = {walk.on for walk in plan.walks}
    days = (plan.week_on + timedelta(days=number) for number in range(DAYS_IN_A_WEEK))
    return tuple(DayDot(on, on in walked, on == today) for on in days)


def week_of(sessions: tuple[Session, ...]) -> tuple[DayDot, ...]:
    """The last seven days, by the clinic's clock, today last."""
    done = {_day_of(session) for session in sessions}
    today = device_state.today()
    days = (today - timedelta(days=ago) for ago in range(DAYS_IN_A_WEEK - 1, -1, -1))
    return tuple(DayDot(on, on in done, on == today) for on in days)


def _day_of(session: Session) -> date:
    return timezone.localtime(session.started_at, device_state.clinic_zone()).date()
