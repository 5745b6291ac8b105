from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from guywire.clinic.form_pages import form_page, posted
from guywire.clinic.people.device import device_of
from guywire.clinic.people.sharing import sharing_patient
from guywire.clinic.programs import services
from guywire.clinic.programs.forms import (
    AskAsPatientForm,
    AskForm,
)


@form_page
def ask(request: HttpRequest) -> HttpResponse:
    """Ask for a person, or just a question, from any page of the program."""
    patient = sharing_patient(device_of(request))
    form = AskAsPatientForm(posted(request)) if patient else AskForm(posted(request))
    if request.method == "POST" and form.is_valid() and form.may_be_sent(request):
        if not form.from_a_machine:
            services.ask_for_human(device_of(request), patient, form.mark(), form.answers())
        return redirect("thanks", "program")
    return render(request, "programs/ask.html", {"form": form, "patient": patient})
