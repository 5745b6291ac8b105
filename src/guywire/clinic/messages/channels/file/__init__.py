"""Writes every message to a folder, for a clinic that has no mail server yet."""

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
        folder = Path(settings.MAIL_FOLDER)
        folder.mkdir(mode=0o700, exist_ok=True)
        # The name is the message's own, so that a second try writes the same file.
        file = folder / f"{message_id.strip('<>').partition('@')[0]}.eml"
        file.touch(mode=0o600)
        file.write_bytes(compose(outgoing, message_id).message().as_bytes())
