from typing import Any

from django import forms

from guywire.clinic.desk.models import AttemptOutcome
from guywire.clinic.people.contact import clean_line
from guywire.clinic.people.models import Staff
from guywire.clinic.plain_forms import LongText, PlainForm

MAX_ATTEMPT_NOTE_CHARS = 200


class AnswerForm(PlainForm):
    answer = LongText(
        label="Your answer, as they read it",
        rows=4,
        required=False,
        help_text="Leave it empty if you answered in another way.",
    )
    note = LongText(
        label="Note for your colleagues",
        rows=2,
        required=False,
        help_text="What was done. The person does not see it.",
    )


class AttemptForm(PlainForm):
    outcome = forms.ChoiceField(
        label="What happened",
        choices=AttemptOutcome.choices,
        widget=forms.RadioSelect(attrs={"class": "choices choices--two"}),
        error_messages={"required": "Choose what happened."},
    )
    attempt_note = forms.CharField(
        label="Note (you can leave this empty)",
        required=False,
        max_length=MAX_ATTEMPT_NOTE_CHARS,
        error_messages={"max_length": f"Use at most {MAX_ATTEMPT_NOTE_CHARS} characters here."},
    )

    def clean_attempt_note(self) -> str:
        return clean_line(self.cleaned_data["attempt_note"])


class AssignForm(PlainForm):
    staff = forms.ModelChoiceField(
        label="Whose it is",
        queryset=Staff.objects.none(),
        required=False,
        empty_label="No one yet",
        error_messages={"invalid_choice": "This account is turned off. Choose someone else."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        active = Staff.objects.filter(is_active=True).order_by("name")
        self.fields["staff"].queryset = active  # type: ignore[attr-defined]
