"""The day before a visit we write again.

What is due is read from the visits as they stand, each time the worker asks. The message that
goes out is rendered from the visit too, so a move or a cancellation has nothing to find and mend.
"""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from guywire.clinic.messages.channels import channels_in_use
from guywire.clinic.messages.channels.channel import Channel
from guywire.clinic.messages.kinds import Kind, renders
from guywire.clinic.messages.models import Message, State
from guywire.clinic.messages.outgoing import Outgoing
from guywire.clinic.messages.services import write_on
from guywire.clinic.visits.emails import visit_email, when_text
from guywire.clinic.visits.models import AWAITED, Reminder, Visit

LONGEST_DAY = timedelta(hours=25)
"""The Sunday in autumn on which the clocks go back."""
MIN_LEAD_TIME = timedelta(hours=1)
"""People who have not left home by then are not helped by a message."""


def queue_due() -> int:
    """Queue every reminder that is due. Return how many."""
    return sum(
        _queue(visit, channel)
        for channel in channels_in_use()
        for visit in _due_now().filter(~_queued_on(channel))
        if _is_due(visit) and channel.address_of(visit.patient)
    )


def run() -> bool:
    queue_due()
    return False


def sent_at(visit: Visit) -> datetime | None:
    """When we wrote about the time it has now."""
    reminder = (
        visit.reminders.filter(starts_at=visit.starts_at, message__state=State.SENT)
        .select_related("message")
        .first()
    )
    return reminder.message.sent_at if reminder else None


@renders(Kind.REMINDER)
def render_reminder(message: Message) -> Outgoing | None:
    """Return None when the visit was moved or canceled, or begins within the hour."""
    visit = (
        _due_now()
        .filter(
            pk=message.reference["visit"],
            starts_at=datetime.fromisoformat(message.reference["starts_at"]),
        )
        .first()
    )
    if visit is None:
        return None
    when = when_text(visit)
    if visit.starts_local.date() == timezone.now().astimezone(ZoneInfo(visit.zone)).date():
        subject = _("Your visit is today: {when}").format(when=when)
        return visit_email(visit, message, subject, _("We look forward to seeing you today:"))
    subject = _("Your visit is tomorrow: {when}").format(when=when)
    return visit_email(visit, message, subject, _("We look forward to seeing you tomorrow:"))


def _due_now() -> QuerySet[Visit]:
    now = timezone.now()
    visits = Visit.objects.select_related("patient", "therapist__staff", "location")
    return visits.filter(
        status__in=AWAITED,
        starts_at__gt=now + MIN_LEAD_TIME,
        starts_at__lte=now + LONGEST_DAY,
    )


def _is_due(visit: Visit) -> bool:
    return visit.wants_reminder and visit.day_before <= timezone.now()


def _queued_on(channel: Channel) -> Exists:
    return Exists(
        Reminder.objects.filter(
            visit=OuterRef("pk"), starts_at=OuterRef("starts_at"), channel=channel.name
        )
    )


def _queue(visit: Visit, channel: Channel) -> bool:
    """Of several workers, the database lets one have the reminder, and its message with it."""
    try:
        with transaction.atomic():
            message = write_on(
                channel,
                Kind.REMINDER,
                visit.patient,
                visit=visit.pk,
                starts_at=visit.starts_at.isoformat(),
            )
            Reminder.objects.create(
                visit=visit, starts_at=visit.starts_at, channel=channel.name, message=message
            )
    except IntegrityError:
        return False
    return True
