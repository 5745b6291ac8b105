"""A person made without a visit, and edited, with who changed what."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from guywire.clinic.desk.person_forms import FIELDS, NewPersonForm, PersonForm
from guywire.clinic.desk.roles import EVERYBODY
from guywire.clinic.people.access import staff_of, staff_only
from guywire.clinic.people.doubles import likely_doubles
from guywire.clinic.people.models import Patient
from guywire.clinic.people.services import add_patient, change_patient, record_look


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(*EVERYBODY)
def new(request: HttpRequest) -> HttpResponse:
    form = NewPersonForm(request.POST or None)
    doubles: list[Patient] = []
    if form.is_bound and form.is_valid():
        if "anyway" not in request.POST:
            doubles = likely_doubles(Patient(**form.person))
        if not doubles:
            patient = add_patient(staff_of(request), **form.person)
            messages.success(request, f"{patient.name} is added.")
            return redirect("desk_patient", patient.public_id)
        record_look(staff_of(request), "doubles", [double.pk for double in doubles])
        form.ask_whether_another()
    return render(request, "desk/person_new.html", {"form": form, "doubles": doubles})


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(*EVERYBODY)
def edit(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    patient = get_object_or_404(Patient, public_id=public_id)
    form = PersonForm(request.POST) if request.method == "POST" else PersonForm.showing(patient)
    if form.is_bound and form.is_valid():
        values = {name: form.cleaned_data[name] for name in FIELDS}
        change_patient(patient, staff_of(request), **values)
        messages.success(request, "Saved.")
        return redirect("desk_patient", public_id)
    if not form.is_bound:
        record_look(staff_of(request), "contact", [patient.pk])
    return render(request, "desk/person_edit.html", {"form": form, "patient": patient})
