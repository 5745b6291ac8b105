"""What a person is found by: the words of their names, their email, number and birthday.

A search asks for the keys in a range, of which the database keeps an index: what starts with some
letters is a range of words, what ends with them a range of words read backward. Keys are bytes, for
every database compares bytes alike.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Q

from guywire.clinic.people.contact import email_key, fold, national_digits, phone_key

FORWARD, BACKWARD, BIRTHDAY = ">", "<", "="
"""The first character of a key: what follows it."""
MAX_KEY_BYTES = 200
"""No row of an index may be long. Words are compared as far as this."""
AFTER_ALL_BYTES = b"\xff"
"""No UTF-8 text holds this byte."""


def keys_of(
    names: tuple[str, ...], email: str, phone: str, born_on: date | None
) -> frozenset[bytes]:
    """Return every key of a person with these names, email, stored number and birthday."""
    return frozenset(_keys(names, email, phone, born_on))


def _keys(names: tuple[str, ...], email: str, phone: str, born_on: date | None) -> Iterator[bytes]:
    for text in filter(None, (*names, email)):
        words = fold(text).split()
        for place, word in enumerate(words):
            yield _key(FORWARD, word)
            yield _key(BACKWARD, word[::-1])
            # Spaces in a name do not matter: "dela cruz".
            yield _key(FORWARD, "".join(words[place:]))
    if email:
        yield _key(FORWARD, mailbox(email))
    if phone:
        digits = phone_key(phone).lstrip("+")
        yield _key(FORWARD, digits)
        yield _key(FORWARD, national_digits(phone) or digits)
        yield _key(BACKWARD, digits[::-1])
    if born_on:
        yield _key(BIRTHDAY, born_on.isoformat())


def whole_name(name: str) -> str:
    return "".join(fold(name).split())


def mailbox(email: str) -> str:
    return "".join(fold(email_key(email)).split())


def is_word(word: str) -> Q:
    return Q(key=_key(FORWARD, word))


def is_birthday(day: date) -> Q:
    return Q(key=_key(BIRTHDAY, day.isoformat()))


def starts_with(letters: str) -> Q:
    return _in_range(_key(FORWARD, letters))


def ends_with(letters: str) -> Q:
    return _in_range(_key(BACKWARD, letters[::-1]))


def key_size(word: str) -> int:
    """How many bytes the key of this word takes."""
    return len(_key(FORWARD, word))


def word_in(key: bytes | memoryview) -> str:
    """The word of a forward or backward key."""
    text = bytes(key).decode(errors="ignore")
    return text[:0:-1] if text.startswith(BACKWARD) else text[1:]


def _key(kind: str, text: str) -> bytes:
    return (kind + text).encode()[:MAX_KEY_BYTES]


def _in_range(first: bytes) -> Q:
    return Q(key__gte=first, key__lt=first + AFTER_ALL_BYTES)
