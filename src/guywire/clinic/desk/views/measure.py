import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from guywire.care.vocabulary import Side
from guywire.clinic.checks.forms import MeasuredForm
from guywire.clinic.checks.services import keep_measured
from guywire.clinic.desk.forms import SentOnceForm
from guywire.clinic.desk.roles import CLINICAL
from guywire.clinic.people.access import staff_of, staff_only
from guywire.clinic.people.models import Patient


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(*CLINICAL)
def measure(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """What a therapist read of both hips, by their own hand, becomes the newest check."""
    patient = get_object_or_404(Patient, public_id=public_id)
    sent = request.POST or None
    once = SentOnceForm(sent, initial={"check_id": uuid.uuid4()})
    forms: list[MeasuredForm] = [MeasuredForm(side, sent) for side in Side]
    if sent and all([once.is_valid(), *(form.is_valid() for form in forms)]):
        sides = {form.side: form.readings for form in forms if form.is_measured}
        if sides:
            keep_measured(staff_of(request), patient, once.cleaned_data["check_id"], sides)
            messages.success(request, "Kept as the newest check.")
            return redirect("desk_patient", public_id)
        once.add_error(None, "Type at least one thigh or one knee bend.")
    wrong = next((form for form in [once, *forms] if form.errors), once)
    context = {"patient": patient, "form": once, "forms": forms, "wrong": wrong}
    return render(request, "desk/measure.html", context)
