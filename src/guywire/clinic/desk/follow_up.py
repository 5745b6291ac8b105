"""Keeps the follow-up list: what the rules of care say of each person, written as things arrive.

The rules themselves are pure (`guywire.care.escalation`). `refresh` asks them again for people
whose record has changed, `refresh_due` for those with whom time has passed, and `recheck`
compares every entry with what the rules say now.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Upper
from django.utils import timezone

from guywire.care.escalation import RULES_BY_ID, triggered_rules
from guywire.care.history import Thresholds
from guywire.care.words import ENGLISH
from guywire.clinic.alerts import services as alerts
from guywire.clinic.alerts.models import Event
from guywire.clinic.checks.queries import current_thresholds
from guywire.clinic.desk.models import FollowUpEntry, Outcome, RuleClosure
from guywire.clinic.people.contact import fold
from guywire.clinic.people.models import Patient, Staff
from guywire.clinic.people.services import record_audit
from guywire.clinic.programs.models import HelpGiven
from guywire.clinic.programs.queries import histories_of
from guywire.clinic.visits.models import Status, Visit
from guywire.clinic.welcome.models import Kind, WebQuestion
from guywire.clinic.welcome.queries import clinic_today, current_clinic

BATCH_SIZE = 200
RED_FLAG, STOPPED = "red_flag", "stopped"
WRITTEN_FIELDS = (
    "has_new_numbers",
    "urgency",
    "triggered",
    "has_stopped",
    "last_heard_at",
    "review_on",
    "staff",
    "seen_at",
    "seen_by",
    "snoozed_until",
)


@dataclass(frozen=True)
class Said:
    """What the rules say of one patient on one day. `happened` has a sentence for each rule."""

    happened: dict[str, str]
    urgency: int | None
    last_heard_at: datetime | None
    review_on: date | None


def evaluate(patients: list[Patient], thresholds: Thresholds, today: date) -> dict[Patient, Said]:
    """Ask the rules, with a fixed number of queries for all patients together."""
    said = {}
    since = today - timedelta(days=thresholds.days_until_stopped)
    for patient, history in histories_of(patients, since=since).items():
        rules = triggered_rules(history.as_of(today, thresholds), thresholds)
        said[patient] = Said(
            happened={one.rule.id: one.happened.render(ENGLISH) for one in rules},
            urgency=rules[0].urgency if rules else None,
            last_heard_at=history.last_heard_at,
            review_on=history.next_review_on(today, thresholds),
        )
    return said


@transaction.atomic
def refresh(patients: Iterable[Patient], *, ended: Outcome = Outcome.NO_LONGER) -> None:
    """Write what the rules say now. The lock makes two writers take turns for one patient.

    `ended` says why a rule that no longer holds has ended, unless staff dealt with it.
    """
    keys = [patient.pk for patient in patients]
    locked = list(Patient.objects.select_for_update().filter(pk__in=keys).order_by("pk"))
    _link_questions(locked)
    said = evaluate(locked, current_thresholds(), clinic_today(current_clinic()))
    responsible = _responsible_staff(locked)
    entries = {row.patient_id: row for row in FollowUpEntry.objects.filter(patient__in=locked)}
    for patient in locked:
        entry = entries.setdefault(patient.pk, FollowUpEntry(patient=patient))
        if not entry.is_taken_over:
            entry.staff_id = responsible.get(patient.pk)
        _close_rules(entry, said[patient], ended)
        if RED_FLAG in _new_rules(entry, said[patient]):
            alerts.tell(Event.RED_FLAG, patient, whose=entry.staff_id)
        _fill_in(entry, said[patient])
    FollowUpEntry.objects.bulk_create(
        entries.values(),
        update_conflicts=True,
        unique_fields=["patient"],
        update_fields=WRITTEN_FIELDS,
    )


def refresh_staff(patient: Patient) -> None:
    """Let the entry follow the patient to the therapist who sees them next."""
    staff = _responsible_staff([patient]).get(patient.pk)
    FollowUpEntry.objects.filter(patient=patient, is_taken_over=False).update(staff=staff)


def refresh_due() -> Iterator[int]:
    """Refresh everybody with whom time or new numbers may have changed the answer, in batches."""
    today = clinic_today(current_clinic())
    for batch in in_batches(Patient.objects.filter(follow_up__has_new_numbers=True)):
        refresh(batch, ended=Outcome.RULE_CHANGED)
        yield len(batch)
    due = Patient.objects.filter(Q(follow_up=None) | Q(follow_up__review_on__lte=today))
    for batch in in_batches(due):
        refresh(batch, ended=Outcome.GROWN_OLD)
        yield len(batch)


def refresh_next() -> bool:
    """Refresh one batch of those who are due. Return whether there was one."""
    return next(refresh_due(), 0) > 0


def review_all_soon() -> None:
    """Have everybody refreshed, the first few at once: a number in the rules has changed."""
    FollowUpEntry.objects.exclude(patient=None).update(has_new_numbers=True)
    refresh_next()


def in_batches(patients: QuerySet[Patient]) -> Iterator[list[Patient]]:
    last = 0
    while batch := list(patients.filter(pk__gt=last).order_by("pk")[:BATCH_SIZE]):
        yield batch
        last = batch[-1].pk


def recheck() -> Iterator[tuple[int, list[Patient]]]:
    """Compare every entry with the rules, a batch at a time: how many there were, who differs."""
    thresholds, today = current_thresholds(), clinic_today(current_clinic())
    for batch in in_batches(Patient.objects.all()):
        entries = {row.patient_id: row for row in FollowUpEntry.objects.filter(patient__in=batch)}
        said = evaluate(batch, thresholds, today)
        yield len(batch), [one for one in batch if not _agrees(entries.get(one.pk), said[one])]


def _agrees(entry: FollowUpEntry | None, said: Said) -> bool:
    if entry is None:
        return False
    return (_happened(entry), entry.urgency, entry.last_heard_at) == (
        said.happened,
        said.urgency,
        said.last_heard_at,
    )


def _happened(entry: FollowUpEntry) -> dict[str, str]:
    return {row["rule"]: row["happened"] for row in entry.triggered}


def _new_rules(entry: FollowUpEntry, said: Said) -> set[str]:
    return said.happened.keys() - {row["rule"] for row in entry.triggered}


def _fill_in(entry: FollowUpEntry, said: Said) -> None:
    now = timezone.now().isoformat()
    since = {row["rule"]: row["since"] for row in entry.triggered}
    if _new_rules(entry, said):
        entry.seen_at = entry.seen_by = entry.snoozed_until = None
    entry.triggered = [
        {"rule": rule, "happened": happened, "since": since.get(rule, now)}
        for rule, happened in said.happened.items()
    ]
    entry.urgency, entry.last_heard_at = said.urgency, said.last_heard_at
    entry.has_stopped = STOPPED in said.happened
    entry.review_on, entry.has_new_numbers = said.review_on, False


def _close_rules(entry: FollowUpEntry, said: Said, outcome: Outcome) -> None:
    ended = [row for row in entry.triggered if row["rule"] not in said.happened]
    if not ended:
        return
    helped = entry.patient.help_given.first() if entry.patient else None
    RuleClosure.objects.bulk_create(
        RuleClosure(
            patient=entry.patient,
            rule=row["rule"],
            happened=row["happened"],
            since=datetime.fromisoformat(row["since"]),
            outcome=Outcome.HANDLED if _was_after(helped, row["since"]) else outcome,
        )
        for row in ended
    )


def _was_after(helped: HelpGiven | None, since: str) -> bool:
    return helped is not None and helped.at >= datetime.fromisoformat(since)


def _responsible_staff(patients: list[Patient]) -> dict[int, int]:
    """Who sees each patient next, else who saw them last."""
    now = timezone.now()
    latest: dict[int, int] = {}
    upcoming: dict[int, int] = {}
    visits = Visit.objects.filter(patient__in=patients).exclude(status=Status.CANCELLED)
    rows = visits.order_by("starts_at").values_list(
        "patient_id", "starts_at", "therapist__staff_id"
    )
    for patient, starts_at, therapist in rows:
        if starts_at > now:
            upcoming.setdefault(patient, therapist)
        else:
            latest[patient] = therapist
    return latest | upcoming


# Questions from the web


@transaction.atomic
def refresh_question(question: WebQuestion) -> None:
    """A known patient's question counts in their rules; a stranger's has an entry of its own."""
    if question.patient_id is None:
        question.patient = _patient_who_asked(question)
        if question.patient is not None:
            question.save(update_fields=["patient"])
    if question.patient is not None:
        FollowUpEntry.objects.filter(question=question).delete()
        refresh([question.patient])
    elif question.closed_at is not None or question.kind == Kind.INSURANCE:
        FollowUpEntry.objects.filter(question=question).delete()
    else:
        _write_stranger(question)


def _write_stranger(question: WebQuestion) -> None:
    asked_at = timezone.localtime(question.asked_at)
    FollowUpEntry.objects.update_or_create(
        question=question,
        defaults={
            "urgency": RULES_BY_ID["asked"].urgency,
            "triggered": [
                {
                    "rule": "asked",
                    "happened": f"Asked on {asked_at:%B %-d}.",
                    "since": question.asked_at.isoformat(),
                }
            ],
            "last_heard_at": question.asked_at,
        },
    )


def _patient_who_asked(question: WebQuestion) -> Patient | None:
    """The one patient with this name and this phone number or email. A family shares a number."""
    ways = Q(phone=question.phone) if question.phone else Q(email_upper=question.email.upper())
    reached = Patient.objects.alias(email_upper=Upper("email")).filter(ways)
    same = [patient for patient in reached if _asked(question, patient)]
    return same[0] if len(same) == 1 else None


def _link_questions(patients: list[Patient]) -> None:
    """Questions from before these people were patients."""
    phones = [patient.phone for patient in patients if patient.phone]
    emails = [patient.email.upper() for patient in patients if patient.email]
    unlinked = WebQuestion.objects.filter(patient=None).alias(email_upper=Upper("email"))
    asked = list(unlinked.filter(Q(phone__in=phones) | Q(email_upper__in=emails)))
    for patient in patients if asked else ():
        for question in asked:
            if question.patient is None and _asked(question, patient):
                question.patient = patient
                question.save(update_fields=["patient"])
                FollowUpEntry.objects.filter(question=question).delete()


def _asked(question: WebQuestion, patient: Patient) -> bool:
    ways = {question.phone, question.email.upper()} & {patient.phone, patient.email.upper()}
    return bool(ways - {""}) and fold(question.name) == fold(patient.name)


# What staff do with an entry


@transaction.atomic
def mark_seen(entry: FollowUpEntry, staff: Staff) -> None:
    entry.seen_by, entry.seen_at = staff, timezone.now()
    entry.save(update_fields=["seen_by", "seen_at"])
    record_audit(staff, "follow_up.seen", entry.patient)


@transaction.atomic
def take_over(entry: FollowUpEntry, staff: Staff) -> None:
    entry.staff, entry.is_taken_over = staff, True
    entry.save(update_fields=["staff", "is_taken_over"])
    record_audit(staff, "follow_up.take_over", entry.patient)


@transaction.atomic
def snooze(entry: FollowUpEntry, staff: Staff, until: date, reason: str) -> None:
    """Off the list until that day, or until something new happens."""
    entry.snoozed_until, entry.snooze_reason = until, reason
    entry.save(update_fields=["snoozed_until", "snooze_reason"])
    record_audit(staff, "follow_up.snooze", entry.patient, until=until.isoformat())


@transaction.atomic
def end_snooze(entry: FollowUpEntry, staff: Staff) -> None:
    entry.snoozed_until = None
    entry.save(update_fields=["snoozed_until"])
    record_audit(staff, "follow_up.end_snooze", entry.patient)
