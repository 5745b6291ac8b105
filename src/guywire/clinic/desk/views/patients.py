import uuid
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guywire.clinic.conversations.queries import unanswered
from guywire.clinic.desk import queries
from guywire.clinic.desk.forms import HelpedForm
from guywire.clinic.desk.roles import CLINICAL, EVERYBODY
from guywire.clinic.desk.story import clinical_story
from guywire.clinic.desk.views.follow_up import back_to_list
from guywire.clinic.messages.channels import texts_enabled
from guywire.clinic.messages.texting import texts_of
from guywire.clinic.people.access import staff_of, staff_only
from guywire.clinic.people.contact import clean_line
from guywire.clinic.people.doubles import likely_doubles
from guywire.clinic.people.models import Patient
from guywire.clinic.people.search import MAX_SEARCH_CHARS, search
from guywire.clinic.people.services import record_audit, record_look
from guywire.clinic.programs.services import record_help
from guywire.clinic.visits.queries import visits_of

SEARCHES = "people_searches"
MAX_REMEMBERED_SEARCHES = 20
MAX_CHANGES = 20
ROWS_PER_PAGE = 10
"""Visits, or questions, of one person."""


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(*EVERYBODY)
def patients(request: HttpRequest) -> HttpResponse:
    """Search by POST, so that no name stands in an address, a log or a browser's history.

    The words wait in the session under a number, so that going back shows the same list.
    """
    if request.method == "POST":
        number = _remember_search(request, request.POST.get("words", ""))
        return redirect(f"{reverse('desk_patients')}?search={number}")
    words = request.session.get(SEARCHES, {}).get(request.GET.get("search", ""), "")
    hits = search(words)
    shown = [patient.pk for patient in (*hits.patients, *hits.similar)]
    record_look(staff_of(request), "search" if words else "people", shown)
    context = {"words": words, "hits": hits}
    return render(request, "desk/patients.html", context)


def _remember_search(request: HttpRequest, words: str) -> int:
    searches = request.session.get(SEARCHES, {})
    number = 1 + max(map(int, searches), default=0)
    recent = list(searches.items())[-MAX_REMEMBERED_SEARCHES + 1 :]
    text = clean_line(words[: 2 * MAX_SEARCH_CHARS])[:MAX_SEARCH_CHARS]
    request.session[SEARCHES] = {**dict(recent), str(number): text}
    return number


@require_safe
@staff_only(*EVERYBODY)
def patient(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """The whole person for a therapist; how to reach them and their visits for the front desk."""
    people = Patient.objects.select_related("joined_into")
    person = get_object_or_404(people, public_id=public_id)
    if person.joined_into is not None:
        return redirect("desk_patient", person.joined_into.public_id)
    return show(request, person, HelpedForm())


def show(request: HttpRequest, person: Patient, form: HelpedForm) -> HttpResponse:
    staff = staff_of(request)
    doubles = likely_doubles(person)
    context: dict[str, Any] = {
        "patient": person,
        "doubles": doubles,
        "joins": person.joins.filter(undone_at=None).select_related("staff"),
        "visits": Paginator(visits_of(person), ROWS_PER_PAGE).get_page(request.GET.get("visits")),
        "questions": Paginator(queries.questions_of(person), ROWS_PER_PAGE).get_page(
            request.GET.get("questions")
        ),
        "texts": texts_of(person) if texts_enabled() else None,
        "unanswered": unanswered().filter(patient=person).count(),
        "waiting": person.waiting.filter(closed_at=None)
        .select_related("kind", "instead_of")
        .first(),
        "changes": person.changes.select_related("staff")[:MAX_CHANGES],
    }
    if staff.role not in CLINICAL:
        record_look(staff, "contact", [person.pk, *(double.pk for double in doubles)])
    else:
        record_audit(staff, "patient.open", person)
        if doubles:
            record_look(staff, "doubles", [double.pk for double in doubles])
        context |= {"story": clinical_story(person), "form": form}
    return render(request, "desk/patient.html", context)


@require_POST
@staff_only(*CLINICAL)
def helped(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    person = get_object_or_404(Patient, public_id=public_id)
    form = HelpedForm(request.POST)
    if not form.is_valid():
        return show(request, person, form)
    record_help(staff_of(request), person, form.cleaned_data["words"])
    messages.success(request, "Recorded. They leave the list until something new happens.")
    if "from_list" in request.POST:
        return back_to_list(request)
    return redirect("desk_patient", public_id)
