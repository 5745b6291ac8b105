"""What we write when the practice has answered: that there is a message, and the link to it."""

from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from guywire.clinic.conversations.links import full_address
from guywire.clinic.conversations.models import Thread, ThreadMessage
from guywire.clinic.messages.kinds import Kind, renders
from guywire.clinic.messages.models import Message
from guywire.clinic.messages.outgoing import Outgoing
from guywire.clinic.messages.services import write_to_patient
from guywire.clinic.welcome.queries import clinic_sender, current_clinic


def announce(message: ThreadMessage) -> None:
    write_to_patient(Kind.THREAD, message.patient, thread_message=message.pk)


@renders(Kind.THREAD)
def render_announcement(message: Message) -> Outgoing | None:
    """Return None when the person has read it already."""
    unread = ThreadMessage.objects.filter(
        pk=message.reference["thread_message"], read_at=None
    ).select_related("patient")
    written = unread.first()
    if written is None:
        return None
    thread, _made = Thread.objects.get_or_create(patient=written.patient)
    clinic = current_clinic()
    context: dict[str, Any] = {"clinic": clinic, "address": full_address(thread)}
    text = render_to_string("conversations/email.txt", context)
    subject = _("A message from {clinic}").format(clinic=clinic.name)
    sender, address = clinic_sender(), context["address"]
    action = _("Read the message")
    return Outgoing(written.patient.email, subject, text, sender, address=address, action=action)
