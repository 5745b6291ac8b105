"""The hours of a whole week in one form: each day open or closed, from when to when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time
from typing import Any

from django import forms
from django.db import transaction

from guywire.clinic.plain_forms import PlainForm
from guywire.clinic.visits.models import Availability, Location, Therapist, Weekday
from guywire.clinic.welcome.models import OpeningHours
from guywire.clinic.welcome.opening import Week, opening_week

BAD_TIME = {"invalid": "Write a time such as 9:00 AM or 14:30."}
TIME_FORMATS = ["%H:%M", "%I:%M %p", "%I:%M%p", "%I %p", "%I%p"]


class WeekForm(PlainForm):
    """Two times a day. A day with both left empty is closed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for weekday in Weekday:
            for end, words in (("opens", "opens"), ("closes", "closes")):
                self.fields[f"{end}_{weekday.value}"] = forms.TimeField(
                    label=f"{weekday.label} {words}",
                    required=False,
                    input_formats=TIME_FORMATS,
                    widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
                    error_messages=BAD_TIME,
                )

    @classmethod
    def showing(cls, week: Week) -> dict[str, time]:
        initial: dict[str, time] = {}
        for weekday, (opens, closes) in week.items():
            initial |= {f"opens_{weekday}": opens, f"closes_{weekday}": closes}
        return initial

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for weekday in Weekday:
            self._check(weekday, cleaned)
        return cleaned

    def _check(self, weekday: Weekday, cleaned: dict[str, Any]) -> None:
        names = f"opens_{weekday.value}", f"closes_{weekday.value}"
        if any(name in self.errors for name in names):
            return
        opens, closes = (cleaned.get(name) for name in names)
        if bool(opens) != bool(closes):
            missing = names[0] if closes else names[1]
            self.add_error(missing, f"{weekday.label} needs both times, or none if it is closed.")
        elif opens and closes and closes <= opens:
            self.add_error(names[1], f"{weekday.label} closes before it opens. Change one of them.")

    def week(self) -> Week:
        times = {
            weekday.value: tuple(
                self.cleaned_data[f"{end}_{weekday.value}"] for end in ("opens", "closes")
            )
            for weekday in Weekday
        }
        return {day: (opens, closes) for day, (opens, closes) in times.items() if opens}

    def days(self) -> Iterator[tuple[str, forms.BoundField, forms.BoundField]]:
        for weekday in Weekday:
            yield (
                weekday.label,
                self[f"opens_{weekday.value}"],
                self[f"closes_{weekday.value}"],
            )


class TherapistWeekForm(WeekForm):
    """Adds hours on every day that has times; hours that are there already stay."""

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

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors and not self.week():
            self.add_error(f"opens_{Weekday.MONDAY.value}", "Enter the times of at least one day.")
        if therapist := cleaned.get("therapist"):
            for rule in Availability.objects.filter(therapist=therapist):
                self._refuse_overlap(rule, cleaned)
        return cleaned

    def _refuse_overlap(self, rule: Availability, cleaned: dict[str, Any]) -> None:
        opens, closes = (cleaned.get(f"{end}_{rule.weekday}") for end in ("opens", "closes"))
        if opens and closes and rule.start < closes and opens < rule.end:
            self.add_error(
                f"opens_{rule.weekday}",
                f"They already have hours on {rule.get_weekday_display()}, from "
                f"{rule.start:%H:%M} to {rule.end:%H:%M}. Change those, or leave this day empty.",
            )

    def save(self) -> None:
        Availability.objects.bulk_create(
            Availability(
                therapist=self.cleaned_data["therapist"],
                location=self.cleaned_data["location"],
                weekday=day,
                start=start,
                end=end,
            )
            for day, (start, end) in self.week().items()
        )


@transaction.atomic
def save_opening_week(week: Week) -> None:
    OpeningHours.objects.all().delete()
    OpeningHours.objects.bulk_create(
        OpeningHours(weekday=day, opens=opens, closes=closes)
        for day, (opens, closes) in week.items()
    )


def opening_rows() -> list[tuple[str, time, time]]:
    """The days on which the practice is open, in words."""
    return [
        (Weekday(day).label, opens, closes)
        for day, (opens, closes) in sorted(opening_week().items())
    ]
