"""The private link of one visit: signed for this purpose alone, and impossible to guess."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from guywire.clinic.people.device import DeviceRecord, DeviceRecordFullError
from guywire.clinic.people.models import Staff
from guywire.clinic.people.queries import retention
from guywire.clinic.people.services import record_audit
from guywire.clinic.visits.models import Offer, Visit

SALT = "guywire.visits.link"
OFFER_SALT = "guywire.visits.offer"
REMEMBERED = 8


def token_of(visit: Visit) -> str:
    # Links of the first version hold the id alone, as they did before links had versions.
    version = f".{visit.link_version}" if visit.link_version else ""
    return Signer(salt=SALT).sign(f"{visit.public_id.hex}{version}")


def visit_behind(token: str, link_days: int | None = None) -> Visit | None:
    """The one visit this link opens.

    None when the link is forged, cut short or withdrawn, when its visit is long over, or deleted.
    """
    days = retention().link_days if link_days is None else link_days
    try:
        public_id, _dot, version = Signer(salt=SALT).unsign(token).partition(".")
        visits = Visit.objects.filter(
            public_id=uuid.UUID(hex=public_id),
            link_version=int(version or 0),
            starts_at__gt=timezone.now() - timedelta(days=days),
        )
    except (BadSignature, ValueError):
        return None
    return visits.select_related("patient", "therapist__staff", "location", "kind").first()


def withdraw(visit: Visit, by: Staff | None = None) -> Visit:
    """End the private link there is; another one opens the visit from now on."""
    Visit.objects.filter(pk=visit.pk).update(link_version=F("link_version") + 1)
    visit.refresh_from_db(fields=["link_version"])
    if by is not None:
        record_audit(by, "visit.link_withdrawn", visit.patient, visit=str(visit.public_id))
    return visit


def full_address(visit: Visit) -> str:
    return f"{settings.PUBLIC_URL}{reverse('visit', args=[token_of(visit)])}"


def read_links(content: dict[str, Any]) -> list[str]:
    return [str(token) for token in content.get("links", [])]


def remember(device: DeviceRecord, visit: Visit) -> None:
    token = token_of(visit)
    known = [one for one in read_links(device.read("visits")) if one != token]
    links = [token, *known][:REMEMBERED]
    while links:
        try:
            device.write("visits", {"links": links})
        except DeviceRecordFullError:
            links.pop()
        else:
            return


def remembered(device: DeviceRecord) -> list[Visit]:
    """The visits booked on this device."""
    links = read_links(device.read("visits"))
    days = retention().link_days if links else 0
    found = (visit_behind(token, days) for token in links)
    return [visit for visit in found if visit is not None]


def still_to_come(device: DeviceRecord) -> list[Visit]:
    found = (visit for visit in remembered(device) if visit.can_change)
    return sorted(found, key=lambda visit: visit.starts_at)


def booked_here(device: DeviceRecord, at: datetime | None) -> Visit | None:
    """The visit this device booked at that moment: who goes back in the browser meets it again."""
    return next((visit for visit in still_to_come(device) if visit.starts_at == at), None)


def offer_token(offer: Offer) -> str:
    return Signer(salt=OFFER_SALT).sign(str(offer.pk))


def offer_address(offer: Offer) -> str:
    return f"{settings.PUBLIC_URL}{reverse('visit_offer', args=[offer_token(offer)])}"


def offer_behind(token: str) -> Offer | None:
    """The offer this link was signed for; None for any other link."""
    try:
        number = int(Signer(salt=OFFER_SALT).unsign(token))
    except (BadSignature, ValueError):
        return None
    offers = Offer.objects.select_related(
        "entry__patient", "entry__instead_of", "entry__visit", "therapist__staff", "location"
    )
    return offers.filter(pk=number).first()
