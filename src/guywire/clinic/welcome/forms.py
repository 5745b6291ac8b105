import uuid
from datetime import timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from guywire.clinic.insurance.queries import payer_names
from guywire.clinic.people.contact import fold
from guywire.clinic.people.contact_fields import NameField, PhoneField, ReachField
from guywire.clinic.people.limits import Limit
from guywire.clinic.plain_forms import LongText, PlainForm
from guywire.clinic.welcome.models import BodyPart, CallTime

TOO_MANY = _(
    "We got many messages from your network in the last hour, so this one is not sent. "
    "Call us instead."
)


def questions_limit() -> Limit:
    return Limit("web_question", settings.QUESTIONS_PER_NETWORK, timedelta(hours=1))


class WebQuestionForm(PlainForm):
    """What every question from the web has: a mark of this one form, and a trap for machines."""

    form_id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    website = forms.CharField(
        required=False,
        label=_("Leave this empty"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    template_name = "welcome/question_fields.html"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["form_id"].initial = uuid.uuid4
        self.order_fields([name for name in self.fields if name not in ("form_id", "website")])

    @property
    def from_a_machine(self) -> bool:
        return bool(self.cleaned_data["website"])

    def may_be_sent(self, request: HttpRequest) -> bool:
        """Count it; true unless its address has sent more this hour than a family would."""
        if self.from_a_machine or questions_limit().spend_for_network(request):
            return True
        self.add_error(None, TOO_MANY)
        return False

    def mark(self) -> uuid.UUID:
        """The mark the page was given; a form that lost it counts as a new one."""
        mark: uuid.UUID | None = self.cleaned_data["form_id"]
        return mark or uuid.uuid4()

    def answers(self) -> dict[str, Any]:
        answers = {
            name: value
            for name, value in self.cleaned_data.items()
            if name not in ("form_id", "website", "reach")
        }
        if "reach" in self.cleaned_data:
            answers["phone"], answers["email"] = self.cleaned_data["reach"]
        return answers


class HelpForm(WebQuestionForm):
    body_part = forms.ChoiceField(
        label=_("Where does it hurt?"),
        choices=BodyPart.choices,
        widget=forms.RadioSelect(attrs={"class": "choices choices--two"}),
        error_messages={"required": _("Choose the place that hurts most.")},
    )
    text = LongText(
        label=_("What is going on?"),
        help_text=_("A sentence or two is enough. Leave out what you would rather say in person."),
        rows=3,
        error_messages={"required": _("Say in a few words what is going on.")},
    )
    name = NameField()
    reach = ReachField()


class Suggesting(forms.TextInput):
    """A text field that suggests what the practice knows, and takes anything."""

    suggestions: tuple[str, ...] = ()

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        list_id = f"{name}-suggestions"
        field = super().render(name, value, {**(attrs or {}), "list": list_id}, renderer)
        options = format_html_join(
            "", '<option value="{}">', ((text,) for text in self.suggestions)
        )
        return format_html('{}<datalist id="{}">{}</datalist>', field, list_id, options)


class InsuranceForm(WebQuestionForm):
    insurer = forms.CharField(
        label=_("Your insurance company"),
        required=False,
        widget=Suggesting(attrs={"autocomplete": "off"}),
        max_length=120,
        help_text=_("The name on your card. You can leave this empty."),
        error_messages={"max_length": _("Use at most 120 letters for your insurance company.")},
    )
    text = LongText(
        label=_("What would you like to know?"),
        rows=3,
        help_text=_("Leave out your member number. We ask for it when we talk."),
        error_messages={"required": _("Type your question.")},
    )
    name = NameField()
    reach = ReachField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["insurer"].widget.suggestions = payer_names()

    def clean_insurer(self) -> str:
        """The name as it stands in the list of the practice, however it was typed."""
        typed: str = self.cleaned_data["insurer"]
        known = {fold(name): name for name in payer_names()}
        return known.get(fold(typed), typed)


class CallBackForm(WebQuestionForm):
    name = NameField()
    phone = PhoneField()
    call_time = forms.ChoiceField(
        label=_("When should we call?"),
        choices=CallTime.choices,
        widget=forms.RadioSelect(attrs={"class": "choices choices--two"}),
        error_messages={"required": _("Choose when we should call.")},
    )
    text = LongText(label=_("What is it about? (you can leave this empty)"), required=False, rows=2)
