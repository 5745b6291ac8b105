from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guywire.clinic.handover import services
from guywire.clinic.people import copies
from guywire.clinic.plain_forms import PlainForm

MAX_CODE_CHARS = 60
NO_FILE = gettext_lazy("Choose the file you saved.")
NO_CODE = gettext_lazy("Type the code from your other device.")


class CopyForm(PlainForm):
    """Where a copy comes from. `copy` holds it once the form is valid."""

    copy: copies.Copy


class CodeForm(CopyForm):
    code = forms.CharField(
        label=gettext_lazy("The code from your other device"),
        max_length=MAX_CODE_CHARS,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
        error_messages={"required": NO_CODE},
    )

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        try:
            copy = services.look_into(code)
        except copies.UnreadableCopyError as error:
            raise forms.ValidationError(str(error)) from None
        if copy is None:
            raise forms.ValidationError(
                _(
                    "This code does not work. A code works once, for {minutes} minutes. "
                    "Make a new code on your other device."
                ).format(minutes=services.LASTS_MINUTES)
            )
        self.copy = copy
        return code


class FileForm(CopyForm):
    file = forms.FileField(
        label=gettext_lazy("The file you saved"),
        widget=forms.FileInput(attrs={"accept": ".json,application/json"}),
        error_messages={"required": NO_FILE, "missing": NO_FILE, "empty": NO_FILE},
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        try:
            self.copy = copies.from_file(file.name, file.read(copies.MAX_FILE_BYTES + 1))
        except copies.UnreadableCopyError as error:
            raise forms.ValidationError(str(error)) from None
        return file


class SignedCopyForm(CopyForm):
    """The copy of a file that was shown before, after the question whether it may replace."""

    signed = forms.CharField(widget=forms.HiddenInput, error_messages={"required": NO_FILE})

    def clean_signed(self) -> str:
        signed: str = self.cleaned_data["signed"]
        try:
            self.copy = copies.from_signed(signed)
        except copies.UnreadableCopyError as error:
            raise forms.ValidationError(str(error)) from None
        return signed
