import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from guywire.care.program import STANDARD_DOSE
from guywire.care.program import Program as CareProgram
from guywire.care.stretches import offered
from guywire.care.vocabulary import Side, Stretch
from guywire.clinic.checks.queries import latest_check
from guywire.clinic.desk.forms import KEPT_HERE_ONLY, ProgramForm, StretchForm, start_as_kept
from guywire.clinic.desk.roles import CLINICAL
from guywire.clinic.people.access import staff_of, staff_only
from guywire.clinic.people.models import Patient
from guywire.clinic.people.services import record_audit
from guywire.clinic.people.sharing import sharing_of
from guywire.clinic.programs.device_state import program_from
from guywire.clinic.programs.models import Program
from guywire.clinic.programs.plans import as_program
from guywire.clinic.programs.queries import program_of
from guywire.clinic.programs.services import change_program


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(*CLINICAL)
def program(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """A therapist sets a person's program; it is in force from their next visit to it."""
    patient = get_object_or_404(Patient, public_id=public_id)
    kept = program_of(patient)
    sharing = sharing_of(patient)
    before = as_program(kept) if kept else program_from(latest_check(patient))
    sent = request.POST or None
    form = ProgramForm(sent, initial=week_of(kept))
    stretches = {
        stretch: StretchForm(
            stretch, sent, prefix=stretch.value, initial=as_planned(before, stretch)
        )
        for stretch in offered()
    }
    if sent and all([form.is_valid(), *(one.is_valid() for one in stretches.values())]):
        planned = [p for one in stretches.values() if (p := one.planned())]
        if planned:
            change_program(staff_of(request), patient, planned, **form.cleaned_data)
            in_force = "The new program is in force." if sharing.is_on else KEPT_HERE_ONLY
            messages.success(request, in_force)
            return redirect("desk_patient", public_id)
        form.add_error(None, "Please keep at least one of the two stretches, or call the patient.")
    record_audit(staff_of(request), "program.open", patient)
    context = {
        "patient": patient,
        "form": form,
        "stretches": stretches,
        "kept": kept,
        "sharing": sharing,
    }
    return render(request, "desk/program.html", context)


def week_of(kept: Program | None) -> dict[str, object]:
    days = kept.days_a_week if kept else STANDARD_DOSE.days_a_week
    return {"days_a_week": days, "note": kept.note if kept else ""}


def as_planned(program: CareProgram, stretch: Stretch) -> dict[str, object]:
    for one in program.stretches:
        if one.stretch is stretch:
            first, minutes = one.sides[0].value, one.minutes_a_side
            begin = {k: v for start in one.starts for k, v in start_as_kept(start).items()}
            return {"included": True, "first_side": first, "minutes": minutes} | begin
    return {
        "included": not program.stretches,
        "first_side": Side.LEFT.value,
        "minutes": STANDARD_DOSE.minutes_to_begin,
    }
