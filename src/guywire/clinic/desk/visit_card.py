"""What the schedule says of a visit, and what can be marked next: worked out once for a page."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils import timezone

from guywire.clinic.people.contact import phone_link, phone_text
from guywire.clinic.people.search import second_facts
from guywire.clinic.visits import wording
from guywire.clinic.visits.models import AWAITED, Status, Visit

Act = tuple[str, str]
"""The word in the address, the word on the button."""
ARRIVED, CAME = ("arrived", "Arrived"), ("attended", "Attended")
CONFIRMED, LATE = ("confirmed", "Confirmed"), ("late", "Running late")
NO_SHOW = ("no-show", "No-show")
ACTS: dict[str, tuple[Act, ...]] = {
    Status.BOOKED: (ARRIVED, CONFIRMED, LATE, NO_SHOW, CAME),
    Status.CONFIRMED: (ARRIVED, LATE, NO_SHOW, CAME),
    Status.LATE: (ARRIVED, NO_SHOW, CAME),
    Status.ARRIVED: (CAME,),
    Status.ATTENDED: (NO_SHOW,),
    Status.NO_SHOW: (CAME,),
}
"""What can be marked next, the likeliest first."""


class VisitCard(NamedTuple):
    visit: Visit
    name: str
    second_fact: str
    """What tells this person from another of the same name; empty when none is needed."""
    phone: str
    phone_link: str
    therapist: str
    place: str
    """Empty when the visit is online."""
    clock: str
    status: str
    """Empty while the visit is only booked."""
    where: str
    """Place and status, under the name."""
    about: str
    """Time, length and kind, on the card that opens."""
    address: str
    chart: str
    acts: tuple[Act, ...]
    next_act: Act | None
    can_change: bool


class _When:
    """What follows from the start of a visit alone, which visits of a day share."""

    def __init__(self, starts_at: datetime, zone_name: str) -> None:
        zone = ZoneInfo(zone_name)
        at = starts_at.astimezone(zone)
        self.clock = wording.wall_clock_text(at.time())
        self.is_later_day = at.date() > timezone.localdate(timezone=zone)


def visit_cards(visits: Iterable[Visit]) -> dict[int, VisitCard]:
    """The card of each visit by its number. The rows come with patient, therapist and place."""
    visits = list(visits)
    facts = second_facts(visit.patient for visit in visits)
    visit_page, chart = pages("desk_visit"), pages("desk_patient")
    when = cache(_When)
    cards = {}
    for visit in visits:
        start = when(visit.starts_at, visit.zone)
        person, clock = visit.patient, start.clock
        possible = _acts_of(visit, is_later_day=start.is_later_day)
        place = visit.location.name if visit.location else ""
        status = "" if visit.status == Status.BOOKED else visit.status_text
        kind = visit.kind.name if visit.kind else ""
        cards[visit.pk] = VisitCard(
            visit=visit,
            name=person.name,
            second_fact=facts.get(person.pk, ""),
            phone=phone_text(person.phone) if person.phone else "",
            phone_link=phone_link(person.phone),
            therapist=visit.therapist.name,
            place=place,
            clock=clock,
            status=status,
            where=" · ".join(filter(None, (place or "Online", status))),
            about=", ".join(filter(None, (clock, f"{visit.minutes} minutes", kind))),
            address=visit_page(visit.public_id),
            chart=chart(person.public_id),
            acts=possible,
            next_act=next_act_of(visit, possible),
            can_change=visit.can_change,
        )
    return cards


def acts_of(visit: Visit) -> tuple[Act, ...]:
    """What can be marked now; before its day a visit can only be confirmed."""
    return _acts_of(visit, is_later_day=_When(visit.starts_at, visit.zone).is_later_day)


def _acts_of(visit: Visit, *, is_later_day: bool) -> tuple[Act, ...]:
    possible = ACTS.get(visit.status, ())
    if is_later_day:
        return tuple(act for act in possible if act == CONFIRMED)
    return possible


def next_act_of(visit: Visit, possible: tuple[Act, ...]) -> Act | None:
    """The one tap of the day: arrived, then attended."""
    expected = visit.status in (*AWAITED, Status.ARRIVED)
    return next(iter(possible), None) if expected else None


def pages(name: str) -> Callable[[uuid.UUID], str]:
    """The address of a page for each of many ids, with one look at the URL conf."""
    any_id = uuid.UUID(int=0)
    before, after = reverse(name, args=[any_id]).split(str(any_id))
    return lambda public_id: f"{before}{public_id}{after}"
