"""The lock of a computer that several people use: the page that asks who is there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from allauth.core.internal.httpkit import deserialize_request, serialize_request
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal.auth import begin_authentication
from django import forms
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import resolve, reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guywire.clinic.people.access import staff_of
from guywire.clinic.people.models import Staff
from guywire.clinic.people.services import record_audit
from guywire.clinic.people.signin_forms import PasskeyAgain, StillYou, StillYouBySecondStep
from guywire.clinic.people.staff_sessions import lock, session_of, unlock

V = TypeVar("V", bound=Callable[..., Any])
NOTHING_TYPED = "Enter your password, or a code from your authenticator app."
WAITING_FORM = "guywire.waiting-form"
WAYS: dict[str, Callable[..., forms.Form]] = {
    "credential": PasskeyAgain,
    "code": StillYouBySecondStep,
    "password": StillYou,
}
"""What opens the lock: any one of the three."""


def works_while_locked(view: V) -> V:
    view.works_while_locked = True  # type: ignore[attr-defined]
    return view


@works_while_locked
@require_http_methods(["GET", "HEAD", "POST"])
def locked(request: HttpRequest) -> HttpResponse:
    if not request.user.is_authenticated:
        return redirect("account_login")
    staff, error = staff_of(request), ""
    if request.method == "POST":
        error = _refusal(request, staff)
        if not error:
            unlock(session_of(request))
            return _unlocked(request)
    if _is_script(request):
        return _private(JsonResponse({"error": error}, status=400))
    context = {"error": error, "next": _next(request), "has_passkey": _has_passkey(staff)}
    return _private(render(request, "people/locked.html", context))


@require_POST
def lock_now(request: HttpRequest) -> HttpResponse:
    """By the button, or by the page that was not used for too long."""
    if request.user.is_authenticated:
        lock(session_of(request))
    if _is_script(request):
        return HttpResponse(status=204)
    return redirect(f"{reverse('locked')}?{urlencode({'next': _next(request)})}")


@require_POST
def stay(request: HttpRequest) -> HttpResponse:
    """The page says that somebody is typing; the middleware notes it."""
    return HttpResponse(status=204)


@works_while_locked
@require_safe
def state(request: HttpRequest) -> HttpResponse:
    """For a covered page: who is signed in here now, and a fresh token for its forms."""
    staff = request.user if isinstance(request.user, Staff) else None
    content: dict[str, Any] = {"staff": staff.pk if staff else None, "token": get_token(request)}
    if staff:
        content["is_locked"] = getattr(request, "is_locked", False)
        content["has_passkey"] = _has_passkey(staff)
        if "passkey" in request.GET and content["has_passkey"]:
            content["passkey"] = begin_authentication(staff)
    return _private(JsonResponse(content))


def _refusal(request: HttpRequest, staff: Staff) -> str:
    """Why it stays locked, in a sentence; empty when it opens."""
    name = next((name for name in WAYS if request.POST.get(name)), None)
    if name is None:
        return NOTHING_TYPED
    form = WAYS[name](data=request.POST, user=staff)
    if form.is_valid():
        return ""
    record_audit(staff, "signin.unlock_refused")
    return str(next(iter(form.errors.values()))[0])


def _unlocked(request: HttpRequest) -> HttpResponse:
    if _is_script(request):
        return _private(JsonResponse({"token": get_token(request)}))
    waiting = request.session.pop(WAITING_FORM, None)
    if waiting is None:
        return redirect(_next(request))
    sent = deserialize_request(waiting, request)
    view, args, kwargs = resolve(sent.path)
    answer: HttpResponse = view(sent, *args, **kwargs)
    return answer


def ask_who_is_there(request: HttpRequest) -> HttpResponse:
    """A form that is sent to a locked desk waits in the session, which ends with the sign-in."""
    if request.method == "POST":
        request.session[WAITING_FORM] = serialize_request(request)
    return redirect(f"{reverse('locked')}?{urlencode({'next': request.get_full_path()})}")


def _next(request: HttpRequest) -> str:
    address = request.POST.get("next") or request.GET.get("next") or ""
    is_ours: bool = url_has_allowed_host_and_scheme(
        address, request.get_host(), require_https=request.is_secure()
    )
    return address if is_ours and address.startswith("/") else reverse("desk")


def _has_passkey(staff: Staff) -> bool:
    passkeys = Authenticator.objects.filter(user=staff, type=Authenticator.Type.WEBAUTHN)
    return bool(passkeys.exists())


def _is_script(request: HttpRequest) -> bool:
    return "application/json" in request.headers.get("Accept", "")


def _private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    return response
