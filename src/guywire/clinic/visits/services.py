"""What changes visits. A place is a Location, or None for an online visit.

Every function here is safe to repeat: sent twice, it does its work once.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from guywire.clinic.people.changes import visits_changed
from guywire.clinic.people.contact import fold
from guywire.clinic.people.joining import current
from guywire.clinic.people.models import Patient, Staff
from guywire.clinic.people.services import change_patient, record_audit
from guywire.clinic.visits import emails, queries
from guywire.clinic.visits.models import (
    VISIT_MINUTES,
    Location,
    Status,
    Therapist,
    Visit,
    VisitCell,
)
from guywire.clinic.visits.wall_clock import quarters


class BookingError(ValueError):
    """Why it could not be done, in a sentence a patient can read."""


class TimeTakenError(BookingError):
    def __init__(self) -> None:
        super().__init__("Somebody else has just taken this time. Please choose another.")


class TimeNotOfferedError(BookingError):
    def __init__(self) -> None:
        super().__init__("We do not offer this time. Please choose one of the times shown.")


class VisitClosedError(BookingError):
    pass


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody on the web who books without an account."""

    name: str
    phone: str = ""
    email: str = ""


def book(
    patient: Patient,
    at: datetime,
    *,
    place: Location | None,
    therapist: Therapist | None = None,
    reason: str = "",
    minutes: int = VISIT_MINUTES,
    key: uuid.UUID | None = None,
    by: Staff | None = None,
) -> Visit:
    """Book a time on offer with this therapist, or with whoever is free and has the fewest visits.

    `by` names the member of staff who books for a caller. The same `key` books once.
    """
    key = key or uuid.uuid4()
    return _once(
        key, lambda: _book(patient, at, place, therapist, reason, key=key, minutes=minutes, by=by)
    )


def book_as_visitor(
    visitor: Visitor,
    at: datetime,
    *,
    place: Location | None,
    therapist: Therapist | None,
    reason: str,
    key: uuid.UUID,
    known: Patient | None = None,
    claim: Callable[[], None] = lambda: None,
) -> Visit:
    """A booking from the web: the person and the visit are kept together or not at all.

    `known` is the patient this device has already booked or shares as. A name and a number
    alone never lead into somebody's record: anybody could type them. `claim` raises if they
    have booked enough, inside the same transaction.
    """

    def attempt() -> Visit:
        claim()
        return _book(_keep(visitor, known), at, place, therapist, reason, key=key)

    return _once(key, attempt)


@transaction.atomic
def move(
    visit: Visit,
    at: datetime,
    *,
    therapist: Therapist | None = None,
    by: Staff | None = None,
) -> Visit:
    """Move a booked visit to another time at the same place; the therapist stays unless named."""
    visit = _locked(visit)
    therapist = therapist or visit.therapist
    if (visit.starts_at, visit.therapist) == (at, therapist):
        return visit
    _refuse_unless_open(visit)
    free = _free_at(at, visit.location, therapist, visit.minutes, moving=visit)
    earlier = visit.starts_at
    visit.starts_at = at
    visit.agreed_at = timezone.now()
    visit.sequence += 1
    _take(visit, free)
    _log_and_notify(visit, "visit.move", by, moved_from=earlier.isoformat())
    return visit


@transaction.atomic
def cancel(visit: Visit, *, by: Staff | None = None) -> Visit:
    """Cancel a booked visit and give its time back."""
    visit = _locked(visit)
    if visit.is_cancelled:
        return visit
    _refuse_unless_open(visit)
    visit.status = Status.CANCELLED
    visit.sequence += 1
    visit.save(update_fields=["status", "sequence"])
    visit.cells.all().delete()
    _log_and_notify(visit, "visit.cancel", by)
    return visit


def mark_attended(visit: Visit, *, by: Staff) -> Visit:
    return _mark(visit, Status.ATTENDED, by)


def mark_no_show(visit: Visit, *, by: Staff) -> Visit:
    return _mark(visit, Status.NO_SHOW, by)


@transaction.atomic
def _mark(visit: Visit, status: Status, by: Staff) -> Visit:
    visit = _locked(visit)
    if visit.is_cancelled:
        raise VisitClosedError("This visit was canceled, so it cannot be marked.")
    if visit.starts_local.date() > timezone.now().astimezone(visit.starts_local.tzinfo).date():
        raise VisitClosedError("This visit is still to come; mark it on its day.")
    if visit.status != status:
        visit.status = status
        visit.save(update_fields=["status"])
        record_audit(by, f"visit.{status}", visit.patient, visit=str(visit.public_id))
    return visit


def _once(key: uuid.UUID, attempt: Callable[[], Visit]) -> Visit:
    """All of the attempt or nothing; sent again with the same key, the visit there already is."""
    existing = Visit.objects.filter(booking_key=key)
    try:
        with transaction.atomic():
            return existing.first() or attempt()
    except TimeTakenError:
        twin = existing.first()
        if twin is None:
            raise
        return twin


def _book(
    patient: Patient,
    at: datetime,
    place: Location | None,
    therapist: Therapist | None,
    reason: str,
    *,
    key: uuid.UUID,
    minutes: int = VISIT_MINUTES,
    by: Staff | None = None,
) -> Visit:
    visit = Visit(
        patient=current(patient),
        location=place,
        zone=queries.zone_of(place).key,
        starts_at=at,
        minutes=minutes,
        reason=reason,
        booking_key=key,
    )
    _take(visit, _least_busy_first(_free_at(at, place, therapist, minutes), at))
    _log_and_notify(visit, "visit.book", by)
    return visit


def _keep(visitor: Visitor, known: Patient | None) -> Patient:
    if known is None or fold(known.name) != fold(visitor.name):
        return Patient.objects.create(name=visitor.name, phone=visitor.phone, email=visitor.email)
    phone, email = visitor.phone or known.phone, visitor.email or known.email
    return change_patient(known, None, name=visitor.name, phone=phone, email=email)


def _free_at(
    at: datetime,
    place: Location | None,
    therapist: Therapist | None,
    minutes: int,
    moving: Visit | None = None,
) -> tuple[Therapist, ...]:
    if at <= timezone.now():
        raise TimeNotOfferedError
    just_then = at + timedelta(seconds=1)
    found = queries.openings(
        place, therapist, first=at, until=just_then, minutes=minutes, moving=moving
    )
    if not found:
        raise TimeNotOfferedError
    if not found[0].therapists:
        raise TimeTakenError
    return found[0].therapists


def _least_busy_first(free: Iterable[Therapist], at: datetime) -> list[Therapist]:
    day_around = (at - timedelta(hours=12), at + timedelta(hours=12))
    held = Visit.objects.filter(starts_at__range=day_around).exclude(status=Status.CANCELLED)
    counts = {one: held.filter(therapist=one).count() for one in free}
    return sorted(counts, key=lambda one: counts[one])


def lock_schedules(*therapist_ids: int) -> None:
    """Let nobody book with these therapists until this transaction ends.

    Whoever changes hours or absences takes it first. A booking takes it and then looks again, so
    neither passes the other unseen. (SQLite lets one transaction write at a time anyway.)
    """
    rows = Therapist.objects.select_for_update(of=("self",), no_key=True)
    list(rows.filter(pk__in=therapist_ids).order_by("pk"))


def _take(visit: Visit, free: Iterable[Therapist]) -> None:
    """Save the visit with the first therapist whose cells the database still gives."""
    for therapist in free:
        visit.therapist = therapist
        try:
            with transaction.atomic():  # Its rollback lets the lock go before the next is taken.
                lock_schedules(therapist.pk)
                _refuse_unless_offered(visit)
                visit.save()
                _hold_cells(visit)
        except (IntegrityError, TimeNotOfferedError, TimeTakenError):
            continue
        return
    raise TimeTakenError


def _refuse_unless_offered(visit: Visit) -> None:
    moving = visit if visit.pk else None
    _free_at(visit.starts_at, visit.location, visit.therapist, visit.minutes, moving=moving)


def _hold_cells(visit: Visit) -> None:
    """New cells are asked for, in order, before old ones are let go: two moves never deadlock."""
    wanted = set(quarters(visit.starts_at, visit.minutes))
    kept = visit.cells.filter(therapist=visit.therapist, quarter__in=wanted)
    missing = sorted(wanted - set(kept.values_list("quarter", flat=True)))
    VisitCell.objects.bulk_create(
        VisitCell(visit=visit, therapist=visit.therapist, quarter=quarter) for quarter in missing
    )
    visit.cells.exclude(therapist=visit.therapist, quarter__in=wanted).delete()


def _locked(visit: Visit) -> Visit:
    """The visit as it stands, held until this transaction ends."""
    return (
        Visit.objects.select_for_update(of=("self",))
        .select_related("patient", "therapist__staff", "location")
        .get(pk=visit.pk)
    )


def _refuse_unless_open(visit: Visit) -> None:
    if visit.is_cancelled:
        raise VisitClosedError("This visit was canceled. You are welcome to book another.")
    if not visit.can_change:
        raise VisitClosedError("This visit has already begun or is over. Please call us.")


def _log_and_notify(visit: Visit, action: str, by: Staff | None, **detail: str) -> None:
    if by is not None:
        record_audit(by, action, visit.patient, visit=str(visit.public_id), **detail)
    visits_changed.send(Patient, patient=visit.patient)
    emails.write_about(visit)
