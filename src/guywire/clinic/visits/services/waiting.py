"""The waiting list: a freed time is offered to one person after the other, for a short while.

An offer holds nothing: whoever books first has the time, and the database lets one. That keeps
the time open for everybody, and the page of an offer says so.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

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
from guywire.clinic.visits.services.booking import book
from guywire.clinic.visits.services.errors import BookingError

OFFER_LASTS = timedelta(hours=1)
"""At night until an hour after it: no one loses their turn asleep."""
MIN_NOTICE = timedelta(hours=2)
"""A time that begins sooner is not offered: by mail nobody would learn of it in time."""
MAX_EXPIRED_AT_ONCE = 50


class OfferClosedError(BookingError):
    def __init__(self) -> None:
        super().__init__(_("This offer has ended. You are still on our waiting list."))


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
    """Offer a free time to the first person whom it suits and who was not offered it before."""
    now = timezone.now()
    if starts_at < now + MIN_NOTICE or not _is_free(therapist, location, starts_at):
        return None
    for entry in _suited(therapist, location, starts_at):
        try:
            with transaction.atomic():
                offer = Offer.objects.create(
                    entry=entry,
                    therapist=therapist,
                    location=location,
                    starts_at=starts_at,
                    expires_at=min(next_waking(now) + OFFER_LASTS, starts_at - MIN_NOTICE / 2),
                )
                if emails.write_offer(offer):
                    offer_changed.send(Offer, offer=offer.pk)
                    return offer
                offer.delete()
        except IntegrityError:  # Somebody else offers this time right now.
            return None
    return None


@transaction.atomic
def take(offer: Offer) -> Visit:
    """Book what was offered. Sent twice, it books once."""
    offer = _locked(offer)
    if offer.outcome == OfferOutcome.TAKEN and offer.entry.visit is not None:
        return offer.entry.visit
    if offer.outcome != OfferOutcome.OPEN or offer.expires_at <= timezone.now():
        raise OfferClosedError
    visit = book(
        offer.entry.patient, offer.starts_at, place=offer.location, therapist=offer.therapist
    )
    _mark(offer, OfferOutcome.TAKEN)
    WaitingEntry.objects.filter(pk=offer.entry_id).update(closed_at=timezone.now(), visit=visit)
    return visit


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
        .select_related("entry__patient", "entry__visit", "therapist__staff", "location")
        .get(pk=offer.pk)
    )


def _is_free(therapist: Therapist, location: Location | None, starts_at: datetime) -> bool:
    openings = queries.openings(
        location, therapist, first=starts_at, until=starts_at + timedelta(seconds=1)
    )
    return bool(openings and openings[0].therapists)


def _suited(
    therapist: Therapist, location: Location | None, starts_at: datetime
) -> list[WaitingEntry]:
    """Open entries that this time suits, the longest wait first."""
    local = starts_at.astimezone(ZoneInfo(queries.zone_of(location).key))
    part = PartOfDay.MORNING if local.hour < 12 else PartOfDay.AFTERNOON
    entries = WaitingEntry.objects.filter(
        closed_at=None, until__gte=local.date(), part__in=(PartOfDay.ANY, part)
    ).exclude(offers__therapist=therapist, offers__starts_at=starts_at)
    entries = entries.exclude(offers__outcome=OfferOutcome.OPEN).select_related("patient")
    return [
        entry
        for entry in entries
        if entry.therapist_id in (None, therapist.pk)
        and entry.location_id in (None, location.pk if location else None)
    ]
