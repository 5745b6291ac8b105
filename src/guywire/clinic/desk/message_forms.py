import uuid
from typing import Any

from django import forms

from guywire.clinic.people.models import Staff
from guywire.clinic.plain_forms import LongText, PlainForm


class FormSentOnce(PlainForm):
    """A form with a mark of its own, so that a second tap writes nothing twice."""

    form_id = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["form_id"].initial = uuid.uuid4

    def mark(self) -> uuid.UUID:
        mark: uuid.UUID | None = self.cleaned_data["form_id"]
        return mark or uuid.uuid4()


class ReplyForm(FormSentOnce):
    text = LongText(
        label="Your message",
        rows=4,
        max_length=4000,
        help_text="They read it on a private page. The email or text message holds only the link.",
        error_messages={"required": "Type your message."},
    )


class HandledForm(FormSentOnce):
    note = LongText(
        label="What was done",
        rows=2,
        required=False,
        help_text="For your colleagues: called, booked. You can leave it empty.",
    )


class AssignForm(PlainForm):
    assigned_to = forms.ModelChoiceField(
        Staff.objects.filter(is_active=True).order_by("name"),
        label="Who answers",
        required=False,
        empty_label="Anyone",
    )
