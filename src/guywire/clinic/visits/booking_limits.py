"""How many free visits one person may book on the web. The desk books without these limits."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from guywire.clinic.people.contact import email_key, phone_key
from guywire.clinic.people.limits import Limit, lock
from guywire.clinic.visits.models import Visit
from guywire.clinic.visits.queries import upcoming

MAX_COMING_VISITS = 2
"""Free visits to come for one phone number, one mailbox, or one device."""
MOVES = Limit("visit.moves", 20, timedelta(days=1))
"""How often one visit may change its time on the web."""


class BookingLimitError(ValueError):
    """Why the person should call instead, in a sentence they can read."""


def claim(request: HttpRequest, phone: str, email: str, on_this_device: Iterable[Visit]) -> None:
    """Raise BookingLimitError if this person or network has booked enough.

    Call it inside the booking's transaction: two bookings of one person then take turns, and a
    booking that fails is not counted.
    """
    device = sorted(visit.public_id.hex for visit in on_this_device)
    if not _network_limit().spend_for_network(request):
        raise BookingLimitError(
            _(
                "Many visits were booked from your network within the last hour, so this visit is "
                "not booked yet. Call us, and we will book it with you."
            )
        )
    lock("visits", [*device[:1], phone and phone_key(phone), email and email_key(email)])
    coming = max(len(device), _coming_by_phone(phone), _coming_by_email(email))
    if coming >= MAX_COMING_VISITS:
        raise BookingLimitError(
            ngettext(
                "You already have %(count)d free visit to come, so this visit is not booked. "
                "Call us, and we will book it with you.",
                "You already have %(count)d free visits to come, so this visit is not booked. "
                "Call us, and we will book it with you.",
                coming,
            )
            % {"count": coming}
        )


def _network_limit() -> Limit:
    return Limit("visit.network", settings.BOOKINGS_PER_NETWORK, timedelta(hours=1))


def _coming_by_phone(phone: str) -> int:
    if not phone:
        return 0
    line = phone_key(phone)
    same = Q(patient__phone=line) | Q(patient__phone__startswith=f"{line};")
    return upcoming().filter(same).count()


def _coming_by_email(email: str) -> int:
    if not email:
        return 0
    local, _at, domain = email_key(email).rpartition("@")
    alike = upcoming().filter(
        patient__email__istartswith=local, patient__email__iendswith=f"@{domain}"
    )
    emails = alike.values_list("patient__email", flat=True)
    return sum(email_key(other) == email_key(email) for other in emails)
