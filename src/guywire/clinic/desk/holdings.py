from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from guywire.clinic.desk.models import FollowUpEntry, RuleClosure
from guywire.clinic.people.models import Patient
from guywire.clinic.people.own_data import Holding, Row


def _follow_up(patient: Patient) -> Iterable[Row]:
    entries = FollowUpEntry.objects.filter(patient=patient)
    return entries.values("triggered", "last_heard_at", "snoozed_until", "snooze_reason")


def _closures(patient: Patient) -> Iterable[Row]:
    return patient.rule_closures.values("happened", "since", "closed_at", "outcome")


HOLDINGS = (
    Holding("follow_up", _("What our rules say now"), (FollowUpEntry,), _follow_up),
    Holding("rule_closures", _("What our rules said before"), (RuleClosure,), _closures),
)
