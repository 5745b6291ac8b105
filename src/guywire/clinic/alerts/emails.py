"""What we write to staff: that something happened and where to read it. No name, no health."""

from __future__ import annotations

from collections import Counter

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from guywire.clinic.alerts.models import Alert, AlertSettings, Event
from guywire.clinic.messages.kinds import Kind, renders
from guywire.clinic.messages.models import Message
from guywire.clinic.messages.outgoing import Outgoing
from guywire.clinic.people.models import Staff
from guywire.clinic.welcome.queries import clinic_sender


@renders(Kind.STAFF_ALERT)
def render_alert(message: Message) -> Outgoing | None:
    """Return None for an account that was turned off, and for what was seen on the page."""
    staff = message.staff
    if staff is None or not staff.is_active:
        return None
    if "listed_on" in message.reference:
        lines, subject = _morning_lines(message, staff), _("What is new at the desk")
    else:
        alert = Alert.objects.filter(pk=message.reference["alert"], seen_at=None).first()
        lines = [Event(alert.event).public_text] if alert else []
        subject = lines[0] if lines else ""
    if not lines:
        return None
    address = f"{settings.PUBLIC_URL}{reverse('desk_alerts')}"
    facts = "\n".join(f"  {line}" for line in lines)
    paragraphs = [
        _("New at the desk:"),
        facts,
        _("Sign in to see who it is about:"),
        f"  {address}",
    ]
    text = "\n\n".join(paragraphs) + "\n"
    recipient = _recipient(message, staff)
    sender, action = clinic_sender(), _("Open the desk")
    return Outgoing(recipient, subject, text, sender, address=address, action=action)


def _recipient(message: Message, staff: Staff) -> str:
    if message.channel != "sms":
        return staff.email
    chosen = AlertSettings.objects.filter(staff=staff).first()
    return chosen.phone if chosen else ""


def _morning_lines(message: Message, staff: Staff) -> list[str]:
    listed = Alert.objects.filter(
        staff=staff, way=message.reference["way"], listed_on=message.reference["listed_on"]
    )
    counts = Counter(listed.values_list("event", flat=True))
    return [
        _("{event}: {count}").format(event=event.public_text, count=counts[event])
        for event in Event
        if counts[event]
    ]
