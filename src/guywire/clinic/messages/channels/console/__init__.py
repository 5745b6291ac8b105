"""Prints every message, for whoever develops Guywire."""

import sys

from guywire.clinic.messages.outgoing import Outgoing
from guywire.clinic.people.models import Patient


class ConsoleChannel:
    name = "console"
    delivers = False

    def address_of(self, patient: Patient) -> str:
        return patient.email

    def send(self, outgoing: Outgoing, message_id: str) -> None:
        lines = ("", f"To: {outgoing.recipient}", f"Subject: {outgoing.subject}", "", outgoing.text)
        sys.stdout.write("\n".join(lines))
        sys.stdout.flush()
