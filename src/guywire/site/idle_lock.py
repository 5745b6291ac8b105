"""A desk that nobody used for a while refuses everything until it knows who is there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

from guywire.clinic.people import staff_sessions
from guywire.clinic.people.lock_views import ask_who_is_there
from guywire.clinic.welcome.queries import current_clinic

GUARDED = ("/desk/", "/accounts/")
LOCKED = 423


class IdleLockMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, _args: Any, _kwargs: Any
    ) -> HttpResponse | None:
        if not request.path.startswith(GUARDED) or not request.user.is_authenticated:
            return None
        session = staff_sessions.session_of(request)
        if staff_sessions.is_over(session):
            logout(request)
            return None
        is_locked = staff_sessions.is_locked(session, current_clinic().idle_minutes)
        request.is_locked = is_locked  # type: ignore[attr-defined]
        if getattr(view, "works_while_locked", False):
            return None
        if is_locked and request.headers.get("Sec-Fetch-Dest", "document") != "document":
            return HttpResponse(status=LOCKED, headers={"Cache-Control": "no-store"})
        if is_locked:
            return ask_who_is_there(request)
        if staff_sessions.UNATTENDED not in request.headers:
            staff_sessions.touch(session)
        return None
