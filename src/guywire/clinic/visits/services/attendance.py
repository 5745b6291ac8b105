"""What becomes of a visit on its day, and undoing the last act on it."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from guywire.clinic.people.changes import visits_changed
from guywire.clinic.people.joining import current
from guywire.clinic.people.models import Patient, Staff
from guywire.clinic.people.services import record_audit
from guywire.clinic.visits import queries
from guywire.clinic.visits.models import (
    CELL_MINUTES,
    Location,
    Status,
    Therapist,
    Visit,
    VisitChange,
    VisitKind,
)
from guywire.clinic.visits.services.booking import (
    book,
    locked,
    notify,
    record_change,
    refuse_overlap,
    snapshot,
)
from guywire.clinic.visits.services.errors import TimeTakenError, UndoError, VisitClosedError
from guywire.clinic.visits.services.taking import hold_cells, lock_schedules

WALK_IN = "Walk-in"
BEFORE_ITS_DAY = (Status.BOOKED, Status.CONFIRMED)


def mark(visit: Visit, status: Status, *, by: Staff | None) -> Visit:
    """Mark a visit that is not canceled. Only a confirmation may come before its day.

    By None where the person did it: who enters the waiting room of an online visit has arrived.
    """
    with transaction.atomic():
        visit = locked(visit)
        if visit.is_cancelled:
            raise VisitClosedError("This visit was canceled, so it cannot be marked.")
        if status not in BEFORE_ITS_DAY and _is_still_to_come(visit):
            raise VisitClosedError("This visit is still to come. Mark it on its day.")
        if visit.status != status:
            before = snapshot(visit)
            visit.status = status
            visit.save(update_fields=["status"])
            record_change(visit, status, before, by)
            visits_changed.send(Patient, patient=visit.patient)
        return visit


def mark_attended(visit: Visit, *, by: Staff) -> Visit:
    return mark(visit, Status.ATTENDED, by=by)


def mark_no_show(visit: Visit, *, by: Staff) -> Visit:
    return mark(visit, Status.NO_SHOW, by=by)


@transaction.atomic
def walk_in(
    patient: Patient,
    *,
    place: Location,
    therapist: Therapist,
    kind: VisitKind | None = None,
    by: Staff,
    override: str = "",
) -> Visit:
    """Book a person who stands at the desk, from this quarter of an hour on, as arrived.

    It may be outside the hours. A second visit of one person at one time takes a reason.
    """
    now = timezone.now().replace(second=0, microsecond=0)
    at = now - timedelta(minutes=now.minute % CELL_MINUTES)
    if not override:
        refuse_overlap(current(patient), at, queries.need_of(place, kind).minutes)
    reason = override or WALK_IN
    visit = book(patient, at, place=place, therapist=therapist, kind=kind, by=by, override=reason)
    return mark(visit, Status.ARRIVED, by=by)


def last_change(visit: Visit) -> VisitChange | None:
    """The act that can be undone: the latest one, unless it was the booking itself."""
    change = visit.changes.filter(undone_at=None).first()
    return change if change is not None and change.before else None


@transaction.atomic
def undo(change: VisitChange, *, by: Staff) -> Visit:
    """Put the visit back to what it was before its latest act."""
    visit = locked(change.visit)
    latest = last_change(visit)
    if latest is None or latest.pk != change.pk:
        raise UndoError("This visit has changed since, so that act cannot be undone any more.")
    was_moved_or_canceled = change.action in ("move", "cancel")
    if was_moved_or_canceled:
        _put_back(visit, change)
    visit.status = change.before["status"]
    visit.save()
    VisitChange.objects.filter(pk=change.pk).update(undone_at=timezone.now())
    record_audit(by, "visit.undo", visit.patient, visit=str(visit.public_id), undone=change.action)
    if was_moved_or_canceled:
        notify(visit)
    return visit


def _put_back(visit: Visit, change: VisitChange) -> None:
    """Take the earlier time once more, if the therapist still has it."""
    before = change.before
    visit.starts_at = datetime.fromisoformat(before["starts_at"])
    visit.therapist = Therapist.objects.select_related("staff").get(pk=before["therapist"])
    location = before["location"]
    visit.location = Location.objects.get(pk=location) if location else None
    visit.zone = queries.zone_of(visit.location).key
    visit.override_reason = before["override_reason"]
    visit.canceled_at, visit.canceled_by, visit.cancel_reason = None, "", ""
    visit.is_late_cancel = False
    visit.sequence += 1
    lock_schedules(visit.therapist_id)
    try:
        with transaction.atomic():
            visit.save()
            hold_cells(visit)
    except IntegrityError:
        raise TimeTakenError from None


def _is_still_to_come(visit: Visit) -> bool:
    today = timezone.now().astimezone(visit.starts_local.tzinfo).date()
    return visit.starts_local.date() > today
