"""The day before a visit we write again.

What is due is read from the visits as they stand, each time it is asked. Nothing is queued, so a
move or a cancellation has nothing to find and mend. Two that ask at once send one letter.
"""

import logging
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef
from django.utils import timezone

from guywire.clinic.visits import mail
from guywire.clinic.visits.models import Reminder, Status, Visit

LONGEST_DAY = timedelta(hours=25)
"""The Sunday in autumn on which the clocks go back."""
TOO_LATE = timedelta(hours=1)
"""Whoever has not left home by then is not helped by a letter."""
PATIENCE = timedelta(minutes=5)
"""Then a letter that was begun and not sent is tried again."""

logger = logging.getLogger(__name__)


def send_due() -> int:
    """Send every reminder that is due; how many went out."""
    return sum(_send(visit) for visit in due())


def due(**only: int) -> list[Visit]:
    """The visits we should write about now; `only` narrows the search."""
    now = timezone.now()
    sent = Reminder.objects.filter(
        visit=OuterRef("pk"), starts_at=OuterRef("starts_at"), sent_at__isnull=False
    )
    near = Visit.objects.filter(
        ~Exists(sent),
        **only,
        status=Status.BOOKED,
        starts_at__gt=now + TOO_LATE,
        starts_at__lte=now + LONGEST_DAY,
    ).exclude(patient__email="")
    near = near.select_related("patient", "therapist__staff", "location")
    return [visit for visit in near if visit.wants_reminder and visit.day_before <= now]


def sent_at(visit: Visit) -> datetime | None:
    """When we wrote about the time it has now."""
    reminder = visit.reminders.filter(starts_at=visit.starts_at).first()
    return reminder.sent_at if reminder else None


def _send(found: Visit) -> bool:
    """The visit is read anew: the letters before this one may have taken their time."""
    visit = next(iter(due(pk=found.pk)), None)
    reminder = _claim(visit) if visit else None
    if visit is None or reminder is None:
        return False
    try:
        mail.remind(visit)
    except (OSError, ValueError) as error:  # The mail server fails; an address cannot be written.
        logger.warning("A reminder could not be sent (%s).", type(error).__name__)
        return False
    reminder.sent_at = timezone.now()
    reminder.save(update_fields=["sent_at"])
    return True


def _claim(visit: Visit) -> Reminder | None:
    """The reminder, if it is ours to send; None while somebody else is at it."""
    now = timezone.now()
    reminder, is_new = Reminder.objects.get_or_create(
        visit=visit, starts_at=visit.starts_at, defaults={"tried_at": now}
    )
    if is_new:
        return reminder
    left = Reminder.objects.filter(pk=reminder.pk, sent_at=None, tried_at__lte=now - PATIENCE)
    return reminder if left.update(tried_at=now) else None
