"""A person made without a visit, and edited, with who changed what."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from guywire.clinic.desk.person_forms import FIELDS, EditPersonForm, NewPersonForm
from guywire.clinic.desk.roles import EVERYBODY
from guywire.clinic.desk.views.book import Caller, caller_of
from guywire.clinic.people import joining
from guywire.clinic.people.access import staff_of, staff_only
from guywire.clinic.people.contact import phone_text
from guywire.clinic.people.doubles import likely_doubles
from guywire.clinic.people.models import Patient, PatientJoin
from guywire.clinic.people.own_data import in_words
from guywire.clinic.people.services import add_patient, change_patient, record_look
from guywire.clinic.welcome.services import link_question


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(*EVERYBODY)
def new(request: HttpRequest) -> HttpResponse:
    question = caller_of(request).question
    initial = Caller(question=question).initial
    form = NewPersonForm(request.POST or None, initial=initial)
    doubles: list[Patient] = []
    if form.is_bound and form.is_valid():
        if "anyway" not in request.POST:
            doubles = likely_doubles(Patient(**form.person))
        if not doubles:
            patient = add_patient(staff_of(request), **form.person)
            if question is not None:
                link_question(question, patient)
            messages.success(request, f"{patient.name} is added.")
            return redirect("desk_patient", patient.public_id)
        record_look(staff_of(request), "doubles", [double.pk for double in doubles])
        form.ask_whether_another()
    return render(request, "desk/person_new.html", {"form": form, "doubles": doubles})


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(*EVERYBODY)
def edit(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    patient = get_object_or_404(Patient, public_id=public_id)
    is_sent = request.method == "POST"
    form = EditPersonForm(request.POST) if is_sent else EditPersonForm.showing(patient)
    if form.is_bound and form.is_valid():
        change_patient(patient, staff_of(request), **form.changed())
        messages.success(request, "Saved.")
        return redirect("desk_patient", public_id)
    record_look(staff_of(request), "contact", [patient.pk])
    return render(request, "desk/person_edit.html", {"form": form, "patient": patient})


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(*EVERYBODY)
def join(request: HttpRequest, public_id: uuid.UUID, double_id: uuid.UUID) -> HttpResponse:
    """Two records side by side, and the one act that joins them."""
    patient = get_object_or_404(Patient, public_id=public_id)
    double = get_object_or_404(Patient, public_id=double_id)
    if request.method == "POST":
        try:
            other = [name for name in joining.CHOSEN if request.POST.get(name) == "other"]
            joining.join(patient, double, staff_of(request), other)
        except joining.JoinError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, "Joined. You can undo it on this page.")
        return redirect("desk_patient", public_id)
    record_look(staff_of(request), "doubles", [patient.pk, double.pk])
    context = {"patient": patient, "double": double, "rows": _beside(patient, double)}
    return render(request, "desk/join.html", context)


@require_POST
@staff_only(*EVERYBODY)
def undo_join(request: HttpRequest, pk: int) -> HttpResponse:
    done = get_object_or_404(PatientJoin.objects.select_related("patient", "double"), pk=pk)
    try:
        joining.undo(done, staff_of(request))
    except joining.JoinError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "Undone. What came since the join stays with this record.")
    return redirect("desk_patient", done.patient.public_id)


def _beside(patient: Patient, double: Patient) -> list[tuple[str, str, str, str]]:
    """Each fact of the two: its name, theirs, the other's, and the field where one is chosen."""
    rows = []
    for name in FIELDS:
        label = name.replace("_", " ").replace("born on", "date of birth").capitalize()
        mine, other = _fact(patient, name), _fact(double, name)
        is_choice = name in joining.CHOSEN and mine and other and mine != other
        rows.append((label, mine, other, name if is_choice else ""))
    visits = ("Visits", str(patient.visits.count()), str(double.visits.count()), "")
    made = ("On file since", in_words(patient.created_at), in_words(double.created_at), "")
    return [*rows, visits, made]


def _fact(patient: Patient, name: str) -> str:
    value = getattr(patient, name)
    return phone_text(value) if name == "phone" else in_words(value)
