"""Whole sentences that care and hips say to a person, kept apart from their language.

`message("Your {leg} goes back about {degrees}°.", leg=..., degrees=8)` holds the sentence and its
values. `str()` gives English, until somebody sets another language: `guywire.clinic.translation`
does so with Django's, so that a message on a page is in the language of the page.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

Gettext = Callable[[str], str]
Ngettext = Callable[[str, str, int], str]
FormatDay = Callable[[date], str]
FormatNumber = Callable[[float, int | None], str]


def _english(text: str) -> str:
    return text


def _english_counted(singular: str, plural: str, count: int) -> str:
    return singular if count == 1 else plural


def _english_day(on: date) -> str:
    return f"{on:%B} {on.day}"


def _english_number(value: float, decimals: int | None) -> str:
    text = f"{value:g}" if decimals is None else f"{value:,.{decimals}f}"
    return text.replace("-", "−")


@dataclass(frozen=True)
class Language:
    gettext: Gettext
    ngettext: Ngettext
    format_day: FormatDay
    """Day and month, such as “November 27”."""
    format_number: FormatNumber = _english_number
    """With so many decimals and grouped digits; without a count, as few decimals as it needs."""


ENGLISH = Language(_english, _english_counted, _english_day)
_language = ENGLISH


@dataclass(frozen=True)
class Number:
    """A number in a sentence: 1.5 in English, 1,5 in Spanish, always with a true minus."""

    value: float
    decimals: int | None = None

    def __str__(self) -> str:
        return _language.format_number(self.value, self.decimals)


def speak(language: Language) -> None:
    """Put every message into this language from now on."""
    global _language
    _language = language


@dataclass(frozen=True)
class Message:
    """A sentence, or a noun that another sentence names, with its values.

    `plural` and `count` are set for a sentence that counts. A value may be a message itself: then
    it is translated before it is put in its place.
    """

    text: str
    values: Mapping[str, Value] = field(default_factory=dict)
    plural: str = ""
    count: int = 1

    def __str__(self) -> str:
        return self.render(_language)

    def __bool__(self) -> bool:
        return bool(self.text)

    def __hash__(self) -> int:
        return hash((self.text, self.plural, self.count, tuple(sorted(self.values))))

    def filled(self, **values: Value) -> Message:
        """Return the sentence with these values."""
        return replace(self, values={**self.values, **values})

    def render(self, language: Language) -> str:
        if self.plural:
            text = language.ngettext(self.text, self.plural, self.count)
        else:
            text = language.gettext(self.text) if self.text else ""
        if not self.values:
            return text
        return text.format_map(
            {name: _rendered(value, language) for name, value in self.values.items()}
        )


Value = str | int | float | date | Number | Message


def _rendered(value: Value, language: Language) -> str | int | float:
    if isinstance(value, Message):
        return value.render(language)
    if isinstance(value, Number):
        return language.format_number(value.value, value.decimals)
    return language.format_day(value) if isinstance(value, date) else value


NOTHING = Message("")


def message(text: str, /, **values: Value) -> Message:
    """Mark a sentence for translation, with its named values."""
    return Message(text, values)


def counted(singular: str, plural: str, /, count: int, **values: Value) -> Message:
    """Mark a sentence that counts. `{count}` is among its values."""
    return Message(singular, {"count": count, **values}, plural, count)


def paragraph(first: Message, second: Message) -> Message:
    """Say two whole sentences after each other."""
    return message("{first} {second}", first=first, second=second)


def joined(words: Sequence[Message]) -> Message:
    """Join nouns or sentences into "a", "a and b", or "a, b, and c"."""
    if not words:
        return NOTHING
    *before, last = words
    if not before:
        return last
    if len(before) == 1:
        return message("{first} and {second}", first=before[0], second=last)
    return message("{first}, and {last}", first=_with_commas(before), last=last)


def _with_commas(words: Sequence[Message]) -> Message:
    *before, last = words
    return message("{first}, {second}", first=_with_commas(before), second=last) if before else last
