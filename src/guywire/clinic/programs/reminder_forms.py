from __future__ import annotations

from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from guywire.clinic.people.contact_fields import EmailField
from guywire.clinic.plain_forms import PlainForm

# Whole sentences, so that each can be translated: "When ... then I stretch."
PLANS = {
    "after_breakfast": _("When I finish breakfast, I stretch."),
    "after_work": _("When I get home, I stretch."),
    "before_dinner": _("Before I make dinner, I stretch."),
    "after_teeth": _("When I finish brushing my teeth, I stretch."),
    "before_bed": _("Before I go to bed, I stretch."),
}
NO_DAY = _("Choose at least 1 day.")
NO_TIME = _("Choose a time, such as 8:00 pm.")
NO_EMAIL = _("Enter an email address.")
NO_PLAN = _("Choose what you do just before or after.")


class ReminderForm(PlainForm):
    plan = forms.ChoiceField(
        label=_("What do you do just before or after?"),
        choices=list(PLANS.items()),
        widget=forms.RadioSelect(attrs={"class": "choices"}),
        error_messages={"required": NO_PLAN, "invalid_choice": NO_PLAN},
    )
    days = forms.TypedMultipleChoiceField(
        label=_("On which days?"),
        choices=[(str(number), name) for number, name in WEEKDAYS.items()],
        coerce=int,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "choices choices--two"}),
        error_messages={"required": NO_DAY, "invalid_choice": NO_DAY},
    )
    at = forms.TimeField(
        label=_("At about what time?"),
        input_formats=["%H:%M", "%H:%M:%S", "%I:%M %p", "%I %p"],
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"required": NO_TIME, "invalid": NO_TIME},
    )

    email = EmailField(
        label=_("Your email"), required=False, help_text=_("Only for reminders by email.")
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"plan": "after_teeth", "days": ["0", "2", "4", "6"]})

    @property
    def is_by_email(self) -> bool:
        return self.data.get("by") == "email"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.is_by_email and not cleaned.get("email") and "email" not in self.errors:
            self.add_error("email", NO_EMAIL)
        return cleaned

    @property
    def weekdays(self) -> list[int]:
        return sorted(self.cleaned_data["days"])

    @property
    def plan_text(self) -> str:
        return str(PLANS[self.cleaned_data["plan"]])
