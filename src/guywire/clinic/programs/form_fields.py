from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy

from guywire.care.scores import PAIN

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Words = str | _StrPromise

SCALE = [(str(score), str(score)) for score in range(PAIN.maximum + 1)]
NO_SCORE = gettext_lazy("Choose a number from 0 to 10.")


def scale_field(label: Words, help_text: Words = "") -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        help_text=help_text,
        choices=SCALE,
        coerce=int,
        widget=forms.RadioSelect(attrs={"class": "choices choices--scale"}),
        error_messages={"required": NO_SCORE, "invalid_choice": NO_SCORE},
    )


def yes_no_field(label: Words, yes: Words, no: Words, missing: Words, **kwargs: Any) -> Any:
    return forms.TypedChoiceField(
        label=label,
        choices=[("yes", yes), ("no", no)],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect(attrs={"class": "choices choices--row"}),
        error_messages={"required": missing, "invalid_choice": missing},
        **kwargs,
    )


def given(value: Any) -> Any:
    """None for a choice that was left open."""
    return None if value == "" else value
