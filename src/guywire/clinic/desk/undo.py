"""The last act on a visit, offered for undoing on the next page that shows it."""

from __future__ import annotations

from typing import NamedTuple

from django.http import HttpRequest

from guywire.clinic.people.staff_sessions import UNATTENDED
from guywire.clinic.visits import emails, services
from guywire.clinic.visits.models import Visit, VisitChange

SESSION_KEY = "visit_change"


class UndoOffer(NamedTuple):
    change: VisitChange
    text: str


def offer_undo(request: HttpRequest, visit: Visit) -> None:
    change = services.last_change(visit)
    if change is not None:
        request.session[SESSION_KEY] = change.pk


def undo_offer(request: HttpRequest) -> UndoOffer | None:
    """The act this member of staff has just done, once."""
    if UNATTENDED in request.headers:
        return None
    number = request.session.pop(SESSION_KEY, None)
    if number is None:
        return None
    changes = VisitChange.objects.filter(pk=number, undone_at=None)
    change = changes.select_related("visit__patient", "visit__kind").first()
    return UndoOffer(change, _text(change)) if change else None


def _text(change: VisitChange) -> str:
    visit, name = change.visit, change.visit.patient.name
    if change.action not in ("move", "cancel"):
        return f"{name}: {visit.status_text.lower()}."
    done = "is moved" if change.action == "move" else "is canceled"
    if emails.can_email(visit):
        told = "They get an email."
    elif emails.can_text(visit):
        told = "They get a text."
    else:
        told = "No email and no text reaches them: call them."
    return f"The visit of {name} {done}. {told}"
