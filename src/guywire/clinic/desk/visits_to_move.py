"""Visits that cannot take place: the nearest free times next to each, and many done at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from guywire.clinic.messages.channels import can_reach
from guywire.clinic.people.models import Staff
from guywire.clinic.visits import emails, queries, services, wording
from guywire.clinic.visits.choice import ONLINE, stamp
from guywire.clinic.visits.models import (
    AWAITED,
    Absence,
    CanceledBy,
    ClosingDay,
    Location,
    Therapist,
    Visit,
    VisitChange,
)
from guywire.clinic.visits.queries import Need, Opening
from guywire.clinic.visits.services.booking import record_change
from guywire.clinic.visits.wall_clock import midnight

DAY = timedelta(days=1)
MAX_SUGGESTIONS = 5
LOOK_AROUND, MAX_LOOK_AHEAD = timedelta(weeks=2), timedelta(weeks=8)
ASKED = "asked_to_move"
WRITE, CANCEL = "write", "cancel"
AWAY = "The therapist is away"
CLOSED = "The clinic is closed"
LEFT = "The therapist no longer works here"


@dataclass(frozen=True)
class Stranded:
    """A visit that cannot take place, and why not."""

    visit: Visit
    why: str


@dataclass(frozen=True)
class Suggestion:
    value: str
    text: str


@dataclass
class ToMove:
    """What could become of a visit that cannot take place."""

    visit: Visit
    why: str
    can_write: bool
    written_at: datetime | None
    suggestions: list[Suggestion] = field(default_factory=list)
    nearest: str = ""
    """A time that is not also the nearest of a visit above."""


def visits_in(absence: Absence) -> list[Stranded]:
    near = _awaited().filter(_near(absence))
    return [Stranded(visit, AWAY) for visit in near if visit.ends_at > absence.starts_at]


def stranded() -> list[Stranded]:
    """Visits to come on closing days, in absences, and with those who no longer work here."""
    now = timezone.now()
    absences = list(Absence.objects.filter(ends_at__gt=now))
    closing = list(ClosingDay.objects.select_related("location").filter(on__gte=now.date() - DAY))
    # A subquery, where a join would keep the database from using an index for each condition.
    where = Q(therapist__in=Therapist.objects.filter(staff__is_active=False))
    for absence in absences:
        where |= _near(absence)
    for day in closing:
        where |= _near_day(day)
    visits = _awaited().filter(where, starts_at__gt=now)
    reasons = ((visit, _why(visit, absences, closing)) for visit in visits)
    return [Stranded(visit, why) for visit, why in reasons if why]


def visits_text(count: int) -> str:
    return f"{count} booked visit{'' if count == 1 else 's'}"


def _awaited() -> QuerySet[Visit]:
    return Visit.objects.filter(status__in=AWAITED).select_related(
        "patient", "therapist__staff", "location", "kind"
    )


def _near(absence: Absence) -> Q:
    return Q(
        therapist=absence.therapist_id,
        starts_at__gt=absence.starts_at - queries.LONGEST,
        starts_at__lt=absence.ends_at,
    )


def _near_day(day: ClosingDay) -> Q:
    closed = [day.location] if day.location else [None, *queries.locations()]
    zones = [queries.zone_of(place) for place in closed]
    near = Q(
        starts_at__gte=min(midnight(day.on, zone) for zone in zones),
        starts_at__lt=max(midnight(day.on + DAY, zone) for zone in zones),
    )
    return near & Q(location=day.location) if day.location else near


def _why(visit: Visit, absences: list[Absence], closing: list[ClosingDay]) -> str:
    if not visit.therapist.staff.is_active:
        return LEFT
    on = visit.starts_local.date()
    if any(day.on == on and day.location_id in (None, visit.location_id) for day in closing):
        return CLOSED
    is_away = any(
        absence.therapist_id == visit.therapist_id
        and absence.starts_at < visit.ends_at
        and visit.starts_at < absence.ends_at
        for absence in absences
    )
    return AWAY if is_away else ""


def to_move(visits: list[Stranded]) -> list[ToMove]:
    """Each visit with its nearest free times; visits of one length and place share one look."""
    written = dict(
        VisitChange.objects.filter(visit__in=[each.visit for each in visits], action=ASKED)
        .order_by("pk")
        .values_list("visit_id", "at")
    )
    latest = max((each.visit.starts_at for each in visits), default=timezone.now())
    look_ahead = min(max(latest - timezone.now(), timedelta()) + LOOK_AROUND, MAX_LOOK_AHEAD)
    free: dict[tuple[Location | None, Need], list[Opening]] = {}
    rows, given = [], set()
    for each in visits:
        visit = each.visit
        row = ToMove(visit, each.why, can_reach(visit.patient), written.get(visit.pk))
        place_and_need = (visit.location, queries.need_of_visit(visit))
        if place_and_need not in free:
            free[place_and_need] = _free_times(*place_and_need, look_ahead)
        offers = _as_offers(visit, _nearest_first(visit, free[place_and_need]))
        fresh = next((offer for offer in offers if offer.value not in given), None)
        shown = offers[:MAX_SUGGESTIONS]
        if fresh is not None:
            row.nearest = fresh.value
            shown += [] if fresh in shown else [fresh]
        row.suggestions = [_suggestion(visit, offer) for offer in shown]
        given.add(row.nearest)
        rows.append(row)
    return rows


def act_on(
    visits: list[Stranded], choices: dict[int, str], by: Staff
) -> tuple[dict[str, int], list[str]]:
    """Do what was chosen for each visit. Return the counts, and a sentence for each failure."""
    counts = {"moved": 0, "written": 0, "canceled": 0, "to call": 0}
    failures = []
    for each in visits:
        choice = choices.get(each.visit.pk, "")
        if not choice:
            continue
        try:
            done, visit = _do(each, choice, by)
            counts[done] += 1
            counts["to call"] += done != "written" and emails.ask_for_call(visit)
        except services.BookingError as error:
            failures.append(f"{each.visit.patient.name}: {error}")
    return counts, failures


def _do(each: Stranded, choice: str, by: Staff) -> tuple[str, Visit]:
    visit = each.visit
    if choice == CANCEL:
        by_clinic = CanceledBy.CLINIC
        return "canceled", services.cancel(visit, by=by, canceled_by=by_clinic, reason=each.why)
    if choice == WRITE:
        _ask_to_move(visit, by)
        return "written", visit
    offered = {one.value: one for one in _offers(visit)}
    if choice not in offered:
        raise services.TimeTakenError
    at, therapist = offered[choice].at, offered[choice].therapist
    return "moved", services.move(visit, at, therapist=therapist, by=by)


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
    need = queries.need_of_visit(visit)
    return _as_offers(visit, _free_times(visit.location, need, MAX_LOOK_AHEAD))


def _as_offers(visit: Visit, openings: Iterable[Opening]) -> list[_Offer]:
    place = str(visit.location_id) if visit.location_id else ONLINE
    return [
        _Offer(opening.starts_at, who, f"{stamp(opening.starts_at)}.{who.pk}.{place}")
        for opening in openings
        for who in opening.therapists
    ]


def _nearest_first(visit: Visit, openings: list[Opening]) -> list[Opening]:
    return sorted(openings, key=lambda opening: abs(opening.starts_at - visit.starts_at))


def _suggestion(visit: Visit, offer: _Offer) -> Suggestion:
    when = wording.short_moment(offer.at, ZoneInfo(visit.zone))
    return Suggestion(offer.value, f"{when}, {offer.therapist.short_name}")


def _free_times(place: Location | None, need: Need, look_ahead: timedelta) -> list[Opening]:
    now = timezone.now()
    return queries.free_times(place, first=now, until=now + look_ahead, need=need)
