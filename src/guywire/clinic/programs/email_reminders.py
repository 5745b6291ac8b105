"""Reminders by email: asked for, confirmed by a link, sent at the hour, stopped in one tap.

The email names no stretch, no pain and no plan: others may read a mailbox.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from guywire.clinic.messages.kinds import Kind, renders
from guywire.clinic.messages.models import Message
from guywire.clinic.messages.outgoing import Outgoing
from guywire.clinic.messages.services import write_to_address
from guywire.clinic.people.contact import email_key
from guywire.clinic.people.limits import Limit
from guywire.clinic.programs.models import EmailReminder
from guywire.clinic.programs.reminder_file import WEEKS
from guywire.clinic.welcome.queries import clinic_sender, current_clinic

SALT = "guywire.programs.email_reminder"
MAX_WAIT_TO_CONFIRM = timedelta(days=2)
MAX_LATE = timedelta(hours=2)
"""A worker that was down longer leaves that day out: the moment has passed."""
ASKED_PER_ADDRESS = Limit("email_reminder", 3, timedelta(days=1))
KINDS = (Kind.REMINDER_TO_CONFIRM, Kind.OWN_REMINDER)


@transaction.atomic
def ask(address: str, days: Sequence[int], at: time) -> bool:
    """Queue the email with the link that confirms. Return False if this address got enough."""
    if not ASKED_PER_ADDRESS.spend(email_key(address)):
        return False
    reminder = EmailReminder.objects.create(
        address=address,
        days=sum(1 << day for day in set(days)),
        at=at,
        ends_on=_today() + timedelta(weeks=WEEKS),
    )
    write_to_address(Kind.REMINDER_TO_CONFIRM, address, None, reminder=reminder.pk)
    return True


@transaction.atomic
def confirm(reminder: EmailReminder) -> None:
    """Begin to send it, tomorrow at the earliest. Another one to this address ends."""
    for other in EmailReminder.objects.filter(address=reminder.address).exclude(pk=reminder.pk):
        stop(other)
    reminder.confirmed_at, reminder.last_on = timezone.now(), _today()
    reminder.save(update_fields=["confirmed_at", "last_on"])


@transaction.atomic
def stop(reminder: EmailReminder) -> None:
    """Delete it, and every message about it."""
    Message.objects.filter(kind__in=KINDS, reference__reminder=reminder.pk).delete()
    reminder.delete()


def stop_all_to(address: str) -> None:
    for reminder in EmailReminder.objects.filter(address__iexact=address):
        stop(reminder)


def token_of(reminder: EmailReminder) -> str:
    return Signer(salt=SALT).sign(str(reminder.pk))


def reminder_behind(token: str) -> EmailReminder | None:
    """Return the reminder this link was signed for; None if there is none any more."""
    try:
        number = int(Signer(salt=SALT).unsign(token))
    except (BadSignature, ValueError):
        return None
    return EmailReminder.objects.filter(pk=number).first()


# What the worker does


def run() -> bool:
    queue_due()
    delete_ended()
    return False


def queue_due() -> int:
    """Queue the reminders whose hour has come. Return how many."""
    now = timezone.now().astimezone(_zone())
    today, earliest = now.date(), now - MAX_LATE
    waiting = EmailReminder.objects.filter(
        confirmed_at__isnull=False, last_on__lt=today, ends_on__gte=today, at__lte=now.time()
    )
    due = (
        one
        for one in waiting
        if today.weekday() in one.weekdays
        and datetime.combine(today, one.at, tzinfo=now.tzinfo) >= earliest
    )
    return sum(_queue(one, today) for one in due)


def _queue(reminder: EmailReminder, today: date) -> bool:
    """Of several workers, the one that moves the day forward has the message."""
    with transaction.atomic():
        mine = EmailReminder.objects.filter(pk=reminder.pk, last_on=reminder.last_on)
        if not mine.update(last_on=today):
            return False
        write_to_address(
            Kind.OWN_REMINDER, reminder.address, None, reminder=reminder.pk, on=today.isoformat()
        )
    return True


def delete_ended() -> int:
    """Delete what has ended, or was never confirmed. Return how many."""
    too_old = Q(confirmed_at=None, asked_at__lt=timezone.now() - MAX_WAIT_TO_CONFIRM)
    ended = EmailReminder.objects.filter(too_old | Q(ends_on__lt=_today()))
    for reminder in ended:
        stop(reminder)
    return len(ended)


# The emails


@renders(Kind.REMINDER_TO_CONFIRM)
def render_to_confirm(message: Message) -> Outgoing | None:
    """Return None when it was confirmed or deleted in the meantime."""
    reminder = _of(message)
    if reminder is None or reminder.confirmed_at:
        return None
    subject = _("Please confirm your reminder")
    return _email(reminder, subject, "programs/reminder_confirm_email.txt")


@renders(Kind.OWN_REMINDER)
def render_own_reminder(message: Message) -> Outgoing | None:
    """Return None when it was stopped, and on any other day than its own."""
    reminder = _of(message)
    if reminder is None or message.reference["on"] != _today().isoformat():
        return None
    return _email(reminder, _("Your reminder for today"), "programs/reminder_email.txt")


def _of(message: Message) -> EmailReminder | None:
    return EmailReminder.objects.filter(pk=message.reference["reminder"]).first()


def _email(reminder: EmailReminder, subject: str, template: str) -> Outgoing:
    context = {
        "home": f"{settings.PUBLIC_URL}{reverse('home')}",
        "link": f"{settings.PUBLIC_URL}{reverse('email_reminder', args=[token_of(reminder)])}",
        "clinic": current_clinic(),
        "ends_on": reminder.ends_on,
    }
    return Outgoing(reminder.address, subject, render_to_string(template, context), clinic_sender())


def _zone() -> ZoneInfo:
    return ZoneInfo(current_clinic().timezone)


def _today() -> date:
    return timezone.localdate(timezone=_zone())
