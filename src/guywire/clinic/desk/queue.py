"""Keeps the queue: what waits for somebody at the desk, a row for each, written as things change.

A table and not a union of the sources, because whose it is, until when we promised and what was
tried belong to no source, and because the page sorts by the promise: one partial index over what
is open answers that at any size, where a union would sort what it has read of every source.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, Min, Model, OuterRef, Q, QuerySet
from django.utils import timezone

from guywire.clinic.conversations import services as conversations
from guywire.clinic.conversations.models import Thread
from guywire.clinic.conversations.queries import unanswered
from guywire.clinic.desk.models import Attempt, AttemptOutcome, QueueItem, QueueKind
from guywire.clinic.messages.models import Message
from guywire.clinic.messages.queries import unsent
from guywire.clinic.people.models import Patient, Staff
from guywire.clinic.people.services import record_audit
from guywire.clinic.visits.models import Offer, OfferOutcome
from guywire.clinic.welcome.models import WebQuestion
from guywire.clinic.welcome.opening import promised_until
from guywire.clinic.welcome.queries import current_clinic

BATCH_SIZE = 200
SAME_ATTEMPT = timedelta(minutes=1)


@dataclass(frozen=True)
class Source:
    """A kind of row that can wait for the desk, and what the queue stores of it."""

    field: str
    """Of the queue item."""
    model: type[Model]
    open_rows: Callable[[], QuerySet[Any]]
    kind: Callable[[Any], str]
    since: Callable[[Any], datetime]
    until: Callable[[Any], datetime]


def _until(kind: str, since: datetime) -> datetime:
    return promised_until(kind, since, current_clinic())


QUESTION = Source(
    "question",
    WebQuestion,
    lambda: WebQuestion.objects.filter(closed_at=None),
    kind=lambda row: str(row.kind),
    since=lambda row: row.asked_at,
    until=lambda row: _until(row.kind, row.asked_at),
)
EMAIL = Source(
    "email",
    Message,
    unsent,
    kind=lambda row: QueueKind.CALL_BACK if row.is_call else QueueKind.EMAIL,
    since=lambda row: row.created_at,
    until=lambda row: _until(QueueKind.EMAIL, row.created_at),
)
OFFER = Source(
    "offer",
    Offer,
    lambda: Offer.objects.filter(outcome=OfferOutcome.OPEN),
    kind=lambda _row: QueueKind.OFFER,
    since=lambda row: row.made_at,
    until=lambda row: row.expires_at,
)
THREAD = Source(
    "thread",
    Thread,
    lambda: Thread.objects.filter(Exists(unanswered().filter(patient=OuterRef("patient")))),
    kind=lambda _row: QueueKind.MESSAGE,
    since=lambda row: _waiting_since(row),
    until=lambda row: _until(QueueKind.MESSAGE, _waiting_since(row)),
)
SOURCES = (QUESTION, EMAIL, OFFER, THREAD)


def _waiting_since(thread: Thread) -> datetime:
    written = unanswered().filter(patient=thread.patient_id)
    return written.aggregate(first=Min("written_at"))["first"] or timezone.now()


@transaction.atomic
def refresh(source: Source, number: int) -> None:
    """Open or close the item of one row, as the row now says."""
    row = source.open_rows().filter(pk=number).first()
    if row is None:
        items = QueueItem.objects.filter(**{f"{source.field}_id": number}, closed_at=None)
        items.update(closed_at=timezone.now())
        return
    values: dict[str, Any] = {"staff_id": row.assigned_to_id} if source is THREAD else {}
    item = QueueItem.objects.filter(**{f"{source.field}_id": number}, closed_at=None)
    if item.update(closed_at=None, **values):
        return
    values |= {"since": source.since(row), "promised_until": source.until(row), "closed_at": None}
    QueueItem.objects.update_or_create(
        **{f"{source.field}_id": number},
        defaults=values,
        create_defaults=values | {"kind": source.kind(row)},
    )


def refresh_thread(patient: Patient) -> None:
    for number in Thread.objects.filter(patient=patient).values_list("pk", flat=True):
        refresh(THREAD, number)


def out_of_step() -> Iterator[tuple[Source, list[int]]]:
    """The rows whose item is missing, or open when it should be closed, or the reverse."""
    for source in SOURCES:
        is_open = Q(queue_item__isnull=False, queue_item__closed_at=None)
        missing = source.open_rows().exclude(is_open).values_list("pk", flat=True)
        items = QueueItem.objects.filter(closed_at=None, **{f"{source.field}__isnull": False})
        open_rows = source.open_rows().values("pk")
        stale = items.exclude(**{f"{source.field}__in": open_rows})
        numbers = stale.values_list(f"{source.field}_id", flat=True)
        yield source, [*missing[:BATCH_SIZE], *numbers[:BATCH_SIZE]]


def reconcile() -> bool:
    """Bring a batch of items in step with their rows. Return whether more may be waiting."""
    is_full = False
    for source, numbers in out_of_step():
        for number in numbers:
            refresh(source, number)
        is_full = is_full or len(numbers) >= BATCH_SIZE
    return is_full


# What staff do with an item


@transaction.atomic
def assign(item: QueueItem, to: Staff | None, by: Staff) -> None:
    """Make it somebody's; nobody's with None."""
    if item.thread is not None:
        conversations.assign(item.thread.patient, by, to)
    item.staff = to
    item.save(update_fields=["staff"])
    record_audit(by, "queue.assign", item.patient, item=item.pk, to=to.pk if to else None)


@transaction.atomic
def log_attempt(item: QueueItem, by: Staff, outcome: AttemptOutcome, note: str = "") -> Attempt:
    """A try that did not close it. It is theirs from now on if it was nobody's.

    Sent twice within a minute, by a second tap, it is one attempt.
    """
    QueueItem.objects.select_for_update(of=("self",)).get(pk=item.pk)
    since = timezone.now() - SAME_ATTEMPT
    same = Attempt.objects.filter(item=item, staff=by, outcome=outcome, note=note, at__gte=since)
    if (attempt := same.first()) is not None:
        return attempt
    if item.staff_id is None:
        QueueItem.objects.filter(pk=item.pk, staff=None).update(staff=by)
    record_audit(by, "queue.attempt", item.patient, item=item.pk, outcome=outcome)
    return Attempt.objects.create(item=item, staff=by, outcome=outcome, note=note)
