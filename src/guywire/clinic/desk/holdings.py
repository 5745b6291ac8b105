from collections.abc import Iterable

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guywire.clinic.desk.models import (
    Attempt,
    FollowUpEntry,
    Note,
    NoteVersion,
    QueueItem,
    RuleClosure,
)
from guywire.clinic.people.models import Patient
from guywire.clinic.people.own_data import Holding, Row


def _follow_up(patient: Patient) -> Iterable[Row]:
    entries = FollowUpEntry.objects.filter(patient=patient)
    return entries.values("triggered", "last_heard_at", "snoozed_until", "snooze_reason")


def _closures(patient: Patient) -> Iterable[Row]:
    return patient.rule_closures.values("happened", "since", "closed_at", "outcome")


def _attempts(patient: Patient) -> Iterable[Row]:
    theirs = (
        Q(item__question__patient=patient)
        | Q(item__email__patient=patient)
        | Q(item__offer__entry__patient=patient)
        | Q(item__thread__patient=patient)
    )
    return Attempt.objects.filter(theirs).values("at", "outcome", "note")


def _notes(patient: Patient) -> Iterable[Row]:
    signed = NoteVersion.objects.filter(note__patient=patient, signed_at__isnull=False)
    versions = signed.order_by("signed_at")
    return versions.values("subjective", "objective", "assessment", "plan", "signed_at", "why")


HOLDINGS = (
    Holding("notes", _("Notes of your visits"), (Note, NoteVersion), _notes),
    Holding("follow_up", _("What our rules say now"), (FollowUpEntry,), _follow_up),
    Holding("attempts", _("How we tried to reach you"), (QueueItem, Attempt), _attempts),
    Holding("rule_closures", _("What our rules said before"), (RuleClosure,), _closures),
)
