"""A person's clinical story, in the numbers they saw themselves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from guywire.care.escalation import TriggeredRule
from guywire.care.program import Program
from guywire.care.scores import PAIN, WeeklyScore
from guywire.care.session import Session
from guywire.clinic.checks import result_page
from guywire.clinic.checks.motion_chart import MotionPicture, picture_of
from guywire.clinic.checks.queries import checks_of, fitted_in, latest_check
from guywire.clinic.checks.record import Check
from guywire.clinic.desk import notes
from guywire.clinic.desk.models import NoteVersion
from guywire.clinic.desk.queries import rules_for
from guywire.clinic.people.models import Patient
from guywire.clinic.people.sharing import Sharing, sharing_of
from guywire.clinic.programs.models import ActivityScore, HelpGiven
from guywire.clinic.programs.models import Program as KeptProgram
from guywire.clinic.programs.plans import as_program
from guywire.clinic.programs.queries import (
    latest_sessions_of,
    program_of,
    questionnaires_of,
    weekly_scores_of,
)
from guywire.clinic.programs.questionnaire import Course, course
from guywire.clinic.visits.wall_clock import midnight
from guywire.clinic.welcome.queries import clinic_today, current_clinic
from guywire.hips.walking import Walking, walking_of

RECENT_SESSIONS = 12


ADHERENCE_DAYS = 28


@dataclass(frozen=True)
class Adherence:
    """Days with a session out of the days that the program asked for."""

    done: int
    asked: int
    days: int


@dataclass(frozen=True)
class Story:
    reasons: list[TriggeredRule]
    check: Check | None
    result: dict[str, Any]
    earlier_checks: list[Check]
    motion: MotionPicture | None
    walking: Walking | None
    kept_program: KeptProgram | None
    program: Program | None
    sessions: tuple[Session, ...]
    older_sessions: int
    weekly: list[WeeklyScore]
    activities: list[ActivityScore]
    questionnaire: Course | None
    helped: list[HelpGiven]
    sharing: Sharing
    adherence: Adherence | None
    last_note: NoteVersion | None
    """The latest that is signed: what the next visit begins from."""

    @property
    def has_shared(self) -> bool:
        return bool(
            self.check or self.sessions or self.weekly or self.questionnaire or self.kept_program
        )

    @property
    def weekly_change(self) -> str:
        """First to latest, judged against the error of the score itself."""
        if len(self.weekly) < 2:
            return ""
        latest, first = self.weekly[0], self.weekly[-1]
        change = PAIN.change(first.pain, latest.pain).value.replace("_", " ")
        return f"From {first.pain} to {latest.pain} of 10: {change}."


def clinical_story(patient: Patient) -> Story:
    check, checks = latest_check(patient), checks_of(patient)
    kept = program_of(patient)
    return Story(
        reasons=rules_for(patient),
        check=check,
        result=result_page.context(check) if check else {},
        earlier_checks=checks[1:],
        motion=picture_of(check),
        walking=walking_of(fitted_in(check)) if check else None,
        kept_program=kept,
        program=as_program(kept) if kept else None,
        sessions=latest_sessions_of(patient, RECENT_SESSIONS),
        older_sessions=max(patient.sessions.count() - RECENT_SESSIONS, 0),
        weekly=list(weekly_scores_of(patient)[::-1]),
        activities=list(patient.activity_scores.all()),
        questionnaire=course(questionnaires_of(patient)),
        helped=list(patient.help_given.select_related("staff")),
        sharing=sharing_of(patient),
        adherence=adherence_of(patient, kept) if kept else None,
        last_note=notes.last_signed(patient),
    )


def adherence_of(patient: Patient, program: KeptProgram) -> Adherence | None:
    """The last four weeks, or since the program was made; None on its first day."""
    zone = ZoneInfo(current_clinic().timezone)
    today = clinic_today(current_clinic())
    first = max(today - timedelta(days=ADHERENCE_DAYS), program.made_at.astimezone(zone).date())
    days = (today - first).days
    if days < 1:
        return None
    rows = patient.sessions.filter(
        started_at__gte=midnight(first, zone), started_at__lt=midnight(today, zone)
    )
    starts = rows.values_list("started_at", flat=True)
    done = len({at.astimezone(zone).date() for at in starts})
    return Adherence(done, max(1, round(days * program.days_a_week / 7)), days)
