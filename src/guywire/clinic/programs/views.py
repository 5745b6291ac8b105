"""From the program to a session and the honest answer after it."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guywire.care.escalation import Urgency
from guywire.care.program import NextStep, Program
from guywire.clinic.checks.record import check_on
from guywire.clinic.checks.steps import where_to_be
from guywire.clinic.people.device import DeviceRecord, device_of
from guywire.clinic.people.sharing import share_if_agreed, sharing_patient
from guywire.clinic.programs import own, services
from guywire.clinic.programs.forms import AfterForm, BeforeForm, UnansweredForm
from guywire.clinic.programs.record import Begun, kept_on
from guywire.clinic.programs.running import first_holds, holds_to_run, timer_plan
from guywire.hips.beginnings import gentle_means, has_starts

form_page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def program(request: HttpRequest) -> HttpResponse:
    device = device_of(request)
    mine, kept = own.program_on(device), kept_on(device)
    context = {
        "program": mine,
        "holds": first_holds(mine),
        "gentle_means": gentle_means() if has_starts(mine) else "",
        "kept": kept,
        "begun": unfinished(device),
        "measured": own.is_measured(device),
        "check_url": where_to_be(check_on(device)),
        "reasons": pressing(device),
        "weekly_is_due": own.weekly_is_due(kept.weekly, own.today()),
        "this_week": own.sessions_this_week(kept.sessions),
        "sharing": sharing_patient(device) is not None,
    }
    return render(request, "programs/program.html", context)


@form_page
def session(request: HttpRequest) -> HttpResponse:
    device = device_of(request)
    mine = own.program_on(device)
    if mine.next_step is not NextStep.STRETCH:
        return redirect("program")
    form = BeforeForm(mine.stretches, posted(request))
    if request.method == "POST" and form.is_valid():
        services.begin_session(device, form.cleaned_data["before"], form.supported, mine)
        return redirect("session_run")
    context = {
        "form": form,
        "program": mine,
        "begun": unfinished(device),
        "reasons": pressing(device),
    }
    return render(request, "programs/session.html", context)


@require_safe
def session_run(request: HttpRequest) -> HttpResponse:
    device = device_of(request)
    mine, begun = own.program_on(device), unfinished(device)
    if begun is None or mine.next_step is not NextStep.STRETCH:
        return redirect("session")
    form = AfterForm(mine.stretches, initial=initial_answers(begun))
    context = {"form": form, "program": mine} | running(mine, begun)
    return render(request, "programs/run.html", context)


def unfinished(device: DeviceRecord) -> Begun | None:
    """A session begun today and not answered yet; an older one is over."""
    begun = kept_on(device).begun
    fresh = begun is not None and timezone.now() - begun.started_at < services.SESSION_LASTS
    return begun if fresh else None


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
        return redirect("session_run")
    form_class = UnansweredForm if "unanswered" in request.POST else AfterForm
    form = form_class(own.program_on(device).stretches, request.POST)
    valid = form.is_valid()
    if valid:
        services.finish_session(device, form.told)
        share_if_agreed(device)
    if request.accepts("text/html"):
        if valid:
            return redirect("session_done")
        return render(request, "programs/after.html", {"form": form})
    return as_json(form, valid)


def as_json(form: AfterForm, valid: bool) -> JsonResponse:
    if valid:
        return JsonResponse({"kept": form.told.id})
    return JsonResponse({"errors": form.errors}, status=422)


@require_safe
def session_worker(request: HttpRequest) -> HttpResponse:
    """From here, and not from /static/, because it may serve only pages below its own address."""
    return render(request, "programs/worker.js", content_type="text/javascript")


@require_safe
def session_done(request: HttpRequest) -> HttpResponse:
    device = device_of(request)
    kept = kept_on(device)
    latest = own.latest_session(kept)
    if latest is None:
        return redirect("program")
    mine = own.program_on(device)
    context = {
        "session": latest,
        "reasons": pressing(device),
        "program": mine,
        "this_week": own.sessions_this_week(kept.sessions),
        "weekly_is_due": own.weekly_is_due(kept.weekly, own.today()),
        "sharing": sharing_patient(device) is not None,
    }
    return render(request, "programs/done.html", context)


@require_POST
def helped(request: HttpRequest) -> HttpResponse:
    """The person says that they have talked to somebody: what came before is dealt with."""
    services.remember_help(device_of(request))
    return redirect("program")


def pressing(device: DeviceRecord) -> list[Any]:
    """The rules that put a human before the next stretch; the gentler ones only offer one."""
    return [reason for reason in own.reasons_on(device) if reason.urgency < Urgency.OFFER]


def posted(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None
