from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from guywire.care import roland_morris
from guywire.clinic.form_pages import form_page, posted
from guywire.clinic.people.device import device_of
from guywire.clinic.people.sharing import share_if_agreed, sharing_patient
from guywire.clinic.programs import device_state, services
from guywire.clinic.programs.progress_forms import (
    QuestionnaireForm,
)
from guywire.clinic.programs.record import kept_on


@form_page
def fill_in_questionnaire(request: HttpRequest) -> HttpResponse:
    device, today = device_of(request), device_state.today()
    filled = next((one for one in kept_on(device).questionnaires if one.on == today), None)
    picked = [str(number) for number in filled.ticked] if filled else []
    form = QuestionnaireForm(posted(request), initial={"picked": picked})
    if request.method == "POST" and form.is_valid():
        services.fill_in_questionnaire(device, form.cleaned_data["picked"], today)
        share_if_agreed(device)
        return redirect(f"{reverse('progress')}#questionnaire")
    context = {
        "form": form,
        "filled_today": filled is not None,
        "instruction": roland_morris.INSTRUCTION,
        "printed_in": roland_morris.PRINTED_IN,
        "sharing": sharing_patient(device) is not None,
    }
    return render(request, "programs/fill_in_questionnaire.html", context)
