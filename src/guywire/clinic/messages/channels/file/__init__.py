"""Writes every message to a folder, for a clinic that has no mail server yet."""

from collections.abc import Iterable
from pathlib import Path

from django.conf import settings

from guywire.clinic.messages.channels.email.compose import compose
from guywire.clinic.messages.outgoing import Outgoing
from guywire.clinic.people.models import Patient


class FileChannel:
    name = "file"
    delivers = False

    def address_of(self, patient: Patient) -> str:
        return patient.email

    def send(self, outgoing: Outgoing, message_id: str) -> None:
        file = _file_of(message_id)
        file.parent.mkdir(mode=0o700, exist_ok=True)
        file.touch(mode=0o600)
        file.write_bytes(compose(outgoing, message_id).message().as_bytes())


def remove_files(message_ids: Iterable[str]) -> None:
    for message_id in message_ids:
        _file_of(message_id).unlink(missing_ok=True)


def _file_of(message_id: str) -> Path:
    """The name is the message's own, so that a second try writes the same file."""
    return Path(settings.MAIL_FOLDER) / f"{message_id.strip('<>').partition('@')[0]}.eml"
