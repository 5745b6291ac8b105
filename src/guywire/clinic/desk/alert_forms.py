from collections.abc import Mapping
from typing import Any

from django import forms

from guywire.clinic.alerts.models import BY_TEXT, AlertSettings, Event, Way
from guywire.clinic.desk.roles import CLINICAL
from guywire.clinic.messages.channels import texts_enabled
from guywire.clinic.people.contact_fields import PhoneField
from guywire.clinic.people.models import Staff
from guywire.clinic.plain_forms import PlainForm

NOT_TOLD = ("", "Do not tell me")
MORNING_HOURS = [(str(hour), f"{hour}:00 am") for hour in range(5, 12)]
CLINICAL_EVENTS = (Event.RED_FLAG,)
"""Whose charts the front desk does not open."""


class AlertForm(PlainForm):
    """One choice for each event that this member of staff may be told of."""

    def __init__(self, staff: Staff, data: Mapping[str, Any] | None) -> None:
        super().__init__(data)
        saved = AlertSettings.objects.filter(staff=staff).first() or AlertSettings(staff=staff)
        chosen = dict(saved.choices.values_list("event", "way")) if saved.pk else {}
        self.events = [
            event for event in Event if staff.role in CLINICAL or event not in CLINICAL_EVENTS
        ]
        for event in self.events:
            self.fields[event.value] = forms.ChoiceField(
                label=event.label,
                required=False,
                choices=[NOT_TOLD, *_ways()],
                initial=chosen.get(event, ""),
            )
        self.fields["only_mine"] = forms.BooleanField(
            label="Only about people I see or answer", required=False, initial=saved.only_mine
        )
        self.fields["morning_hour"] = forms.ChoiceField(
            label="Morning list at",
            choices=MORNING_HOURS,
            initial=str(saved.morning_hour),
        )
        if texts_enabled():
            self.fields["phone"] = PhoneField(
                label="My mobile number",
                required=False,
                initial=saved.phone,
                help_text="For texts to you. Reply STOP to one of them to end them.",
            )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = self.cleaned_data
        by_text = any(cleaned.get(event) in BY_TEXT for event in self.events)
        if by_text and not cleaned.get("phone") and "phone" not in self.errors:
            self.add_error("phone", "Enter your mobile number, or choose no text above.")
        return cleaned

    @property
    def ways(self) -> dict[Event, str]:
        return {event: self.cleaned_data[event] for event in self.events}


def _ways() -> list[tuple[str, str]]:
    return [(way.value, way.label) for way in Way if texts_enabled() or way not in BY_TEXT]
