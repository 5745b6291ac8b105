"""Booking, one decision a page: where, with whom, when, and how to reach you."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from guywire.clinic.people.device import DeviceRecord, device_of
from guywire.clinic.people.models import Patient
from guywire.clinic.people.sharing import sharing_patient, start_sharing
from guywire.clinic.public_page import public_page
from guywire.clinic.visits import links, picker, queries, services, wording
from guywire.clinic.visits.booking_limits import BookingLimitError, claim
from guywire.clinic.visits.choice import (
    Choice,
    UnknownChoiceError,
    moment_from,
    visitor_choice,
)
from guywire.clinic.visits.forms import BookingForm, other_time
from guywire.clinic.visits.models import Location, Visit, VisitKind
from guywire.clinic.welcome.content import remembered

NONE_LEFT = gettext_lazy(
    "This time is gone, and no other is left here right now. Call us, or go back "
    "and choose another therapist or location."
)


@require_safe
@public_page()
def choose_place(request: HttpRequest) -> HttpResponse:
    booked = links.still_to_come(device_of(request))
    context = {
        "booked": [(visit, links.token_of(visit)) for visit in booked],
        "options": place_options(),
        "other_kinds": other_kinds(),
        "therapists": queries.therapists(),
    }
    return render(request, "visits/choose_place.html", context)


@require_safe
@public_page("at", "kind")
def choose_therapist(request: HttpRequest) -> HttpResponse:
    try:
        choice = replace(visitor_choice(request.GET), therapist=None)
    except UnknownChoiceError:
        return redirect("visits")
    return render(request, "visits/choose_therapist.html", {"choice": choice, **faces(choice)})


@require_safe
@public_page("at", "with", "from", "kind")
def choose_time(request: HttpRequest) -> HttpResponse:
    try:
        choice = visitor_choice(request.GET)
    except UnknownChoiceError:
        return redirect("visits")
    wanted = picker.day_from(request.GET.get("from"))
    page = picker.booking_page(choice, wanted)
    context: dict[str, Any] = {
        "choice": choice,
        "wanted": wanted,
        "page": page,
        "page_query": f"{choice.query}&",
        "back": replace(choice, therapist=None).address("visit_therapist"),
    }
    if page.first_free is None:
        context["options"] = [option for option in place_options(choice.kind) if option["next"]]
    return render(request, "visits/choose_time.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def details(request: HttpRequest) -> HttpResponse:
    try:
        choice = visitor_choice(request.GET)
    except UnknownChoiceError:
        return redirect("visits")
    if request.method == "POST":
        return _book(request, choice)
    at = moment_from(request.GET.get("start"))
    if at is None or not picker.is_free(choice, at):
        return _instead_of_a_gone_time(request, choice, at)
    form = BookingForm(ask_to_share=_may_share(device_of(request)))
    form.initial["start"] = request.GET["start"]
    return _details_page(request, choice, form, at)


@remembered
def faces(choice: Choice) -> dict[str, Any]:
    """Each therapist who sees people there, and anyone, with their next free time."""
    therapists = queries.therapists(choice.place, online=choice.place is None)
    return {
        "faces": [
            {
                "therapist": therapist,
                "address": replace(choice, therapist=therapist).address("visit_time"),
                "next": picker.first_free(choice, therapist),
            }
            for therapist in therapists
        ],
        "anybody": choice.address("visit_time"),
        "anybody_next": picker.first_free(choice),
    }


@remembered
def place_options(kind: VisitKind | None = None) -> list[dict[str, Any]]:
    """Each place, and online, where this kind is offered, with the next time free for it."""
    places = [*queries.locations(), *([None] if queries.therapists(online=True) else [])]
    choices = (Choice(place, kind=kind) for place in places if _is_offered(kind, place))
    return [
        {
            "choice": choice,
            "address": choice.address("visit_therapist"),
            "next": picker.first_free(choice),
            "left": _spaces_left(choice),
        }
        for choice in choices
    ]


def _is_offered(kind: VisitKind | None, place: Location | None) -> bool:
    """Each place has the usual kind, where it has any, and no other twice."""
    offered = queries.web_kinds(place)
    return bool(offered) if kind is None else kind in offered[1:]


@remembered
def other_kinds() -> list[dict[str, Any]]:
    """The kinds that people may book in place of the usual one."""
    kinds = [{"kind": kind, "options": place_options(kind)} for kind in queries.kinds()]
    return [each for each in kinds if each["options"]]


def _spaces_left(choice: Choice) -> int | None:
    kind = choice.shown_kind
    return queries.spaces_left(kind, choice.place) if kind and choice.place else None


def _book(request: HttpRequest, choice: Choice) -> HttpResponse:
    device = device_of(request)
    form = BookingForm(request.POST, ask_to_share=_may_share(device))
    at = moment_from(request.POST.get("start"))
    if not form.is_valid():
        return _details_page(request, choice, form, at)
    try:
        visit = _booked(request, form, choice, at)
    except BookingLimitError as error:
        form.add_error(None, str(error))
        return _details_page(request, choice, form, at)
    except services.BookingError as error:
        return _another_time(request, choice, at, str(error))
    links.remember(device, visit)
    if form.agrees_to_share:
        start_sharing(device, visit.patient)
        messages.success(request, _("Your hip check and your sessions are with the therapist."))
    return redirect("visit", token=links.token_of(visit))


def _another_time(
    request: HttpRequest, choice: Choice, at: datetime | None, why: str
) -> HttpResponse:
    """The same form with all that was typed, and the free times nearest to the one that is gone."""
    near = picker.near(choice, at)
    form = BookingForm(
        request.POST,
        ask_to_share=_may_share(device_of(request)),
        instead=other_time(why, near, choice.zone) if near else None,
    )
    if not near:
        form.add_error(None, NONE_LEFT)
    return _details_page(request, choice, form, at)


def _booked(request: HttpRequest, form: BookingForm, choice: Choice, at: datetime | None) -> Visit:
    device, visitor = device_of(request), form.visitor
    if at is None or not queries.open_to_visitors(at):
        raise services.TimeNotOfferedError
    return services.book_as_visitor(
        visitor,
        at,
        place=choice.place,
        therapist=choice.therapist,
        kind=choice.kind,
        reason=form.cleaned_data["reason"],
        key=form.booking_key,
        known=_patient_of(device),
        claim=lambda: claim(request, visitor.phone, visitor.email, links.still_to_come(device)),
    )


def _instead_of_a_gone_time(
    request: HttpRequest, choice: Choice, at: datetime | None
) -> HttpResponse:
    """The visit itself for who has just booked it and went back; else the times that are free."""
    own = links.booked_here(device_of(request), at)
    if own is not None:
        return redirect("visit", token=links.token_of(own))
    messages.info(request, _("That time is no longer open. These are."))
    return redirect(choice.address("visit_time"))


def _details_page(
    request: HttpRequest, choice: Choice, form: BookingForm, at: datetime | None
) -> HttpResponse:
    context = {
        "choice": choice,
        "form": form,
        "at": at,
        "when": wording.moment(at, choice.zone) if at else "",
        "zone_words": wording.zone_words(choice.zone),
        "times": choice.address("visit_time"),
    }
    return render(request, "visits/details.html", context)


def _may_share(device: DeviceRecord) -> bool:
    holds = any(device.read(section) for section in ("check", "program"))
    return holds and sharing_patient(device) is None


def _patient_of(device: DeviceRecord) -> Patient | None:
    """Whom this device has proven to speak for: it shares as them, or booked their visit."""
    booked = links.remembered(device)
    return sharing_patient(device) or (booked[0].patient if booked else None)
