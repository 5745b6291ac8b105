"""A person's insurance: the payer, the member number, what the payer was asked and answered."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from guywire.clinic.desk.insurance_forms import BenefitsForm, CoverageForm
from guywire.clinic.desk.queries import questions_of
from guywire.clinic.desk.roles import COUNTER
from guywire.clinic.insurance import services
from guywire.clinic.insurance.models import BenefitCheck, Coverage, Payer
from guywire.clinic.insurance.sealing import UnreadableError
from guywire.clinic.people.access import staff_of, staff_only
from guywire.clinic.people.models import Patient
from guywire.clinic.people.services import record_look


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(*COUNTER)
def insurance(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """What is known, and a form for one more payer."""
    patient = get_object_or_404(Patient, public_id=public_id)
    form = CoverageForm(request.POST or None)
    if form.is_bound and form.is_valid():
        services.save_coverage(patient, staff_of(request), **form.cleaned_data)
        return redirect("desk_insurance", public_id)
    record_look(staff_of(request), "insurance", [patient.pk])
    return render(request, "desk/insurance.html", _context(patient, form))


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(*COUNTER)
def coverage(request: HttpRequest, pk: int) -> HttpResponse:
    """Change one coverage, and log what its payer was asked."""
    kept = get_object_or_404(Coverage.objects.select_related("patient", "payer"), pk=pk)
    is_benefits = "asked" in request.POST
    form = CoverageForm(
        None if is_benefits else request.POST or None,
        has_number=bool(kept.sealed_number),
        initial={"payer": kept.payer_id},
    )
    benefits = BenefitsForm(request.POST if is_benefits else None)
    sent = benefits if is_benefits else form
    if sent.is_bound and sent.is_valid():
        if is_benefits:
            services.log_benefits(kept, staff_of(request), **sent.cleaned_data)
        else:
            services.save_coverage(
                kept.patient, staff_of(request), coverage=kept, **sent.cleaned_data
            )
        messages.success(request, "Saved.")
        return redirect("desk_insurance", kept.patient.public_id)
    record_look(staff_of(request), "insurance", [kept.patient_id])
    context = {"coverage": kept, "form": form, "benefits": benefits, "sent": sent}
    return render(request, "desk/coverage.html", context)


@require_POST
@staff_only(*COUNTER)
def show_number(request: HttpRequest, pk: int) -> HttpResponse:
    """The page with one number in full, for as long as it is open."""
    kept = get_object_or_404(Coverage.objects.select_related("patient", "payer"), pk=pk)
    try:
        number = services.unmask(kept, staff_of(request))
    except UnreadableError as error:
        messages.error(request, str(error))
        return redirect("desk_insurance", kept.patient.public_id)
    context = _context(kept.patient, CoverageForm()) | {"shown": kept.pk, "number": number}
    return render(request, "desk/insurance.html", context)


@require_POST
@staff_only(*COUNTER)
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    kept = get_object_or_404(Coverage.objects.select_related("patient"), pk=pk)
    services.remove_coverage(kept, staff_of(request))
    return redirect("desk_insurance", kept.patient.public_id)


def _context(patient: Patient, form: CoverageForm) -> dict[str, object]:
    coverages = patient.coverages.select_related("payer").prefetch_related(
        Prefetch("checks", BenefitCheck.objects.select_related("staff"))
    )
    return {
        "patient": patient,
        "form": form,
        "coverages": coverages,
        "has_payers": Payer.objects.exists(),
        "questions": questions_of(patient).filter(kind="insurance")[:5],
    }
