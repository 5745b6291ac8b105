import uuid
from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from guywire.clinic.desk.models import NoteVersion
from guywire.clinic.desk.roles import CLINICAL
from guywire.clinic.desk.story import clinical_story
from guywire.clinic.desk.timeline import timeline_of
from guywire.clinic.people.access import staff_of, staff_only
from guywire.clinic.people.models import Patient
from guywire.clinic.people.services import record_audit
from guywire.clinic.welcome.queries import clinic_today, current_clinic

MAX_PRINTED_NOTES = 20


@require_safe
@staff_only(*CLINICAL)
def timeline(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    person = get_object_or_404(Patient, public_id=public_id)
    record_audit(staff_of(request), "patient.open", person)
    context = {"patient": person, "timeline": timeline_of(person, before(request))}
    return render(request, "desk/timeline.html", context)


@require_safe
@staff_only(*CLINICAL)
def paper(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """The story and the program as a page to print."""
    person = get_object_or_404(Patient, public_id=public_id)
    record_audit(staff_of(request), "patient.open", person)
    signed = NoteVersion.objects.filter(note__patient=person, signed_at__isnull=False)
    context = {
        "patient": person,
        "today": clinic_today(current_clinic()),
        "story": clinical_story(person),
        "notes": signed.select_related(
            "written_by", "note__visit__therapist__staff", "note__visit__location"
        ).order_by("-signed_at")[:MAX_PRINTED_NOTES],
    }
    return render(request, "desk/print.html", context)


def before(request: HttpRequest) -> datetime | None:
    """A moment in an address, as seconds since 1970."""
    try:
        return datetime.fromtimestamp(float(request.GET.get("before", "")), UTC)
    except (ValueError, OverflowError, OSError):
        return None
