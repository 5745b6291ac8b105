"""What we write to people about their visit. No health details: others may read a mailbox."""

from email.utils import formataddr, parseaddr
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import timezone

from guywire.clinic.visits import wording
from guywire.clinic.visits.calendar_file import calendar_file, where
from guywire.clinic.visits.links import full_address
from guywire.clinic.visits.models import Visit
from guywire.clinic.welcome.queries import current_clinic


def sends() -> bool:
    """Whether this practice has a mail server; without one, letters only lie in a folder."""
    return not settings.EMAIL_BACKEND.endswith("filebased.EmailBackend")


def reaches(visit: Visit) -> bool:
    return bool(visit.patient.email) and sends()


def send(visit: Visit) -> None:
    """Confirm the visit as it now stands: booked, moved or canceled."""
    if not visit.patient.email:
        return
    what = "canceled" if visit.is_cancelled else "moved" if visit.sequence else "booked"
    opening = {
        "canceled": "Your visit is canceled. It was:",
        "moved": "Your visit has moved. It is now:",
        "booked": "Your visit is booked:",
    }[what]
    letter = _letter(visit, f"Your visit is {what}: {_when(visit)}", opening)
    method = "CANCEL" if visit.is_cancelled else "PUBLISH"
    letter.attach("visit.ics", calendar_file(visit).decode(), f"text/calendar; method={method}")
    letter.send()


def remind(visit: Visit) -> None:
    """The letter of the day before, or of the day where that came to nothing."""
    today = timezone.now().astimezone(ZoneInfo(visit.zone)).date()
    day = "today" if visit.starts_local.date() == today else "tomorrow"
    opening = f"We look forward to seeing you {day}:"
    _letter(visit, f"Your visit is {day}: {_when(visit)}", opening, reminds=True).send()


def _letter(visit: Visit, subject: str, opening: str, *, reminds: bool = False) -> EmailMessage:
    clinic = current_clinic()
    context = {
        "visit": visit,
        "clinic": clinic,
        "opening": opening,
        "reminds": reminds,
        "when": f"{_when(visit)} ({wording.zone_words(ZoneInfo(visit.zone))})",
        "where": where(visit),
        "address": full_address(visit),
    }
    return EmailMessage(
        subject,
        render_to_string("visits/mail.txt", context),
        from_email=formataddr((clinic.name, parseaddr(settings.DEFAULT_FROM_EMAIL)[1])),
        to=[visit.patient.email],
        reply_to=[clinic.email] if clinic.email else None,
    )


def _when(visit: Visit) -> str:
    return wording.moment(visit.starts_at, ZoneInfo(visit.zone))
