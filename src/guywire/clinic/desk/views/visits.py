import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guywire.clinic.desk.roles import EVERYBODY
from guywire.clinic.desk.undo import offer_undo
from guywire.clinic.desk.visit_forms import CancelForm, WalkInForm
from guywire.clinic.people.access import staff_of, staff_only
from guywire.clinic.people.models import Patient, Staff
from guywire.clinic.people.services import record_look
from guywire.clinic.visits import emails, links, queries, reminders, services
from guywire.clinic.visits.choice import Choice, UnknownChoiceError, choice_from, moment_from, stamp
from guywire.clinic.visits.models import CanceledBy, Status, Visit, VisitChange
from guywire.clinic.visits.picker import AT_ONCE, bookable_days, day_from, page_of
from guywire.clinic.visits.services import room

MARKS = {
    "booked": Status.BOOKED,
    "confirmed": Status.CONFIRMED,
    "late": Status.LATE,
    "arrived": Status.ARRIVED,
    "attended": Status.ATTENDED,
    "no-show": Status.NO_SHOW,
}
"""The word in the address and what the visit becomes: one tap each."""

HAS_A_VISIT = (
    "This person already has a visit at that time. If they are here for it, mark that visit as "
    "arrived."
)


def visit_of(public_id: uuid.UUID) -> Visit:
    visits = Visit.objects.select_related("patient", "therapist__staff", "location", "kind")
    return get_object_or_404(visits, public_id=public_id)


@require_safe
@staff_only(*EVERYBODY)
def visit(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    return show(request, visit_of(public_id), CancelForm())


def show(request: HttpRequest, booked: Visit, form: CancelForm) -> HttpResponse:
    record_look(staff_of(request), "visit", [booked.patient_id], visit=str(booked.public_id))
    context = {
        "visit": booked,
        "form": form,
        "can_email": emails.can_email(booked),
        "can_text": emails.can_text(booked),
        "reminded_at": reminders.sent_at(booked),
        "has_room": room.has_room(booked) and room.is_open(booked),
        "changes": booked.changes.select_related("staff"),
    }
    return render(request, "desk/visit.html", context)


@require_POST
@staff_only(*EVERYBODY)
def mark(request: HttpRequest, public_id: uuid.UUID, word: str) -> HttpResponse:
    if word not in MARKS:
        raise Http404
    status, staff = MARKS[word], staff_of(request)
    return answer(request, public_id, lambda booked: services.mark(booked, status, by=staff))


@require_POST
@staff_only(*EVERYBODY)
def cancel(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    form = CancelForm(request.POST)
    if not form.is_valid():
        return show(request, visit_of(public_id), form)
    facts = form.cleaned_data

    def change(booked: Visit) -> Visit:
        canceled = services.cancel(booked, by=staff_of(request), **facts)
        if facts["canceled_by"] == CanceledBy.CLINIC:
            emails.ask_for_call(canceled)
        return canceled

    return answer(request, public_id, change)


@require_POST
@staff_only(*EVERYBODY)
def undo(request: HttpRequest, public_id: uuid.UUID, pk: int) -> HttpResponse:
    change = get_object_or_404(VisitChange, pk=pk, visit__public_id=public_id)
    try:
        services.undo(change, by=staff_of(request))
    except services.BookingError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "Undone.")
    return back(request, public_id)


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
        target = move_target(request.POST, booked)
        if target is None:
            messages.error(request, "Choose one of the times shown.")
            return redirect("desk_visit_move", public_id)
        return answer(
            request, public_id, lambda it: services.move(it, by=staff_of(request), **target)
        )
    record_look(staff_of(request), "visit", [booked.patient_id], visit=str(public_id))
    return render(request, "desk/move.html", {"visit": booked, "page": times(request, booked)})


def move_target(sent: QueryDict, booked: Visit) -> dict[str, Any] | None:
    """The time, and from the schedule the therapist and the place too: `20261124T1700Z.3.1`."""
    if "to" not in sent:
        at = moment_from(sent.get("start"))
        return {"at": at} if at else None
    text, _, rest = str(sent["to"]).partition(".")
    number, _, place = rest.partition(".")
    at = moment_from(text)
    try:
        choice = choice_from(QueryDict(f"at={place}&with={number}"))
    except UnknownChoiceError:
        return None
    return {"at": at, "therapist": choice.therapist, "place": choice.place} if at else None


def times(request: HttpRequest, booked: Visit) -> Any:
    choice = Choice(booked.location, booked.therapist)
    days = bookable_days(choice, moving=booked, notice=AT_ONCE)
    return page_of(
        days, choice.zone, day_from(request.GET.get("from")), lambda it: stamp(it.starts_at)
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(*EVERYBODY)
def walk_in(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """A visit from now on, for a person who stands at the desk."""
    person = get_object_or_404(Patient, public_id=public_id, joined_into=None)
    staff = staff_of(request)
    usual = queries.usual_kind(person, next(iter(queries.locations()), None))
    initial = {"therapist": therapist_number(staff), "kind": usual}
    form = WalkInForm(request.POST or None, initial=initial)
    if form.is_bound and form.is_valid():
        try:
            booked = services.walk_in(
                person, by=staff, override=form.override(), **form.cleaned_data
            )
        except services.OverlapError:
            form.ask_to_override(HAS_A_VISIT)
        except services.TimeTakenError:
            form.add_error("therapist", "This therapist has a visit now. Choose another one.")
        else:
            return redirect("desk_visit", booked.public_id)
    record_look(staff, "booking", [person.pk])
    return render(request, "desk/walk_in.html", {"patient": person, "form": form})


def therapist_number(staff: Staff) -> int | None:
    therapist = getattr(staff, "therapist", None)
    return therapist.pk if therapist else None


def answer(
    request: HttpRequest, public_id: uuid.UUID, change: Callable[[Visit], Visit]
) -> HttpResponse:
    """Make the change, offer to undo it, and go back to where the button was."""
    try:
        changed = change(visit_of(public_id))
    except services.BookingError as error:
        messages.error(request, str(error))
    else:
        offer_undo(request, changed)
    return back(request, public_id)


def back(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """To the page of the desk the button stood on, or else to the visit."""
    address = request.POST.get("back", "")
    if address.startswith("?"):
        address = f"{reverse('desk_diary')}{address}"
    if address.startswith("/desk/") and url_has_allowed_host_and_scheme(
        address, request.get_host(), require_https=request.is_secure()
    ):
        return redirect(address)
    return redirect("desk_visit", public_id)
