from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet
from django.utils import timezone

from guywire.clinic.messages.outgoing import Sender
from guywire.clinic.welcome.content import remembered
from guywire.clinic.welcome.models import Clinic, Notice, WebQuestion

UNNAMED = Clinic(pk=1, name="Guywire", promise="Care for backs and hips.", phone="")
SATURDAY = 5


@remembered
def current_clinic() -> Clinic:
    return Clinic.objects.first() or UNNAMED


def clinic_sender() -> Sender:
    clinic = current_clinic()
    return Sender(clinic.name, clinic.email)


def clinic_today(clinic: Clinic) -> date:
    return timezone.localdate(timezone=ZoneInfo(clinic.timezone))


@remembered
def current_notices(today: date) -> list[Notice]:
    until = Q(until_day=None) | Q(until_day__gte=today)
    return list(Notice.objects.filter(until, from_day__lte=today))


def open_questions() -> QuerySet[WebQuestion]:
    """Who waits for an answer, longest first."""
    return WebQuestion.objects.filter(closed_at=None).select_related("patient")


def closed_questions() -> QuerySet[WebQuestion]:
    closed = WebQuestion.objects.exclude(closed_at=None)
    return closed.select_related("patient", "closed_by").order_by("-closed_at")


def answer_day(asked_at: datetime, clinic: Clinic) -> date:
    """The next working day (Monday to Friday) after the question: when we promise an answer."""
    day = timezone.localdate(asked_at, ZoneInfo(clinic.timezone)) + timedelta(days=1)
    while day.weekday() >= SATURDAY:
        day += timedelta(days=1)
    return day
