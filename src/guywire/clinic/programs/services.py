import uuid
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from guywire.care.goals import ActivityGoal
from guywire.care.program import Dose, PlannedStretch
from guywire.care.program import Program as CareProgram
from guywire.care.roland_morris import Questionnaire
from guywire.care.scores import WeeklyScore as Score
from guywire.care.session import Session as CareSession
from guywire.care.vocabulary import Stretch
from guywire.care.walking import WalkingPlan as CareWalkingPlan
from guywire.clinic.conversations.services import write_as_person
from guywire.clinic.people.changes import patient_changed
from guywire.clinic.people.device import DeviceRecord
from guywire.clinic.people.models import Patient, Staff
from guywire.clinic.people.services import record_audit
from guywire.clinic.people.sharing import covers_goals, start_sharing
from guywire.clinic.programs import plans
from guywire.clinic.programs.models import (
    ActivityScore,
    HelpGiven,
    Program,
    RolandMorris,
    Session,
    WalkingPlan,
    WeeklyScore,
)
from guywire.clinic.programs.record import Begun, Kept, keep_on, kept_on, new_id, unpack
from guywire.clinic.welcome.models import Kind
from guywire.clinic.welcome.services import ask

SESSION_LASTS = timedelta(hours=12)
"""After this a session that was begun and never answered is over."""


@transaction.atomic
def keep_shared_program(patient: Patient, content: dict[str, Any]) -> None:
    """Copy what the device keeps of the program. Copying again changes nothing."""
    kept = unpack(content)
    # A device sends all it has each time, and most of it is here: one query finds what is not.
    stored_sessions = dict(
        patient.sessions.filter(
            public_id__in=[session.id for session in kept.sessions]
        ).values_list("public_id", "content")
    )
    for session in kept.sessions:
        stored = stored_sessions.get(session.id)
        if stored is None or _is_answer_to(session, stored):
            _save_session(patient, session)
    pain_scores = dict(patient.weekly_scores.values_list("on", "pain"))
    for score in kept.weekly:
        if pain_scores.get(score.on) != score.pain:
            _save_weekly_score(patient, score)
    filled_bits = dict(patient.questionnaires.values_list("on", "ticked_bits"))
    for filled in kept.questionnaires:
        if filled_bits.get(filled.on) != filled.bits:
            _save_questionnaire(patient, filled)
    if covers_goals(patient):
        for goal in kept.goals:
            _save_goal(patient, goal)
        if kept.walking:
            _save_walking(patient, kept.walking)
    if kept.program:
        keep_program(patient, kept.program)
    patient_changed.send(Patient, patient=patient)


@transaction.atomic
def keep_session(patient: Patient, session: CareSession) -> Session:
    """Save a session once. An answer that comes later is added to it."""
    row = _save_session(patient, session)
    patient_changed.send(Patient, patient=patient)
    return row


@transaction.atomic
def keep_weekly_score(patient: Patient, score: Score) -> WeeklyScore:
    row = _save_weekly_score(patient, score)
    patient_changed.send(Patient, patient=patient)
    return row


@transaction.atomic
def keep_questionnaire(patient: Patient, filled: Questionnaire) -> RolandMorris:
    row = _save_questionnaire(patient, filled)
    patient_changed.send(Patient, patient=patient)
    return row


def _save_session(patient: Patient, session: CareSession) -> Session:
    row, made = Session.objects.get_or_create(
        patient=patient,
        public_id=session.id,
        defaults={"started_at": session.started_at, "content": session.to_json()},
    )
    if not made and _is_answer_to(session, row.content):
        row.content = session.to_json()
        row.save(update_fields=["content"])
    return row


def _is_answer_to(session: CareSession, stored: dict[str, Any]) -> bool:
    return session.is_answered and stored["feeling"] is None


def _save_weekly_score(patient: Patient, score: Score) -> WeeklyScore:
    row, _ = WeeklyScore.objects.update_or_create(
        patient=patient, on=score.on, defaults={"pain": score.pain}
    )
    return row


def _save_questionnaire(patient: Patient, filled: Questionnaire) -> RolandMorris:
    row, _ = RolandMorris.objects.update_or_create(
        patient=patient, on=filled.on, defaults={"ticked_bits": filled.bits}
    )
    return row


def _save_goal(patient: Patient, goal: ActivityGoal) -> None:
    for on, score in {goal.first_on: goal.first, goal.last_on: goal.last}.items():
        ActivityScore.objects.update_or_create(
            patient=patient, activity=goal.activity, on=on, defaults={"score": score}
        )


def _save_walking(patient: Patient, plan: CareWalkingPlan) -> None:
    values = {
        "started_on": plan.started_on,
        "week_on": plan.week_on,
        "minutes": plan.minutes,
        "days": plan.days,
        "minutes_walked": sum(walk.minutes for walk in plan.walks),
    }
    WalkingPlan.objects.update_or_create(patient=patient, defaults=values)


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
    patient_changed.send(Patient, patient=patient)
    return help_given


def begin_session(
    device: DeviceRecord, before: int, supported: tuple[Stretch, ...], program: CareProgram
) -> Begun:
    """A new session on the device. One begun before and never answered is given up."""
    begun = Begun(new_id(), timezone.now().replace(microsecond=0), before, supported)
    keep_on(device, replace(kept_on(device), begun=begun, program=plans.packed(program)))
    return begun


def finish_session(device: DeviceRecord, session: CareSession) -> Kept:
    kept = kept_on(device).with_session(session)
    waits = session in kept.sessions and not session.is_answered
    if kept.begun is None and waits and session.before is not None:
        # It began on the device, without a network. Its page waits for the answer.
        kept = replace(kept, begun=Begun(session.id, session.started_at, session.before))
    return keep_on(device, kept)


def answer_weekly(device: DeviceRecord, pain: int, on: date) -> Kept:
    return keep_on(device, kept_on(device).with_score(Score(on, pain)))


def answer_goals(device: DeviceRecord, scores: Iterable[int | None], on: date) -> Kept:
    """Score the goals in their order; None leaves one as it is."""
    kept = kept_on(device)
    goals = zip(kept.goals, scores, strict=True)
    scored = (goal if score is None else goal.scored(on, score) for goal, score in goals)
    return keep_on(device, replace(kept, goals=tuple(scored)))


def set_walking(device: DeviceRecord, plan: CareWalkingPlan | None) -> Kept:
    return keep_on(device, replace(kept_on(device), walking=plan))


def set_goals(device: DeviceRecord, goals: Iterable[ActivityGoal]) -> Kept:
    return keep_on(device, replace(kept_on(device), goals=tuple(goals)))


def fill_in_questionnaire(device: DeviceRecord, ticked: Iterable[int], on: date) -> Kept:
    filled = Questionnaire(on, frozenset(ticked))
    return keep_on(device, kept_on(device).with_questionnaire(filled))


def remember_help(device: DeviceRecord) -> None:
    keep_on(device, replace(kept_on(device), helped_at=timezone.now()))


@transaction.atomic
def share_as_new_patient(
    device: DeviceRecord, public_id: uuid.UUID, *, name: str, phone: str, email: str
) -> Patient:
    patient, _ = Patient.objects.get_or_create(
        public_id=public_id, defaults={"name": name, "phone": phone, "email": email}
    )
    start_sharing(device, patient)
    return patient


@transaction.atomic
def ask_for_human(
    device: DeviceRecord, patient: Patient | None, form_id: uuid.UUID, answers: dict[str, Any]
) -> None:
    """Into the thread of the patient this device shares as, else onto the desk's questions."""
    if patient:
        write_as_person(patient, answers["text"], form_id)
    else:
        ask(Kind.PROGRAM, form_id, **answers)
    kept = kept_on(device)
    keep_on(device, replace(kept, asked=(*kept.asked, timezone.now())))
