"""What we write to people about. The app that knows the subject renders the words."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.db.models import TextChoices

from guywire.clinic.messages.outgoing import Outgoing

if TYPE_CHECKING:
    from guywire.clinic.messages.models import Message


class Kind(TextChoices):
    VISIT = "visit", "Visit booked, moved or canceled"
    REMINDER = "reminder", "Visit reminder"
    ASK_TO_MOVE = "ask_to_move", "Please choose another time"
    SERIES = "series", "Visits booked"
    ANSWER = "answer", "Answer to a question"
    OFFER = "offer", "A time from the waiting list"
    THREAD = "thread", "A message to read"
    REMINDER_TO_CONFIRM = "reminder_to_confirm", "Reminder to confirm"
    OWN_REMINDER = "own_reminder", "Reminder that a person set"
    STAFF_ALERT = "staff_alert", "News for staff"
    INVITATION = "invitation", "Invitation to the desk"
    PASSWORD_RESET = "password_reset", "Link to choose a new password"


Renderer = Callable[["Message"], Outgoing | None]
_RENDERERS: dict[str, Renderer] = {}


def renders(*kinds: Kind) -> Callable[[Renderer], Renderer]:
    """Register the function that writes messages of these kinds.

    It returns None when the message is not needed any more.
    """

    def register(renderer: Renderer) -> Renderer:
        _RENDERERS.update(dict.fromkeys(kinds, renderer))
        return renderer

    return register


def render(message: Message) -> Outgoing | None:
    return _RENDERERS[message.kind](message)
