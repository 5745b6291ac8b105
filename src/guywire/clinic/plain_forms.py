"""The one way a visitor's form is built: plain errors beside the field, nothing typed is lost."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.validators import ProhibitNullCharactersValidator, RegexValidator
from django.utils.translation import gettext_lazy as _

NULL_CHARACTER = _(
    "This text has an invisible character that we cannot save. It often comes with pasted text. "
    "Type the text again by hand."
)

# Names go into the headers of letters, where a line break would end the header.
one_line = RegexValidator(
    r"[\n\r\v\f\x85\u2028\u2029]",
    _("This text has a line break. Write it on one line."),
    code="line_break",
    inverse_match=True,
)


class PlainForm(forms.Form):
    """A form whose errors are ours to word: no browser bubbles, no silent cutting of long text."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            speak_plainly(field)


class SharedRowForm(PlainForm):
    """A form on a row that colleagues may change meanwhile: it saves only what was changed in it.

    `shared` fields carry what the page showed; what stays as shown keeps what is saved by now.
    """

    shared: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.shared:
            self.fields[name].show_hidden_initial = True

    def changed(self) -> dict[str, Any]:
        """Return the shared fields in which something else was typed than the page showed."""
        names = set(self.changed_data).intersection(self.shared)
        return {name: self.cleaned_data[name] for name in self.shared if name in names}


class FormsTogether:
    """Several forms of one page, for the one summary of their errors."""

    def __init__(self, *forms_: forms.Form) -> None:
        self.forms = forms_

    @property
    def errors(self) -> bool:
        return any(form.errors for form in self.forms)

    @property
    def non_field_errors(self) -> list[str]:
        return [str(error) for form in self.forms for error in form.non_field_errors()]

    def __iter__(self) -> Iterator[forms.BoundField]:
        return (field for form in self.forms for field in form)


def speak_plainly(field: forms.Field) -> None:
    field.widget.attrs.pop("maxlength", None)
    if isinstance(field, forms.CharField) and isinstance(field.widget, forms.TextInput):
        field.validators.append(one_line)
    for validator in field.validators:
        if isinstance(validator, ProhibitNullCharactersValidator):
            validator.message = NULL_CHARACTER


class LongText(forms.CharField):
    """Free text in a few lines, with a ceiling that is said rather than enforced by cutting."""

    def __init__(self, *, max_length: int = 2000, rows: int = 4, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        kwargs.setdefault("error_messages", {}).setdefault(
            "max_length",
            _(
                "This is %(show_value)d characters long. We can take %(limit_value)d. "
                "Shorten it, or call us."
            ),
        )
        super().__init__(max_length=max_length, **kwargs)
