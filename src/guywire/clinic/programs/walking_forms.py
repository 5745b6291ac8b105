from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guywire.care.walking import (
    MAX_DAYS,
    MAX_MINUTES,
    MIN_DAYS,
    MIN_MINUTES,
    STEPS_PER_MINUTE,
    Walk,
    WalkingPlan,
)
from guywire.clinic.plain_forms import PlainForm

MAX_STEPS = 100_000
MAX_LOGGED_MINUTES = 600
START_MINUTES = _("Type a number of minutes from 5 to 60.")
START_DAYS = _("Choose how many days a week.")
MINUTES = _("Type a number of minutes from 1 to 600.")
STEPS = _("Type a number of steps from 100 to 100,000.")
MINUTES_OR_STEPS = _("Type the minutes or the steps of your walk.")
FELT = _("Choose yes or no.")


def _whole_number(label: Any, low: int, high: int, wrong: Any, **kwargs: Any) -> forms.IntegerField:
    errors = dict.fromkeys(("required", "invalid", "min_value", "max_value"), wrong)
    number_pad = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    return forms.IntegerField(
        label=label,
        min_value=low,
        max_value=high,
        error_messages=errors,
        widget=number_pad,
        **kwargs,
    )


class WalkingPlanForm(PlainForm):
    minutes = _whole_number(
        _("How many minutes can you walk now without making it worse?"),
        MIN_MINUTES,
        MAX_MINUTES,
        START_MINUTES,
    )
    days = forms.TypedChoiceField(
        label=_("On how many days a week?"),
        choices=[(str(days), str(days)) for days in range(MIN_DAYS, MAX_DAYS + 1)],
        coerce=int,
        widget=forms.RadioSelect(attrs={"class": "choices choices--scale"}),
        error_messages={"required": START_DAYS, "invalid_choice": START_DAYS},
    )

    def plan(self, today: date, started_on: date | None = None) -> WalkingPlan:
        """Return a plan whose week begins today. A changed plan keeps its first day."""
        cleaned = self.cleaned_data
        return WalkingPlan(started_on or today, today, cleaned["minutes"], cleaned["days"])


class WalkForm(PlainForm):
    """Today's walk, in minutes or in steps."""

    minutes = _whole_number(
        _("Minutes you walked today"), 1, MAX_LOGGED_MINUTES, MINUTES, required=False
    )
    steps = _whole_number(
        _("Or steps, if your phone counts them"), 100, MAX_STEPS, STEPS, required=False
    )
    worse = forms.TypedChoiceField(
        label=_("Did the walk make your back worse?"),
        choices=[("no", _("No")), ("yes", _("Yes, worse"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect(attrs={"class": "choices choices--row"}),
        error_messages={"required": FELT, "invalid_choice": FELT},
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not (cleaned.get("minutes") or cleaned.get("steps")):
            self.add_error("minutes", MINUTES_OR_STEPS)
        return cleaned

    def walk(self, today: date) -> Walk:
        typed = self.cleaned_data
        minutes = typed["minutes"] or max(1, round(typed["steps"] / STEPS_PER_MINUTE))
        return Walk(today, min(minutes, MAX_LOGGED_MINUTES), typed["worse"])
