"""The browsers in which staff are signed in: which they are, when they lock, how they end."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, cast

from django.conf import settings
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from guywire.clinic.people.models import Staff, StaffSession
from guywire.clinic.people.services import record_audit

UNATTENDED = "X-Guywire-Unattended"
"""The header of a page that asks by itself. It does not keep the desk open, and what is shown once
is left for the person."""
TOUCH_EVERY = timedelta(seconds=20)
"""How exactly the last use is known."""
BROWSERS = {"Edg": "Edge", "OPR": "Opera", "Firefox": "Firefox", "FxiOS": "Firefox"} | {
    "CriOS": "Chrome",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
SYSTEMS = {"iPhone": "iPhone", "iPad": "iPad", "Android": "Android", "CrOS": "ChromeOS"} | {
    "Windows": "Windows",
    "Mac OS X": "Mac",
    "Linux": "Linux",
}
"""Words of a user agent, the more particular first: Edge calls itself Chrome and Safari too."""


def connect() -> None:
    user_logged_in.connect(_signed_in, dispatch_uid="staff_sessions")
    user_logged_out.connect(_signed_out, dispatch_uid="staff_sessions")


def session_of(request: HttpRequest) -> StaffSession:
    """The row of this browser; made where there is none, as after a change of the password."""
    session, _made = StaffSession.objects.get_or_create(
        session_key=request.session.session_key,
        defaults={"staff": cast(Staff, request.user), "device": _device_of(request)},
    )
    return session


def is_over(session: StaffSession) -> bool:
    """Whatever is saved in it meanwhile, a session ends so long after its sign-in."""
    return timezone.now() - session.started_at >= timedelta(seconds=settings.SESSION_COOKIE_AGE)


def is_locked(session: StaffSession, idle_minutes: int) -> bool:
    rests = timezone.now() - session.used_at
    return session.is_locked or rests >= timedelta(minutes=idle_minutes)


def touch(session: StaffSession) -> None:
    now = timezone.now()
    if now - session.used_at >= TOUCH_EVERY:
        StaffSession.objects.filter(pk=session.pk, is_locked=False).update(used_at=now)


def lock(session: StaffSession) -> None:
    StaffSession.objects.filter(pk=session.pk).update(is_locked=True)


def unlock(session: StaffSession) -> None:
    now = timezone.now()
    StaffSession.objects.filter(pk=session.pk).update(is_locked=False, used_at=now)
    record_audit(session.staff, "signin.unlocked")


def open_sessions(staff: Staff) -> QuerySet[StaffSession]:
    """The browsers in which this person is signed in now, the one used last first."""
    alive = Session.objects.filter(expire_date__gt=timezone.now()).values("session_key")
    return staff.sessions.filter(session_key__in=alive)


@transaction.atomic
def end(sessions: QuerySet[StaffSession], by: Staff) -> int:
    """Sign these browsers out. Return how many."""
    keys = list(sessions.values_list("session_key", flat=True))
    whose = set(sessions.values_list("staff_id", flat=True))
    _forget(keys)
    for staff_id in sorted(whose):
        record_audit(by, "session.end", ended=staff_id, sessions=len(keys))
    return len(keys)


def remove_ended() -> None:
    """Delete the rows of sessions that are over or were deleted."""
    alive = Session.objects.values("session_key")
    StaffSession.objects.exclude(session_key__in=alive).delete()


def device_text(user_agent: str) -> str:
    """Browser and system in a few words: Chrome on Windows."""
    browser = next((name for word, name in BROWSERS.items() if word in user_agent), "A browser")
    system = next((name for word, name in SYSTEMS.items() if word in user_agent), "")
    return f"{browser} on {system}" if system else browser


def _device_of(request: HttpRequest) -> str:
    return device_text(request.META.get("HTTP_USER_AGENT", ""))


def _forget(keys: list[str]) -> None:
    Session.objects.filter(session_key__in=keys).delete()
    StaffSession.objects.filter(session_key__in=keys).delete()


def _signed_in(request: HttpRequest, user: Staff, **_signal: Any) -> None:
    """A new sign-in in a browser that locked is a sign-in of its own."""
    StaffSession.objects.update_or_create(
        session_key=request.session.session_key,
        defaults={
            "staff": user,
            "device": _device_of(request),
            "started_at": timezone.now(),
            "used_at": timezone.now(),
            "is_locked": False,
        },
    )


def _signed_out(request: HttpRequest, **_signal: Any) -> None:
    StaffSession.objects.filter(session_key=request.session.session_key or "").delete()
