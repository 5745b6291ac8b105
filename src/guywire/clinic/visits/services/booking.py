"""Booking, moving and canceling. A place is a Location, or None for an online visit.

Every function here is safe to repeat: sent twice, it does its work once.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from guywire.clinic.messages import texting
from guywire.clinic.people.changes import visits_changed
from guywire.clinic.people.contact import fold
from guywire.clinic.people.joining import current
from guywire.clinic.people.models import Patient, Staff
from guywire.clinic.people.services import change_patient, record_audit
from guywire.clinic.visits import emails, queries
from guywire.clinic.visits.changes import time_freed, visit_changed
from guywire.clinic.visits.models import (
    AWAITED,
    CanceledBy,
    HeldTime,
    Location,
    Status,
    Therapist,
    Visit,
    VisitChange,
    VisitKind,
)
from guywire.clinic.visits.queries import Need
from guywire.clinic.visits.services.errors import (
    OverlapError,
    TimeTakenError,
    VisitClosedError,
)
from guywire.clinic.visits.services.taking import free_at, least_busy_first, take


class Same(Enum):
    """Stands for the place a visit has, where None is an online visit."""

    PLACE = 0


SAME = Same.PLACE


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be booked, for a person named elsewhere."""

    at: datetime
    place: Location | None
    therapist: Therapist | None = None
    reason: str = ""
    kind: VisitKind | None = None
    minutes: int | None = None
    by: Staff | None = None
    override: str = ""
    is_freed: bool = False
    """Another visit left this time, so it may begin between the times on the web."""
    series: uuid.UUID | None = None
    """Of a series the person gets one message, which whoever books the series queues."""

    @property
    def need(self) -> Need:
        need = queries.need_of(self.place, self.kind)
        if self.minutes is not None:
            need = replace(need, minutes=self.minutes)
        return need.at_desk(self.by) if self.by or self.is_freed else need


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody on the web who books without an account."""

    name: str
    phone: str = ""
    email: str = ""
    agrees_to_texts: bool = False


def book(
    patient: Patient,
    at: datetime,
    *,
    place: Location | None,
    therapist: Therapist | None = None,
    reason: str = "",
    kind: VisitKind | None = None,
    minutes: int | None = None,
    key: uuid.UUID | None = None,
    series: uuid.UUID | None = None,
    by: Staff | None = None,
    override: str = "",
    is_freed: bool = False,
) -> Visit:
    """Book a time on offer with this therapist, or with whoever is free and has the fewest visits.

    `by` names the member of staff who books for a caller. The same `key` books once. With a
    reason to `override`, staff book outside the hours, or a second visit of one person at one
    time; two visits of one therapist at one time stay impossible.
    """
    key = key or uuid.uuid4()
    wish = Wish(at, place, therapist, reason, kind, minutes, by, override, is_freed, series)
    return _once(key, lambda: _book(patient, wish, key))


def book_as_visitor(
    visitor: Visitor,
    at: datetime,
    *,
    place: Location | None,
    therapist: Therapist | None,
    reason: str,
    key: uuid.UUID,
    kind: VisitKind | None = None,
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
        return _book(_keep(visitor, known), Wish(at, place, therapist, reason, kind), key)

    return _once(key, attempt)


@transaction.atomic
def move(
    visit: Visit,
    at: datetime,
    *,
    therapist: Therapist | None = None,
    place: Location | Same | None = SAME,
    by: Staff | None = None,
    override: str = "",
    is_freed: bool = False,
) -> Visit:
    """Move a visit to another time; therapist and place stay unless named."""
    visit = locked(visit)
    therapist = therapist or visit.therapist
    location = visit.location if isinstance(place, Same) else place
    if (visit.starts_at, visit.therapist, visit.location) == (at, therapist, location):
        return visit
    _refuse_unless_open(visit)
    before = snapshot(visit)
    left = (visit.therapist, visit.location, visit.starts_at)
    visit.location = location
    visit.zone = queries.zone_of(location).key
    refuse_overlap(visit.patient, at, visit.minutes, except_for=visit, override=override)
    earlier = visit.starts_at
    visit.starts_at = at
    visit.agreed_at = timezone.now()
    visit.override_reason = override
    visit.status = Status.BOOKED
    visit.sequence += 1
    need = queries.need_of_visit(visit)
    need = need.at_desk(by) if by or is_freed else need
    free = (therapist,) if override else free_at(at, location, therapist, need, moving=visit)
    take(visit, free, need)
    record_change(visit, "move", before, by, moved_from=earlier.isoformat())
    notify(visit)
    _tell_of_free_time(*left)
    return visit


@transaction.atomic
def cancel(
    visit: Visit,
    *,
    by: Staff | None = None,
    canceled_by: CanceledBy = CanceledBy.PERSON,
    reason: str = "",
) -> Visit:
    """Cancel a visit and give its time back. It is late within the hours the owner set."""
    visit = locked(visit)
    if visit.is_cancelled:
        return visit
    _refuse_unless_open(visit)
    before, now = snapshot(visit), timezone.now()
    visit.status = Status.CANCELLED
    visit.canceled_at = now
    visit.canceled_by = canceled_by
    visit.cancel_reason = reason
    late_from = visit.starts_at - queries.visit_settings().late_cancel
    visit.is_late_cancel = canceled_by == CanceledBy.PERSON and now > late_from
    visit.sequence += 1
    visit.save()
    visit.cells.all().delete()
    record_change(visit, "cancel", before, by)
    notify(visit)
    _tell_of_free_time(visit.therapist, visit.location, visit.starts_at)
    return visit


def _once(key: uuid.UUID, attempt: Callable[[], Visit]) -> Visit:
    """All of the attempt or nothing; sent again with the same key, the visit there already is."""
    existing = Visit.objects.filter(booking_key=key)
    try:
        with transaction.atomic():
            return existing.first() or attempt()
    except (TimeTakenError, OverlapError):
        twin = existing.first()
        if twin is None:
            raise
        return twin


def _book(patient: Patient, wish: Wish, key: uuid.UUID) -> Visit:
    need = wish.need
    kind = wish.kind or queries.web_kind(wish.place)
    visit = Visit(
        patient=current(patient),
        location=wish.place,
        zone=queries.zone_of(wish.place).key,
        starts_at=wish.at,
        minutes=need.minutes,
        gap_minutes=need.gap_minutes,
        kind=kind,
        reason=wish.reason,
        override_reason=wish.override,
        series=wish.series,
        booking_key=key,
    )
    refuse_overlap(visit.patient, wish.at, need.minutes, override=wish.override)
    take(visit, _candidates(wish, need), need)
    if wish.by is not None:
        HeldTime.objects.filter(staff=wish.by, starts_at=wish.at).delete()
    record_change(visit, "book", {}, wish.by)
    if wish.series is None:
        notify(visit)
    else:
        visits_changed.send(Patient, patient=visit.patient)
    return visit


def _candidates(wish: Wish, need: Need) -> list[Therapist]:
    if wish.override and wish.therapist is not None:
        return [wish.therapist]
    return least_busy_first(free_at(wish.at, wish.place, wish.therapist, need), wish.at)


def refuse_overlap(
    patient: Patient,
    at: datetime,
    minutes: int,
    *,
    except_for: Visit | None = None,
    override: str = "",
) -> None:
    """A person cannot be in two places at once without a word. Their row is the lock."""
    Patient.objects.select_for_update(no_key=True).filter(pk=patient.pk).first()
    if override:
        return
    near = Visit.objects.filter(
        patient=patient,
        status__in=(*AWAITED, Status.ARRIVED),
        starts_at__gt=at - queries.LONGEST,
        starts_at__lt=at + timedelta(minutes=minutes),
    )
    if except_for is not None:
        near = near.exclude(pk=except_for.pk)
    if any(visit.ends_at > at for visit in near):
        raise OverlapError


def _keep(visitor: Visitor, known: Patient | None) -> Patient:
    if known is None or fold(known.name) != fold(visitor.name):
        patient = Patient.objects.create(
            name=visitor.name, phone=visitor.phone, email=visitor.email
        )
    else:
        phone, email = visitor.phone or known.phone, visitor.email or known.email
        patient = change_patient(known, None, name=visitor.name, phone=phone, email=email)
    if visitor.agrees_to_texts and visitor.phone:
        texting.agree(patient)
    return patient


def locked(visit: Visit) -> Visit:
    """The visit as it stands, held until this transaction ends."""
    return (
        Visit.objects.select_for_update(of=("self",))
        .select_related("patient", "therapist__staff", "location", "kind")
        .get(pk=visit.pk)
    )


def _refuse_unless_open(visit: Visit) -> None:
    if visit.is_cancelled:
        raise VisitClosedError(
            _("This visit is canceled. You can book another time whenever you like.")
        )
    if not visit.can_change:
        raise VisitClosedError(_("This visit has already begun or is over. Call us."))


def snapshot(visit: Visit) -> dict[str, Any]:
    """What an undo puts back."""
    return {
        "status": visit.status,
        "starts_at": visit.starts_at.isoformat(),
        "therapist": visit.therapist_id,
        "location": visit.location_id,
        "override_reason": visit.override_reason,
    }


def record_change(
    visit: Visit, action: str, before: dict[str, Any], by: Staff | None, **detail: str
) -> VisitChange:
    """Keep the act beside the visit, and in the trail when staff did it."""
    if by is not None:
        record_audit(by, f"visit.{action}", visit.patient, visit=str(visit.public_id), **detail)
    change = VisitChange.objects.create(visit=visit, staff=by, action=action, before=before)
    visit_changed.send(Visit, visit=visit, action=action, by=by)
    return change


def _tell_of_free_time(
    therapist: Therapist, location: Location | None, starts_at: datetime
) -> None:
    time_freed.send(Visit, therapist=therapist, location=location, starts_at=starts_at)


def notify(visit: Visit) -> None:
    visits_changed.send(Patient, patient=visit.patient)
    emails.write_about(visit)
