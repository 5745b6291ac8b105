import uuid

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from guywire.clinic.form_pages import form_page, posted
from guywire.clinic.people.device import device_of
from guywire.clinic.people.sharing import CONSENT_WORDS, sharing_patient
from guywire.clinic.programs import services
from guywire.clinic.programs.record import kept_on
from guywire.clinic.programs.sharing_forms import (
    ShareForm,
)

NEW_PATIENT = "guywire.programs.new-patient"


@form_page
def share(request: HttpRequest) -> HttpResponse:
    device = device_of(request)
    if sharing_patient(device) is not None:
        return redirect("device")
    mark = signing.dumps(str(uuid.uuid4()), salt=NEW_PATIENT)
    form = ShareForm(posted(request), initial={"mark": mark})
    if request.method == "POST" and form.is_valid() and form.may_be_sent(request):
        services.share_as_new_patient(device, patient_id(form), **form.person())
        messages.success(
            request, _("Thank you. The clinic has it now, and you can stop at any time.")
        )
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
