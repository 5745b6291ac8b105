"""A therapist's time: who is free, and taking it so that no one else can."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from guywire.clinic.visits import queries
from guywire.clinic.visits.changes import offer_changed
from guywire.clinic.visits.models import (
    Location,
    Offer,
    OfferOutcome,
    Status,
    Therapist,
    Visit,
    VisitCell,
)
from guywire.clinic.visits.queries import Need
from guywire.clinic.visits.services.errors import TimeNotOfferedError, TimeTakenError
from guywire.clinic.visits.wall_clock import quarters


def free_at(
    at: datetime,
    place: Location | None,
    therapist: Therapist | None,
    need: Need,
    moving: Visit | None = None,
) -> tuple[Therapist, ...]:
    """Return who is free then. Raises TimeNotOfferedError or TimeTakenError."""
    if at <= timezone.now():
        raise TimeNotOfferedError
    just_then = at + timedelta(seconds=1)
    found = queries.openings(place, therapist, first=at, until=just_then, need=need, moving=moving)
    if not found:
        raise TimeNotOfferedError
    if not found[0].therapists:
        raise TimeTakenError
    return found[0].therapists


def least_busy_first(free: Iterable[Therapist], at: datetime) -> list[Therapist]:
    day_around = (at - timedelta(hours=12), at + timedelta(hours=12))
    held = Visit.objects.filter(starts_at__range=day_around).exclude(status=Status.CANCELLED)
    counts = Counter(held.values_list("therapist_id", flat=True))
    return sorted(free, key=lambda therapist: counts[therapist.pk])


def lock_schedules(*therapist_ids: int) -> None:
    """Let no one book with these therapists until this transaction ends.

    Whoever changes hours or absences takes it first. A booking takes it and then looks again, so
    neither passes the other unseen. (SQLite lets one transaction write at a time anyway.)
    """
    rows = Therapist.objects.select_for_update(of=("self",), no_key=True)
    list(rows.filter(pk__in=therapist_ids).order_by("pk"))


def take(visit: Visit, free: Iterable[Therapist], need: Need) -> None:
    """Save the visit with the first therapist whose cells the database still gives."""
    for therapist in free:
        visit.therapist = therapist
        try:
            with transaction.atomic():  # Its rollback lets the lock go before the next is taken.
                lock_schedules(therapist.pk)
                if not visit.override_reason:
                    _refuse_unless_offered(visit, need)
                visit.save()
                hold_cells(visit)
        except (IntegrityError, TimeNotOfferedError, TimeTakenError):
            continue
        return
    raise TimeTakenError


def _refuse_unless_offered(visit: Visit, need: Need) -> None:
    moving = visit if visit.pk else None
    free_at(visit.starts_at, visit.location, visit.therapist, need, moving=moving)


def hold_cells(visit: Visit) -> None:
    """New cells are asked for, in order, before old ones are let go: two moves never deadlock."""
    wanted = set(quarters(visit.starts_at, visit.held_minutes))
    kept = visit.cells.filter(therapist=visit.therapist, quarter__in=wanted)
    missing = sorted(wanted - set(kept.values_list("quarter", flat=True)))
    VisitCell.objects.bulk_create(
        VisitCell(visit=visit, therapist=visit.therapist, quarter=quarter) for quarter in missing
    )
    visit.cells.exclude(therapist=visit.therapist, quarter__in=wanted).delete()
    _end_offers(visit)


def _end_offers(visit: Visit) -> None:
    """Offer the time of this visit to no one any longer.

    Someone who takes an offer holds its row and waits for the cells of this visit: their offer is
    passed over, because waiting for it would be a deadlock. They learn that the time is gone.
    """
    ends_at = visit.starts_at + timedelta(minutes=visit.held_minutes)
    offers = Offer.objects.filter(
        outcome=OfferOutcome.OPEN,
        therapist=visit.therapist,
        starts_at__gte=visit.starts_at,
        starts_at__lt=ends_at,
    )
    for number in list(offers.select_for_update(skip_locked=True).values_list("pk", flat=True)):
        Offer.objects.filter(pk=number).update(outcome=OfferOutcome.GONE)
        offer_changed.send(Offer, offer=number)
