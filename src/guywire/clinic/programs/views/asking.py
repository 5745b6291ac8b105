from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from guywire.clinic.conversations.forms import ThreadForm
from guywire.clinic.conversations.links import token_of
from guywire.clinic.conversations.services import thread_of
from guywire.clinic.form_pages import form_page, posted
from guywire.clinic.people.device import device_of
from guywire.clinic.people.sharing import sharing_patient
from guywire.clinic.programs import services
from guywire.clinic.programs.sharing_forms import AskForm


@form_page
def ask(request: HttpRequest) -> HttpResponse:
    """Ask for a person, or just a question, from any page of the program.

    Somebody who shares has a thread with us, and this is a message of it.
    """
    patient = sharing_patient(device_of(request))
    form = ThreadForm(posted(request)) if patient else AskForm(posted(request))
    if request.method == "POST" and form.is_valid() and form.may_be_sent(request):
        if not form.from_a_machine:
            services.ask_for_human(device_of(request), patient, form.mark(), form.answers())
            if patient:
                return redirect("thread", token=token_of(thread_of(patient)))
        return redirect("thanks", "program")
    token = ""
    if patient and patient.thread_messages.exists():
        token = token_of(thread_of(patient))
    context = {"form": form, "patient": patient, "token": token}
    return render(request, "programs/ask.html", context)
