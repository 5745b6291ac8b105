"""What is kept of a person, here and at the clinic: seen, downloaded, deleted."""

import json
from urllib.parse import urlsplit

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_POST, require_safe

from guywire.clinic.form_pages import form_page
from guywire.clinic.people import copies, own_data, sharing, undo
from guywire.clinic.people.device import device_of
from guywire.clinic.people.queries import latest_request
from guywire.clinic.people.services import ask_to_delete

WHAT_STAYS = gettext_noop("What you shared before stays at the clinic. Call us to have it deleted.")


@require_safe
def device(request: HttpRequest) -> HttpResponse:
    record = device_of(request)
    known = own_data.known_by(record)
    context = {
        "kept": {section: record.read(section) for section in ("check", "program", "visits")},
        "known": known,
        "patient": known.patient if known and known.shares else None,
        "deletion": latest_request(known.patient) if known else None,
    }
    return render(request, "people/device.html", context)


@require_safe
def data(request: HttpRequest) -> HttpResponse:
    """Everything in words, on one page that prints."""
    here, clinic = _data(request)
    context = {
        "here": own_data.readable(here),
        "at_clinic": own_data.readable(clinic or {}),
        "known": own_data.known_by(device_of(request)),
    }
    return _private(render(request, "people/data.html", context))


@require_safe
def data_json(request: HttpRequest) -> HttpResponse:
    here, clinic = _data(request)
    content = {"made_at": timezone.now(), "on_this_device": here, "at_the_clinic": clinic}
    content[copies.FILE_KEY] = copies.signed(device_of(request))
    text = json.dumps(content, default=own_data.as_json_value, ensure_ascii=False, indent=2)
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="my-guywire-data.json"'
    return _private(response)


def _data(
    request: HttpRequest,
) -> tuple[dict[str, list[own_data.Row]], dict[str, list[own_data.Row]] | None]:
    """What is here; and what is at the clinic, for a device that shares with it. A private link
    opens one visit, which is no proof for a whole record: it may have been passed on."""
    record = device_of(request)
    known = own_data.known_by(record)
    clinic = own_data.clinic_data(known.patient) if known and known.shares else None
    return own_data.device_data(record), clinic


def _private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
def ask_for_deletion(request: HttpRequest) -> HttpResponse:
    known = own_data.known_by(device_of(request))
    if known is not None:
        ask_to_delete(known.patient, by_sharing=known.shares)
        messages.success(request, _("We got your request. You see the answer on this page."))
    return redirect("device")


@form_page
def forget(request: HttpRequest) -> HttpResponse:
    """Say what goes and offer a copy of it (GET); delete it (POST)."""
    record = device_of(request)
    if request.method != "POST":
        context = {
            "going": own_data.contents(record),
            "kept": {"visits": record.read("visits")},
            "shares": sharing.sharing_patient(record) is not None,
        }
        return render(request, "people/forget.html", context)
    shared = sharing.sharing_patient(record) is not None
    sharing.stop_sharing(record)
    record.forget()
    messages.success(request, _("Everything on this device is deleted."))
    if shared:
        messages.info(request, _(WHAT_STAYS))
    response = redirect("home")
    # Drafts and a running session lie in the browser's own storage, which no cookie reaches.
    response["Clear-Site-Data"] = '"storage"'
    return response


@require_POST
def undo_last(request: HttpRequest) -> HttpResponse:
    """Take back the last change that was offered for it, and go on to `next`, or back."""
    record = device_of(request)
    if taken := undo.take_back(record):
        sharing.share_undo(record, taken.section, taken.content)
        messages.success(request, _("Undone. Everything is as it was before."))
    else:
        messages.error(request, _("This can no longer be undone."))
    back = request.POST.get("next") or urlsplit(request.headers.get("Referer", "")).path
    is_ours = url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return redirect(back if back and is_ours else "home")


@require_POST
def stop_sharing(request: HttpRequest) -> HttpResponse:
    sharing.stop_sharing(device_of(request))
    messages.success(request, _("You no longer share. New sessions stay on this device."))
    messages.info(request, _(WHAT_STAYS))
    return redirect("device")
