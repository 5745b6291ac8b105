from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from guywire.clinic.desk.forms import DayField
from guywire.clinic.people.contact import clean_line
from guywire.clinic.people.contact_fields import (
    UNREACHABLE,
    EmailField,
    NameField,
    PhoneField,
    never_fill_in,
)
from guywire.clinic.people.models import Patient
from guywire.clinic.plain_forms import LongText, SharedRowForm

FIELDS = ("name", "preferred_name", "born_on", "phone", "email", "language", "note")
OLDEST_BIRTHDAY = date(1900, 1, 1)
LANGUAGES = ("English", "Spanish", "Chinese", "Vietnamese", "Russian", "Arabic", "Sign language")


class LanguageInput(forms.TextInput):
    """A text box with the usual answers; any other can be typed."""

    template_name = "desk/language_input.html"

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        return super().get_context(name, value, attrs) | {"languages": LANGUAGES}


class PersonForm(SharedRowForm):
    """Everything the desk notes of a person."""

    name = NameField(label="Name")
    preferred_name = forms.CharField(
        label="Preferred name",
        required=False,
        max_length=120,
        help_text="What they like to be called, if it is not in the name.",
    )
    born_on = DayField(label="Date of birth", required=False)
    phone = PhoneField(required=False)
    email = EmailField(required=False)
    language = forms.CharField(
        label="Language", required=False, max_length=60, widget=LanguageInput({"list": "languages"})
    )
    note = LongText(
        label="Note for the desk",
        required=False,
        rows=2,
        max_length=1000,
        help_text="They do not see it on their device. They get it if they ask for their data.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        never_fill_in(self)

    def clean_preferred_name(self) -> str:
        return clean_line(self.cleaned_data["preferred_name"])

    def clean_language(self) -> str:
        return clean_line(self.cleaned_data["language"])

    def clean_born_on(self) -> date | None:
        born_on: date | None = self.cleaned_data["born_on"]
        if born_on is not None and not OLDEST_BIRTHDAY <= born_on <= timezone.localdate():
            raise forms.ValidationError("Enter a date of birth between 1900 and today.")
        return born_on

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not any(cleaned.get(way) or way in self.errors for way in ("phone", "email")):
            self.add_error("phone", UNREACHABLE)
        return cleaned


class EditPersonForm(PersonForm):
    shared = FIELDS

    @classmethod
    def showing(cls, patient: Patient) -> EditPersonForm:
        return cls(initial={name: getattr(patient, name) for name in FIELDS})


class NewPersonForm(PersonForm):
    """Asks once more when somebody like them is known already."""

    def ask_whether_another(self) -> None:
        self.fields["anyway"] = forms.BooleanField(
            required=False, label="Add them as another person"
        )

    @property
    def person(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in FIELDS}
