"""Who needs a human today, from everything people shared or asked, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from django.db.models import Q
from django.utils import timezone

from guywire.care.escalation import TriggeredRule, Urgency, triggered_rules
from guywire.care.history import HelpRequest, History
from guywire.clinic.checks.queries import current_thresholds
from guywire.clinic.desk.askers import Askers
from guywire.clinic.people.models import Patient
from guywire.clinic.programs.queries import histories_of
from guywire.clinic.visits.models import Visit
from guywire.clinic.visits.queries import upcoming
from guywire.clinic.welcome.models import Kind, WebQuestion
from guywire.clinic.welcome.queries import open_questions

LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Waiting:
    """Somebody a rule of care brings to a human, and why. A stranger has only asked a question."""

    name: str
    reasons: list[TriggeredRule]
    patient: Patient | None = None
    question: WebQuestion | None = None
    next_visit: Visit | None = None
    last_heard_at: datetime | None = None

    @property
    def urgency(self) -> Urgency:
        return self.reasons[0].urgency


def who_needs_me() -> list[Waiting]:
    """The most urgent first; among equals, the one heard from last."""
    askers = _unlinked_askers()
    waiting = [*_patients_waiting(askers), *_strangers_waiting(askers)]
    waiting.sort(key=lambda one: one.last_heard_at or LONG_AGO, reverse=True)
    return sorted(waiting, key=lambda one: one.urgency)


def reasons_for(patient: Patient) -> list[TriggeredRule]:
    """The same answer as in who_needs_me, for one person."""
    history = histories_of([patient])[patient]
    asked = _unlinked_askers().of(patient)
    return triggered_rules(_asking(history, asked), current_thresholds())


def _unlinked_askers() -> Askers:
    """Those linked to a patient's record are in that patient's history already."""
    return Askers(open_questions().filter(patient=None).exclude(kind=Kind.INSURANCE))


def _patients_waiting(askers: Askers) -> Iterator[Waiting]:
    thresholds = current_thresholds()
    visits: dict[int, Visit] = {}
    for visit in upcoming():
        visits.setdefault(visit.patient_id, visit)
    for patient, history in histories_of(Patient.objects.all()).items():
        asking = _asking(history, askers.of(patient))
        reasons = triggered_rules(asking, thresholds)
        if reasons:
            yield Waiting(
                patient.name,
                reasons,
                patient,
                next_visit=visits.get(patient.pk),
                last_heard_at=asking.last_heard_at,
            )


def _strangers_waiting(askers: Askers) -> Iterator[Waiting]:
    for question in askers.of_nobody_we_know():
        reasons = triggered_rules(_asking(History(), [question]))
        yield Waiting(question.name, reasons, question=question, last_heard_at=question.asked_at)


def _asking(history: History, questions: Iterable[WebQuestion]) -> History:
    asked = (HelpRequest(timezone.localtime(one.asked_at), one.text) for one in questions)
    return replace(history, asked=(*history.asked, *asked))


def questions_of(patient: Patient) -> list[WebQuestion]:
    """Everything this person asked on the web, the newest first."""
    reach = Q(patient=patient) | Q(phone=patient.phone) | Q(email__iexact=patient.email)
    found = WebQuestion.objects.filter(reach).select_related("closed_by")
    mine = Askers(found).of(patient)
    return sorted(mine, key=lambda question: question.asked_at, reverse=True)
