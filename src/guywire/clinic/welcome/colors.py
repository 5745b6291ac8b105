"""The color of the practice: whether it can be read, the nearest that can, and its style sheet."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain

COLORS_EDITION = 1
"""Raise it when `style_sheet` changes: devices store a sheet by its address for good."""
MIN_TEXT_CONTRAST = 4.5
"""WCAG 2.2, 1.4.3. It includes the 3:1 of 1.4.11 that an edge of a button needs."""
GROUNDS = (
    "--paper",
    "--surface",
    "--sunken",
    "--accent-soft",
    "--good-soft",
    "--warn-soft",
    "--danger-soft",
)
"""What links stand on, as tokens.css names it; a test compares the values."""
LIGHT_PAGES = ("#faf6ef", "#fffdf9", "#f1ebe0", "#f8e8dd", "#e3f0e3", "#fbefd3", "#fbe6e2")
DARK_PAGES = ("#11181a", "#192325", "#0c1214", "#3a2519", "#1b3320", "#37290b", "#421a15")
GUYWIRE_LIGHT = ("#0d5a54", "#08423d", "#ffffff", "#e0eeea")
GUYWIRE_DARK = ("#86cfc1", "#a9e0d4", "#06211e", "#1a3532")
"""`--brand`, `--brand-strong`, `--on-brand` and `--brand-soft` of tokens.css."""
NAMES = ("--brand", "--brand-strong", "--on-brand", "--brand-soft")
# Pictures use the colors of Guywire for meaning: left and right, front and back.
PICTURES = "main svg:not(.portrait, .option__sign), .wire-key"
WHITE, BLACK = "#ffffff", "#000000"
SHADES = 256
HEX = re.compile(r"#[0-9a-f]{6}")


@dataclass(frozen=True)
class Shades:
    """One color as the pages use it, in light or in dark."""

    brand: str
    strong: str
    on_brand: str
    soft: str

    def are_readable_on(self, pages: tuple[str, ...]) -> bool:
        grounds = (*pages, self.soft, self.on_brand)
        pairs = chain(
            ((self.brand, ground) for ground in grounds),
            ((self.strong, ground) for ground in (self.soft, self.on_brand)),
        )
        return all(contrast(text, ground) >= MIN_TEXT_CONTRAST for text, ground in pairs)


def is_color(text: str) -> bool:
    return HEX.fullmatch(text) is not None


def contrast(a: str, b: str) -> float:
    """Return the contrast ratio of two colors, from 1 to 21 (WCAG 2.2)."""
    darker, lighter = sorted((_luminance(a), _luminance(b)))
    return (lighter + 0.05) / (darker + 0.05)


def is_readable(color: str) -> bool:
    """Whether text in this color, and white text on it, can be read on our light pages."""
    return light_shades(color).are_readable_on(LIGHT_PAGES)


def nearest_readable(color: str) -> str:
    """Return the first readable color on the way from `color` to black."""
    shades = (mix(color, BLACK, step / SHADES) for step in range(SHADES + 1))
    return next(shade for shade in shades if is_readable(shade))


def light_shades(color: str) -> Shades:
    return Shades(color, mix(color, BLACK, 0.3), WHITE, mix(color, LIGHT_PAGES[1], 0.9))


def dark_shades(color: str) -> Shades:
    """The same hue for dark pages: as much lighter as it takes to be read there."""
    soft = mix(color, DARK_PAGES[0], 0.75)
    for step in range(SHADES):
        brand = mix(color, WHITE, step / SHADES)
        shades = Shades(brand, mix(brand, WHITE, 0.35), DARK_PAGES[2], soft)
        if shades.are_readable_on(DARK_PAGES):
            return shades
    return Shades(WHITE, WHITE, DARK_PAGES[2], soft)


def style_sheet(color: str) -> str:
    light, dark = light_shades(color), dark_shades(color)
    return (
        _rules(_values(light), GUYWIRE_LIGHT)
        + "@media screen and (prefers-color-scheme: dark) {\n"
        + _rules(_values(dark), GUYWIRE_DARK)
        + "}\n"
    )


def mix(color: str, other: str, share: float) -> str:
    """Return `color` with `share` (0 to 1) of `other` in it."""
    parts = zip(_channels(color), _channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in parts)


def _values(shades: Shades) -> tuple[str, ...]:
    return (shades.brand, shades.strong, shades.on_brand, shades.soft)


def _rules(page: tuple[str, ...], pictures: tuple[str, ...]) -> str:
    return f":root {{ {_declared(page)} }}\n{PICTURES} {{ {_declared(pictures)} }}\n"


def _declared(values: tuple[str, ...]) -> str:
    return " ".join(f"{name}: {value};" for name, value in zip(NAMES, values, strict=True))


def _channels(color: str) -> tuple[int, int, int]:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


def _luminance(color: str) -> float:
    red, green, blue = (_linear(channel / 255) for channel in _channels(color))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)
