import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guywire.clinic.desk.roles import EVERYBODY
from guywire.clinic.desk.waiting_forms import WaitingForm
from guywire.clinic.messages.channels import can_reach
from guywire.clinic.people.access import staff_of, staff_only
from guywire.clinic.people.models import Patient
from guywire.clinic.people.services import record_look
from guywire.clinic.visits.models import WaitingEntry
from guywire.clinic.visits.services import waiting
from guywire.clinic.welcome.queries import clinic_today, current_clinic

ENTRIES_PER_PAGE = 25


@require_safe
@staff_only(*EVERYBODY)
def waiting_list(request: HttpRequest) -> HttpResponse:
    entries = (
        WaitingEntry.objects.filter(closed_at=None, patient__joined_into=None)
        .select_related("patient", "location", "therapist__staff", "added_by", "kind", "instead_of")
        .prefetch_related("offers__therapist__staff")
    )
    page = Paginator(entries, ENTRIES_PER_PAGE).get_page(request.GET.get("page"))
    record_look(staff_of(request), "waiting", [entry.patient_id for entry in page])
    context = {"page": page, "today": clinic_today(current_clinic())}
    return render(request, "desk/waiting.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(*EVERYBODY)
def add(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    person = get_object_or_404(Patient, public_id=public_id, joined_into=None)
    today = clinic_today(current_clinic())
    form = WaitingForm(request.POST or None, patient=person, today=today)
    if form.is_bound and form.is_valid():
        waiting.add(person, staff_of(request), **form.wishes)
        messages.success(request, f"{person.name} is on the waiting list.")
        return redirect("desk_waiting")
    record_look(staff_of(request), "booking", [person.pk])
    context = {
        "patient": person,
        "form": form,
        "can_reach": can_reach(person),
        "entry": person.waiting.filter(closed_at=None).first(),
    }
    return render(request, "desk/waiting_add.html", context)


@require_POST
@staff_only(*EVERYBODY)
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    waiting.remove(get_object_or_404(WaitingEntry, pk=pk), staff_of(request))
    return redirect("desk_waiting")
