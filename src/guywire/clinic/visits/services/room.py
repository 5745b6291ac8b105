"""The room of an online visit: who is there, and what their pages say until they are connected.

Both pages ask by short polls; no request is held. A signal is deleted once the other page has it.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from guywire.clinic.people.models import Staff
from guywire.clinic.people.services import record_audit
from guywire.clinic.visits.models import AWAITED, PRESENT, Room, RoomSignal, Seat, Status, Visit
from guywire.clinic.visits.models.kinds import LENGTHS
from guywire.clinic.visits.services.attendance import mark
from guywire.clinic.visits.services.errors import VisitClosedError

OPENS_BEFORE = timedelta(minutes=15)
STAYS_AFTER = timedelta(minutes=30)
AWAY_AFTER = timedelta(seconds=15)
SEEN_EVERY = timedelta(seconds=4)
KINDS = ("offer", "answer", "candidate", "text", "bye")
MAX_BODY_CHARS = 16_000
MAX_SIGNALS_PER_POLL = 40
MAX_SIGNALS_WAITING = 400
MAX_PAGE_CHARS = 40


class RoomError(ValueError):
    """What a page sent is not what a page of ours sends."""


class Signal(NamedTuple):
    kind: str
    body: str


@dataclass(frozen=True)
class Poll:
    """One question of a page: which page, the last signal it has, and what it says."""

    page: str
    after: int
    signals: tuple[Signal, ...]
    is_new: bool


def has_room(visit: Visit) -> bool:
    return visit.is_online and not visit.therapist.uses_own_link


def is_open(visit: Visit) -> bool:
    """From a quarter of an hour before the visit to half an hour after it, unless canceled."""
    stands = visit.status in (*AWAITED, *PRESENT)
    return stands and opens_at(visit) <= timezone.now() < closes_at(visit)


def opens_at(visit: Visit) -> datetime:
    return visit.starts_at - OPENS_BEFORE


def closes_at(visit: Visit) -> datetime:
    return visit.ends_at + STAYS_AFTER


def read_poll(content: Any) -> Poll:
    """Read what a page sent as JSON. Raises RoomError."""
    try:
        page, after = str(content["page"]), int(content["after"])
        signals = tuple(Signal(str(one["kind"]), str(one["body"])) for one in content["signals"])
        is_new = bool(content.get("is_new"))
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError):
        raise RoomError from None
    fits = len(signals) <= MAX_SIGNALS_PER_POLL and 0 < len(page) <= MAX_PAGE_CHARS
    known = all(one.kind in KINDS and len(one.body) <= MAX_BODY_CHARS for one in signals)
    if not (fits and known and page.isalnum() and 0 <= after < 2**63):
        raise RoomError
    return Poll(page, after, signals, is_new)


def answer(visit: Visit, seat: Seat, poll: Poll) -> dict[str, Any]:
    """Take the signals of this page, and return the state of the room and those of the other."""
    room = Room.objects.filter(visit=visit).first()
    if room is None or _has_news(room, seat, poll):
        room = _write(visit, seat, poll)
    if room is None:
        return {"state": "replaced"}
    if seat is Seat.PERSON and poll.is_new and visit.status in AWAITED:
        _note_arrival(visit)
    other_seen_at = getattr(room, f"{seat.other}_seen_at")
    is_here = other_seen_at is not None and timezone.now() - other_seen_at < AWAY_AFTER
    return {
        "state": "open" if room.admitted_at else "waiting",
        "other": getattr(room, f"{seat.other}_page") if is_here else "",
        "signals": list(room.signals.filter(seat=seat.other).values("id", "kind", "body")),
    }


def _has_news(room: Room, seat: Seat, poll: Poll) -> bool:
    """Most polls bring none: they only read."""
    seen_at = getattr(room, f"{seat}_seen_at")
    is_known = getattr(room, f"{seat}_page") == poll.page and seen_at is not None
    if not is_known or poll.signals or timezone.now() - seen_at >= SEEN_EVERY:
        return True
    return room.signals.filter(seat=seat.other, pk__lte=poll.after).exists()


@transaction.atomic
def _write(visit: Visit, seat: Seat, poll: Poll) -> Room | None:
    """Note what the page brings. None when a newer page has the seat."""
    Room.objects.get_or_create(visit=visit)
    room = Room.objects.select_for_update().get(visit=visit)
    if not _sits(room, seat, poll):
        return None
    room.signals.filter(seat=seat.other, pk__lte=poll.after).delete()
    _take(room, seat, poll.signals)
    room.refresh_from_db()
    return room


def _note_arrival(visit: Visit) -> None:
    """The desk sees who waits online as it sees who stands at the counter."""
    try:
        mark(visit, Status.ARRIVED, by=None)
    except VisitClosedError:
        # Canceled at this moment, or its day has not begun: the room itself says what is open.
        return


@transaction.atomic
def admit(visit: Visit, by: Staff) -> None:
    room, _made = Room.objects.get_or_create(visit=visit)
    if room.admitted_at is None:
        Room.objects.filter(pk=room.pk).update(admitted_at=timezone.now())
        record_audit(by, "room.admit", visit.patient, visit=str(visit.public_id))


def remove_over() -> None:
    """Delete the rooms of visits that are over, with all that was said in them."""
    longest = timedelta(minutes=max(LENGTHS)) + STAYS_AFTER
    Room.objects.filter(visit__starts_at__lt=timezone.now() - longest).delete()


def ice_servers(visit: Visit) -> list[dict[str, Any]]:
    """The practice's own relay, with a name and password that end with the visit (coturn's
    `use-auth-secret`). Without one, two pages meet only where nothing stands between them."""
    if not settings.TURN_URLS:
        return []
    name, password = relay_account(closes_at(visit))
    return [{"urls": settings.TURN_URLS, "username": name, "credential": password}]


def relay_account(until: datetime) -> tuple[str, str]:
    """A name and a password for the relay, which end at that moment."""
    name = f"{int(until.timestamp())}:visit"
    digest = hmac.new(settings.TURN_SECRET.encode(), name.encode(), hashlib.sha1).digest()
    return name, base64.b64encode(digest).decode()


def _sits(room: Room, seat: Seat, poll: Poll) -> bool:
    """Note that this page is here. A page that has just been opened takes the seat."""
    page = getattr(room, f"{seat}_page")
    if page != poll.page:
        if page and not poll.is_new:
            return False
        room.signals.all().delete()
    changed: dict[str, Any] = {f"{seat}_page": poll.page, f"{seat}_seen_at": timezone.now()}
    Room.objects.filter(pk=room.pk).update(**changed)
    return True


def _take(room: Room, seat: Seat, signals: tuple[Signal, ...]) -> None:
    if any(signal.kind == "bye" for signal in signals):
        room.signals.all().delete()
        gone: dict[str, Any] = {f"{seat}_seen_at": None, f"{seat}_page": ""}
        if seat is Seat.THERAPIST:
            gone["admitted_at"] = None
        Room.objects.filter(pk=room.pk).update(**gone)
    if room.signals.count() + len(signals) > MAX_SIGNALS_WAITING:
        raise RoomError
    RoomSignal.objects.bulk_create(
        RoomSignal(room=room, seat=seat, kind=kind, body=body) for kind, body in signals
    )
