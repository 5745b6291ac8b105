from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class EmailColors:
    """What an email is drawn in. Mailboxes read no style sheet of ours, so it carries them."""

    brand: str = "#0d5a54"
    on_brand: str = "#ffffff"
    soft: str = "#e0eeea"
    dark_brand: str = "#86cfc1"
    on_dark_brand: str = "#06211e"
    dark_soft: str = "#1a3532"


@dataclass(frozen=True, slots=True)
class Sender:
    """The clinic, as a mailbox shows it."""

    name: str
    reply_to: str = ""
    colors: EmailColors = EmailColors()


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
