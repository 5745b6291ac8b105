"""The private page of a thread. GET only shows: mail scanners follow links. POST acts."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guywire.clinic.conversations import queries, services
from guywire.clinic.conversations.forms import ThreadForm
from guywire.clinic.conversations.links import patient_behind, token_of
from guywire.clinic.form_pages import form_page, posted
from guywire.clinic.people.models import Patient
from guywire.clinic.welcome.queries import answer_day, current_clinic

View = Callable[[HttpRequest, Patient, str], HttpResponse]


def of_the_link(view: View) -> Callable[[HttpRequest, str], HttpResponse]:
    """The view gets the person the link was signed for; any other link gets a plain sentence."""

    @wraps(view)
    def guarded(request: HttpRequest, token: str) -> HttpResponse:
        patient = patient_behind(token)
        if patient is None:
            response = render(request, "conversations/no_such_link.html", status=404)
        else:
            response = view(request, patient, token)
        response["Cache-Control"] = "no-store"
        response["X-Robots-Tag"] = "noindex"
        return response

    return guarded


@form_page
@of_the_link
def thread(request: HttpRequest, patient: Patient, token: str) -> HttpResponse:
    """Read what was written, and answer."""
    form = ThreadForm(posted(request))
    if form.is_bound and form.is_valid() and form.may_be_sent(request):
        if not form.from_a_machine:
            services.write_as_person(patient, form.cleaned_data["text"], form.mark())
        messages.success(request, _("We have your message."))
        return redirect("thread", token=token)
    written = queries.messages_of(patient, with_notes=False)
    if request.method == "GET":
        services.mark_read(patient, by_practice=False)
    context = {
        "form": form,
        "token": token,
        "written": written,
        "is_waiting": bool(written) and written[-1].is_theirs,
        "answer_day": answer_day("message", timezone.now(), current_clinic()),
    }
    return render(request, "conversations/thread.html", context)


@require_POST
@of_the_link
def renew_link(request: HttpRequest, patient: Patient, token: str) -> HttpResponse:
    """End this link, for somebody who passed it on, and go on with a new one."""
    renewed = services.withdraw_link(services.thread_of(patient))
    messages.success(request, _("The old link no longer works. This page has a new one."))
    return redirect("thread", token=token_of(renewed))
