from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from guywire.clinic.desk import time_off
from guywire.clinic.desk.looks import numbers_of
from guywire.clinic.desk.roles import EVERYBODY
from guywire.clinic.desk.views.visits import therapist_number
from guywire.clinic.desk.visit_forms import TimeOffForm
from guywire.clinic.people.access import staff_of, staff_only
from guywire.clinic.people.services import record_look
from guywire.clinic.visits.models import Absence
from guywire.clinic.welcome.queries import clinic_today, current_clinic


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
    if request.method == "POST":
        _act(request, absence)
        return redirect("desk_time_off", pk)
    rows = time_off.to_move(absence)
    record_look(staff_of(request), "schedule", numbers_of(row.visit for row in rows))
    context = {
        "absence": absence,
        "rows": rows,
        "WRITE": time_off.WRITE,
        "CANCEL": time_off.CANCEL,
        "nearest": request.GET.get("nearest") == "1",
    }
    return render(request, "desk/time_off.html", context)


@require_POST
@staff_only(*EVERYBODY)
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    absence = Absence.objects.filter(pk=pk).first()
    if absence is not None:  # A colleague, or the first of two taps, may have been faster.
        time_off.remove_absence(absence, staff_of(request))
    messages.success(request, "The time off is removed. Visits that were moved stay moved.")
    return redirect(reverse("desk_diary"))


def _act(request: HttpRequest, absence: Absence) -> None:
    sent = request.POST
    visits = time_off.visits_in(absence)
    if "write_all" in sent:
        choices = {visit.pk: time_off.WRITE for visit in visits}
    else:
        choices = {visit.pk: str(sent.get(f"visit-{visit.pk}", "")) for visit in visits}
    counts, failures = time_off.act_on(absence, choices, staff_of(request))
    done = [f"{count} {name}" for name, count in counts.items() if count]
    if done:
        messages.success(request, f"Done: {', '.join(done)}.")
    for failure in failures:
        messages.error(request, failure)
