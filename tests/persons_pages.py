"""Every page that a person meets, in the states that a person can be in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from guywire.care.screening_items import SAFETY_PAGES
from guywire.clinic.visits import services
from guywire.clinic.visits.links import token_of
from tests.clinic.checks.walk import (
    LOOSE,
    TIGHT,
    answer_safety,
    answer_week,
    type_side,
    whole_check,
)
from tests.clinic.programs.walk import begin, whole_session
from tests.clinic.visits.conftest import TUESDAY_9

NOT_FOR_PATIENTS = ("desk/", "accounts/", "healthz")
NEVER_READ = (".json", ".js", ".pdf", ".ics")
PATHS_OF_A_CHECK = (
    "/check/",
    "/check/about/age/",
    "/check/about/place/",
    "/check/about/since/",
    *(f"/check/safety/{page.id}/" for page in SAFETY_PAGES),
    "/check/sitting/",
    "/check/steps/",
    "/check/how-to-measure/",
    "/check/standing/",
    "/check/left-side/",
    "/check/left-knee-bend/",
)
PATHS_OF_A_PROGRAM = (
    "/",
    "/program/",
    "/session/",
    "/session/run/",
    "/session/after/",
    "/session/done/",
    "/progress/",
    "/progress/goals/",
    "/progress/questionnaire/",
    "/program/paper/",
    "/reminders/",
    "/walking/",
    "/walking/plan/",
    "/device/",
    "/device/data/",
    "/device/delete/",
    "/device/forget/",
    "/share/",
    "/ask/",
)


class Person(NamedTuple):
    """A device in a state, and the pages it opens in it."""

    name: str
    client: Client
    paths: tuple[str, ...]


def public_paths() -> Iterator[str]:
    """Every address without an argument that is a page of a person."""
    for pattern in get_resolver().url_patterns:
        yield from _without_arguments(pattern, "")


def _without_arguments(pattern: URLPattern | URLResolver, start: str) -> Iterator[str]:
    route = start + str(pattern.pattern)
    if route.startswith(NOT_FOR_PATIENTS) or "^" in route:
        return
    if isinstance(pattern, URLResolver):
        for inner in pattern.url_patterns:
            yield from _without_arguments(inner, route)
    elif "<" not in route and not route.endswith(NEVER_READ):
        yield f"/{route}"


def outsider() -> Person:
    return Person("outsider", Client(), tuple(sorted(public_paths())))


def halfway() -> Person:
    """Answered the safety questions and measured one leg."""
    client = Client()
    answer_safety(client)
    answer_week(client)
    client.post("/check/how-to-measure/", {"helper": "yes"})
    type_side(client, "left", **TIGHT)
    return Person(
        "halfway", client, (*PATHS_OF_A_CHECK, "/check/right-side/", "/check/right-knee-bend/")
    )


def sent_away(item: str) -> Person:
    """Picked a safety item."""
    client = Client()
    answer_safety(client, item)
    return Person(
        item, client, ("/check/get-help/", "/check/therapist-first/", "/program/", "/session/")
    )


def measured() -> Person:
    """One hip tight, one loose; some sessions, scores, goals and walks."""
    client = Client()
    whole_check(client, left=TIGHT, right=LOOSE)
    whole_session(client, feeling="better")
    begin(client)
    client.post("/progress/", {"score": "6"})
    paths = (*PATHS_OF_A_PROGRAM, "/check/result/", "/why/", "/check/again/")
    return Person("measured", client, paths)


def resting() -> Person:
    """Stopped a session because it hurt."""
    client = Client()
    answer_safety(client)
    whole_session(client, ended="pain", comfortable="no", feeling="worse")
    return Person("resting", client, PATHS_OF_A_PROGRAM)


def booking(riverside, ana, starts_at: datetime = TUESDAY_9) -> Person:
    choice = f"at={riverside.pk}&with={ana.pk}"
    start = f"{starts_at:%Y%m%dT%H%MZ}"
    return Person(
        "booking",
        Client(),
        (
            "/visits/",
            f"/visits/therapist/?at={riverside.pk}",
            "/visits/therapist/?at=online",
            f"/visits/time/?{choice}",
            "/visits/time/?at=online&with=any",
            f"/visits/details/?{choice}&start={start}",
            f"/visits/details/?at=online&with={ana.pk}&start={start}",
        ),
    )


def booked(patient, riverside, ana, starts_at: datetime = TUESDAY_9) -> Person:
    half_past, hour_later = starts_at + timedelta(minutes=30), starts_at + timedelta(hours=1)
    at_clinic = token_of(services.book(patient, starts_at, place=riverside, therapist=ana))
    canceled = services.book(patient, half_past, place=None, therapist=ana)
    online = token_of(canceled)
    services.cancel(canceled)
    return Person(
        "booked",
        Client(),
        (
            f"/visits/{at_clinic}/",
            f"/visits/{at_clinic}/move/",
            f"/visits/{at_clinic}/move/?start={hour_later:%Y%m%dT%H%MZ}",
            f"/visits/{at_clinic}/cancel/",
            f"/visits/{online}/",
            "/visits/no-such-link/",
        ),
    )
