"""The walking program: start it, write down a walk, change or stop it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guywire.care.program import NextStep
from guywire.care.walking import FINDING_ID, RULES
from guywire.clinic.form_pages import form_page, posted
from guywire.clinic.people.device import device_of
from guywire.clinic.people.sharing import share_if_agreed
from guywire.clinic.people.undo import offer_undo
from guywire.clinic.programs import device_state, services
from guywire.clinic.programs.record import SECTION, kept_on
from guywire.clinic.programs.today import walking_week
from guywire.clinic.programs.walking_forms import WalkForm, WalkingPlanForm

NO_WALKING_YET = (NextStep.GET_HELP_NOW, NextStep.FINISH_SCREENING)


@form_page
def walking(request: HttpRequest) -> HttpResponse:
    """This week's walks, or how to start."""
    device, today = device_of(request), device_state.today()
    plan = kept_on(device).walking
    if device_state.program_on(device).next_step in NO_WALKING_YET:
        return redirect("program")
    if plan is None:
        return redirect("walking_plan")
    plan = plan.in_week_of(today)
    form = WalkForm(posted(request))
    if request.method == "POST" and form.is_valid():
        services.set_walking(device, plan.with_walk(form.walk(today)))
        share_if_agreed(device)
        messages.success(request, _("Your walk is saved."))
        return redirect("walking")
    context = {"form": form, "plan": plan, "week": walking_week(plan, today), "rules": RULES}
    return render(request, "programs/walking.html", context | {"finding_id": FINDING_ID})


@form_page
def walking_plan(request: HttpRequest) -> HttpResponse:
    """Choose minutes and days, to start or to change them."""
    device = device_of(request)
    plan = kept_on(device).walking
    if device_state.program_on(device).next_step in NO_WALKING_YET:
        return redirect("program")
    initial = {"minutes": plan.minutes, "days": str(plan.days)} if plan else {"days": "4"}
    form = WalkingPlanForm(posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        started_on = plan.started_on if plan else None
        services.set_walking(device, form.plan(device_state.today(), started_on))
        share_if_agreed(device)
        return redirect("walking")
    context = {"form": form, "plan": plan, "rules": RULES, "finding_id": FINDING_ID}
    return render(request, "programs/walking_plan.html", context)


@require_POST
def stop_walking(request: HttpRequest) -> HttpResponse:
    device = device_of(request)
    before = device.read(SECTION)
    services.set_walking(device, None)
    offer_undo(device, SECTION, before)
    messages.success(request, _("Your walking program is stopped. You can start again any time."))
    return redirect("program")
