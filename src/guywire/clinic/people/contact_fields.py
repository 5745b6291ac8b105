"""The form fields for a name, a phone number and an email address: one set for every form."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guywire.clinic.people.contact import (
    Reach,
    clean_email,
    clean_line,
    clean_name,
    clean_phone,
    clean_reach,
    phone_text,
)

MAX_NAME_CHARS = 120
MAX_EMAIL_CHARS = 254
MAX_PHONE_CHARS = 60
MAX_TYPED_CHARS = 1000
STORED = re.compile(r"\+\d+(;ext=\d+)?")
UNREACHABLE = _("Enter a phone number or an email address, so that we can reach you.")
TOO_LONG = _("This is %(show_value)d characters long. Use at most %(limit_value)d.")


class _LineField(forms.CharField):
    """One line, without characters that nobody sees."""

    attributes: dict[str, str] = {}
    messages: dict[str, Any] = {"max_length": TOO_LONG}

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs=dict(self.attributes)))
        kwargs["error_messages"] = self.messages | kwargs.get("error_messages", {})
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        text = str(super().to_python(value))
        # What is far too long is refused as it is, without a walk over its characters.
        return clean_line(text) if len(text) <= MAX_TYPED_CHARS else text


class NameField(_LineField):
    attributes = {"autocomplete": "name"}
    messages = _LineField.messages | {"required": _("Enter a name.")}

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Your name"))
        super().__init__(max_length=MAX_NAME_CHARS, **kwargs)

    def clean(self, value: Any) -> str:
        text: str = super().clean(value)
        return clean_name(text) if text else ""


class PhoneField(_LineField):
    """A phone number as people write it, kept as E.164."""

    attributes = {"type": "tel", "autocomplete": "tel"}
    messages = _LineField.messages | {"required": _("Enter a phone number.")}

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Phone number"))
        super().__init__(max_length=MAX_PHONE_CHARS, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Show a stored number as people here write it, and what was typed as it was typed."""
        return phone_text(value) if STORED.fullmatch(str(value)) else value

    def clean(self, value: Any) -> str:
        text: str = super().clean(value)
        return clean_phone(text) if text else ""


class EmailField(_LineField):
    attributes = {"type": "email", "autocomplete": "email"}
    messages = _LineField.messages | {"required": _("Enter an email address.")}

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Email"))
        super().__init__(max_length=MAX_EMAIL_CHARS, **kwargs)

    def clean(self, value: Any) -> str:
        text: str = super().clean(value)
        return clean_email(text) if text else ""


def never_fill_in(form: forms.Form) -> None:
    """Keep the browser from offering what was typed of others: the person is not its user."""
    for field in form.fields.values():
        if isinstance(field, _LineField):
            field.widget.attrs["autocomplete"] = "off"


class ReachField(_LineField):
    """One box for a phone number or an email address."""

    attributes = {"autocapitalize": "none", "spellcheck": "false"}
    messages = _LineField.messages | {"required": UNREACHABLE}

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Your phone number or email"))
        super().__init__(max_length=MAX_EMAIL_CHARS, **kwargs)

    def clean(self, value: Any) -> Reach:
        text: str = super().clean(value)
        return clean_reach(text) if text else Reach("", "")
