"""The private page of one visit. GET only shows: mail scanners follow links. POST acts."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guywire.clinic.people.device import device_of
from guywire.clinic.visits import emails, queries, services, wording
from guywire.clinic.visits.booking_limits import MOVES
from guywire.clinic.visits.calendar_file import calendar_file
from guywire.clinic.visits.choice import Choice, moment_from, stamp
from guywire.clinic.visits.links import remember, token_of, visit_behind, withdraw
from guywire.clinic.visits.models import Visit
from guywire.clinic.visits.picker import Page, bookable_days, day_from, page_of
from guywire.clinic.visits.services import room

TOO_MANY = gettext_lazy(
    "The time of this visit was changed many times today. Call us, and we will change it."
)
View = Callable[[HttpRequest, Visit, str], HttpResponse]


def of_the_link(view: View) -> Callable[[HttpRequest, str], HttpResponse]:
    """The view gets the visit the link was signed for; any other link gets a plain sentence."""

    @wraps(view)
    def guarded(request: HttpRequest, token: str) -> HttpResponse:
        visit = visit_behind(token)
        if visit is None:
            return render(request, "visits/no_such_link.html", status=404)
        response = view(request, visit, token)
        response["Cache-Control"] = "no-store"
        response["X-Robots-Tag"] = "noindex"
        return response

    return guarded


@require_safe
@of_the_link
def show(request: HttpRequest, visit: Visit, token: str) -> HttpResponse:
    context = {
        "visit": visit,
        "token": token,
        "can_email": emails.can_email(visit),
        "can_text": emails.can_text(visit),
        "has_room": room.has_room(visit),
        "is_now": visit.is_online and room.is_open(visit),
        "opens_at": room.opens_at(visit),
    }
    return render(request, "visits/visit.html", context)


@require_POST
@of_the_link
def renew_link(request: HttpRequest, visit: Visit, token: str) -> HttpResponse:
    """End this link, for somebody who passed it on, and go on with a new one."""
    renewed = withdraw(visit)
    remember(device_of(request), renewed)
    messages.success(request, _("The old link no longer works. This page has a new one."))
    return redirect("visit", token=token_of(renewed))


@require_http_methods(["GET", "HEAD", "POST"])
@of_the_link
def move(request: HttpRequest, visit: Visit, token: str) -> HttpResponse:
    if not visit.can_change:
        return redirect("visit", token=token)
    if request.method == "POST":
        return _moved(request, visit, token)
    at = moment_from(request.GET.get("start"))
    context: dict[str, Any] = {"visit": visit, "token": token}
    if at is None:
        context["page"] = _page(request, visit, token)
        return render(request, "visits/move.html", context)
    context |= {"start": stamp(at), "to": wording.moment(at, ZoneInfo(visit.zone))}
    return render(request, "visits/confirm_move.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@of_the_link
def cancel(request: HttpRequest, visit: Visit, token: str) -> HttpResponse:
    if request.method == "POST":
        try:
            services.cancel(visit)
        except services.VisitClosedError as error:
            messages.error(request, str(error))
    elif visit.can_change:
        context = {"visit": visit, "token": token}
        return render(request, "visits/cancel.html", context)
    return redirect("visit", token=token)


@require_safe
@of_the_link
def calendar(request: HttpRequest, visit: Visit, token: str) -> HttpResponse:
    response = HttpResponse(calendar_file(visit), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="visit.ics"'
    return response


def _moved(request: HttpRequest, visit: Visit, token: str) -> HttpResponse:
    at = moment_from(request.POST.get("start"))
    try:
        if at is None or not queries.open_to_visitors(at):
            raise services.TimeNotOfferedError
        with transaction.atomic():
            if not MOVES.spend(visit.public_id.hex):
                raise services.BookingError(str(TOO_MANY))
            services.move(visit, at)
    except services.VisitClosedError as error:
        messages.error(request, str(error))
    except services.BookingError as error:
        messages.error(
            request, _("{error} The time of your visit has not changed.").format(error=error)
        )
        return redirect("visit_move", token=token)
    else:
        messages.success(request, _("The time of your visit is changed."))
    return redirect("visit", token=token)


def _page(request: HttpRequest, visit: Visit, token: str) -> Page:
    choice = Choice(visit.location, visit.therapist)
    here = reverse("visit_move", args=[token])
    return page_of(
        bookable_days(choice, moving=visit),
        choice.zone,
        day_from(request.GET.get("from")),
        lambda opening: f"{here}?start={stamp(opening.starts_at)}",
    )
