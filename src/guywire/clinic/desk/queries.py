"""What the desk reads about people."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import F, QuerySet

from guywire.care.escalation import TriggeredRule, triggered_rules
from guywire.clinic.checks.queries import current_thresholds
from guywire.clinic.desk.models import FollowUpEntry
from guywire.clinic.people.models import Patient, Staff
from guywire.clinic.programs.queries import histories_of
from guywire.clinic.visits.models import Visit
from guywire.clinic.visits.queries import upcoming
from guywire.clinic.welcome.models import WebQuestion
from guywire.clinic.welcome.queries import clinic_today, current_clinic


def follow_up_list(staff: Staff | None = None) -> QuerySet[FollowUpEntry]:
    """People a rule of care brings to a therapist, of one member of staff or all.

    The most urgent come first, among equals the one heard from last. Snoozed people are left out.
    """
    entries = _entries().exclude(snoozed_until__gt=_today())
    return entries if staff is None else entries.filter(staff=staff)


def stopped_list() -> QuerySet[FollowUpEntry]:
    """People who began and are not heard from any more, the latest first."""
    stopped = follow_up_list().filter(has_stopped=True)
    return stopped.order_by(F("last_heard_at").desc(nulls_last=True), "pk")


def snoozed_list() -> QuerySet[FollowUpEntry]:
    return _entries().filter(snoozed_until__gt=_today())


def _entries() -> QuerySet[FollowUpEntry]:
    return (
        FollowUpEntry.objects.filter(urgency__isnull=False)
        .select_related("patient", "question", "staff", "seen_by")
        .order_by("urgency", F("last_heard_at").desc(nulls_last=True), "pk")
    )


def with_next_visits(entries: list[FollowUpEntry]) -> list[FollowUpEntry]:
    """Fill in the next visit of each, in one query."""
    visits: dict[int, Visit] = {}
    patients = [entry.patient_id for entry in entries if entry.patient_id]
    for visit in upcoming().filter(patient__in=patients):
        visits.setdefault(visit.patient_id, visit)
    for entry in entries:
        entry.next_visit = visits.get(entry.patient_id or 0)
    return entries


def rules_for(patient: Patient) -> list[TriggeredRule]:
    """Ask the rules of care again for one person."""
    thresholds, today = current_thresholds(), _today()
    since = today - timedelta(days=thresholds.days_until_stopped)
    history = histories_of([patient], since=since)[patient]
    return triggered_rules(history.as_of(today, thresholds), thresholds)


def _today() -> date:
    return clinic_today(current_clinic())


def questions_of(patient: Patient) -> QuerySet[WebQuestion]:
    """Everything this person asked on the web, the newest first."""
    return patient.web_questions.select_related("closed_by").order_by("-asked_at", "-pk")
