"""Whole sentences that care and hips say to a person, kept apart from their language.

`message("Your {leg} goes back about {degrees}°.", leg=..., degrees=8)` holds the sentence and its
values. `str()` gives English, for the terminal and for tests. Pages translate it:
`guywire.clinic.translation` has the function and the template filter. xgettext finds the
sentences by `--keyword=message` and `--keyword=counted:1,2`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

Gettext = Callable[[str], str]
Ngettext = Callable[[str, str, int], str]


def _english(text: str) -> str:
    return text


def _english_counted(singular: str, plural: str, count: int) -> str:
    return singular if count == 1 else plural


@dataclass(frozen=True)
class Message:
    """A sentence, or a noun that another sentence names, with its values.

    `plural` and `count` are set for a sentence that counts. A value may be a message itself: then
    it is translated before it is put in its place.
    """

    text: str
    values: Mapping[str, str | int | float | Message] = field(default_factory=dict)
    plural: str = ""
    count: int = 1

    def __str__(self) -> str:
        return self.render(_english, _english_counted)

    def __bool__(self) -> bool:
        return bool(self.text)

    def __hash__(self) -> int:
        return hash((self.text, self.plural, self.count, tuple(sorted(self.values))))

    def filled(self, **values: str | int | float | Message) -> Message:
        """Return the sentence with these values."""
        return replace(self, values={**self.values, **values})

    def render(self, gettext: Gettext, ngettext: Ngettext) -> str:
        """Return the sentence in the language of the two functions."""
        if self.plural:
            text = ngettext(self.text, self.plural, self.count)
        else:
            text = gettext(self.text) if self.text else ""
        if not self.values:
            return text
        return text.format_map(
            {
                name: value.render(gettext, ngettext) if isinstance(value, Message) else value
                for name, value in self.values.items()
            }
        )


NOTHING = Message("")


def message(text: str, /, **values: str | int | float | Message) -> Message:
    """Mark a sentence for translation, with its named values."""
    return Message(text, values)


def counted(
    singular: str, plural: str, /, count: int, **values: str | int | float | Message
) -> Message:
    """Mark a sentence that counts. `{count}` is among its values."""
    return Message(singular, {"count": count, **values}, plural, count)
