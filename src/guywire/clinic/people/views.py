from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from guywire.clinic.people import sharing
from guywire.clinic.people.device import device_of


@require_safe
def device(request: HttpRequest) -> HttpResponse:
    record = device_of(request)
    kept = {section: record.read(section) for section in ("check", "program", "visits")}
    context = {"kept": kept, "patient": sharing.sharing_patient(record)}
    return render(request, "people/device.html", context)


@require_POST
def forget(request: HttpRequest) -> HttpResponse:
    record = device_of(request)
    sharing.stop_sharing(record)
    record.forget()
    messages.success(request, "Everything on this device is forgotten.")
    response = redirect("home")
    # Drafts and a running session lie in the browser's own storage, which no cookie reaches.
    response["Clear-Site-Data"] = '"storage"'
    return response


@require_POST
def stop_sharing(request: HttpRequest) -> HttpResponse:
    sharing.stop_sharing(device_of(request))
    messages.success(request, "You are no longer sharing. New sessions stay on this device.")
    return redirect("device")
