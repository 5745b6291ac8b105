import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from guywire.clinic.desk.roles import EVERYBODY
from guywire.clinic.desk.views.visits import show, visit_of
from guywire.clinic.desk.visit_forms import CancelForm, RepeatForm
from guywire.clinic.people.access import staff_of, staff_only
from guywire.clinic.people.services import record_look
from guywire.clinic.visits import emails, services
from guywire.clinic.visits.choice import moment_from


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(*EVERYBODY)
def repeat(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Choose days and weeks, see which times are free, book those that stay checked."""
    visit = visit_of(public_id)
    if request.method == "POST":
        moments = [at for text in request.POST.getlist("at") if (at := moment_from(text))]
        booked, failed = services.repeat(
            visit, moments[: 7 * services.MAX_WEEKS], by=staff_of(request)
        )
        messages.success(request, f"Booked: {_visits_text(len(booked))}.")
        if failed:
            messages.error(request, f"Not free any more: {failed}. Repeat once more to see which.")
        return redirect("desk_visit", public_id)
    form = RepeatForm(request.GET if "weeks" in request.GET else None, visit=visit)
    planned = services.plan(visit, **form.cleaned_data) if form.is_valid() else []
    record_look(staff_of(request), "visit", [visit.patient_id], visit=str(public_id))
    context = {
        "visit": visit,
        "form": form,
        "planned": planned,
        "can_email": emails.can_email(visit),
        "can_text": emails.can_text(visit),
    }
    return render(request, "desk/repeat.html", context)


@require_POST
@staff_only(*EVERYBODY)
def cancel_rest(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    visit, form = visit_of(public_id), CancelForm(request.POST)
    if not form.is_valid():
        return show(request, visit, form)
    count = services.cancel_rest(visit, by=staff_of(request), **form.cleaned_data)
    messages.success(request, f"Canceled: {_visits_text(count)}.")
    return redirect("desk_visit", public_id)


def _visits_text(count: int) -> str:
    return f"{count} visit{'' if count == 1 else 's'}"
