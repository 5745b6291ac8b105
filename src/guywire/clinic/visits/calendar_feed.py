"""A therapist's visits for their own calendar program, behind a link that is the only key.

A phone or a calendar company reads it: no name of a patient, no word about health is in it.
"""

from __future__ import annotations

import uuid
from datetime import UTC, timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe
from icalendar import Calendar, Event

from guywire.clinic.people.models import Staff
from guywire.clinic.people.services import record_audit
from guywire.clinic.visits.models import Status, Therapist, Visit
from guywire.clinic.welcome.queries import current_clinic

PAST, AHEAD = timedelta(days=14), timedelta(days=120)
STATES = {Status.CANCELLED: "CANCELLED", Status.BOOKED: "TENTATIVE"}


@require_safe
def feed(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    therapist = Therapist.objects.filter(feed_key=key, staff__is_active=True).first()
    if therapist is None:
        raise Http404
    response = HttpResponse(feed_of(therapist), content_type="text/calendar; charset=utf-8")
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


def feed_of(therapist: Therapist) -> bytes:
    now = timezone.now()
    visits = Visit.objects.filter(
        therapist=therapist, starts_at__gt=now - PAST, starts_at__lt=now + AHEAD
    ).select_related("location", "kind")
    calendar = Calendar()
    calendar.add("prodid", "-//Guywire//Schedule//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", current_clinic().name)
    for visit in visits:
        calendar.add_component(_event(visit))
    content: bytes = calendar.to_ical()
    return content


def change_link(therapist: Therapist, by: Staff, *, on: bool) -> Therapist:
    """Make a new link, or end the one there is; an old link opens nothing any more."""
    therapist.feed_key = uuid.uuid4() if on else None
    therapist.save(update_fields=["feed_key"])
    record_audit(by, "practice.calendar_link", row=therapist.pk, on=on)
    return therapist


def _event(visit: Visit) -> Event:
    event = Event()
    # Not the identifier of the patient's own calendar file: a therapist may hold both.
    event.add("uid", f"schedule-{visit.calendar_uid}")
    event.add("sequence", visit.sequence)
    event.add("dtstamp", timezone.now())
    event.add("dtstart", visit.starts_at.astimezone(UTC))
    event.add("dtend", visit.ends_at.astimezone(UTC))
    event.add("status", STATES.get(Status(visit.status), "CONFIRMED"))
    event.add("summary", visit.kind.name if visit.kind else "Visit")
    event.add("location", visit.location.name if visit.location else "Online")
    return event
