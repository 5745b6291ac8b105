from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from guywire.clinic.messages.channels import texts_enabled
from guywire.clinic.messages.texting import CONSENT_WORDS
from guywire.clinic.people.contact_fields import (
    UNREACHABLE,
    EmailField,
    NameField,
    PhoneField,
)
from guywire.clinic.plain_forms import LongText, PlainForm
from guywire.clinic.visits import wording
from guywire.clinic.visits.choice import stamp
from guywire.clinic.visits.queries import Opening
from guywire.clinic.visits.services import Visitor

SHARE = (
    ("yes", _("Yes, share my hip check and my sessions with the therapist")),
    ("no", _("No, keep them on this device")),
)


NO_NUMBER_TO_TEXT = _("Enter the number to text, or clear the box about texts.")


class BookingForm(PlainForm):
    start = forms.CharField(widget=forms.HiddenInput, required=False)
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4, required=False)
    name = NameField()
    phone = PhoneField(required=False, help_text=_("A phone number or an email is enough."))
    email = EmailField(
        required=False,
        help_text=_("We send you the time, and a link to change or cancel your visit."),
    )
    texts = forms.BooleanField(
        label=CONSENT_WORDS,
        required=False,
        help_text=_("You can leave this box empty."),
    )
    reason = LongText(
        label=_("What should we know? (you can leave this empty)"),
        required=False,
        help_text=_("What hurts, what makes it better, or how we can make the visit easy for you."),
    )
    share = forms.ChoiceField(
        label=_("This device has your hip check or your sessions. Share them with the therapist?"),
        choices=SHARE,
        widget=forms.RadioSelect(attrs={"class": "choices"}),
        help_text=_(
            "It saves time at the visit. We also send each session you finish on this device from "
            "then on, until you stop sharing. Your answer does not affect your visit."
        ),
        error_messages={"required": _("Choose yes or no. Your answer does not affect your visit.")},
    )

    def __init__(
        self,
        *args: Any,
        ask_to_share: bool,
        instead: forms.ChoiceField | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        if not texts_enabled():
            del self.fields["texts"]
        if not ask_to_share:
            del self.fields["share"]
        if instead is not None:
            self.fields = {**self.fields, "start": instead}
            self.order_fields(["start"])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = self.cleaned_data
        unreachable = not cleaned.get("phone") and not cleaned.get("email")
        if unreachable and not self.errors.keys() & {"phone", "email"}:
            self.add_error("phone", UNREACHABLE)
        if cleaned.get("texts") and not cleaned.get("phone") and "phone" not in self.errors:
            self.add_error("phone", NO_NUMBER_TO_TEXT)
        return cleaned

    @property
    def visitor(self) -> Visitor:
        contact = {field: self.cleaned_data[field] for field in ("name", "phone", "email")}
        return Visitor(**contact, agrees_to_texts=bool(self.cleaned_data.get("texts")))

    @property
    def booking_key(self) -> uuid.UUID:
        return self.cleaned_data.get("key") or uuid.uuid4()

    @property
    def agrees_to_share(self) -> bool:
        return self.cleaned_data.get("share") == "yes"


def other_time(why: str, near: Iterable[Opening], zone: ZoneInfo) -> forms.ChoiceField:
    """In place of a time that is gone: a choice of times near it, and why we ask again."""
    return forms.ChoiceField(
        label=_("Choose another time"),
        choices=[(stamp(one.starts_at), wording.moment(one.starts_at, zone)) for one in near],
        widget=forms.RadioSelect(attrs={"class": "choices"}),
        error_messages={"invalid_choice": why, "required": why},
    )
