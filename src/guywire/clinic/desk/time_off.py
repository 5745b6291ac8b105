"""A therapist cannot come: the visits that must move, and the nearest free times beside each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from guywire.clinic.messages.channels import can_reach
from guywire.clinic.people.models import Staff
from guywire.clinic.people.services import record_audit
from guywire.clinic.visits import emails, queries, services, wording
from guywire.clinic.visits.choice import ONLINE, stamp
from guywire.clinic.visits.models import (
    AWAITED,
    Absence,
    CanceledBy,
    Location,
    Therapist,
    Visit,
    VisitChange,
)
from guywire.clinic.visits.queries import Need, Opening
from guywire.clinic.visits.services.booking import record_change
from guywire.clinic.visits.wall_clock import midnight

MAX_SUGGESTIONS = 5
LOOK_AHEAD = timedelta(weeks=2)
ASKED = "asked_to_move"
WRITE, CANCEL = "write", "cancel"
AWAY = "The therapist is away"


@dataclass(frozen=True)
class Suggestion:
    value: str
    text: str


@dataclass
class ToMove:
    """A visit in the absence and what could become of it."""

    visit: Visit
    can_write: bool
    written_at: datetime | None
    suggestions: list[Suggestion] = field(default_factory=list)
    nearest: str = ""
    """A time that is not also the nearest of a visit above."""


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


def visits_in(absence: Absence) -> list[Visit]:
    near = Visit.objects.filter(
        therapist=absence.therapist,
        status__in=AWAITED,
        starts_at__gt=absence.starts_at - queries.LONGEST,
        starts_at__lt=absence.ends_at,
    ).select_related("patient", "therapist__staff", "location", "kind")
    return [visit for visit in near if visit.ends_at > absence.starts_at]


def to_move(absence: Absence) -> list[ToMove]:
    """Each visit with its nearest free times; visits of one length and place share one look."""
    visits = visits_in(absence)
    written = dict(
        VisitChange.objects.filter(visit__in=visits, action=ASKED)
        .order_by("pk")
        .values_list("visit_id", "at")
    )
    free: dict[tuple[Location | None, Need], list[Opening]] = {}
    rows, given = [], set()
    for visit in visits:
        row = ToMove(visit, can_reach(visit.patient), written.get(visit.pk))
        place_and_need = (visit.location, queries.need_of_visit(visit))
        if place_and_need not in free:
            free[place_and_need] = _free_times(*place_and_need)
        row.suggestions = _suggestions(visit, free[place_and_need])
        fresh = (one.value for one in row.suggestions if one.value not in given)
        row.nearest = next(fresh, "")
        given.add(row.nearest)
        rows.append(row)
    return rows


def act_on(
    absence: Absence, choices: dict[int, str], by: Staff
) -> tuple[dict[str, int], list[str]]:
    """Do what was chosen for each visit. Return the counts, and a sentence for each failure."""
    counts = {"moved": 0, "written": 0, "canceled": 0}
    failures = []
    for visit in visits_in(absence):
        choice = choices.get(visit.pk, "")
        if not choice:
            continue
        try:
            counts[_do(visit, choice, by)] += 1
        except services.BookingError as error:
            failures.append(f"{visit.patient.name}: {error}")
    return counts, failures


def _do(visit: Visit, choice: str, by: Staff) -> str:
    if choice == CANCEL:
        services.cancel(visit, by=by, canceled_by=CanceledBy.CLINIC, reason=AWAY)
        return "canceled"
    if choice == WRITE:
        _ask_to_move(visit, by)
        return "written"
    offered = {one.value: one for one in _offers(visit)}
    if choice not in offered:
        raise services.TimeTakenError
    at, therapist = offered[choice].at, offered[choice].therapist
    services.move(visit, at, therapist=therapist, by=by)
    return "moved"


@transaction.atomic
def _ask_to_move(visit: Visit, by: Staff) -> None:
    if not emails.ask_to_move(visit):
        raise services.BookingError("No email reaches this person. Call them.")
    record_change(visit, ASKED, {}, by)


@dataclass(frozen=True)
class _Offer:
    at: datetime
    therapist: Therapist
    value: str


def _offers(visit: Visit) -> list[_Offer]:
    return _as_offers(visit, _free_times(visit.location, queries.need_of_visit(visit)))


def _as_offers(visit: Visit, openings: Iterable[Opening]) -> list[_Offer]:
    place = str(visit.location_id) if visit.location_id else ONLINE
    return [
        _Offer(opening.starts_at, who, f"{stamp(opening.starts_at)}.{who.pk}.{place}")
        for opening in openings
        for who in opening.therapists
    ]


def _suggestions(visit: Visit, openings: list[Opening]) -> list[Suggestion]:
    nearest = sorted(openings, key=lambda opening: abs(opening.starts_at - visit.starts_at))
    zone = ZoneInfo(visit.zone)
    return [
        Suggestion(
            offer.value, f"{wording.short_moment(offer.at, zone)}, {offer.therapist.short_name}"
        )
        for offer in _as_offers(visit, nearest[:MAX_SUGGESTIONS])[:MAX_SUGGESTIONS]
    ]


def _free_times(place: Location | None, need: Need) -> list[Opening]:
    now = timezone.now()
    return queries.free_times(place, first=now, until=now + LOOK_AHEAD, need=need)
