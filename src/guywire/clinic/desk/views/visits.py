import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guywire.clinic.desk.roles import EVERYBODY
from guywire.clinic.people.access import staff_of, staff_only
from guywire.clinic.people.services import record_look
from guywire.clinic.visits import emails, links, reminders, services
from guywire.clinic.visits.choice import Choice, moment_from, stamp
from guywire.clinic.visits.models import Visit
from guywire.clinic.visits.picker import AT_ONCE, bookable_days, day_from, page_of

ACTIONS: dict[str, tuple[Callable[..., Visit], str]] = {
    "attended": (services.mark_attended, "Marked: they came."),
    "no-show": (services.mark_no_show, "Marked: they did not come."),
    "cancel": (services.cancel, "The visit is canceled, and the time is free again."),
}


def visit_of(public_id: uuid.UUID) -> Visit:
    visits = Visit.objects.select_related("patient", "therapist__staff", "location")
    return get_object_or_404(visits, public_id=public_id)


@require_safe
@staff_only(*EVERYBODY)
def visit(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    found = visit_of(public_id)
    record_look(staff_of(request), "visit", [found.patient_id], visit=str(public_id))
    context = {
        "visit": found,
        "can_email": emails.can_email(found),
        "reminded_at": reminders.sent_at(found),
    }
    return render(request, "desk/visit.html", context)


@require_POST
@staff_only(*EVERYBODY)
def act(request: HttpRequest, public_id: uuid.UUID, action: str) -> HttpResponse:
    change, done = ACTIONS[action]
    return answer(request, public_id, lambda booked: change(booked, by=staff_of(request)), done)


@require_POST
@staff_only(*EVERYBODY)
def withdraw_link(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    links.withdraw(visit_of(public_id), by=staff_of(request))
    messages.success(request, "The private link no longer opens this visit.")
    return redirect("desk_visit", public_id)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(*EVERYBODY)
def move(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    booked = visit_of(public_id)
    if request.method == "POST":
        at = moment_from(request.POST.get("start"))
        if at is None:
            messages.error(request, "Please choose one of the times shown.")
            return redirect("desk_visit_move", public_id)
        told = "They get an e-mail" if emails.can_email(booked) else "Please call them"
        done = f"Moved. {told} about it."
        return answer(
            request, public_id, lambda it: services.move(it, at, by=staff_of(request)), done
        )
    record_look(staff_of(request), "visit", [booked.patient_id], visit=str(public_id))
    return render(request, "desk/move.html", {"visit": booked, "page": times(request, booked)})


def times(request: HttpRequest, booked: Visit) -> Any:
    choice = Choice(booked.location, booked.therapist)
    days = bookable_days(choice, moving=booked, notice=AT_ONCE)
    return page_of(
        days, choice.zone, day_from(request.GET.get("from")), lambda it: stamp(it.starts_at)
    )


def answer(
    request: HttpRequest, public_id: uuid.UUID, change: Callable[[Visit], Visit], done: str
) -> HttpResponse:
    try:
        change(visit_of(public_id))
    except services.BookingError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)
    return redirect("desk_visit", public_id)
