from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from guywire.clinic.desk import time_off, visits_to_move
from guywire.clinic.desk.looks import numbers_of
from guywire.clinic.desk.roles import EVERYBODY
from guywire.clinic.desk.views.visits import therapist_number
from guywire.clinic.desk.visit_forms import TimeOffForm
from guywire.clinic.desk.visits_to_move import Stranded
from guywire.clinic.people.access import staff_of, staff_only
from guywire.clinic.people.services import record_look
from guywire.clinic.visits.models import Absence
from guywire.clinic.welcome.queries import clinic_today, current_clinic

MAX_ROWS = 100
"""Of the visits of a therapist who left; the others come when these are done."""


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(*EVERYBODY)
def enter(request: HttpRequest) -> HttpResponse:
    """A therapist calls in sick: anybody at the desk enters it."""
    today, staff = clinic_today(current_clinic()), staff_of(request)
    initial = {"therapist": therapist_number(staff), "first": today, "last": today}
    form = TimeOffForm(request.POST or None, today=today, initial=initial)
    if form.is_bound and form.is_valid():
        absence = time_off.enter_absence(**form.cleaned_data, by=staff)
        return redirect("desk_time_off", absence.pk)
    return render(request, "desk/time_off_new.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(*EVERYBODY)
def time_off_visits(request: HttpRequest, pk: int) -> HttpResponse:
    """The visits in an absence: move, write or cancel many at once."""
    absence = Absence.objects.select_related("therapist__staff").filter(pk=pk).first()
    if absence is None:
        messages.error(request, "This time off is removed already.")
        return redirect("desk_diary")
    visits = visits_to_move.visits_in(absence)
    if request.method == "POST":
        act(request, visits)
        return redirect("desk_time_off", pk)
    context = {"absence": absence, **choices_for(request, visits)}
    return render(request, "desk/time_off.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(*EVERYBODY)
def stranded(request: HttpRequest) -> HttpResponse:
    """All visits to come that cannot take place, the soonest first."""
    every = visits_to_move.stranded()
    visits = every[:MAX_ROWS]
    if request.method == "POST":
        act(request, visits)
        return redirect("desk_visits_to_move")
    context = {"count": len(every), **choices_for(request, visits)}
    return render(request, "desk/visits_to_move.html", context)


@require_POST
@staff_only(*EVERYBODY)
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    absence = Absence.objects.filter(pk=pk).first()
    if absence is not None:  # A colleague, or the first of two taps, may have been faster.
        time_off.remove_absence(absence, staff_of(request))
    messages.success(request, "The time off is removed. Visits that were moved stay moved.")
    return redirect(reverse("desk_diary"))


def choices_for(request: HttpRequest, visits: list[Stranded]) -> dict[str, object]:
    record_look(staff_of(request), "schedule", numbers_of(each.visit for each in visits))
    return {
        "rows": visits_to_move.to_move(visits),
        "WRITE": visits_to_move.WRITE,
        "CANCEL": visits_to_move.CANCEL,
        "nearest": request.GET.get("nearest") == "1",
    }


def act(request: HttpRequest, visits: list[Stranded]) -> None:
    sent = request.POST
    if "write_all" in sent:
        choices = {each.visit.pk: visits_to_move.WRITE for each in visits}
    else:
        choices = {each.visit.pk: str(sent.get(f"visit-{each.visit.pk}", "")) for each in visits}
    counts, failures = visits_to_move.act_on(visits, choices, staff_of(request))
    calls = counts.pop("to call")
    done = [f"{count} {name}" for name, count in counts.items() if count]
    if done:
        messages.success(request, f"Done: {', '.join(done)}.")
    if calls:
        who = "1 person gets" if calls == 1 else f"{calls} people get"
        messages.warning(request, f"{who} no message. Call them: they are in the queue.")
    for failure in failures:
        messages.error(request, failure)
