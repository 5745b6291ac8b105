import uuid
from dataclasses import asdict
from datetime import date
from typing import Any

from django import forms

from guywire.care.beginning import FOOT_SUPPORT_AT_MOST_CM, KNEE_BEND_RANGE_DEG, Start
from guywire.care.history import THRESHOLD_LIMITS, Thresholds
from guywire.care.program import STANDARD_DOSE, PlannedStretch
from guywire.care.stretches import definition
from guywire.care.stretches.stretch_definition import FOOT_SUPPORT, KNEE_BEND, TOWEL
from guywire.care.vocabulary import Side, Stretch
from guywire.care.words import message
from guywire.clinic.desk.visit_forms import AnywayForm
from guywire.clinic.people.contact_fields import (
    UNREACHABLE,
    EmailField,
    NameField,
    PhoneField,
    never_fill_in,
)
from guywire.clinic.people.models import Role, Staff
from guywire.clinic.plain_forms import LongText, PlainForm, SharedRowForm
from guywire.clinic.programs.plans import planned_stretch
from guywire.clinic.welcome.models import NoticePlace, Tone

START_CHOSEN = message("Your therapist chose this.")
DATE_ERROR = {"invalid": "This is not a date. Enter it like 11/24/2026."}


REOPEN = "This page has lost its way. Please open it again from the person."
KEPT_HERE_ONLY = (
    "Kept in their record. Their device does not receive it, so please tell them yourself."
)


class DayField(forms.DateField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            error_messages=DATE_ERROR | kwargs.pop("error_messages", {}),
            **kwargs,
        )


class NoticeForm(PlainForm):
    text = LongText(
        label="What everybody should know",
        max_length=600,
        help_text="**Two stars** make it bold. [Words](https://…) make a link; "
        "[Call us](tel:+1503…) dials.",
        error_messages={"required": "Please write the notice."},
    )
    from_day = DayField(
        label="First day", error_messages={"required": "Please choose the first day."}
    )
    until_day = DayField(
        label="Last day",
        required=False,
        help_text="Leave empty if it stays until you take it down.",
    )

    tone = forms.ChoiceField(
        label="Tone",
        choices=Tone,
        required=False,
        widget=forms.RadioSelect(attrs={"class": "choices choices--row"}),
    )
    place = forms.ChoiceField(
        label="Where it shows",
        choices=NoticePlace,
        required=False,
        widget=forms.RadioSelect(attrs={"class": "choices choices--row"}),
    )

    def clean_tone(self) -> str:
        return self.cleaned_data["tone"] or Tone.NEWS

    def clean_place(self) -> str:
        return self.cleaned_data["place"] or NoticePlace.HOME

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("from_day"), cleaned.get("until_day")
        if first and last and last < first:
            self.add_error("until_day", "The last day is before the first day. Please change one.")
        return cleaned


class SentOnceForm(PlainForm):
    """The name of what is about to be made, so that a second tap makes no second one."""

    check_id = forms.UUIDField(
        widget=forms.HiddenInput,
        error_messages={"required": REOPEN, "invalid": REOPEN},
    )


class RulesForm(PlainForm):
    worse_in_a_row = forms.IntegerField(label="“Worse” this many sessions in a row")
    sessions_without_better = forms.IntegerField(label="Not once “better” in this many sessions")
    weeks_without_change = forms.IntegerField(
        label="Weeks without a clear change in the weekly score"
    )
    days_until_stopped = forms.IntegerField(label="Days without news until a person has stopped")
    days_until_closed = forms.IntegerField(label="Days without news until that is closed too")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            low, high = THRESHOLD_LIMITS[name]
            field.widget.attrs["inputmode"] = "numeric"
            field.error_messages["required"] = field.error_messages["invalid"] = (
                f"Enter a whole number from {low} to {high}."
            )

    @classmethod
    def showing(cls, thresholds: Thresholds) -> "RulesForm":
        return cls(initial=asdict(thresholds))

    def clean(self) -> dict[str, Any]:
        """The rules of care themselves say which numbers they take."""
        cleaned = super().clean() or {}
        for name, value in list(cleaned.items()):
            try:
                Thresholds(**{name: value})
            except ValueError as error:
                self.add_error(name, f"{str(error)[:1].upper()}{str(error)[1:]}")
        return cleaned

    def thresholds(self) -> Thresholds:
        return Thresholds(**self.cleaned_data)


class StaffForm(PlainForm):
    name = NameField(label="Name")
    email = EmailField(label="Email they sign in with")
    role = forms.ChoiceField(
        label="Role",
        choices=Role.choices,
        widget=forms.RadioSelect(attrs={"class": "choices choices--row"}),
        error_messages={"required": "Please choose what they may do."},
    )

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].lower()
        if Staff.objects.filter(email=email).exists():
            raise forms.ValidationError("Somebody here already signs in with this address.")
        return email


class RoleForm(PlainForm):
    role = forms.ChoiceField(choices=Role.choices)


class HelpedForm(PlainForm):
    words = LongText(
        label="What you did",
        rows=3,
        help_text="A line for the record. What happened before now raises no rule any more.",
        error_messages={"required": "Please write a line, so that colleagues know."},
    )


def start_fields(stretch: Stretch, side: Side) -> dict[str, forms.Field]:
    """How one side begins; what is left empty is left to the usual words."""
    fields = {
        FOOT_SUPPORT: _number(f"Under the {side.label} foot, in cm", 0, FOOT_SUPPORT_AT_MOST_CM),
        KNEE_BEND: _number(
            f"{str(side.label).title()} knee in the strap, in degrees", *KNEE_BEND_RANGE_DEG
        ),
        TOWEL: forms.ChoiceField(
            label=f"Towel under the {side.label} thigh",
            required=False,
            choices=[("", "As usual"), ("yes", "Yes"), ("no", "No")],
        ),
    }
    return {f"{name}_{side.value}": fields[name] for name in definition(stretch).setup}


def _number(label: str, low: int, high: int) -> forms.IntegerField:
    message = f"Please type a whole number from {low} to {high}, or leave it empty."
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=low,
        max_value=high,
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), message),
    )


def start_chosen(kept: dict[str, Any], side: Side) -> Start:
    towel = kept.get(f"towel_{side.value}")
    return Start(
        side,
        START_CHOSEN,
        foot_support_cm=kept.get(f"foot_support_cm_{side.value}"),
        knee_bend_deg=kept.get(f"knee_bend_deg_{side.value}"),
        towel=towel == "yes" if towel else None,
    )


def start_as_kept(start: Start) -> dict[str, object]:
    """A start in the names of the fields above."""
    return {
        f"foot_support_cm_{start.side.value}": start.foot_support_cm,
        f"knee_bend_deg_{start.side.value}": start.knee_bend_deg,
        f"towel_{start.side.value}": {True: "yes", False: "no", None: ""}[start.towel],
    }


class StretchForm(PlainForm):
    """One stretch in a person's program."""

    included = forms.BooleanField(required=False)
    first_side = forms.ChoiceField(
        label="Which side first", choices=[(side.value, str(side.label).title()) for side in Side]
    )
    minutes = forms.TypedChoiceField(
        label="Minutes a side",
        coerce=int,
        choices=[
            (minutes, str(minutes)) for minutes in range(1, STANDARD_DOSE.minutes_at_most + 1)
        ],
    )

    def __init__(self, stretch: Stretch, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stretch = stretch
        for side in Side:
            self.fields.update(start_fields(stretch, side))

    @property
    def label(self) -> str:
        return str(definition(self.stretch).label)

    @property
    def has_foot_support(self) -> bool:
        return FOOT_SUPPORT in definition(self.stretch).setup

    @property
    def how_to_begin(self) -> list[forms.BoundField]:
        names = [name for side in Side for name in start_fields(self.stretch, side)]
        return [self[name] for name in names]

    def planned(self) -> PlannedStretch | None:
        kept = self.cleaned_data
        if not kept["included"]:
            return None
        first = Side(kept["first_side"])
        starts = (start_chosen(kept, side) for side in (first, first.other))
        given = tuple(start for start in starts if start.what)
        return planned_stretch(self.stretch, first, kept["minutes"], given)


class ProgramForm(PlainForm):
    days_a_week = forms.TypedChoiceField(
        label="Days a week", coerce=int, choices=[(days, str(days)) for days in range(1, 8)]
    )
    note = LongText(
        label="Why, in a sentence the patient reads",
        rows=2,
        max_length=400,
        required=False,
    )


class CallerForm(AnywayForm, SharedRowForm):
    """Who the visit is for, taken down on the phone."""

    shared = ("name", "phone", "email")

    booking_key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    name = NameField(label="Name")
    phone = PhoneField(required=False)
    email = EmailField(required=False)
    why = LongText(label="What it is about", rows=2, max_length=500, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["booking_key"].initial = uuid.uuid4
        never_fill_in(self)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not any(cleaned.get(way) or way in self.errors for way in ("phone", "email")):
            self.add_error("phone", UNREACHABLE)
        return cleaned

    def person(self) -> dict[str, str]:
        return {way: self.cleaned_data[way] for way in ("name", "phone", "email")}

    def whose(self) -> str:
        return str(self.data.get("whose", ""))

    def ask_whose(self, known_name: str) -> None:
        """The name differs from that of the person this booking was opened for."""
        choices = [
            ("same", f"The same person: correct the name of {known_name}"),
            ("else", f"Someone else: leave {known_name} as they are"),
        ]
        self.fields["whose"] = forms.ChoiceField(
            label="Who is it?",
            choices=choices,
            widget=forms.RadioSelect(attrs={"class": "choices"}),
        )
        self.add_error("whose", f"This booking was opened for {known_name}. Choose who it is for.")

    def reason(self) -> str:
        reason: str = self.cleaned_data["why"]
        return reason

    def key(self) -> uuid.UUID:
        key: uuid.UUID | None = self.cleaned_data["booking_key"]
        return key or uuid.uuid4()


def day_or(text: str, otherwise: date) -> date:
    """A date from an address, or another one when it is none that a diary could have."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return otherwise
    return day if 2000 <= day.year <= 2100 else otherwise
