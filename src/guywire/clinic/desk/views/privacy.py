"""The owner's acts on people's data: what was asked, what is deleted, how long things are kept."""

import json
import uuid

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from guywire.clinic.desk import erasure
from guywire.clinic.desk.keeping import people_due
from guywire.clinic.desk.roles import OWNER
from guywire.clinic.people import own_data
from guywire.clinic.people.access import staff_of, staff_only
from guywire.clinic.people.models import DeletionRequest, Patient, Retention
from guywire.clinic.people.queries import retention
from guywire.clinic.people.services import record_audit, record_look
from guywire.clinic.plain_forms import LongText, PlainForm
from guywire.clinic.visits.queries import upcoming


class RetentionForm(PlainForm):
    person_years = forms.IntegerField(
        label="People, in years after the last we heard of them",
        required=False,
        min_value=1,
        max_value=99,
        help_text="Leave it empty to keep them until you delete them. State law often asks for "
        "7 years after the last treatment, and longer for minors.",
    )
    question_months = forms.IntegerField(
        label="Closed questions of people without a record, in months",
        required=False,
        min_value=1,
        max_value=999,
    )
    link_days = forms.IntegerField(
        label="Private links, in days after the visit", min_value=1, max_value=3650
    )
    message_days = forms.IntegerField(
        label="Emails and texts, in days after they were sent", min_value=1, max_value=3650
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            limits = f"from 1 to {getattr(field, 'max_value', 0)}"
            empty = "" if field.required else ", or leave it empty"
            for code in ("required", "invalid", "min_value", "max_value"):
                field.error_messages[code] = f"Enter a whole number {limits}{empty}."
            field.widget.attrs |= {"inputmode": "numeric", "id": f"id_{name}"}


class AnswerForm(PlainForm):
    answer = LongText(
        label="What is kept, why, and until when",
        max_length=600,
        rows=3,
        error_messages={"required": "Write what the person should know."},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(*OWNER)
def privacy(request: HttpRequest) -> HttpResponse:
    kept = retention()
    names = ("person_years", "question_months", "link_days", "message_days")
    form = RetentionForm(request.POST or None, initial={n: getattr(kept, n) for n in names})
    would_delete = 0
    if form.is_bound and form.is_valid():
        years = form.cleaned_data["person_years"]
        if years != kept.person_years and "confirmed" not in request.POST:
            would_delete = people_due(years).count()
    if form.is_bound and form.is_valid() and not would_delete:
        Retention.objects.update_or_create(pk=1, defaults=form.cleaned_data)
        record_audit(staff_of(request), "privacy.retention", numbers=form.cleaned_data)
        messages.success(request, "Saved. The worker deletes what is due within an hour.")
        return redirect("desk_privacy")
    waiting = list(DeletionRequest.objects.filter(answered_at=None).select_related("patient"))
    record_look(staff_of(request), "privacy", [asked.patient_id for asked in waiting])
    context = {
        "form": form,
        "waiting": waiting,
        "due": people_due(kept.person_years).count(),
        "would_delete": would_delete,
    }
    return render(request, "desk/privacy.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(*OWNER)
def delete(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """What there is of a person, and the one act that deletes it."""
    person = get_object_or_404(Patient, public_id=public_id)
    asked = person.deletion_requests.filter(answered_at=None).first()
    if request.method == "POST":
        erasure.erase(person, staff_of(request), why="asked" if asked else "owner")
        messages.success(request, "Deleted. Only the trail knows that it happened.")
        return redirect("desk_privacy")
    record_look(staff_of(request), "deletion", [person.pk])
    context = {
        "patient": person,
        "asked": asked,
        "counts": erasure.counts_of(person),
        "coming": upcoming().filter(patient=person).count(),
        "last_treated_at": erasure.last_treated_at(person),
        "form": AnswerForm(),
    }
    return render(request, "desk/delete_person.html", context)


@require_POST
@staff_only(*OWNER)
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    asked = get_object_or_404(DeletionRequest, pk=pk, answered_at=None)
    form = AnswerForm(request.POST)
    if form.is_valid():
        erasure.answer(asked, staff_of(request), form.cleaned_data["answer"])
        messages.success(request, "Saved. They read it on their device under Your data.")
    else:
        messages.error(request, "Write what is kept, why, and until when.")
    return redirect("desk_privacy")


@require_POST
@staff_only(*OWNER)
def export(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Everything the clinic keeps of a person, for a person who asks at the desk."""
    person = get_object_or_404(Patient, public_id=public_id)
    record_audit(staff_of(request), "patient.export", person)
    content = {"made_at": timezone.now(), "at_the_clinic": own_data.clinic_data(person)}
    text = json.dumps(content, default=own_data.as_json_value, ensure_ascii=False, indent=2)
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="person.json"'
    return response
