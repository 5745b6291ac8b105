"""How the practice looks to patients: logo, color, photos. Only the owner changes it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from guywire.clinic.desk import look
from guywire.clinic.desk.look_forms import ColorForm, LogoForm, PhotoForm
from guywire.clinic.desk.roles import OWNER
from guywire.clinic.people.access import staff_of, staff_only
from guywire.clinic.visits.models import Therapist
from guywire.clinic.welcome.colors import GUYWIRE_LIGHT
from guywire.clinic.welcome.models import Clinic


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(*OWNER)
def logo(request: HttpRequest) -> HttpResponse:
    form = LogoForm(request.POST or None, request.FILES or None)
    clinic = Clinic.objects.first()
    if clinic is None:
        return redirect("desk_practice_new", "clinic")
    if form.is_bound and form.is_valid():
        look.save_logo(clinic, staff_of(request), form.picture, form.icon)
        messages.success(request, "Saved. Every page shows the new logo.")
        return redirect("desk_practice")
    return render(request, "desk/look_logo.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(*OWNER)
def color(request: HttpRequest) -> HttpResponse:
    clinic = Clinic.objects.first()
    if clinic is None:
        return redirect("desk_practice_new", "clinic")
    initial = {"color": clinic.color or GUYWIRE_LIGHT[0]}
    form = ColorForm(request.POST or None, initial=initial)
    if form.is_bound and form.is_valid():
        look.save_color(clinic, staff_of(request), form.cleaned_data["color"])
        messages.success(request, "Saved. Every page shows the new color.")
        return redirect("desk_practice")
    return render(request, "desk/look_color.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(*OWNER)
def photo(request: HttpRequest, pk: int) -> HttpResponse:
    therapist = get_object_or_404(Therapist.objects.select_related("staff"), pk=pk)
    form = PhotoForm(request.POST or None, request.FILES or None)
    if form.is_bound and form.is_valid():
        look.save_photo(therapist, staff_of(request), form.picture)
        messages.success(request, "Saved. Patients see the new photo.")
        return redirect("desk_practice")
    return render(request, "desk/look_photo.html", {"form": form, "therapist": therapist})


@require_POST
@staff_only(*OWNER)
def remove_logo(request: HttpRequest) -> HttpResponse:
    look.save_logo(get_object_or_404(Clinic), staff_of(request), None, None)
    messages.success(request, "Removed. Every page shows the sign of Guywire.")
    return redirect("desk_practice")


@require_POST
@staff_only(*OWNER)
def remove_color(request: HttpRequest) -> HttpResponse:
    look.save_color(get_object_or_404(Clinic), staff_of(request), "")
    messages.success(request, "Removed. Every page shows the color of Guywire.")
    return redirect("desk_practice")


@require_POST
@staff_only(*OWNER)
def remove_photo(request: HttpRequest, pk: int) -> HttpResponse:
    look.save_photo(get_object_or_404(Therapist, pk=pk), staff_of(request), None)
    messages.success(request, "Removed. Patients see the drawing.")
    return redirect("desk_practice")
