"""To another device, by a code or a link; and in again, from that code or from a file."""

from __future__ import annotations

from datetime import timedelta

import segno
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from guywire.clinic.form_pages import form_page, posted
from guywire.clinic.handover import services
from guywire.clinic.handover.forms import CodeForm, CopyForm, FileForm, SignedCopyForm
from guywire.clinic.people import copies, own_data
from guywire.clinic.people.device import DeviceRecord, device_of
from guywire.clinic.people.limits import Limit

CODES = Limit("handover_code", 20, timedelta(hours=1))
REPLACE = "replace"


@form_page
def hand_over(request: HttpRequest) -> HttpResponse:
    """Say what a code does (GET); make one and show it, once (POST)."""
    record = device_of(request)
    context: dict[str, object] = {
        "contents": own_data.contents(record),
        "minutes": services.LASTS_MINUTES,
    }
    if request.method == "POST" and context["contents"]:
        if CODES.spend_for_network(request):
            context |= _way_over(request, services.seal(record))
        else:
            context["too_many"] = True
    response = render(request, "handover/hand_over.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


def _way_over(request: HttpRequest, code: str) -> dict[str, object]:
    # What follows the # stays in the browser: no server and no log sees the code in an address.
    link = f"{request.build_absolute_uri(reverse('take_over'))}#{code}"
    picture = segno.make(link, error="m", micro=False)
    svg = picture.svg_inline(scale=6, border=2, dark="#1e2a2b", light="#ffffff", omitsize=True)
    return {"code": code, "link": link, "qr": mark_safe(svg)}  # noqa: S308


@form_page
def take_over(request: HttpRequest) -> HttpResponse:
    form = CodeForm(posted(request))
    if request.method == "POST" and form.is_valid():
        record = device_of(request)
        if _may_replace(request, form, record):
            copy = services.open_once(form.cleaned_data["code"])
            return _taken(request, copy, record) if copy else redirect("take_over")
        return _ask_before(request, form, record, {"code": form.cleaned_data["code"]})
    return _private(render(request, "handover/take_over.html", {"form": form}))


@form_page
def take_in_file(request: HttpRequest) -> HttpResponse:
    is_confirmed = REPLACE in request.POST
    form: CopyForm
    if is_confirmed:
        form = SignedCopyForm(posted(request))
    elif request.method == "POST":
        form = FileForm(request.POST, request.FILES)
    else:
        form = FileForm()
    if request.method == "POST" and form.is_valid():
        record = device_of(request)
        if _may_replace(request, form, record):
            return _taken(request, form.copy, record)
        return _ask_before(request, form, record, {"signed": copies.sign(form.copy)})
    if is_confirmed:
        messages.error(request, str(form.errors["signed"].as_data()[0].message))
        return redirect("take_in_file")
    return _private(render(request, "handover/take_in_file.html", {"form": form}))


def _may_replace(request: HttpRequest, form: CopyForm, record: DeviceRecord) -> bool:
    return REPLACE in request.POST or not copies.replaced_by(form.copy, record)


def _ask_before(
    request: HttpRequest, form: CopyForm, record: DeviceRecord, fields: dict[str, str]
) -> HttpResponse:
    """Nothing is replaced before the person has seen what."""
    names = copies.replaced_by(form.copy, record)
    context = {"going": own_data.titles_of(names), "fields": fields}
    return _private(render(request, "handover/replace.html", context))


def _taken(request: HttpRequest, copy: copies.Copy, record: DeviceRecord) -> HttpResponse:
    try:
        copies.take_in(copy, record)
    except copies.UnreadableCopyError as error:
        messages.error(request, str(error))
        return redirect("device")
    messages.success(request, _("Your copy is now on this device."))
    return redirect("home")


def _private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "private, no-store"
    return response
