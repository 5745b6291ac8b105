"""What every channel offers. `docs/recipes/add-a-channel.md` shows how to add one."""

from typing import Protocol

from guywire.clinic.messages.models import Failure
from guywire.clinic.messages.outgoing import Outgoing
from guywire.clinic.people.models import Patient


class NotSentError(Exception):
    """The channel could not send the message."""

    def __init__(self, failure: Failure, *, for_good: bool = False) -> None:
        super().__init__(failure.value)
        self.failure = failure
        self.for_good = for_good
        """Another try would end in the same way."""


class Channel(Protocol):
    @property
    def name(self) -> str:
        """What is stored with each message."""

    @property
    def delivers(self) -> bool:
        """Whether people receive what it sends. A file does not reach them."""

    def address_of(self, patient: Patient) -> str:
        """Where this channel reaches them; empty when it cannot."""

    def send(self, outgoing: Outgoing, message_id: str) -> None:
        """Send it now. Raise NotSentError if that fails."""
