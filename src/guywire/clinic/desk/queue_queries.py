"""What the desk reads of its queue."""

from __future__ import annotations

from django.db.models import Count, QuerySet

from guywire.clinic.desk.models import QueueItem, QueueKind
from guywire.clinic.messages.queries import STAFF_KINDS
from guywire.clinic.people.models import Role, Staff

SHOWN_WITH = (
    "staff",
    "question__patient",
    "question__closed_by",
    "email__patient",
    "email__staff",
    "thread__patient",
    "offer__entry__patient",
    "offer__entry__kind",
    "offer__entry__instead_of",
    "offer__therapist__staff",
    "offer__location",
)


def queue_for(reader: Staff) -> QuerySet[QueueItem]:
    """The items this member of staff may see. Emails of accounts are the owner's business."""
    items = QueueItem.objects.all()
    if reader.role == Role.OWNER:
        return items
    return items.exclude(email__isnull=False, email__kind__in=STAFF_KINDS)


def open_items(reader: Staff) -> QuerySet[QueueItem]:
    """What waits, the earliest promise first."""
    items = queue_for(reader).filter(closed_at=None).select_related(*SHOWN_WITH)
    return items.prefetch_related("attempts").order_by("promised_until", "pk")


def closed_items(reader: Staff) -> QuerySet[QueueItem]:
    items = queue_for(reader).filter(closed_at__isnull=False).select_related(*SHOWN_WITH)
    return items.prefetch_related("attempts").order_by("-closed_at", "-pk")


def open_counts(reader: Staff) -> dict[str, int]:
    """How many are open: by kind, `all`, and `mine`."""
    items = queue_for(reader).filter(closed_at=None)
    rows = items.order_by().values_list("kind", "staff").annotate(Count("pk"))
    counts = dict.fromkeys((*QueueKind.values, "all", "mine"), 0)
    for kind, staff, count in rows:
        for name in (kind, "all", *(["mine"] if staff == reader.pk else [])):
            counts[name] += count
    return counts
