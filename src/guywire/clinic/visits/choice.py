"""What a visitor has chosen so far, carried in the address: where, with whom, and when."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.http import QueryDict
from django.urls import reverse

from guywire.clinic.visits import queries
from guywire.clinic.visits.models import Location, Therapist, VisitKind
from guywire.clinic.visits.queries import Need

ONLINE, ANY = "online", "any"
STAMP = "%Y%m%dT%H%MZ"


class UnknownChoiceError(ValueError):
    """The address names no place or therapist we have; the visitor chooses again."""


@dataclass(frozen=True, slots=True)
class Choice:
    place: Location | None
    therapist: Therapist | None = None
    kind: VisitKind | None = None
    """None for the kind that people book there unless they choose another."""

    @property
    def zone(self) -> ZoneInfo:
        return queries.zone_of(self.place)

    @property
    def is_online(self) -> bool:
        return self.place is None

    @property
    def query(self) -> str:
        at = self.place.pk if self.place else ONLINE
        chosen = {"at": at, "with": self.therapist.pk if self.therapist else ANY}
        return urlencode(chosen | ({"kind": self.kind.pk} if self.kind else {}))

    @property
    def need(self) -> Need:
        return queries.need_of(self.place, self.kind)

    @property
    def shown_kind(self) -> VisitKind | None:
        return self.kind or queries.web_kind(self.place)

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


def visitor_choice(query: QueryDict) -> Choice:
    """Of someone on the web, who books only kinds that the practice offers there."""
    choice = choice_from(query)
    offered = queries.web_kinds(choice.place)
    if not offered:
        raise UnknownChoiceError("at")
    if "kind" not in query:
        return choice
    number = _number(query.get("kind"))
    for kind in offered:
        if kind is not None and kind.pk == number:
            return replace(choice, kind=None if kind == offered[0] else kind)
    raise UnknownChoiceError("kind")


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
