"""The ways to people. Each is a folder; the settings name those in use."""

from django.conf import settings

from guywire.clinic.messages.channels.channel import Channel
from guywire.clinic.messages.channels.console import ConsoleChannel
from guywire.clinic.messages.channels.email import EmailChannel
from guywire.clinic.messages.channels.file import FileChannel
from guywire.clinic.messages.channels.sms import SmsChannel
from guywire.clinic.people.models import Patient

CHANNELS: dict[str, Channel] = {
    channel.name: channel
    for channel in (EmailChannel(), FileChannel(), ConsoleChannel(), SmsChannel())
}


def channels_in_use() -> list[Channel]:
    return [CHANNELS[name] for name in settings.MESSAGE_CHANNELS]


def mail_channel() -> Channel:
    """The channel that carries email here: the first in use."""
    return channels_in_use()[0]


def email_enabled() -> bool:
    """Return whether this clinic has a mail server. Without one, email is only written to files."""
    return mail_channel().delivers


def can_reach(patient: Patient) -> bool:
    return any(c.delivers and c.address_of(patient) for c in channels_in_use())


def texts_enabled() -> bool:
    """Return whether this clinic has an account at a text message service."""
    return settings.SMS_ACCOUNT is not None


def can_text(patient: Patient) -> bool:
    return texts_enabled() and bool(CHANNELS["sms"].address_of(patient))


def can_email(patient: Patient) -> bool:
    return email_enabled() and bool(patient.email)
