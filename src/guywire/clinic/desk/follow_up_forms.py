from datetime import date, timedelta
from typing import Any

from django import forms

from guywire.clinic.desk.forms import DayField
from guywire.clinic.plain_forms import PlainForm

MAX_SNOOZE = timedelta(days=183)


class SnoozeForm(PlainForm):
    until = DayField(
        label="Back on the list on", error_messages={"required": "Choose the day they come back."}
    )
    reason = forms.CharField(
        label="Reason",
        max_length=200,
        help_text="For your colleagues, such as “On vacation until then”.",
        error_messages={"required": "Write the reason in a few words."},
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_until(self) -> date:
        until: date = self.cleaned_data["until"]
        if not self.today < until <= self.today + MAX_SNOOZE:
            raise forms.ValidationError("Choose a day after today, within the next 6 months.")
        return until
