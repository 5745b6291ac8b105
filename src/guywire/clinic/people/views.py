from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from guywire.clinic.people import sharing
from guywire.clinic.people.device import device_of

WHAT_STAYS = (
    "What you shared before stays in your record at the clinic. To have it removed, call us."
)


@require_safe
def device(request: HttpRequest) -> HttpResponse:
    record = device_of(request)
    kept = {section: record.read(section) for section in ("check", "program", "visits")}
    context = {"kept": kept, "patient": sharing.sharing_patient(record)}
    return render(request, "people/device.html", context)


@require_POST
def forget(request: HttpRequest) -> HttpResponse:
    record = device_of(request)
    shared = sharing.sharing_patient(record) is not None
    sharing.stop_sharing(record)
    record.forget()
    forgotten = "Everything on this device is forgotten."
    messages.success(request, f"{forgotten} {WHAT_STAYS}" if shared else forgotten)
    response = redirect("home")
    # Drafts and a running session lie in the browser's own storage, which no cookie reaches.
    response["Clear-Site-Data"] = '"storage"'
    return response


@require_POST
def stop_sharing(request: HttpRequest) -> HttpResponse:
    sharing.stop_sharing(device_of(request))
    stopped = "You are no longer sharing. New sessions stay on this device."
    messages.success(request, f"{stopped} {WHAT_STAYS}")
    return redirect("device")
