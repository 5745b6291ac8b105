"""A therapist cannot come: their time off, entered by anyone at the desk."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from guywire.clinic.people.models import Staff
from guywire.clinic.people.services import record_audit
from guywire.clinic.visits import queries, services
from guywire.clinic.visits.models import Absence, Therapist
from guywire.clinic.visits.wall_clock import midnight


@transaction.atomic
def enter_absence(therapist: Therapist, first: date, last: date, by: Staff) -> Absence:
    """From the first day's beginning, or from now if that is today, to the end of the last day.

    Entered again, by a second tap or a second desk, it is the absence there already is.
    """
    zone = queries.zone_of(None)
    starts_at = max(midnight(first, zone), timezone.now().replace(second=0, microsecond=0))
    ends_at = midnight(last + timedelta(days=1), zone)
    services.lock_schedules(therapist.pk)
    known = Absence.objects.filter(
        therapist=therapist, starts_at__lte=starts_at, ends_at__gte=ends_at
    ).first()
    if known is not None:
        return known
    absence = Absence.objects.create(therapist=therapist, starts_at=starts_at, ends_at=ends_at)
    record_audit(by, "practice.away", row=absence.pk)
    return absence


@transaction.atomic
def remove_absence(absence: Absence, by: Staff) -> None:
    services.lock_schedules(absence.therapist_id)
    record_audit(by, "practice.away.remove", row=absence.pk)
    absence.delete()
