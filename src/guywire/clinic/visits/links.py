"""The private link of one visit: signed for this purpose alone, and impossible to guess."""

import uuid
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse

from guywire.clinic.people.device import DeviceRecord
from guywire.clinic.visits.models import Visit

SALT = "guywire.visits.link"
REMEMBERED = 8


def token_of(visit: Visit) -> str:
    return Signer(salt=SALT).sign(visit.public_id.hex)


def visit_behind(token: str) -> Visit | None:
    """The one visit this link opens; None when it is forged, cut short or the visit is gone."""
    try:
        public_id = uuid.UUID(hex=Signer(salt=SALT).unsign(token))
    except (BadSignature, ValueError):
        return None
    found = Visit.objects.select_related("patient", "therapist__staff", "location")
    return found.filter(public_id=public_id).first()


def full_address(visit: Visit) -> str:
    return f"{settings.PUBLIC_URL}{reverse('visit', args=[token_of(visit)])}"


def read_links(content: dict[str, Any]) -> list[str]:
    return [str(token) for token in content.get("links", [])]


def remember(device: DeviceRecord, visit: Visit) -> None:
    token = token_of(visit)
    known = [one for one in read_links(device.read("visits")) if one != token]
    device.write("visits", {"links": [token, *known][:REMEMBERED]})


def remembered(device: DeviceRecord) -> list[Visit]:
    """The visits booked on this device."""
    found = (visit_behind(token) for token in read_links(device.read("visits")))
    return [visit for visit in found if visit is not None]


def still_to_come(device: DeviceRecord) -> list[Visit]:
    found = (visit for visit in remembered(device) if visit.can_change)
    return sorted(found, key=lambda visit: visit.starts_at)


def booked_here(device: DeviceRecord, at: datetime | None) -> Visit | None:
    """The visit this device booked at that moment: who goes back in the browser meets it again."""
    return next((visit for visit in still_to_come(device) if visit.starts_at == at), None)
