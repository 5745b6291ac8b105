"""What a visitor has chosen so far, carried in the address: where, with whom, and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.http import QueryDict
from django.urls import reverse

from guywire.clinic.visits import queries
from guywire.clinic.visits.models import Location, Therapist

ONLINE, ANY = "online", "any"
STAMP = "%Y%m%dT%H%MZ"


class UnknownChoiceError(ValueError):
    """The address names no place or therapist we have; the visitor chooses again."""


@dataclass(frozen=True, slots=True)
class Choice:
    place: Location | None
    therapist: Therapist | None = None

    @property
    def zone(self) -> ZoneInfo:
        return queries.zone_of(self.place)

    @property
    def is_online(self) -> bool:
        return self.place is None

    @property
    def query(self) -> str:
        at = self.place.pk if self.place else ONLINE
        return urlencode({"at": at, "with": self.therapist.pk if self.therapist else ANY})

    def address(self, step: str, **more: str) -> str:
        return f"{reverse(step)}?{'&'.join([self.query, urlencode(more)]).rstrip('&')}"


def place_from(query: QueryDict) -> Location | None:
    if query.get("at") == ONLINE:
        return None
    number = _number(query.get("at"))
    for place in queries.locations():
        if place.pk == number:
            return place
    raise UnknownChoiceError("at")


def choice_from(query: QueryDict) -> Choice:
    place = place_from(query)
    if query.get("with", ANY) == ANY:
        return Choice(place)
    number = _number(query.get("with"))
    for therapist in queries.therapists(place, online=place is None):
        if therapist.pk == number:
            return Choice(place, therapist)
    raise UnknownChoiceError("with")


def stamp(at: datetime) -> str:
    """A moment as it stands in an address: 20261124T1700Z."""
    return at.astimezone(UTC).strftime(STAMP)


def moment_from(text: str | None) -> datetime | None:
    """None for what is no moment, and for years whose first hours no clock of ours can show."""
    try:
        at = datetime.strptime(text or "", STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None
    return at if 2000 <= at.year <= 2100 else None


def _number(text: str | None) -> int:
    if text is None or not text.isascii() or not text.isdecimal() or len(text) > 18:
        raise UnknownChoiceError(text)
    return int(text)
