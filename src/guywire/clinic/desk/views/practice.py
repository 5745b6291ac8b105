from typing import Any, NamedTuple

from django.contrib import messages
from django.db import transaction
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guywire.clinic.backups.queries import backup_state
from guywire.clinic.desk import practice_forms as forms
from guywire.clinic.desk.models import NoteTemplate
from guywire.clinic.desk.roles import OWNER
from guywire.clinic.people.access import staff_of, staff_only
from guywire.clinic.people.services import record_audit
from guywire.clinic.visits.models import (
    Absence,
    Availability,
    ClosingDay,
    Location,
    Therapist,
    VisitKind,
    VisitSettings,
)
from guywire.clinic.visits.queries import LONGEST, upcoming, visit_settings
from guywire.clinic.visits.services import lock_schedules
from guywire.clinic.welcome.models import Clinic
from guywire.clinic.welcome.queries import clinic_today, current_clinic


class Part(NamedTuple):
    title: str
    form: type[forms.PlainModelForm]
    can_be_removed: bool = False

    @property
    def model(self) -> type[Model]:
        model: type[Model] = self.form._meta.model
        return model


PARTS = {
    "clinic": Part("The practice", forms.ClinicForm),
    "location": Part("A place", forms.LocationForm),
    "therapist": Part("A therapist, as patients see them", forms.TherapistForm),
    "kind": Part("A kind of visit", forms.KindForm),
    "booking": Part("Booking", forms.VisitSettingsForm),
    "closed": Part("A closing day", forms.ClosingDayForm, can_be_removed=True),
    "note-template": Part("A note template", forms.NoteTemplateForm, can_be_removed=True),
    "hours": Part("Weekly hours", forms.HoursForm, can_be_removed=True),
    "away": Part("Away", forms.AwayForm, can_be_removed=True),
}


ONE_ROW = ("clinic", "booking")


@require_safe
@staff_only(*OWNER)
def practice(request: HttpRequest) -> HttpResponse:
    hours = Availability.objects.select_related("therapist__staff", "location", "kept_for")
    away = Absence.objects.filter(ends_at__gt=timezone.now()).select_related("therapist__staff")
    context = {
        "kept": Clinic.objects.first(),
        "locations": Location.objects.all(),
        "therapists": Therapist.objects.select_related("staff"),
        "hours": hours.order_by("therapist__staff__name", "weekday", "start"),
        "away": away.order_by("starts_at"),
        "kinds": VisitKind.objects.all(),
        "note_templates": NoteTemplate.objects.all(),
        "settings": visit_settings(),
        "closing_days": ClosingDay.objects.select_related("location").filter(
            on__gte=clinic_today(current_clinic())
        ),
        "backup": backup_state(),
    }
    return render(request, "desk/practice.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(*OWNER)
def edit(request: HttpRequest, name: str, pk: int | None = None) -> HttpResponse:
    part = part_called(name)
    row = get_object_or_404(part.model, pk=pk) if pk else new_row(part)
    form = part.form(request.POST or None, instance=row)
    if form.is_bound and form.is_valid():
        if name in ONE_ROW:
            form.instance.pk = 1
        with transaction.atomic():
            lock_schedules(*therapists_in(form))
            saved = form.save()
            record_audit(staff_of(request), f"practice.{name}", row=saved.pk)
        messages.success(request, said_after(saved))
        return redirect("desk_practice")
    return render(request, "desk/practice_part.html", {"part": part, "form": form, "row": row})


@require_POST
@staff_only(*OWNER)
def remove(request: HttpRequest, name: str, pk: int) -> HttpResponse:
    part = part_called(name)
    if not part.can_be_removed:
        raise Http404
    row: Any = get_object_or_404(part.model, pk=pk)
    with transaction.atomic():
        lock_schedules(*filter(None, [getattr(row, "therapist_id", None)]))
        record_audit(staff_of(request), f"practice.{name}.remove", row=pk)
        row.delete()
    return redirect("desk_practice")


def new_row(part: Part) -> Model:
    """The one row of settings when there is one: a second is never made."""
    existing = part.model._default_manager.first() if part.model is VisitSettings else None
    return existing or part.model()


def therapists_in(form: forms.PlainModelForm) -> set[int]:
    """Whose schedule the form changes: the therapist it names, and the one it named before."""
    row = form.instance
    named = row.pk if isinstance(row, Therapist) else getattr(row, "therapist_id", None)
    return {pk for pk in (named, form.initial.get("therapist")) if pk is not None}


def part_called(name: str) -> Part:
    if name not in PARTS:
        raise Http404
    return PARTS[name]


def said_after(saved: Any) -> str:
    """An absence does not move the visits that are booked in it: somebody has to call."""
    if isinstance(saved, Absence):
        near = upcoming().filter(
            therapist=saved.therapist,
            starts_at__gt=saved.starts_at - LONGEST,
            starts_at__lt=saved.ends_at,
        )
        if count := sum(visit.ends_at > saved.starts_at for visit in near):
            return f"Saved. Already booked in that time: {count}. Move these visits."
    return "Saved."
