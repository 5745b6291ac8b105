"""A session, from how the back feels before it to the answer after it."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from guywire.care.program import Program
from guywire.clinic.form_pages import form_page, posted
from guywire.clinic.people.device import device_of
from guywire.clinic.people.sharing import share_if_agreed, sharing_patient
from guywire.clinic.people.undo import offer_undo
from guywire.clinic.programs import device_state, services
from guywire.clinic.programs.record import SECTION, Begun, kept_on
from guywire.clinic.programs.running import holds_to_run, timer_plan
from guywire.clinic.programs.session_forms import AfterForm, BeforeForm, UnansweredForm
from guywire.clinic.programs.today import State, today_on
from guywire.clinic.programs.undoing import answer_can_be_undone

BLANKS = {"session": "__SESSION__", "started_at": "__STARTED_AT__", "before": "__BEFORE__"}
"""What the worker (site/worker.js) fills in when a session begins without a network."""


@form_page
def session(request: HttpRequest) -> HttpResponse:
    device = device_of(request)
    today = today_on(device)
    if today.state is State.NO_STRETCHES:
        return redirect("program")
    form = BeforeForm(today.program.stretches, posted(request), is_eased=today.is_eased)
    may_start = today.state is not State.RESTING
    if request.method == "POST" and may_start and form.is_valid():
        services.begin_session(device, form.cleaned_data["before"], form.supported, today.program)
        return redirect("session_run")
    context = {
        "form": form,
        "today": today,
        "minutes": today.program.minutes_a_session,
        "begun": device_state.unfinished_session(device),
        "is_measured": device_state.is_measured(device),
        "is_just_screened": device_state.is_just_screened(device),
    }
    return render(request, "programs/session.html", context)


@require_safe
def session_run(request: HttpRequest) -> HttpResponse:
    device = device_of(request)
    today, begun = today_on(device), device_state.unfinished_session(device)
    # A session that has begun can always be answered, also while the program rests.
    if begun is None or today.state is State.NO_STRETCHES:
        return redirect("session")
    form = AfterForm(today.program.stretches, initial=initial_answers(begun))
    context = {"form": form, "program": today.program} | running(today.program, begun)
    return render(request, "programs/run.html", context)


def running(mine: Program, begun: Begun) -> dict[str, Any]:
    return {
        "begun": begun,
        "holds": holds_to_run(mine, begun),
        "timer_plan": timer_plan(mine, begun),
    }


def initial_answers(begun: Begun) -> dict[str, Any]:
    return {
        "session": begun.id,
        "started_at": begun.started_at.isoformat(),
        "before": begun.before,
    }


@form_page
def session_after(request: HttpRequest) -> HttpResponse:
    """Takes the answer from the page, or later from the phone's own memory; each id once."""
    device = device_of(request)
    if request.method != "POST":
        return _answer_again(request)
    form_class = UnansweredForm if "unanswered" in request.POST else AfterForm
    form = form_class(today_on(device).program.stretches, request.POST)
    valid = form.is_valid()
    if valid:
        before = device.read(SECTION)
        services.finish_session(device, form.told)
        if form.told.is_answered:
            offer_undo(device, SECTION, before)
        share_if_agreed(device)
    if request.accepts("text/html"):
        if valid:
            return redirect("session_done")
        return render(request, "programs/after.html", {"form": form})
    return as_json(form, valid)


def _answer_again(request: HttpRequest) -> HttpResponse:
    """The questions alone, for a session whose answer was undone."""
    device = device_of(request)
    begun = device_state.unfinished_session(device)
    if begun is None:
        return redirect("session_run")
    held = [
        hold.to_json()
        for session in kept_on(device).sessions
        if session.id == begun.id
        for hold in session.holds
    ]
    initial = initial_answers(begun) | {"holds": json.dumps(held) if held else ""}
    form = AfterForm(today_on(device).program.stretches, initial=initial)
    return render(request, "programs/after.html", {"form": form})


def as_json(form: AfterForm, valid: bool) -> JsonResponse:
    if valid:
        return JsonResponse({"kept": form.told.id})
    return JsonResponse({"errors": form.errors}, status=422)


@require_safe
def session_offline(request: HttpRequest) -> HttpResponse:
    """The run page for a session that begins without a network: the device fills in the blanks."""
    today = today_on(device_of(request))
    if today.state in (State.NO_STRETCHES, State.RESTING):
        return redirect("session")
    supported = BeforeForm(today.program.stretches, is_eased=today.is_eased).supported_at_first
    begun = Begun(BLANKS["session"], timezone.now(), 0, supported)
    form = AfterForm(today.program.stretches, initial=BLANKS)
    context = {"form": form, "program": today.program} | running(today.program, begun)
    return render(request, "programs/run.html", context)


@require_safe
def session_done(request: HttpRequest) -> HttpResponse:
    device = device_of(request)
    kept = kept_on(device)
    latest = device_state.latest_session(kept)
    if latest is None:
        return redirect("program")
    mine = device_state.program_on(device)
    context = {
        "session": latest,
        "reasons": device_state.blocking_rules(device),
        "program": mine,
        "this_week": device_state.sessions_this_week(kept.sessions),
        "weekly_is_due": device_state.weekly_is_due(kept.weekly, device_state.today()),
        "sharing": sharing_patient(device) is not None,
        "can_undo": answer_can_be_undone(device),
    }
    return render(request, "programs/done.html", context)
