"""Undo of an answer, a score or a goal: on the device, and in what was shared of it."""

from typing import Any

from guywire.care.goals import ActivityGoal
from guywire.clinic.people.device import DeviceRecord
from guywire.clinic.people.models import Patient
from guywire.clinic.people.undo import before_undo
from guywire.clinic.programs.models import ActivityScore
from guywire.clinic.programs.record import SECTION, Kept, kept_on, unpack


def answer_can_be_undone(device: DeviceRecord) -> bool:
    """Whether the undo on offer takes back the answer to the newest session."""
    sessions = kept_on(device).sessions
    before = before_undo(device, SECTION)
    if before is None or not sessions or not sessions[-1].is_answered:
        return False
    return all(
        session.id != sessions[-1].id or not session.is_answered
        for session in unpack(before).sessions
    )


def withdraw_from_clinic(patient: Patient, taken: dict[str, Any], restored: dict[str, Any]) -> None:
    """Remove what is in `taken` and not in `restored`. The caller copies `restored` afterwards."""
    was, is_now = unpack(taken), unpack(restored)
    _withdraw_sessions(patient, was, is_now)
    _withdraw_weekly_scores(patient, was, is_now)
    _withdraw_activity_scores(patient, was, is_now)


def _withdraw_sessions(patient: Patient, was: Kept, is_now: Kept) -> None:
    remaining = {session.id: session for session in is_now.sessions}
    for session in was.sessions:
        rows = patient.sessions.filter(public_id=session.id)
        if session.id not in remaining:
            rows.delete()
        elif session.is_answered and not remaining[session.id].is_answered:
            rows.update(content=remaining[session.id].to_json())


def _withdraw_weekly_scores(patient: Patient, was: Kept, is_now: Kept) -> None:
    remaining = {score.on for score in is_now.weekly}
    gone = [score.on for score in was.weekly if score.on not in remaining]
    patient.weekly_scores.filter(on__in=gone).delete()


def _withdraw_activity_scores(patient: Patient, was: Kept, is_now: Kept) -> None:
    remaining = {day for goal in is_now.goals for day in _days_of(goal)}
    for activity, on in {day for goal in was.goals for day in _days_of(goal)} - remaining:
        ActivityScore.objects.filter(patient=patient, activity=activity, on=on).delete()


def _days_of(goal: ActivityGoal) -> set[tuple[str, Any]]:
    return {(goal.activity, goal.first_on), (goal.activity, goal.last_on)}
