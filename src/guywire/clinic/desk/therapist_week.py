"""The weekly hours of a therapist at one location, and what must not become of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet

from guywire.clinic.desk.opening_forms import Span, WeekForm
from guywire.clinic.visits.models import Availability, Location, Therapist, Visit, Weekday
from guywire.clinic.visits.queries import upcoming


def plain_hours(therapist: Therapist | None, location: Location | None) -> QuerySet[Availability]:
    """Those of every week, for any kind of visit: the form has them all."""
    return Availability.objects.filter(
        therapist=therapist, location=location, valid_from=None, valid_until=None, kept_for=None
    )


def spans_of(hours: Iterable[Availability]) -> list[Span]:
    return [(rule.weekday, rule.start, rule.end) for rule in hours]


class TherapistWeekForm(WeekForm):
    """Hours with a first or last day, and hours kept for one kind of visit, stay as they are."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: dict[str, forms.Field] = {
            "therapist": forms.ModelChoiceField(
                label="Therapist",
                queryset=Therapist.objects.filter(staff__is_active=True).select_related("staff"),
                error_messages={"required": "Choose the therapist."},
            ),
            "location": forms.ModelChoiceField(
                label="Location",
                queryset=Location.objects.all(),
                error_messages={"required": "Choose the location."},
            ),
        }
        self.fields = chosen | self.fields

    def plain_hours(self) -> QuerySet[Availability]:
        return plain_hours(self.cleaned_data.get("therapist"), self.cleaned_data.get("location"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.errors:
            return cleaned
        if not self.spans() and not self.plain_hours().exists():
            self.add_error(self.names[Weekday.MONDAY][0][0], "Enter the times of at least one day.")
        others = Availability.objects.filter(therapist=cleaned["therapist"])
        others = others.exclude(pk__in=self.plain_hours().values("pk"))
        for rule in others.select_related("location"):
            for opens, closes in self.names[Weekday(rule.weekday)]:
                start, end = cleaned.get(opens), cleaned.get(closes)
                if start and end and start < rule.end and rule.start < end:
                    self.add_error(opens, overlap_text(rule))
        return cleaned

    def save(self) -> None:
        wanted = set(self.spans())
        for rule in self.plain_hours():
            span = (rule.weekday, rule.start, rule.end)
            if span in wanted:
                wanted.remove(span)
            else:
                rule.delete()
        Availability.objects.bulk_create(
            Availability(
                therapist=self.cleaned_data["therapist"],
                location=self.cleaned_data["location"],
                weekday=day,
                start=start,
                end=end,
            )
            for day, start, end in sorted(wanted)
        )


def overlapping(hours: Availability) -> Availability | None:
    """Other hours of the therapist at the same time of the week, in the same weeks."""
    same_time = Availability.objects.filter(
        therapist=hours.therapist_id,
        weekday=hours.weekday,
        start__lt=hours.end,
        end__gt=hours.start,
    ).exclude(pk=hours.pk)
    for other in same_time.select_related("location"):
        first = max(hours.valid_from or date.min, other.valid_from or date.min)
        last = min(hours.valid_until or date.max, other.valid_until or date.max)
        if first <= last:
            return other
    return None


def overlap_text(rule: Availability) -> str:
    return (
        f"They already have hours on {rule.get_weekday_display()}, from {rule.start:%H:%M} to "
        f"{rule.end:%H:%M} at {rule.location.name}. Change those, or choose other times."
    )


def visits_outside(therapist: int | None) -> set[int]:
    """The visits to come that no hours of their therapist cover."""
    rules = list(Availability.objects.filter(therapist=therapist))
    visits = upcoming().filter(therapist=therapist)
    return {visit.pk for visit in visits if not any(_covers(rule, visit) for rule in rules)}


def _covers(rule: Availability, visit: Visit) -> bool:
    start, end = visit.starts_local, visit.ends_at.astimezone(visit.starts_local.tzinfo)
    on = start.date()
    return (
        rule.weekday == on.weekday()
        and visit.location_id in (None, rule.location_id)
        and (rule.valid_from or on) <= on <= (rule.valid_until or on)
        and rule.start <= start.time()
        and end.time() <= rule.end
    )
