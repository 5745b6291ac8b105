"""The online room as the therapist meets it."""

import uuid

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from guywire.body.measure.readings import RANGES_DEG
from guywire.clinic.checks.services import keep_remote_reading
from guywire.clinic.desk.roles import CLINICAL
from guywire.clinic.people.access import staff_of, staff_only
from guywire.clinic.people.services import record_audit
from guywire.clinic.visits.models import Seat, Visit
from guywire.clinic.visits.room_views import answer_poll, page_data, with_camera
from guywire.clinic.visits.room_words import SPOTS, spot_titles
from guywire.clinic.visits.services import room as services

NOT_NOW = "The room of an online visit is open from 15 minutes before it to 30 minutes after it."
MINUS = "\N{MINUS SIGN}"


class ReadingForm(forms.Form):
    spot = forms.ChoiceField(choices=[(spot, spot) for spot in SPOTS])
    angle = forms.FloatField(min_value=-90, max_value=90)


def visit_of(public_id: uuid.UUID) -> Visit:
    visits = Visit.objects.select_related("patient", "therapist__staff", "location")
    return get_object_or_404(visits, public_id=public_id)


@require_safe
@staff_only(*CLINICAL)
def room(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    visit = visit_of(public_id)
    if not services.has_room(visit) or not services.is_open(visit):
        messages.info(request, NOT_NOW)
        return redirect("desk_visit", public_id)
    record_audit(staff_of(request), "room.open", visit.patient, visit=str(public_id))
    data = page_data(visit, Seat.THERAPIST, reverse("desk_room_poll", args=[public_id]))
    data["admit"] = reverse("desk_room_admit", args=[public_id])
    data["reading"] = reverse("desk_room_reading", args=[public_id])
    context = {
        "visit": visit,
        "other_name": visit.patient.name,
        "link": visit.therapist.online_link,
        "spots": spot_titles(),
        "data": data,
    }
    return with_camera(render(request, "desk/room.html", context))


@require_POST
@staff_only(*CLINICAL)
def poll(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    return answer_poll(request, visit_of(public_id), Seat.THERAPIST)


@require_POST
@staff_only(*CLINICAL)
def admit(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    visit = visit_of(public_id)
    if services.has_room(visit) and services.is_open(visit):
        services.admit(visit, staff_of(request))
    return HttpResponse(status=204)


@require_POST
@staff_only(*CLINICAL)
def reading(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Keep one angle that the therapist saw; nothing else of the stream is ever stored."""
    visit, form = visit_of(public_id), ReadingForm(request.POST)
    if not services.has_room(visit) or not services.is_open(visit):
        return JsonResponse({"text": NOT_NOW}, status=409)
    if not form.is_valid():
        return JsonResponse({"text": "This angle cannot be saved. Read it again."}, status=400)
    side, name = SPOTS[form.cleaned_data["spot"]]
    angle_deg = form.cleaned_data["angle"]
    low, high = RANGES_DEG["thigh" if side else "standing_pelvis"]
    if not low <= angle_deg <= high:
        text = f"{angle_deg:.0f}° is outside {low:.0f}° to {high:.0f}°. Check where the phone is."
        return JsonResponse({"text": text.replace("-", MINUS)}, status=400)
    check_id = uuid.uuid5(visit.public_id, "room")
    keep_remote_reading(staff_of(request), visit.patient, check_id, name, side, angle_deg)
    title, angle_text = spot_titles()[form.cleaned_data["spot"]], f"{angle_deg:.0f}°"
    text = f"Saved in the chart: {title}, {angle_text.replace('-', MINUS)}."
    return JsonResponse({"text": text})
