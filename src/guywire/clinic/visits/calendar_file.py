"""The visit as a calendar file. Nothing about health or the person is in it."""

from datetime import UTC
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from icalendar import Calendar, Event, vCalAddress

from guywire.clinic.visits.links import full_address
from guywire.clinic.visits.models import Visit
from guywire.clinic.welcome.queries import current_clinic


def calendar_file(visit: Visit) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//Guywire//Visits//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if visit.is_cancelled else "PUBLISH")
    calendar.add_component(_event(visit))
    content: bytes = calendar.to_ical()
    return content


def _event(visit: Visit) -> Event:
    clinic = current_clinic()
    event = Event()
    event.add("uid", f"{visit.public_id}@{urlsplit(settings.PUBLIC_URL).hostname}")
    event.add("sequence", visit.sequence)
    event.add("dtstamp", timezone.now())
    event.add("dtstart", visit.starts_at.astimezone(UTC))
    event.add("dtend", visit.ends_at.astimezone(UTC))
    event.add("status", "CANCELLED" if visit.is_cancelled else "CONFIRMED")
    event.add("summary", f"Visit with {visit.therapist.short_name}, {clinic.name}")
    event.add("location", where(visit))
    event.add("url", full_address(visit))
    event.add("description", f"Move or cancel: {full_address(visit)}")
    if clinic.email:
        event.add("organizer", vCalAddress(f"mailto:{clinic.email}"))
    return event


def where(visit: Visit) -> str:
    if visit.location is None:
        return visit.therapist.online_link
    return f"{visit.location.name}, {visit.location.address}"
