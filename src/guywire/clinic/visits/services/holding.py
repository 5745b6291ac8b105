"""Hold a time while talking: for a few minutes no one else can book it, here or on the web."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from guywire.clinic.people.models import Staff
from guywire.clinic.visits.models import HeldTime, Location, Therapist, VisitKind
from guywire.clinic.visits.queries import need_of
from guywire.clinic.visits.services.errors import TimeTakenError
from guywire.clinic.visits.services.taking import free_at, lock_schedules

HELD_FOR = timedelta(minutes=10)


@transaction.atomic
def hold(
    staff: Staff,
    at: datetime,
    *,
    place: Location | None,
    therapist: Therapist | None = None,
    kind: VisitKind | None = None,
) -> HeldTime:
    """Hold a time that is free, with this therapist or anyone; held already, for longer.

    Raises
    ------
    BookingError
        When the time is not offered, or someone has it.
    """
    need = need_of(place, kind).at_desk(staff)
    for free in free_at(at, place, therapist, need):
        lock_schedules(free.pk)
        if free in free_at(at, place, free, need):
            held = {
                "therapist": free,
                "starts_at": at,
                "minutes": need.held_minutes,
                "until": timezone.now() + HELD_FOR,
            }
            return HeldTime.objects.update_or_create(staff=staff, defaults=held)[0]
    raise TimeTakenError


def let_go(staff: Staff) -> None:
    HeldTime.objects.filter(staff=staff).delete()


def held_by(staff: Staff) -> HeldTime | None:
    """What this member of staff holds now."""
    now = timezone.now()
    held = HeldTime.objects.filter(staff=staff, until__gt=now)
    return held.select_related("therapist__staff").first()


def holder_of(at: datetime, therapist: Therapist | None, *, but: Staff) -> HeldTime | None:
    """A colleague who holds this time with this therapist."""
    held = HeldTime.objects.filter(starts_at__lte=at, until__gt=timezone.now(), therapist=therapist)
    others = held.exclude(staff=but).select_related("staff")
    return next((one for one in others if one.ends_at > at), None)


def remove_past() -> bool:
    """Give back what was held for too long. Nothing is left to do after it."""
    HeldTime.objects.filter(until__lte=timezone.now()).delete()
    return False
