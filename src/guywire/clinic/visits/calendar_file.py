"""The visit as a calendar file. Nothing about health is in it, and no name but the clinic's."""

from datetime import UTC
from email.utils import parseaddr

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vCalAddress, vText

from guywire.clinic.visits.links import full_address
from guywire.clinic.visits.models import Visit
from guywire.clinic.welcome.models import Clinic
from guywire.clinic.welcome.queries import current_clinic


def method_of(visit: Visit) -> str:
    """REQUEST needs an attendee (RFC 5546): without an address the visit is only published."""
    if visit.is_cancelled:
        return "CANCEL"
    return "REQUEST" if visit.patient.email else "PUBLISH"


def calendar_file(visit: Visit) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//Guywire//Visits//EN")
    calendar.add("version", "2.0")
    calendar.add("method", method_of(visit))
    calendar.add_component(_event(visit))
    content: bytes = calendar.to_ical()
    return content


def _event(visit: Visit) -> Event:
    clinic, address = current_clinic(), full_address(visit)
    event = Event()
    event.add("uid", visit.calendar_uid)
    event.add("sequence", visit.sequence)
    event.add("dtstamp", timezone.now())
    event.add("dtstart", visit.starts_at.astimezone(UTC))
    event.add("dtend", visit.ends_at.astimezone(UTC))
    event.add("status", "CANCELLED" if visit.is_cancelled else "CONFIRMED")
    summary = _("Visit with {therapist}, {clinic}")
    event.add("summary", summary.format(therapist=visit.therapist.short_name, clinic=clinic.name))
    event.add("location", where(visit))
    event.add("url", address)
    event.add("description", _("Change the time or cancel: {address}").format(address=address))
    event.add("organizer", _organizer(clinic))
    if visit.patient.email:
        event.add("attendee", _attendee(visit.patient.email))
    return event


def _organizer(clinic: Clinic) -> vCalAddress:
    """Calendar programs match a cancellation to its visit by UID and organizer."""
    organizer = vCalAddress(f"mailto:{clinic.email or parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}")
    organizer.params["CN"] = vText(clinic.name)
    return organizer


def _attendee(email: str) -> vCalAddress:
    """They chose the time themselves, so nobody waits for their answer."""
    attendee = vCalAddress(f"mailto:{email}")
    attendee.params["ROLE"] = vText("REQ-PARTICIPANT")
    attendee.params["PARTSTAT"] = vText("ACCEPTED")
    attendee.params["RSVP"] = vText("FALSE")
    return attendee


def where(visit: Visit) -> str:
    if visit.location is None:
        if visit.therapist.uses_own_link:
            return visit.therapist.online_link
        return full_address(visit)
    return f"{visit.location.name}, {visit.location.address}"
