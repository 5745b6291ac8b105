"""Who may open what. A view for staff carries exactly one of these."""

from collections.abc import Callable
from functools import update_wrapper
from typing import Concatenate, ParamSpec, cast

from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from guywire.clinic.people.models import Role, Staff
from guywire.clinic.people.services import record_audit

MAX_NEXT_CHARS = 500
"""Of an address to go on to after signing in. Ours are shorter."""
P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def staff_only(*roles: Role) -> Callable[[View[P]], View[P]]:
    """Signed in, second factor set up, and one of the roles (any role when none is named)."""
    allowed = roles or tuple(Role)

    def decorate(view: View[P]) -> View[P]:
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not request.user.is_authenticated:
                address = request.get_full_path()
                return redirect_to_login(address if len(address) <= MAX_NEXT_CHARS else "/desk/")
            if not is_mfa_enabled(request.user):
                return redirect("mfa_activate_totp")
            if staff_of(request).role not in allowed:
                record_audit(staff_of(request), "page.refused", page=view.__name__)
                raise PermissionDenied
            response = view(request, *args, **kwargs)
            response["Cache-Control"] = "no-store"
            return response

        update_wrapper(guarded, view)
        return guarded

    return decorate


def staff_of(request: HttpRequest) -> Staff:
    return cast(Staff, request.user)
