"""Pictures that the owner uploads, re-encoded: small WebP files of the pixels alone."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from io import BytesIO
from typing import IO, Any

from django.contrib.staticfiles import finders
from PIL import Image, ImageChops, ImageOps

MAX_UPLOAD_BYTES = 8_000_000
MAX_PIXELS = 30_000_000
"""A photo of a phone has 12 to 24 million. Checked before anything is decoded."""
FORMATS = ("PNG", "JPEG", "WEBP")
LOGO_SIZE = (400, 80)
"""At most; shown at half of it, for sharp screens."""
PHOTO_SIDE = 160
ICON_SIDE = 256
ICON_MARGIN = 0.06
"""Of its side, on each side of a logo."""
ICON_COLORS = 64
SIGN = "site/icon-512.png"
MAX_LOGO_BYTES = 8_000
MAX_PHOTO_BYTES = 6_000
QUALITIES = (85, 70, 55, 40, 25, 10)


class PictureError(ValueError):
    """A file that we do not take, with the sentence that says why."""


@dataclass(frozen=True)
class NewPicture:
    name: str
    content: bytes


def make_logo(file: IO[bytes]) -> NewPicture:
    """Return the logo, at most 400 by 80 pixels, with what is transparent in it.

    Raises
    ------
    PictureError
        When the file is no picture that we take.
    """
    image = _read(file).convert("RGBA")
    image.thumbnail(LOGO_SIZE, Image.Resampling.LANCZOS)
    return _encode(image, MAX_LOGO_BYTES)


def make_photo(file: IO[bytes]) -> NewPicture:
    """Return a square of 160 pixels from the middle, a little above it, where faces are.

    Raises
    ------
    PictureError
        When the file is no picture that we take.
    """
    image = _read(file).convert("RGBA")
    if min(image.size) < PHOTO_SIDE:
        width, height = image.size
        raise PictureError(
            f"This photo has {width} by {height} pixels. Choose one with at least "
            f"{PHOTO_SIDE} by {PHOTO_SIDE}."
        )
    ground = Image.new("RGBA", image.size, "white")
    flat = Image.alpha_composite(ground, image).convert("RGB")
    side = (PHOTO_SIDE, PHOTO_SIDE)
    square = ImageOps.fit(flat, side, Image.Resampling.LANCZOS, centering=(0.5, 0.35))
    return _encode(square, MAX_PHOTO_BYTES)


def make_logo_icon(file: IO[bytes]) -> NewPicture:
    """Return the whole logo in a white square, for tabs and home screens.

    Raises
    ------
    PictureError
        When the file is no picture that we take.
    """
    room = round(ICON_SIDE * (1 - 2 * ICON_MARGIN))
    logo = ImageOps.contain(_read(file).convert("RGBA"), (room, room), Image.Resampling.LANCZOS)
    icon = Image.new("RGBA", (ICON_SIDE, ICON_SIDE), "white")
    icon.alpha_composite(logo, ((ICON_SIDE - logo.width) // 2, (ICON_SIDE - logo.height) // 2))
    return _encode_icon(icon)


def make_sign_icon(color: str) -> NewPicture:
    """Return our own sign, white on the color of the practice."""
    with Image.open(str(finders.find(SIGN))) as file:
        sign = file.convert("RGBA").resize((ICON_SIDE, ICON_SIDE), Image.Resampling.LANCZOS)
    # The sign is white on a ground without red, or nearly so: its red says how white it is.
    whiteness = ImageChops.multiply(sign.getchannel("R"), sign.getchannel("A"))
    icon = Image.new("RGBA", sign.size, color)
    icon.paste("white", mask=whiteness)
    icon.putalpha(sign.getchannel("A"))
    return _encode_icon(icon)


def _read(file: IO[bytes]) -> Image.Image:
    try:
        with Image.open(file, formats=FORMATS) as image:
            _check_pixels(image)
            image.draft("RGB", (1600, 1600))  # A JPEG is read at a smaller size at once.
            return ImageOps.exif_transpose(image)
    # Pillow says so of a broken file; struct, zlib and others come as these, too.
    except Image.DecompressionBombError:
        raise PictureError(_too_many("far more than")) from None
    except PictureError:
        raise
    except (OSError, SyntaxError, ValueError, EOFError, TypeError, IndexError):
        raise PictureError(
            "We cannot read this file as a picture. Choose a PNG, JPEG or WebP file."
        ) from None


def _check_pixels(image: Image.Image) -> None:
    if image.width * image.height > MAX_PIXELS:
        raise PictureError(_too_many(f"{image.width} by {image.height} pixels, more than"))


def _too_many(more_than: str) -> str:
    millions = MAX_PIXELS // 1_000_000
    return (
        f"This picture has {more_than} the {millions} million pixels we can read. "
        "Save it smaller and choose it again."
    )


def _encode(image: Image.Image, max_bytes: int) -> NewPicture:
    """As well as fits in `max_bytes`. What a camera wrote of place and time goes."""
    image.info = {}
    options: list[dict[str, Any]] = [{"quality": quality} for quality in QUALITIES]
    if image.mode == "RGBA":
        options.insert(0, {"lossless": True})
    content = b""
    for option in options:
        stream = BytesIO()
        image.save(stream, "WEBP", method=6, **option)
        content = stream.getvalue()
        if len(content) <= max_bytes:
            break
    return _named(image, content)


def _encode_icon(image: Image.Image) -> NewPicture:
    """As PNG: not every home screen reads WebP."""
    stream = BytesIO()
    image.quantize(ICON_COLORS, Image.Quantize.FASTOCTREE).save(stream, "PNG", optimize=True)
    return _named(image, stream.getvalue())


def _named(image: Image.Image, content: bytes) -> NewPicture:
    digest = blake2b(content, digest_size=16).hexdigest()
    return NewPicture(f"{digest}-{image.width}x{image.height}", content)
