from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sender:
    """The clinic, as a mailbox shows it."""

    name: str
    reply_to: str = ""


@dataclass(frozen=True, slots=True)
class CalendarPart:
    content: str
    method: str


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message in words, ready to be sent by any channel."""

    recipient: str
    subject: str
    text: str
    sender: Sender
    calendar: CalendarPart | None = None
