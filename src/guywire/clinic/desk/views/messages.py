"""The threads between people and the practice, as the desk reads and answers them."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guywire.clinic.conversations import queries, services
from guywire.clinic.desk import live
from guywire.clinic.desk.message_forms import AssignForm, HandledForm, ReplyForm
from guywire.clinic.desk.roles import EVERYBODY
from guywire.clinic.form_pages import posted
from guywire.clinic.messages import texting
from guywire.clinic.messages.channels import can_reach
from guywire.clinic.people.access import staff_of, staff_only
from guywire.clinic.people.models import Patient
from guywire.clinic.people.services import record_audit, record_look
from guywire.clinic.people.staff_sessions import UNATTENDED

MAX_THREADS = 50


@require_safe
@staff_only(*EVERYBODY)
def threads(request: HttpRequest) -> HttpResponse:
    """The threads that were written in last. Who waits for an answer is in the queue."""
    latest = queries.latest_messages(MAX_THREADS)
    record_look(staff_of(request), "messages", [row.message.patient_id for row in latest])
    context = {"latest": latest, "max_threads": MAX_THREADS}
    return render(request, "desk/messages.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(*EVERYBODY)
def thread(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Read a thread and answer it (POST), or close it without writing (POST with handled)."""
    people = Patient.objects.select_related("thread__assigned_to", "joined_into")
    patient = get_object_or_404(people, public_id=public_id)
    if patient.joined_into is not None:
        return redirect("desk_thread", patient.joined_into.public_id)
    is_handled = "handled" in request.POST
    form = ReplyForm(None if is_handled else posted(request))
    handled_form = HandledForm(posted(request) if is_handled else None)
    sent = handled_form if is_handled else form
    if sent.is_bound and sent.is_valid():
        _save(request, patient, sent)
        return redirect("desk_thread", public_id)
    record_audit(staff_of(request), "thread.open", patient)
    # A page that refreshes by itself has not been read by anybody.
    is_read = request.method == "GET" and UNATTENDED not in request.headers
    if is_read and services.mark_read(patient, by_practice=True):
        live.changed()
    return _show(request, patient, form, handled_form)


@require_POST
@staff_only(*EVERYBODY)
def assign(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    patient = get_object_or_404(Patient, public_id=public_id)
    form = AssignForm(request.POST)
    if form.is_valid():
        services.assign(patient, staff_of(request), form.cleaned_data["assigned_to"])
        messages.success(request, "Saved.")
    else:
        messages.error(request, "This account is turned off. Choose someone else.")
    return redirect("desk_thread", public_id)


@require_POST
@staff_only(*EVERYBODY)
def reopen(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    patient = get_object_or_404(Patient, public_id=public_id)
    if services.reopen(patient, staff_of(request)):
        messages.success(request, "Their last message waits for an answer again.")
    return redirect("desk_thread", public_id)


@require_POST
@staff_only(*EVERYBODY)
def withdraw_link(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    patient = get_object_or_404(Patient, public_id=public_id)
    services.withdraw_link(services.thread_of(patient), staff_of(request))
    messages.success(request, "The link is ended. Your next message brings them a new one.")
    return redirect("desk_thread", public_id)


@require_POST
@staff_only(*EVERYBODY)
def texts(request: HttpRequest, public_id: uuid.UUID, *, on: bool) -> HttpResponse:
    """Note that the person agreed to texts after the words were read to them, or ended that."""
    patient = get_object_or_404(Patient, public_id=public_id)
    if not on:
        texting.withdraw(patient, staff_of(request))
        messages.success(request, "They get no more texts.")
    elif not patient.phone or ";" in patient.phone or texting.is_stopped(patient.phone):
        messages.error(request, "This number gets no texts. It has an extension, or replied STOP.")
    else:
        texting.agree(patient, staff_of(request))
        messages.success(request, "Saved. They get texts at this number.")
    return redirect("desk_patient", public_id)


def _save(request: HttpRequest, patient: Patient, form: ReplyForm | HandledForm) -> None:
    staff = staff_of(request)
    if isinstance(form, HandledForm):
        services.mark_handled(patient, staff, form.cleaned_data["note"], form.mark())
        messages.success(request, "Marked as handled.")
        return
    services.reply(patient, staff, form.cleaned_data["text"], form.mark())
    if can_reach(patient):
        messages.success(request, "Sent. We write to them that a message is here to read.")
    else:
        messages.warning(request, "Saved, but we cannot write to them. Call them.")


def _show(
    request: HttpRequest, patient: Patient, form: ReplyForm, handled_form: HandledForm
) -> HttpResponse:
    written = queries.messages_of(patient, with_notes=True)
    theirs = [message for message in written if message.is_theirs]
    assigned_to = patient.thread.assigned_to if hasattr(patient, "thread") else None
    context = {
        "patient": patient,
        "written": written,
        "waiting": [message for message in theirs if message.answered_at is None],
        "has_theirs": bool(theirs),
        "form": form,
        "handled_form": handled_form,
        "assign_form": AssignForm(initial={"assigned_to": assigned_to}),
        "assigned_to": assigned_to,
        "can_reach": can_reach(patient),
    }
    return render(request, "desk/thread.html", context)
