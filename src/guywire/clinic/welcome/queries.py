from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils import timezone

from guywire.clinic.messages.outgoing import EmailColors, Sender
from guywire.clinic.welcome.colors import dark_shades, light_shades
from guywire.clinic.welcome.content import remembered
from guywire.clinic.welcome.models import Clinic, Notice
from guywire.clinic.welcome.opening import promised_until

UNNAMED = Clinic(pk=1, name="Guywire", promise="Care for backs and hips.", phone="")


@remembered
def current_clinic() -> Clinic:
    return Clinic.objects.first() or UNNAMED


def clinic_sender() -> Sender:
    clinic = current_clinic()
    return Sender(clinic.name, clinic.email, email_colors(clinic.color))


def email_colors(color: str) -> EmailColors:
    """Return what emails of a practice of this color are drawn in."""
    if not color:
        return EmailColors()
    light, dark = light_shades(color), dark_shades(color)
    return EmailColors(
        light.brand, light.on_brand, light.soft, dark.brand, dark.on_brand, dark.soft
    )


def clinic_zone() -> ZoneInfo:
    return ZoneInfo(current_clinic().timezone)


def clinic_today(clinic: Clinic) -> date:
    return timezone.localdate(timezone=ZoneInfo(clinic.timezone))


@remembered
def current_notices(today: date) -> list[Notice]:
    until = Q(until_day=None) | Q(until_day__gte=today)
    return list(Notice.objects.filter(until, from_day__lte=today))


def answer_day(kind: str, asked_at: datetime, clinic: Clinic) -> date:
    """The day by whose end somebody is answered: what the person reads when they have asked."""
    until = promised_until(kind, asked_at, clinic)
    return timezone.localdate(until, ZoneInfo(clinic.timezone))
