"""What changes messages. `write…` belongs in the transaction that causes the message."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import timedelta
from email.utils import parseaddr

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from guywire.clinic.jobs.worker import log_failure
from guywire.clinic.messages.changes import message_changed
from guywire.clinic.messages.channels import CHANNELS, channels_in_use, mail_channel
from guywire.clinic.messages.channels.channel import Channel, NotSentError
from guywire.clinic.messages.channels.file import remove_files
from guywire.clinic.messages.kinds import Kind, render
from guywire.clinic.messages.models import Failure, Message, State, new_message_id
from guywire.clinic.messages.outgoing import Outgoing
from guywire.clinic.messages.queries import unsent
from guywire.clinic.messages.quiet_hours import is_quiet
from guywire.clinic.people.models import Patient, Staff
from guywire.clinic.people.queries import retention
from guywire.clinic.people.services import record_audit

LEASE = timedelta(minutes=10)
"""Longer than the slowest mail server takes. A process that holds a message longer was killed."""
PAUSES = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=3),
    timedelta(hours=6),
    timedelta(hours=12),
)
"""Between two tries. After the last one the message is shown at the desk as not sent."""
DELETED_AT_ONCE = 500

logger = logging.getLogger(__name__)


def write_to_patient(kind: Kind, patient: Patient, **reference: object) -> list[Message]:
    """Queue a message on every channel in use that reaches this person."""
    return [
        _write(kind, channel, address, patient=patient, reference=reference)
        for channel in channels_in_use()
        if (address := channel.address_of(patient))
    ]


def write_on(channel: Channel, kind: Kind, patient: Patient, **reference: object) -> Message:
    """Queue a message on one channel, for what must be unique per channel."""
    address = channel.address_of(patient)
    return _write(kind, channel, address, patient=patient, reference=reference)


def write_to_staff(
    kind: Kind,
    address: str,
    staff: Staff | None = None,
    *,
    channel: str = "",
    reference: dict[str, object] | None = None,
) -> Message:
    """Queue a message for an account, an email unless another channel is named.

    The address need not be known: that is found out later.
    """
    by = CHANNELS[channel] if channel else mail_channel()
    return _write(kind, by, address, staff=staff, reference=reference or {})


def write_to_address(
    kind: Kind, address: str, patient: Patient | None, **reference: object
) -> Message:
    """Queue an email for somebody who may have no record yet."""
    return _write(kind, mail_channel(), address, patient=patient, reference=reference)


@transaction.atomic
def ask_for_call(kind: Kind, patient: Patient, **reference: object) -> Message:
    """Put a message that no channel carries among the unsent ones, so that the desk calls."""
    message = _write(kind, mail_channel(), "", patient=patient, reference=reference)
    Message.objects.filter(pk=message.pk).update(state=State.NOT_SENT, failure=Failure.NO_ADDRESS)
    message_changed.send(Message, message=message.pk)
    return message


def drop_calls(kind: Kind, patient: Patient, **reference: object) -> None:
    """Ask for no call any longer about what `reference` names."""
    calls = Message.objects.filter(
        patient=patient, kind=kind, state=State.NOT_SENT, failure=Failure.NO_ADDRESS
    )
    for message in calls:
        if reference.items() <= message.reference.items():
            _close(message, State.DROPPED)


def _write(kind: Kind, channel: Channel, address: str, **about: object) -> Message:
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    return Message.objects.create(
        message_id=new_message_id(domain),
        kind=kind,
        channel=channel.name,
        recipient=address,
        **about,
    )


def send_next() -> bool:
    """Try the message that has waited longest. Return whether another may be due.

    A message is sent at least once: a process killed after sending and before marking sends it
    again when its lease ends, with the same Message-ID.
    """
    message = _claim()
    if message is None:
        return False
    return _try(message)


def _claim() -> Message | None:
    """Take a due message by moving its next try forward: of several workers one succeeds."""
    now = timezone.now()
    due = Message.objects.filter(state=State.WAITING, due_at__lte=now)
    if is_quiet(now):
        due = due.exclude(channel="sms")
    for message in due.select_related("patient", "staff")[:10]:
        taken = Message.objects.filter(
            pk=message.pk, state=State.WAITING, due_at=message.due_at, tries=message.tries
        ).update(due_at=now + LEASE, tried_at=now, tries=F("tries") + 1, failure="")
        if taken:
            message.tries += 1
            return message
    return None


def _try(message: Message) -> bool:
    try:
        outgoing = _addressed(message)
        if outgoing is None:
            _close(message, State.DROPPED)
            return True
        CHANNELS[message.channel].send(outgoing, message.message_id)
    except NotSentError as error:
        _postpone(message, error)
        # A server that is down is not asked again for the next message at once.
        return error.for_good
    except Exception as error:  # noqa: BLE001 - one faulty message must not hold up the others.
        log_failure("A message could not be written", error)
        _postpone(message, NotSentError(Failure.FAULT))
        return True
    message.recipient = outgoing.recipient
    _close(message, State.SENT)
    return True


def _addressed(message: Message) -> Outgoing | None:
    """The words, to where the person is reached now; None when they are not needed any more.

    Who renders names the email address; another channel knows its own.
    """
    outgoing = render(message)
    if outgoing is not None and message.patient is not None and message.channel == "sms":
        recipient = CHANNELS[message.channel].address_of(message.patient)
        outgoing = replace(outgoing, recipient=recipient)
    return outgoing if outgoing is not None and outgoing.recipient else None


@transaction.atomic
def mark_lost(message_id: str, failure: Failure) -> bool:
    """The service took a message and could not deliver it: the desk sees it as not sent."""
    texts = Message.objects.filter(message_id__startswith=f"<{message_id}@", channel="sms")
    lost = texts.filter(state=State.SENT).first()
    if lost is None:
        return False
    texts.update(state=State.NOT_SENT, failure=failure, closed_at=None)
    message_changed.send(Message, message=lost.pk)
    return True


def _close(message: Message, state: State) -> None:
    closed = {"state": state, "closed_at": timezone.now(), "failure": ""}
    # Anybody may type an address into the form for a new password. One we do not know is not kept.
    closed["recipient"] = "" if state == State.DROPPED else message.recipient
    Message.objects.filter(pk=message.pk).exclude(state=State.SENT).update(**closed)
    message_changed.send(Message, message=message.pk)


def _postpone(message: Message, error: NotSentError) -> None:
    logger.warning("Message %d was not sent (%s).", message.pk, error.failure)
    mine = Message.objects.filter(pk=message.pk, state=State.WAITING, tries=message.tries)
    if error.for_good or message.tries > len(PAUSES):
        mine.update(state=State.NOT_SENT, failure=error.failure)
    else:
        pause = PAUSES[message.tries - 1]
        mine.update(due_at=timezone.now() + pause, failure=error.failure)
    message_changed.send(Message, message=message.pk)


@transaction.atomic
def retry(message: Message, *, staff: Staff) -> bool:
    """Try again now, with all pauses ahead of it. Return False if it is closed already."""
    changed = (
        unsent().filter(pk=message.pk).update(state=State.WAITING, due_at=timezone.now(), tries=0)
    )
    if changed:
        record_audit(staff, "message.retry", message.patient, message=message.pk)
        message_changed.send(Message, message=message.pk)
    return bool(changed)


@transaction.atomic
def give_up(message: Message, *, staff: Staff) -> bool:
    """Close a message that somebody took care of in another way."""
    changed = unsent().filter(pk=message.pk).update(state=State.GIVEN_UP, closed_at=timezone.now())
    if changed:
        record_audit(staff, "message.give_up", message.patient, message=message.pk)
        message_changed.send(Message, message=message.pk)
    return bool(changed)


def delete_old() -> bool:
    """Delete messages closed as long ago as the owner set, and their files where there is no mail
    server. Return whether more are left."""
    stored_for = timedelta(days=retention().message_days)
    old = Message.objects.filter(closed_at__lt=timezone.now() - stored_for)
    piece = dict(old.order_by("closed_at").values_list("pk", "message_id")[:DELETED_AT_ONCE])
    Message.objects.filter(pk__in=piece).delete()
    remove_files(piece.values())
    return len(piece) == DELETED_AT_ONCE
