"""A page that is the same for everyone of whom we hold nothing, so that it need be made once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.http import HttpRequest, HttpResponse

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]

OURS = "guywire_"
"""How the names of the cookies begin that hold what a person entered (people.device)."""


def is_personal(cookie_names: Iterable[str]) -> bool:
    """Whether any of these cookies may change what a page shows.

    The language is no person; the token of a form shows on no public page.
    """
    personal = (settings.SESSION_COOKIE_NAME, "messages")
    return any(name in personal or name.startswith(OURS) for name in cookie_names)


def public_page(*parameters: str) -> Callable[[View[P]], View[P]]:
    """Mark a view whose answer depends on its address, on the content and on nothing else.

    `parameters` are those of the address that it reads. It sees no cookie, so that nothing of one
    person can be in what another is shown.
    """

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def shown(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            known = request.GET.keys() <= set(parameters)
            if request.method not in ("GET", "HEAD") or not known or is_personal(request.COOKIES):
                return view(request, *args, **kwargs)
            request.COOKIES = {}
            for name in ("CSRF_COOKIE", "CSRF_COOKIE_NEEDS_UPDATE"):
                request.META.pop(name, None)
            response = view(request, *args, **kwargs)
            if "CSRF_COOKIE" in request.META:
                raise FormOnAPublicPageError(request.path)
            if response.status_code == 200:
                response.is_public = True  # type: ignore[attr-defined]
            return response

        return shown

    return decorate


class FormOnAPublicPageError(RuntimeError):
    """A form carries the token of one visitor; its page is made for each."""
