import json

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from guywire.care.stretches.getting_up import GETTING_UP
from guywire.clinic.checks.record import check_on
from guywire.clinic.checks.steps import where_to_be
from guywire.clinic.people.device import device_of
from guywire.clinic.people.sharing import sharing_patient
from guywire.clinic.programs import device_state, services
from guywire.clinic.programs.record import kept_on
from guywire.clinic.programs.running import first_holds
from guywire.clinic.programs.today import today_on
from guywire.hips.beginnings import gentle_means, has_starts


@require_safe
def program(request: HttpRequest) -> HttpResponse:
    device = device_of(request)
    mine, kept, today = device_state.program_on(device), kept_on(device), today_on(device)
    context = {
        "program": mine,
        "holds": first_holds(mine),
        "getting_up": GETTING_UP,
        "getting_up_words": json.dumps([str(step.words) for step in GETTING_UP]),
        "gentle_means": gentle_means() if has_starts(mine) else "",
        "kept": kept,
        "begun": device_state.unfinished_session(device),
        "measured": device_state.is_measured(device),
        "check_url": where_to_be(check_on(device)),
        "reasons": today.rules,
        "starts_with_one": today.program if today.is_first and len(mine.stretches) > 1 else None,
        "weekly_is_due": device_state.weekly_is_due(kept.weekly, device_state.today()),
        "this_week": device_state.sessions_this_week(kept.sessions),
        "sharing": sharing_patient(device) is not None,
    }
    return render(request, "programs/program.html", context)


@require_POST
def helped(request: HttpRequest) -> HttpResponse:
    """The person says that they have talked to somebody: what came before is dealt with."""
    services.remember_help(device_of(request))
    return redirect("program")
