"""The first page: the practice, its people and places, and what to do next."""

from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from guywire.care.barriers import BARRIERS
from guywire.care.words import Message
from guywire.clinic.checks.queries import fitted_in, shown_check
from guywire.clinic.checks.record import check_on
from guywire.clinic.checks.steps import next_questions, way_out
from guywire.clinic.figure.side_view import LegAngles, Posture, draw
from guywire.clinic.people.device import DeviceRecord, device_of
from guywire.clinic.programs import device_state
from guywire.clinic.programs.today import State, today_on
from guywire.clinic.public_page import public_page
from guywire.clinic.visits import links
from guywire.clinic.visits import queries as visits
from guywire.clinic.welcome.body_parts import BODY_PICTURES
from guywire.clinic.welcome.notice_text import as_html
from guywire.clinic.welcome.queries import clinic_today, current_clinic, current_notices
from guywire.hips.findings import headline

WALKING = Posture(
    pelvis=6,
    lumbar=6,
    near=LegAngles(hip=-12, knee=10, ankle=8),
    far=LegAngles(hip=28, knee=14, ankle=0),
)
DRAWN_TENSIONS = {"psoas": 8, "iliacus": 8, "rectus": 6, "gluteus": 2, "hamstrings": 3}
"""How the hero picture is colored; it stands for nobody and nothing is read from it."""


@require_safe
@public_page()
def home(request: HttpRequest) -> HttpResponse:
    device = device_of(request)
    context: dict[str, Any] = {
        "notices": notices_shown,
        "figure": walking_figure(),
        "body_pictures": BODY_PICTURES,
        "therapists": visits.therapists(),
        "locations": visits.locations(),
        "is_known": _is_known(device),
    }
    if context["is_known"]:
        today = today_on(device)
        context |= {
            "today": today,
            "has_times_above": today.state in (State.RESTING, State.NO_STRETCHES),
            "barriers": BARRIERS,
            "begun": device_state.unfinished_session(device),
            "result": _result(device),
            "next_visit": next(iter(links.still_to_come(device)), None),
        }
    return render(request, "site/home.html", context)


def notices_shown() -> list[tuple[SafeString, str]]:
    notices = current_notices(clinic_today(current_clinic()))
    return [(as_html(notice.text), notice.tone) for notice in notices]


def _is_known(device: DeviceRecord) -> bool:
    """A person who answered all that comes before a stretch, or all that rules one out."""
    check = check_on(device)
    return check is not None and (way_out(check) is not None or not next_questions(check))


def _result(device: DeviceRecord) -> Message | None:
    """The headline of the result, for a person who has measured."""
    check = shown_check(device)
    hips = fitted_in(check) if check and check.measured_sides else None
    return headline(hips) if hips else None


@cache
def walking_figure() -> SafeString:
    return draw(WALKING, DRAWN_TENSIONS)
