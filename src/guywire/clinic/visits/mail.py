"""What we write to people about their visit. No health details: others may read a mailbox."""

from email.utils import formataddr, parseaddr
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string

from guywire.clinic.visits import wording
from guywire.clinic.visits.calendar_file import calendar_file, where
from guywire.clinic.visits.links import full_address
from guywire.clinic.visits.models import Visit
from guywire.clinic.welcome.queries import current_clinic


def send(visit: Visit) -> None:
    """Confirm the visit as it now stands: booked, moved or canceled."""
    if not visit.patient.email:
        return
    clinic = current_clinic()
    message = EmailMessage(
        _subject(visit),
        _text(visit),
        from_email=formataddr((clinic.name, parseaddr(settings.DEFAULT_FROM_EMAIL)[1])),
        to=[visit.patient.email],
        reply_to=[clinic.email] if clinic.email else None,
    )
    method = "CANCEL" if visit.is_cancelled else "PUBLISH"
    message.attach("visit.ics", calendar_file(visit).decode(), f"text/calendar; method={method}")
    message.send()


def _subject(visit: Visit) -> str:
    what = "canceled" if visit.is_cancelled else "moved" if visit.sequence else "booked"
    return f"Your visit is {what}: {_when(visit)}"


def _text(visit: Visit) -> str:
    zone = ZoneInfo(visit.zone)
    return render_to_string(
        "visits/mail.txt",
        {
            "visit": visit,
            "clinic": current_clinic(),
            "when": f"{_when(visit)} ({wording.zone_words(zone)})",
            "where": where(visit),
            "address": full_address(visit),
        },
    )


def _when(visit: Visit) -> str:
    return wording.moment(visit.starts_at, ZoneInfo(visit.zone))
