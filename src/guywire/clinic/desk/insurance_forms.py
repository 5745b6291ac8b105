from __future__ import annotations

from typing import Any, ClassVar

from django import forms

from guywire.clinic.desk.practice_forms import PLAIN_WORDS, PlainModelForm
from guywire.clinic.insurance.models import Payer, StandardAnswer
from guywire.clinic.people.contact import clean_line
from guywire.clinic.plain_forms import LongText, PlainForm

MAX_NUMBER_CHARS = 40


class CoverageForm(PlainForm):
    payer = forms.ModelChoiceField(
        label="Insurance company",
        queryset=Payer.objects.all(),
        empty_label="Choose a company",
        error_messages={"required": "Choose the insurance company."},
    )
    member_number = forms.CharField(
        label="Member number",
        required=False,
        max_length=MAX_NUMBER_CHARS,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={
            "max_length": f"A member number has at most {MAX_NUMBER_CHARS} characters."
        },
    )

    def __init__(self, *args: Any, has_number: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if has_number:
            self.fields["member_number"].help_text = "Leave it empty to keep the number we have."

    def clean_member_number(self) -> str:
        return clean_line(self.cleaned_data["member_number"])


class BenefitsForm(PlainForm):
    asked = forms.CharField(
        label="What you asked",
        max_length=300,
        error_messages={"required": "Write what you asked the insurance."},
    )
    answered = LongText(
        label="What they answered",
        rows=3,
        help_text="With the name of the person and the number of the call.",
        error_messages={"required": "Write what they answered."},
    )


class PayerForm(PlainModelForm):
    note = LongText(label="Note for your colleagues", rows=2, required=False)

    class Meta:
        model = Payer
        fields = ("name", "phone", "is_accepted", "note")
        labels: ClassVar = {"is_accepted": "We take this insurance", "phone": "Phone for providers"}

    def clean_name(self) -> str:
        """A company is one, however its name is written: what people type is matched with it."""
        name = clean_line(self.cleaned_data["name"])
        if Payer.objects.filter(name__iexact=name).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(PLAIN_WORDS["unique"])
        return name


class StandardAnswerForm(PlainModelForm):
    text = LongText(label="The answer, as people read it", rows=4)

    class Meta:
        model = StandardAnswer
        fields = ("title", "text")
