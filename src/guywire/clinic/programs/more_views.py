"""Progress, weekly score, questionnaire, sharing with the clinic, and asking for a person."""

import uuid
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from guywire.care import roland_morris
from guywire.care.natural_course import LASTING_PAIN, NEW_PAIN
from guywire.care.scores import PAIN
from guywire.clinic.checks.motion_chart import picture_of
from guywire.clinic.checks.queries import shown_check
from guywire.clinic.people.device import device_of
from guywire.clinic.people.sharing import CONSENT_WORDS, share_if_agreed, sharing_patient
from guywire.clinic.programs import chart, own, questionnaire, services
from guywire.clinic.programs.forms import (
    AskAsPatientForm,
    AskForm,
    QuestionnaireForm,
    ShareForm,
    WeeklyForm,
)
from guywire.clinic.programs.record import Kept, kept_on
from guywire.clinic.programs.summary import in_words
from guywire.clinic.programs.views import form_page, posted, pressing

NEW_PATIENT = "guywire.programs.new-patient"


@form_page
def progress(request: HttpRequest) -> HttpResponse:
    device = device_of(request)
    kept = kept_on(device)
    form = WeeklyForm(posted(request))
    if request.method == "POST" and form.is_valid():
        services.answer_weekly(device, form.cleaned_data["pain"], own.today())
        share_if_agreed(device)
        return redirect("progress")
    check = shown_check(device)
    context = about_progress(kept) | {
        "form": form,
        "motion": picture_of(check),
        "measured_by": check.measured_by if check else "",
        "due": own.weekly_is_due(kept.weekly, own.today()),
        "questionnaire_is_due": own.questionnaire_is_due(kept.questionnaires, own.today()),
        "reasons": pressing(device),
        "sharing": sharing_patient(device) is not None,
    }
    return render(request, "programs/progress.html", context)


def about_progress(kept: Kept) -> dict[str, Any]:
    return {
        "kept": kept,
        "words": in_words(kept.sessions),
        "newest_first": kept.sessions[::-1],
        "zone": own.clinic_zone(),
        "chart": chart.draw(kept.weekly) if kept.weekly else None,
        "scale": PAIN,
        "courses": (NEW_PAIN, LASTING_PAIN),
        "questionnaire": questionnaire.course(kept.questionnaires),
    }


@form_page
def fill_in_questionnaire(request: HttpRequest) -> HttpResponse:
    device, today = device_of(request), own.today()
    filled = next((one for one in kept_on(device).questionnaires if one.on == today), None)
    ticked = [str(number) for number in filled.ticked] if filled else []
    form = QuestionnaireForm(posted(request), initial={"ticked": ticked})
    if request.method == "POST" and form.is_valid():
        services.fill_in_questionnaire(device, form.cleaned_data["ticked"], today)
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


@form_page
def share(request: HttpRequest) -> HttpResponse:
    device = device_of(request)
    if sharing_patient(device) is not None:
        return redirect("device")
    mark = signing.dumps(str(uuid.uuid4()), salt=NEW_PATIENT)
    form = ShareForm(posted(request), initial={"mark": mark})
    if request.method == "POST" and form.is_valid():
        services.share_as_new_patient(device, patient_id(form), **form.person())
        messages.success(request, "Thank you. The clinic has it now, and you can stop at any time.")
        return redirect("device")
    context = {"form": form, "words": CONSENT_WORDS, "kept": kept_on(device)}
    return render(request, "programs/share.html", context)


def patient_id(form: ShareForm) -> uuid.UUID:
    """The id this one form was given, so that sending it twice makes one patient. A mark that is
    not ours counts as none: nobody shares into another person's record."""
    try:
        return uuid.UUID(signing.loads(form.cleaned_data["mark"], salt=NEW_PATIENT))
    except signing.BadSignature:
        return uuid.uuid4()


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
