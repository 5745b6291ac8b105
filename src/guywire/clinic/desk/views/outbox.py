"""An email that could not be sent: try again, or mark it as handled."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from guywire.clinic.desk.roles import EVERYBODY
from guywire.clinic.messages import services
from guywire.clinic.messages.models import Message
from guywire.clinic.messages.queries import unsent_for
from guywire.clinic.people.access import staff_of, staff_only


@require_POST
@staff_only(*EVERYBODY)
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    return _change(request, pk, services.retry, "We are trying again now.")


@require_POST
@staff_only(*EVERYBODY)
def give_up(request: HttpRequest, pk: int) -> HttpResponse:
    return _change(request, pk, services.give_up, "Marked as handled.")


def _change(request: HttpRequest, pk: int, change: Callable[..., bool], done: str) -> HttpResponse:
    message = get_object_or_404(Message, pk=pk)
    # An account's message may be gone from the list of whoever is not an owner, sent or not.
    mine = unsent_for(staff_of(request)).filter(pk=pk).exists()
    if mine and change(message, staff=staff_of(request)):
        messages.success(request, done)
    else:
        messages.info(request, "Nothing to do: this message was sent or handled in the meantime.")
    return redirect("desk_queue")
