"""Pictures that the owner uploads, made anew: small WebP files without anything but the picture."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from io import BytesIO
from typing import IO, Any

from PIL import Image, ImageOps

MAX_UPLOAD_BYTES = 8_000_000
MAX_PIXELS = 30_000_000
"""A photo of a phone has 12 to 24 million. Checked before anything is decoded."""
FORMATS = ("PNG", "JPEG", "WEBP")
LOGO_SIZE = (400, 80)
"""At most; shown at half of it, for sharp screens."""
PHOTO_SIDE = 160
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
    digest = blake2b(content, digest_size=16).hexdigest()
    return NewPicture(f"{digest}-{image.width}x{image.height}", content)
