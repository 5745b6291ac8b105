from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple, TypeVar

from django.contrib import messages
from django.db import transaction
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guywire.clinic.backups.queries import backup_state
from guywire.clinic.desk import practice_forms as forms
from guywire.clinic.desk.insurance_forms import PayerForm, StandardAnswerForm
from guywire.clinic.desk.models import NoteTemplate
from guywire.clinic.desk.opening_forms import (
    WeekForm,
    opening_rows,
    save_opening_week,
)
from guywire.clinic.desk.roles import OWNER
from guywire.clinic.desk.therapist_week import (
    TherapistWeekForm,
    plain_hours,
    spans_of,
    visits_outside,
)
from guywire.clinic.desk.visits_to_move import stranded, visits_text
from guywire.clinic.insurance.models import Payer, StandardAnswer
from guywire.clinic.people.access import staff_of, staff_only
from guywire.clinic.people.services import record_audit
from guywire.clinic.visits.models import (
    Absence,
    Availability,
    ClosingDay,
    Location,
    Therapist,
    Visit,
    VisitKind,
    VisitSettings,
)
from guywire.clinic.visits.queries import has_hours, locations, therapists, visit_settings
from guywire.clinic.visits.services import lock_schedules
from guywire.clinic.welcome.models import AnswerPromises, Clinic
from guywire.clinic.welcome.opening import opening_week
from guywire.clinic.welcome.queries import clinic_today, current_clinic


class Part(NamedTuple):
    title: str
    form: type[forms.PlainModelForm]
    heading: str
    """Its id on the page of the practice."""
    can_be_removed: bool = False

    @property
    def model(self) -> type[Model]:
        model: type[Model] = self.form._meta.model
        return model


PARTS = {
    "clinic": Part("The practice", forms.ClinicForm, "itself"),
    "location": Part("A location", forms.LocationForm, "places"),
    "therapist": Part("A therapist, as patients see them", forms.TherapistForm, "faces"),
    "kind": Part("A kind of visit", forms.KindForm, "kinds"),
    "booking": Part("Booking", forms.VisitSettingsForm, "booking"),
    "closed": Part("A closing day", forms.ClosingDayForm, "closed", can_be_removed=True),
    "note-template": Part(
        "A note template", forms.NoteTemplateForm, "note-templates", can_be_removed=True
    ),
    "hours": Part("Weekly hours", forms.HoursForm, "week", can_be_removed=True),
    "promises": Part("When we answer", forms.PromisesForm, "promises"),
    "payer": Part("An insurance company", PayerForm, "payers"),
    "standard-answer": Part(
        "A standard answer", StandardAnswerForm, "answers", can_be_removed=True
    ),
    "away": Part("Away", forms.AwayForm, "away", can_be_removed=True),
}


MAX_SPANS = 6
"""Of hours in one day: more are entered one by one."""
ONE_ROW = ("clinic", "booking", "promises")


@require_safe
@staff_only(*OWNER)
def practice(request: HttpRequest) -> HttpResponse:
    hours = Availability.objects.filter(therapist__staff__is_active=True)
    hours = hours.select_related("therapist__staff", "location", "kept_for")
    away = Absence.objects.filter(ends_at__gt=timezone.now()).select_related("therapist__staff")
    context = {
        "steps": steps_left(),
        "kept": Clinic.objects.first(),
        "locations": Location.objects.all(),
        "therapists": Therapist.objects.select_related("staff").order_by(
            "-staff__is_active", "staff__name"
        ),
        "without_hours": Therapist.objects.filter(
            staff__is_active=True, availability=None
        ).select_related("staff"),
        "hours": hours.order_by("therapist__staff__name", "weekday", "start"),
        "away": away.order_by("starts_at"),
        "kinds": VisitKind.objects.all(),
        "note_templates": NoteTemplate.objects.all(),
        "settings": visit_settings(),
        "closing_days": ClosingDay.objects.select_related("location").filter(
            on__gte=clinic_today(current_clinic())
        ),
        "backup": backup_state(),
        "opening_week": opening_rows(),
        "promises": AnswerPromises.objects.first() or AnswerPromises(),
        "payers": Payer.objects.all(),
        "standard_answers": StandardAnswer.objects.all(),
    }
    return render(request, "desk/practice.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(*OWNER)
def edit(request: HttpRequest, name: str, pk: int | None = None) -> HttpResponse:
    part = part_called(name)
    row = get_object_or_404(part.model, pk=pk) if pk else new_row(part)
    initial = {"staff": request.GET.get("staff")} if name == "therapist" and not pk else {}
    form = part.form(request.POST or None, instance=row, initial=initial)
    if form.is_bound and form.is_valid():
        if name in ONE_ROW:
            form.instance.pk = 1
        before = len(stranded())
        whose = getattr(row, "therapist_id", None) if name == "hours" else None
        outside = visits_outside(whose)
        with transaction.atomic():
            lock_schedules(*therapists_in(form))
            saved = form.save()
            record_audit(staff_of(request), f"practice.{name}", row=saved.pk)
        if (count := len(stranded()) - before) > 0:
            # Booked visits stay where they are: someone has to move them.
            messages.warning(request, f"Saved. {visits_text(count)} cannot take place.")
            return redirect("desk_visits_to_move")
        say_saved(request, visits_outside(whose) - outside)
        return redirect("desk_practice")
    context = {"part": part, "form": form, "row": row, "back": address_of(part.heading)}
    return render(request, "desk/practice_part.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(*OWNER)
def opening_hours(request: HttpRequest) -> HttpResponse:
    """The hours of a whole week in one form."""
    week = [(day, *times) for day, times in opening_week().items()]
    form = WeekForm(request.POST or None, initial=WeekForm.showing(week))
    if form.is_bound and form.is_valid():
        save_opening_week(form.spans())
        record_audit(staff_of(request), "practice.opening_hours")
        messages.success(request, "Saved.")
        return redirect("desk_practice")
    return render(request, "desk/opening_hours.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(*OWNER)
def therapist_week(request: HttpRequest) -> HttpResponse:
    """The weekly hours of a therapist at one location, all days in one form."""
    if request.method == "POST":
        spans = max(count for count in range(1, MAX_SPANS + 1) if has_span(request, count))
        form = TherapistWeekForm(request.POST, spans=spans)
        shown = request.POST.get("shown", "")
        if form.is_valid():
            who, where = form.cleaned_data["therapist"], form.cleaned_data["location"]
            if shown != f"{who.pk}.{where.pk}" and form.plain_hours().exists():
                messages.warning(request, "They have hours there already. This is their week.")
                address = reverse("desk_therapist_week")
                return redirect(f"{address}?therapist={who.pk}&location={where.pk}")
            outside = visits_outside(who.pk)
            with transaction.atomic():
                lock_schedules(who.pk)
                form.save()
                record_audit(staff_of(request), "practice.week", row=who.pk)
            say_saved(request, visits_outside(who.pk) - outside)
            return redirect("desk_practice")
    else:
        who = chosen(request.GET.get("therapist"), therapists())
        where = chosen(request.GET.get("location"), locations())
        week = spans_of(plain_hours(who, where)) if who and where else []
        most = max(Counter(day for day, *_ in week).values(), default=1)
        spans = max(most, 2 if "break" in request.GET else 1)
        initial = {"therapist": who, "location": where, **TherapistWeekForm.showing(week)}
        form = TherapistWeekForm(initial=initial, spans=spans)
        shown = f"{who.pk}.{where.pk}" if who and where else ""
    context = {"form": form, "shown": shown, "has_break": spans > 1}
    return render(request, "desk/therapist_week.html", context)


def has_span(request: HttpRequest, number: int) -> bool:
    return number == 1 or f"opens{number}_0" in request.POST


Row = TypeVar("Row", bound=Model)


def chosen(wanted: str | None, rows: Sequence[Row]) -> Row | None:
    """The one that is asked for, or the only one there is."""
    if wanted is None and len(rows) == 1:
        return rows[0]
    return next((row for row in rows if str(row.pk) == wanted), None)


def say_saved(request: HttpRequest, outside: set[int]) -> None:
    """Visits stay booked when the hours they lie in go away: someone has to know."""
    if not outside:
        messages.success(request, "Saved.")
        return
    first = Visit.objects.filter(pk__in=outside).order_by("starts_at")[0].starts_local
    messages.warning(
        request,
        f"Saved. {visits_text(len(outside))} stay{'s' if len(outside) == 1 else ''} outside these "
        f"hours, the first on {first:%A, %B} {first.day}. Move them in the schedule.",
    )


@require_POST
@staff_only(*OWNER)
def remove(request: HttpRequest, name: str, pk: int) -> HttpResponse:
    part = part_called(name)
    if not part.can_be_removed:
        raise Http404
    row: Any = get_object_or_404(part.model, pk=pk)
    whose = row.therapist_id if name == "hours" else None
    outside = visits_outside(whose)
    with transaction.atomic():
        lock_schedules(*filter(None, [getattr(row, "therapist_id", None)]))
        record_audit(staff_of(request), f"practice.{name}.remove", row=pk)
        row.delete()
    say_saved(request, visits_outside(whose) - outside)
    return redirect("desk_practice")


def address_of(heading: str) -> str:
    """The page of the practice, at one of its parts."""
    return f"{reverse('desk_practice')}#{heading}"


def steps_left() -> list[tuple[str, str]]:
    """What is missing until patients can book, in order, each with its page."""
    new = "desk_practice_new"
    steps = (
        (Clinic.objects.exists(), "Name the practice", reverse(new, args=["clinic"])),
        (bool(locations()), "Add a location", reverse(new, args=["location"])),
        (bool(therapists()), "Add a therapist", reverse(new, args=["therapist"])),
        (has_hours(), "Enter the weekly hours", reverse("desk_therapist_week")),
    )
    return [(text, address) for is_done, text, address in steps if not is_done]


def new_row(part: Part) -> Model:
    """The one row of settings when there is one: a second is never made."""
    if part.model is Location and (clinic := Clinic.objects.first()):
        return Location(zone=clinic.timezone, phone=clinic.phone)
    has_one_row = part.model in (VisitSettings, AnswerPromises)
    existing = part.model._default_manager.first() if has_one_row else None
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
