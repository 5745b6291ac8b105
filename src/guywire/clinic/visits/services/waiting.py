"""The waiting list: a freed time is offered to one person after the other, for a short while.

An offer holds nothing: whoever books first has the time, and the database lets one. That keeps
the time open for everybody, and the page of an offer says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from guywire.clinic.messages.channels import can_reach
from guywire.clinic.messages.quiet_hours import next_waking
from guywire.clinic.people.models import Patient, Staff
from guywire.clinic.people.services import record_audit
from guywire.clinic.visits import emails, queries
from guywire.clinic.visits.changes import offer_changed
from guywire.clinic.visits.models import (
    Location,
    Offer,
    OfferOutcome,
    PartOfDay,
    Therapist,
    Visit,
    WaitingEntry,
)
from guywire.clinic.visits.queries import Need
from guywire.clinic.visits.services.booking import book, move
from guywire.clinic.visits.services.errors import BookingError
from guywire.clinic.welcome.opening import add_opening_hours

OFFER_LASTS = timedelta(hours=1)
"""At night until an hour after it: no one loses their turn asleep."""
MIN_NOTICE = timedelta(hours=2)
"""A time that begins sooner is not offered: by mail nobody would learn of it in time."""
MAX_EXPIRED_AT_ONCE = 50


class OfferClosedError(BookingError):
    def __init__(self) -> None:
        super().__init__(_("This offer has ended. You are still on our waiting list."))


class OfferGoneError(BookingError):
    def __init__(self) -> None:
        super().__init__(
            _("Someone else has just taken this time. You are still on our waiting list.")
        )


def add(patient: Patient, by: Staff, **wishes: object) -> WaitingEntry:
    """Put a person on the list; on it already, their wishes are changed and their place stays."""
    with transaction.atomic():
        entry, _ = WaitingEntry.objects.update_or_create(
            patient=patient,
            closed_at=None,
            defaults=wishes,
            create_defaults={**wishes, "added_by": by},
        )
        record_audit(by, "waiting.add", patient)
    return entry


@transaction.atomic
def remove(entry: WaitingEntry, by: Staff) -> None:
    WaitingEntry.objects.filter(pk=entry.pk, closed_at=None).update(closed_at=timezone.now())
    for offer in entry.offers.filter(outcome=OfferOutcome.OPEN):
        _mark(offer, OfferOutcome.DECLINED)
    record_audit(by, "waiting.remove", entry.patient)


def offer_time(
    therapist: Therapist, location: Location | None, starts_at: datetime, **_: object
) -> Offer | None:
    """Offer a free time to the first person whom it suits and who was not offered it before.

    The desk calls people whom no message reaches; it finds them in its queue.
    """
    now = timezone.now()
    if starts_at < now + MIN_NOTICE:
        return None
    for entry in _suited(therapist, location, starts_at):
        is_by_phone = not can_reach(entry.patient)
        expires_at = _expires_at(now, starts_at, location, is_by_phone=is_by_phone)
        if expires_at is None:
            continue
        try:
            with transaction.atomic():
                offer = Offer.objects.create(
                    entry=entry,
                    therapist=therapist,
                    location=location,
                    starts_at=starts_at,
                    expires_at=expires_at,
                    is_by_phone=is_by_phone,
                )
                if not is_by_phone:
                    emails.write_offer(offer)
                offer_changed.send(Offer, offer=offer.pk)
                return offer
        except IntegrityError:  # Somebody else offers this time right now.
            return None
    return None


def _expires_at(
    now: datetime, starts_at: datetime, location: Location | None, *, is_by_phone: bool
) -> datetime | None:
    """Until when a person may answer. None when the desk has no hour left to call them in."""
    last = starts_at - MIN_NOTICE / 2
    if not is_by_phone:
        return min(next_waking(now) + OFFER_LASTS, last)
    called = add_opening_hours(now, OFFER_LASTS, queries.zone_of(location))
    return called if called <= last else None


@transaction.atomic
def take(offer: Offer) -> Visit:
    """Book what was offered. Sent twice, it books once."""
    offer = _locked(offer)
    if offer.outcome == OfferOutcome.TAKEN and offer.entry.visit is not None:
        return offer.entry.visit
    if offer.outcome == OfferOutcome.GONE:
        raise OfferGoneError
    if offer.outcome != OfferOutcome.OPEN or offer.expires_at <= timezone.now():
        raise OfferClosedError
    # Before the booking, which ends every open offer of its time and may free another time.
    _mark(offer, OfferOutcome.TAKEN)
    entry = WaitingEntry.objects.filter(pk=offer.entry_id)
    entry.update(closed_at=timezone.now())
    visit = _booked(offer)
    entry.update(visit=visit)
    return visit


def _booked(offer: Offer) -> Visit:
    entry, at = offer.entry, offer.starts_at
    if (visit := entry.visit_to_move) is not None:
        return move(visit, at, therapist=offer.therapist, place=offer.location, is_freed=True)
    return book(
        entry.patient,
        at,
        place=offer.location,
        therapist=offer.therapist,
        kind=entry.kind,
        is_freed=True,
    )


@transaction.atomic
def decline(offer: Offer) -> None:
    """The next person is offered the time at once; this one stays on the list."""
    _close(_locked(offer), OfferOutcome.DECLINED)


def mark_gone(offer: Offer) -> None:
    _mark(offer, OfferOutcome.GONE)


def expire_due() -> bool:
    """Pass on the offers nobody answered. Return whether more are waiting."""
    due = Offer.objects.filter(outcome=OfferOutcome.OPEN, expires_at__lte=timezone.now())
    numbers = list(due.order_by("expires_at").values_list("pk", flat=True)[:MAX_EXPIRED_AT_ONCE])
    for number in numbers:
        with transaction.atomic():
            _close(_locked(Offer(pk=number)), OfferOutcome.EXPIRED)
    return len(numbers) == MAX_EXPIRED_AT_ONCE


def _close(offer: Offer, outcome: OfferOutcome) -> None:
    if offer.outcome == OfferOutcome.OPEN:
        _mark(offer, outcome)
        offer_time(offer.therapist, offer.location, offer.starts_at)


def _mark(offer: Offer, outcome: OfferOutcome) -> None:
    Offer.objects.filter(pk=offer.pk, outcome=OfferOutcome.OPEN).update(outcome=outcome)
    offer_changed.send(Offer, offer=offer.pk)


def _locked(offer: Offer) -> Offer:
    return (
        Offer.objects.select_for_update(of=("self",))
        .select_related(
            "entry__patient",
            "entry__visit",
            "entry__kind",
            "entry__instead_of",
            "therapist__staff",
            "location",
        )
        .get(pk=offer.pk)
    )


def _suited(
    therapist: Therapist, location: Location | None, starts_at: datetime
) -> Iterator[WaitingEntry]:
    """Open entries that this time suits, the longest wait first."""
    local = starts_at.astimezone(ZoneInfo(queries.zone_of(location).key))
    part = PartOfDay.MORNING if local.hour < 12 else PartOfDay.AFTERNOON
    entries = WaitingEntry.objects.filter(
        closed_at=None,
        patient__joined_into=None,
        until__gte=local.date(),
        part__in=(PartOfDay.ANY, part),
    ).exclude(offers__therapist=therapist, offers__starts_at=starts_at)
    entries = entries.exclude(offers__outcome=OfferOutcome.OPEN)
    has_room: dict[Need, bool] = {}
    for entry in entries.select_related("patient", "kind", "instead_of"):
        if not _is_wished(entry, therapist, location, starts_at):
            continue
        need = _need_of(entry, location)
        if need not in has_room:
            has_room[need] = _is_free(therapist, location, starts_at, need)
        if has_room[need]:
            yield entry


def _is_wished(
    entry: WaitingEntry, therapist: Therapist, location: Location | None, starts_at: datetime
) -> bool:
    visit, is_online = entry.visit_to_move, location is None
    if visit is not None and (starts_at >= visit.starts_at or visit.is_online != is_online):
        return False
    if entry.kind is not None and not entry.kind.fits(online=is_online):
        return False
    place = location.pk if location else None
    return entry.therapist_id in (None, therapist.pk) and entry.location_id in (None, place)


def _need_of(entry: WaitingEntry, location: Location | None) -> Need:
    visit = entry.visit_to_move
    need = queries.need_of_visit(visit) if visit else queries.need_of(location, entry.kind)
    return need.at_desk()


def _is_free(
    therapist: Therapist, location: Location | None, starts_at: datetime, need: Need
) -> bool:
    openings = queries.openings(
        location, therapist, first=starts_at, until=starts_at + timedelta(seconds=1), need=need
    )
    return bool(openings and openings[0].therapists)
