from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from guywire.clinic.desk.roles import EVERYBODY
from guywire.clinic.jobs.queries import worker_state
from guywire.clinic.messages import services
from guywire.clinic.messages.channels import email_enabled
from guywire.clinic.messages.models import Message
from guywire.clinic.messages.queries import unsent_for
from guywire.clinic.people.access import staff_of, staff_only
from guywire.clinic.people.services import record_look


@require_safe
@staff_only(*EVERYBODY)
def outbox(request: HttpRequest) -> HttpResponse:
    unsent = list(unsent_for(staff_of(request)))
    record_look(staff_of(request), "outbox", [message.patient_id for message in unsent])
    context = {
        "unsent": unsent,
        "email_enabled": email_enabled(),
        "worker": worker_state(),
    }
    return render(request, "desk/outbox.html", context)


@require_POST
@staff_only(*EVERYBODY)
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    return _change(request, pk, services.retry, "We are trying again now.")


@require_POST
@staff_only(*EVERYBODY)
def give_up(request: HttpRequest, pk: int) -> HttpResponse:
    return _change(request, pk, services.give_up, "Marked as handled. It will not be sent.")


def _change(request: HttpRequest, pk: int, change: Callable[..., bool], done: str) -> HttpResponse:
    message = get_object_or_404(Message, pk=pk)
    # An account's message may be gone from the list of whoever is not an owner, sent or not.
    mine = unsent_for(staff_of(request)).filter(pk=pk).exists()
    if mine and change(message, staff=staff_of(request)):
        messages.success(request, done)
    else:
        messages.info(request, "Nothing to do: this message was sent or handled in the meantime.")
    return redirect("desk_outbox")
