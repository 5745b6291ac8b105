"""The look of the practice: its logo, its color and the photos of its therapists."""

from collections.abc import Callable
from typing import IO, Any

from django import forms

from guywire.clinic.plain_forms import PlainForm
from guywire.clinic.welcome.colors import is_color, is_readable, nearest_readable
from guywire.clinic.welcome.pictures import (
    MAX_UPLOAD_BYTES,
    NewPicture,
    PictureError,
    make_logo,
    make_logo_icon,
    make_photo,
)

KINDS = "PNG, JPEG or WebP, up to 8 MB."


class PictureForm(PlainForm):
    file = forms.FileField(
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
        error_messages={
            "required": "Choose a picture.",
            "empty": "This file is empty. Choose another one.",
            "missing": "Choose a picture.",
            "invalid": "Choose a picture.",
        },
    )
    make: Callable[[IO[bytes]], NewPicture]
    label: str
    help_text: str
    picture: NewPicture

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].label, self.fields["file"].help_text = self.label, self.help_text

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MAX_UPLOAD_BYTES:
            raise forms.ValidationError(
                f"This file has {file.size / 1e6:.1f} MB. Choose one with at most "
                f"{MAX_UPLOAD_BYTES // 1_000_000} MB."
            )
        try:
            self.picture = type(self).make(file)
        except PictureError as error:
            raise forms.ValidationError(str(error)) from None
        return file


class LogoForm(PictureForm):
    make = staticmethod(make_logo)
    icon: NewPicture
    label = "Logo"
    help_text = (
        f"{KINDS} The name of the practice stands next to it, unless the logo is more than twice "
        "as wide as high."
    )

    def clean_file(self) -> Any:
        file = super().clean_file()
        file.seek(0)
        self.icon = make_logo_icon(file)
        return file


class PhotoForm(PictureForm):
    make = staticmethod(make_photo)
    label = "Photo"
    help_text = f"{KINDS} We cut it to a square."


class ColorForm(PlainForm):
    color = forms.CharField(
        label="Color",
        widget=forms.TextInput(attrs={"type": "color"}),
        error_messages={"required": "Choose a color."},
        help_text="For buttons, links and headings of parts. Dark pages get a lighter shade of it.",
    )
    nearest = ""
    """The nearest color that can be read, when the one sent cannot."""

    def clean_color(self) -> str:
        color = self.cleaned_data["color"].strip().lower()
        if not is_color(color):
            raise forms.ValidationError("Write a color such as #0d5a54.")
        if not is_readable(color):
            self.nearest = nearest_readable(color)
            raise forms.ValidationError(
                f"{color} is too light: text in it, and white text on it, would be hard to read. "
                f"The nearest color that works is {self.nearest}."
            )
        return str(color)
