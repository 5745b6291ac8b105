"""What staff type about a visit: why it is canceled, and a walk-in."""

from datetime import date
from typing import Any

from django import forms

from guywire.clinic.desk.models import NOTE_PARTS
from guywire.clinic.people.contact import clean_line
from guywire.clinic.plain_forms import LongText, PlainForm
from guywire.clinic.visits.models import (
    CanceledBy,
    Location,
    Therapist,
    Visit,
    VisitKind,
    Weekday,
)
from guywire.clinic.visits.queries import locations
from guywire.clinic.visits.services import MAX_WEEKS

MAX_REASON_CHARS = 200
MAX_NOTE_CHARS = 5000
DAY_INPUT = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
NO_DAY = {
    "required": "Choose a day.",
    "invalid": "Write a day such as 2026-11-24.",
}


class CancelForm(PlainForm):
    canceled_by = forms.ChoiceField(
        label="Who canceled?",
        choices=CanceledBy,
        initial=CanceledBy.PERSON,
        widget=forms.RadioSelect(attrs={"class": "choices"}),
        error_messages={"required": "Choose who canceled."},
    )
    reason = forms.CharField(
        label="Why? (you may leave this empty)", max_length=MAX_REASON_CHARS, required=False
    )


class AnywayForm(PlainForm):
    """Asks why, before a visit is booked that something speaks against."""

    def override(self) -> str:
        """Why it is booked anyway; empty where no one asked."""
        return clean_line(str(self.data.get("override", "")))[:MAX_REASON_CHARS]

    def ask_to_override(self, error: str) -> None:
        self.fields["override"] = forms.CharField(
            label="Book it anyway? Say why",
            max_length=MAX_REASON_CHARS,
            required=False,
            help_text="The reason stays with the visit. Leave this empty to choose another time.",
        )
        self.add_error("override", error)


class WalkInForm(AnywayForm):
    kind = forms.ModelChoiceField(
        VisitKind.objects.filter(is_active=True, is_at_locations=True),
        label="Kind of visit",
        required=False,
        empty_label="Usual",
    )
    place = forms.ModelChoiceField(Location.objects.all(), label="Location", empty_label=None)
    therapist = forms.ModelChoiceField(
        Therapist.objects.filter(staff__is_active=True).select_related("staff"),
        label="Therapist",
        empty_label=None,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].initial = next(iter(locations()), None)


class TimeOffForm(PlainForm):
    therapist = forms.ModelChoiceField(
        Therapist.objects.filter(staff__is_active=True).select_related("staff"),
        label="Who cannot come?",
        empty_label=None,
    )
    first = forms.DateField(label="First day", widget=DAY_INPUT, error_messages=NO_DAY)
    last = forms.DateField(label="Last day", widget=DAY_INPUT, error_messages=NO_DAY)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and last < max(first, self.today):
            self.add_error("last", "The last day is over before the first. Change one of the two.")
        return cleaned


class NoteForm(PlainForm):
    subjective = LongText(label="Subjective", required=False, max_length=MAX_NOTE_CHARS)
    objective = LongText(label="Objective", required=False, max_length=MAX_NOTE_CHARS)
    assessment = LongText(label="Assessment", required=False, max_length=MAX_NOTE_CHARS)
    plan = LongText(label="Plan", required=False, max_length=MAX_NOTE_CHARS)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not any(cleaned.get(part) for part in NOTE_PARTS):
            self.add_error("subjective", "Write something in at least one of the four parts.")
        return cleaned


class AmendmentForm(NoteForm):
    why = forms.CharField(
        label="Why is it amended?",
        max_length=MAX_REASON_CHARS,
        error_messages={"required": "Say why the note is amended."},
    )


class RepeatForm(PlainForm):
    weekdays = forms.TypedMultipleChoiceField(
        label="On which days?",
        coerce=int,
        choices=Weekday,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "choices"}),
        error_messages={"required": "Choose at least one day."},
    )
    weeks = forms.IntegerField(
        label="For how many weeks?",
        min_value=1,
        max_value=MAX_WEEKS,
        help_text="The week of this visit counts.",
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"),
            f"Write a number from 1 to {MAX_WEEKS}.",
        ),
    )

    def __init__(self, *args: Any, visit: Visit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["weekdays"].initial = [visit.starts_local.weekday()]
        self.fields["weeks"].initial = 6
