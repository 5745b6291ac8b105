from __future__ import annotations

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from guywire.clinic.conversations.forms import ThreadForm
from guywire.clinic.people.contact_fields import NameField, ReachField
from guywire.clinic.plain_forms import PlainForm
from guywire.clinic.welcome.forms import TOO_MANY, questions_limit


class ShareForm(PlainForm):
    mark = forms.CharField(widget=forms.HiddenInput, required=False)
    name = NameField()
    reach = ReachField()
    agree = forms.BooleanField(
        label=gettext_lazy("I agree"),
        widget=forms.CheckboxInput(),
        error_messages={
            "required": gettext_lazy("Check this box to share. Without it we send nothing.")
        },
    )

    def may_be_sent(self, request: HttpRequest) -> bool:
        """Count it with the questions of this network."""
        if questions_limit().spend_for_network(request):
            return True
        self.add_error(None, TOO_MANY)
        return False

    def person(self) -> dict[str, str]:
        phone, email = self.cleaned_data["reach"]
        return {"name": self.cleaned_data["name"], "phone": phone, "email": email}


class AskForm(ThreadForm):
    name = NameField()
    reach = ReachField()
