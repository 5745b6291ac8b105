from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from guywire.care.program import Dose, PlannedStretch
from guywire.care.scores import WeeklyScore as Score
from guywire.care.session import Session as CareSession
from guywire.clinic.people.models import Patient, Staff
from guywire.clinic.people.services import record_audit
from guywire.clinic.programs import plans
from guywire.clinic.programs.models import HelpGiven, Program, Session, WeeklyScore
from guywire.clinic.programs.record import unpack


@transaction.atomic
def keep_shared_program(patient: Patient, content: dict[str, Any]) -> None:
    """Copy the device's sessions, scores and program. Copying again changes nothing."""
    kept = unpack(content)
    for session in kept.sessions:
        keep_session(patient, session)
    for score in kept.weekly:
        keep_weekly_score(patient, score)
    if kept.program:
        keep_program(patient, kept.program)


def keep_session(patient: Patient, session: CareSession) -> Session:
    row, _ = Session.objects.get_or_create(
        patient=patient,
        public_id=session.id,
        defaults={"started_at": session.started_at, "content": session.to_json()},
    )
    return row


def keep_weekly_score(patient: Patient, score: Score) -> WeeklyScore:
    row, _ = WeeklyScore.objects.update_or_create(
        patient=patient,
        on=score.on,
        defaults={"pain": score.pain, "roland_morris": score.roland_morris},
    )
    return row


def keep_program(patient: Patient, packed: list[Any]) -> None:
    """The program the rules of care made on the device; one a therapist made stays in force."""
    newest = patient.programs.first()
    if newest is not None and newest.made_by is not None:
        return
    stretches, days_a_week = plans.from_packed(packed)
    if newest is None or (newest.stretches, newest.days_a_week) != (stretches, days_a_week):
        Program.objects.create(patient=patient, stretches=stretches, days_a_week=days_a_week)


@transaction.atomic
def change_program(
    staff: Staff,
    patient: Patient,
    stretches: Iterable[PlannedStretch],
    days_a_week: int,
    note: str = "",
) -> Program:
    """A therapist's own program, in force on the patient's device from their next visit to it."""
    stretches = tuple(stretches)
    for planned in stretches:
        Dose(minutes_to_begin=planned.minutes_a_side, days_a_week=days_a_week)
    program = Program.objects.create(
        patient=patient,
        made_by=staff,
        stretches=[plans.to_json(planned) for planned in stretches],
        days_a_week=days_a_week,
        note=note,
    )
    record_audit(staff, "program.change", patient, program=program.pk)
    return program


@transaction.atomic
def record_help(
    staff: Staff, patient: Patient, words: str = "", at: datetime | None = None
) -> HelpGiven:
    """A therapist dealt with this patient: what came before raises no rule any more."""
    help_given = HelpGiven(patient=patient, staff=staff, words=words)
    if at is not None:
        help_given.at = at
    help_given.save()
    record_audit(staff, "patient.helped", patient, help=help_given.pk)
    return help_given
