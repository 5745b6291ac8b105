import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from guywire.care.vocabulary import Side
from guywire.clinic.checks.forms import MeasuredForm, StandingForm
from guywire.clinic.checks.models import SharedCheck
from guywire.clinic.checks.queries import as_check
from guywire.clinic.checks.services import keep_measured
from guywire.clinic.desk.forms import KEPT_HERE_ONLY, REOPEN, SentOnceForm
from guywire.clinic.desk.roles import CLINICAL
from guywire.clinic.people.access import staff_of, staff_only
from guywire.clinic.people.models import Patient
from guywire.clinic.people.services import record_audit
from guywire.clinic.people.sharing import sharing_of
from guywire.clinic.plain_forms import FormsTogether
from guywire.hips.readings import SideReadings

Readings = dict[Side, SideReadings]


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(*CLINICAL)
def measure(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """What a therapist read of a person's hips by their own hand; it counts from then on."""
    patient = get_object_or_404(Patient, public_id=public_id)
    return _type(request, patient, uuid.uuid4(), {}, ())


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(*CLINICAL)
def correct(request: HttpRequest, public_id: uuid.UUID, check_id: uuid.UUID) -> HttpResponse:
    patient = get_object_or_404(Patient, public_id=public_id)
    kept = get_object_or_404(
        SharedCheck, patient=patient, check_id=check_id, measured_by__isnull=False
    )
    before = as_check(kept)
    return _type(request, patient, check_id, before.sides, before.standing)


def _type(
    request: HttpRequest,
    patient: Patient,
    check_id: uuid.UUID,
    before: Readings,
    standing_before: tuple[float, ...],
) -> HttpResponse:
    sent = request.POST or None
    once = SentOnceForm(sent, initial={"check_id": check_id})
    standing = StandingForm(standing_before, sent)
    forms = [MeasuredForm(side, before.get(side), sent) for side in Side]
    if sent and all([once.is_valid(), standing.is_valid(), *(form.is_valid() for form in forms)]):
        sides = {form.side: form.readings for form in forms if form.is_measured}
        if _save_measurement(request, patient, once, sides, standing.trials):
            return redirect("desk_patient", patient.public_id)
    record_audit(staff_of(request), "check.measure.open", patient)
    context = {
        "patient": patient,
        "form": once,
        "forms": forms,
        "standing": standing,
        "every": FormsTogether(once, standing, *forms),
        "corrects": bool(before),
        "sharing": sharing_of(patient),
    }
    return render(request, "desk/measure.html", context)


def _save_measurement(
    request: HttpRequest,
    patient: Patient,
    once: SentOnceForm,
    sides: Readings,
    standing: tuple[float, ...],
) -> bool:
    if not sides:
        once.add_error(None, "Type at least one thigh or one knee bend.")
        return False
    try:
        check_id = once.cleaned_data["check_id"]
        keep_measured(staff_of(request), patient, check_id, sides, standing)
    except PermissionError:
        once.add_error("check_id", REOPEN)
        return False
    shared = sharing_of(patient).is_on
    messages.success(request, "Kept. It counts from now on." if shared else KEPT_HERE_ONLY)
    return True
