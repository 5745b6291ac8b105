from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from guywire.clinic.form_pages import form_page, posted
from guywire.clinic.people.device import device_of
from guywire.clinic.people.sharing import share_if_agreed
from guywire.clinic.people.undo import offer_undo
from guywire.clinic.programs import device_state, services
from guywire.clinic.programs.progress_forms import GoalsForm
from guywire.clinic.programs.record import SECTION, kept_on


@form_page
def goals(request: HttpRequest) -> HttpResponse:
    """What the person wants to do again, in their own words."""
    device = device_of(request)
    form = GoalsForm(kept_on(device).goals, posted(request))
    if request.method == "POST" and form.is_valid():
        before = device.read(SECTION)
        services.set_goals(device, form.goals(device_state.today()))
        offer_undo(device, SECTION, before)
        share_if_agreed(device)
        messages.success(request, _("Your goals are saved on this device."))
        return redirect("progress")
    return render(request, "programs/goals.html", {"form": form})
