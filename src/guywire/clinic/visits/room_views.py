"""The online room as the person meets it: behind the private link of that visit alone."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from guywire.clinic.visits.manage_visit import of_the_link
from guywire.clinic.visits.models import Seat, Visit
from guywire.clinic.visits.room_words import words
from guywire.clinic.visits.services import room

CLOSED = {"state": "closed"}


@require_safe
@of_the_link
def show(request: HttpRequest, visit: Visit, token: str) -> HttpResponse:
    if not room.has_room(visit) or not room.is_open(visit):
        return redirect("visit", token=token)
    context = {
        "visit": visit,
        "token": token,
        "other_name": visit.therapist.name,
        "link": visit.therapist.online_link,
        "data": page_data(visit, Seat.PERSON, reverse("visit_room_poll", args=[token])),
    }
    return with_camera(render(request, "visits/room.html", context))


@require_POST
@of_the_link
def poll(request: HttpRequest, visit: Visit, token: str) -> HttpResponse:
    return answer_poll(request, visit, Seat.PERSON)


def page_data(visit: Visit, seat: Seat, address: str) -> dict[str, Any]:
    other = visit.therapist.short_name if seat is Seat.PERSON else visit.patient.name
    return {
        "seat": seat,
        "poll": address,
        "ice": room.ice_servers(visit),
        "words": words(other),
    }


def answer_poll(request: HttpRequest, visit: Visit, seat: Seat) -> HttpResponse:
    if not room.has_room(visit) or not room.is_open(visit):
        return JsonResponse(CLOSED)
    try:
        return JsonResponse(room.answer(visit, seat, room.read_poll(json.loads(request.body))))
    except (room.RoomError, UnicodeDecodeError, json.JSONDecodeError, RecursionError):
        return JsonResponse({"state": "refused"}, status=400)


def with_camera(response: HttpResponse) -> HttpResponse:
    """The one kind of page that may ask for camera and microphone."""
    response.uses_camera = True  # type: ignore[attr-defined]
    return response
