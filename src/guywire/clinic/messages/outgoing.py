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
    address: str = ""
    """The private link in the text: a button of the email, and all that a text message holds."""
    action: str = ""
    """What the button says."""
