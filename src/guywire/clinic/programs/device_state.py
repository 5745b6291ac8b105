"""What holds for the person at this device: their program, their history, what comes next."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from guywire.care.escalation import TriggeredRule, Urgency, triggered_rules
from guywire.care.history import CompletedScreening, History
from guywire.care.program import (
    THERAPIST_FIRST,
    NextStep,
    Program,
    begun_with,
    plain_program,
    prescribe,
)
from guywire.care.roland_morris import EVERY, Questionnaire
from guywire.care.scores import WeeklyScore
from guywire.care.screening import Screening, screen
from guywire.care.session import Session
from guywire.clinic.checks.queries import current_thresholds, fitted_in, shown_check
from guywire.clinic.checks.record import Check, check_on
from guywire.clinic.people.device import DeviceRecord
from guywire.clinic.people.sharing import sharing_patient
from guywire.clinic.programs import plans, queries
from guywire.clinic.programs.record import Begun, Kept, kept_on
from guywire.clinic.programs.services import SESSION_LASTS
from guywire.clinic.welcome.queries import current_clinic
from guywire.hips.beginnings import starts_of

WEEK = timedelta(days=7)
JUST_NOW = timedelta(hours=1)
ASKED = "asked"


def program_on(device: DeviceRecord) -> Program:
    """The therapist's program where there is one, else the one the rules of care make.

    Whoever made it, nothing is offered that the screening on this device speaks against.
    """
    check = shown_check(device)
    patient = sharing_patient(device)
    made = queries.program_of(patient) if patient else None
    if made is not None and made.made_by is not None:
        return _as_far_as_safe(plans.as_program(made), _screening(check))
    return program_from(check)


def program_from(check: Check | None) -> Program:
    """What the rules of care make of a check."""
    hips = fitted_in(check) if check else None
    if not check or not hips or not hips.findings:
        return plain_program(_screening(check))
    program = prescribe(hips.findings, _screening(check))
    stretches = [planned.stretch for planned in program.stretches]
    return begun_with(program, starts_of(hips, stretches))


def _screening(check: Check | None) -> Screening:
    return check.screening if check else screen({})


def _as_far_as_safe(program: Program, screening: Screening) -> Program:
    plain = plain_program(screening)
    if plain.next_step is not NextStep.STRETCH:
        return plain
    safe = tuple(one for one in program.stretches if one.stretch in screening.allowed)
    if not safe:
        return Program(NextStep.SEE_THERAPIST, THERAPIST_FIRST)
    return Program(NextStep.STRETCH, program.why, safe, program.dose)


def is_measured(device: DeviceRecord) -> bool:
    check = shown_check(device)
    return check is not None and bool(check.measured_sides)


def is_just_screened(device: DeviceRecord) -> bool:
    check = check_on(device)
    return check is not None and timezone.now() - check.screened_at < JUST_NOW


def history_on(device: DeviceRecord) -> History:
    """What the rules of care look at, from this device alone."""
    kept, check, patient = kept_on(device), check_on(device), sharing_patient(device)
    zone = clinic_zone()
    return History(
        screenings=(CompletedScreening(check.screened_at, check.screening),) if check else (),
        sessions=tuple(queries.in_zone(session, zone) for session in kept.sessions),
        weekly=kept.weekly,
        questionnaires=kept.questionnaires,
        helped_at=_latest(kept.helped_at, queries.helped_at(patient) if patient else None),
    )


def _latest(*moments: datetime | None) -> datetime | None:
    return max((moment for moment in moments if moment), default=None)


def reasons_on(device: DeviceRecord) -> list[TriggeredRule]:
    return triggered_rules(history_on(device), current_thresholds())


def clinic_zone() -> ZoneInfo:
    return ZoneInfo(current_clinic().timezone)


def today() -> date:
    return timezone.localdate(timezone=clinic_zone())


def weekly_is_due(weekly: tuple[WeeklyScore, ...], on: date) -> bool:
    """The first score is asked at once, to have a beginning; then one a week."""
    return not weekly or weekly[-1].on + WEEK <= on


def questionnaire_is_due(filled: tuple[Questionnaire, ...], on: date) -> bool:
    """Asked at the start, to have a beginning; then only after four weeks."""
    return not filled or filled[-1].on + EVERY <= on


def sessions_this_week(sessions: tuple[Session, ...]) -> int:
    since = timezone.now() - WEEK
    return len([one for one in sessions if one.counts and one.started_at > since])


def latest_session(kept: Kept) -> Session | None:
    return kept.sessions[-1] if kept.sessions else None


def unfinished_session(device: DeviceRecord) -> Begun | None:
    """Return the session that was begun and not answered, unless it is too old to go on."""
    begun = kept_on(device).begun
    fresh = begun is not None and timezone.now() - begun.started_at < SESSION_LASTS
    return begun if fresh else None


def blocking_rules(device: DeviceRecord) -> list[TriggeredRule]:
    """The rules that put a human before the next stretch; the gentler ones only offer one."""
    return [reason for reason in reasons_on(device) if reason.urgency < Urgency.OFFER]
