import uuid
from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_safe

from guywire.clinic.desk.models import NoteVersion
from guywire.clinic.desk.roles import CLINICAL
from guywire.clinic.desk.story import clinical_story
from guywire.clinic.desk.timeline import timeline_of
from guywire.clinic.pdf import on_paper, pdf_response, render_pdf
from guywire.clinic.people.access import staff_of, staff_only
from guywire.clinic.people.models import Patient
from guywire.clinic.people.services import record_audit
from guywire.clinic.programs.plans import as_program
from guywire.clinic.programs.queries import program_of
from guywire.clinic.programs.views.paper import document
from guywire.clinic.welcome.queries import clinic_today, current_clinic

MAX_PRINTED_NOTES = 20


@require_safe
@staff_only(*CLINICAL)
def timeline(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    person = opened(request, public_id)
    context = {"patient": person, "timeline": timeline_of(person, before(request))}
    return render(request, "desk/timeline.html", context)


@require_safe
@staff_only(*CLINICAL)
def paper(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """The story and the program as a page to print."""
    person = opened(request, public_id)
    return render(request, "desk/print.html", on_sheet(person))


@require_safe
@staff_only(*CLINICAL)
def story_pdf(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    person, clinic = opened(request, public_id), current_clinic()

    def pdf() -> bytes:
        context = on_sheet(person) | {"clinic": clinic} | on_paper(clinic)
        return render_pdf(render_to_string("desk/story_document.html", context))

    otherwise = reverse("desk_print", args=[public_id])
    return pdf_response(request, pdf, "chart.pdf", otherwise=otherwise)


@require_safe
@staff_only(*CLINICAL)
def program_pdf(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """The sheets for the wall next to their bed, as the person would print them."""
    person = opened(request, public_id)
    kept = program_of(person)
    otherwise = reverse("desk_print", args=[public_id])
    if kept is None or not kept.stretches:
        return redirect(otherwise)
    return pdf_response(
        request,
        lambda: render_pdf(document(as_program(kept))),
        "program.pdf",
        otherwise=otherwise,
    )


def opened(request: HttpRequest, public_id: uuid.UUID) -> Patient:
    """The person of this address. That their record was opened goes into the trail."""
    person = get_object_or_404(Patient, public_id=public_id)
    record_audit(staff_of(request), "patient.open", person)
    return person


def on_sheet(person: Patient) -> dict[str, Any]:
    """What the printed story shows, on a page and as a PDF."""
    signed = NoteVersion.objects.filter(note__patient=person, signed_at__isnull=False)
    return {
        "patient": person,
        "today": clinic_today(current_clinic()),
        "story": clinical_story(person),
        "notes": signed.select_related(
            "written_by", "note__visit__therapist__staff", "note__visit__location"
        ).order_by("-signed_at")[:MAX_PRINTED_NOTES],
    }


def before(request: HttpRequest) -> datetime | None:
    """A moment in an address, as seconds since 1970."""
    try:
        return datetime.fromtimestamp(float(request.GET.get("before", "")), UTC)
    except (ValueError, OverflowError, OSError):
        return None
