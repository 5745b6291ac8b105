"""Find people by what a caller says: words in any order, a birthday, any spelling of a number.

Names are compared folded (no accents, case, quotes, spaces), by how their words start or end. Where
few people match, those are added whose names differ by one letter.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from itertools import groupby
from operator import or_

from django.db.models import Q, QuerySet
from django.db.models.functions import Length
from django.utils.formats import date_format

from guywire.clinic.people.contact import (
    clean_line,
    clean_phone,
    fold,
    is_refused,
    phone_key,
    phone_text,
)
from guywire.clinic.people.models import Patient, SearchKey
from guywire.clinic.people.search_keys import (
    ends_with,
    is_birthday,
    is_word,
    key_size,
    starts_with,
    word_in,
)

MAX_HITS = 50
MAX_SEARCH_CHARS = 120
FEW_HITS = 5
"""With fewer exact hits than this, names that differ by one letter are shown too."""
MIN_TYPO_CHARS = 4
MIN_ENDING_CHARS = 3
"""Fewer letters are looked for only where words start."""
MAX_LETTER_BYTES = 4
MIN_PHONE_DIGITS = 3
PHONE_LIKE = re.compile(r"[\d\s().+/x#-]+", re.IGNORECASE)
DATE_FORMATS = ("%Y-%m-%d", "%m/%d/%Y", "%m/%d/%y", "%m-%d-%Y", "%B %d %Y", "%b %d %Y", "%d %B %Y")


@dataclass(frozen=True)
class Hits:
    patients: list[Patient]
    similar: list[Patient]
    """Only alike: a letter differs from what was typed."""
    has_more: bool
    """More match than are shown. How many is not counted: that would read everybody again."""


def search(words: str, known: QuerySet[Patient] | None = None) -> Hits:
    """The newest people first; all of them when `words` is empty."""
    text = clean_line(words)[:MAX_SEARCH_CHARS]
    known = Patient.objects.filter(joined_into=None) if known is None else known
    meant = _meant(text)
    matching = _holding(known, meant) if meant or not text else known.none()
    hits = list(_newest(matching).values_list("pk", flat=True)[: MAX_HITS + 1])
    similar = _similar(text, known, hits) if text and len(hits) < FEW_HITS else []
    return Hits(_rows(known, hits), _rows(known, similar), has_more=len(hits) > MAX_HITS)


def _newest(patients: QuerySet[Patient]) -> QuerySet[Patient]:
    return patients.order_by("-created_at", "-pk")


def _rows(known: QuerySet[Patient], hits: list[int]) -> list[Patient]:
    return list(_newest(known.filter(pk__in=hits[:MAX_HITS])))


def second_facts(patients: Iterable[Patient]) -> dict[int, str]:
    """What tells people of one name apart, for those who share theirs with somebody here."""
    people = {patient.pk: patient for patient in patients}
    names = {pk: fold(patient.name) for pk, patient in people.items()}
    by_name = Counter(names.values())
    return {pk: second_fact(people[pk]) for pk, name in names.items() if by_name[name] > 1}


def second_fact(patient: Patient) -> str:
    if patient.born_on is not None:
        return f"born {date_format(patient.born_on, 'M j, Y')}"
    return phone_text(patient.phone) or patient.email


def birthday_in(text: str) -> date | None:
    plain = text.replace(",", "").strip()
    for style in DATE_FORMATS:
        try:
            day = datetime.strptime(plain, style).date()  # noqa: DTZ007 (a birthday has no zone)
        except ValueError:
            continue
        # "%y" reads 45 as 2045; nobody is born in the future.
        return day if day <= date.today() else day.replace(year=day.year - 100)  # noqa: DTZ011
    return None


def within_one_edit(typed: str, word: str) -> bool:
    """Whether one letter was changed, left out, added, or swapped with its neighbor."""
    if typed == word:
        return True
    if abs(len(typed) - len(word)) > 1:
        return False
    same = next((i for i, (a, b) in enumerate(zip(typed, word, strict=False)) if a != b), None)
    at = min(len(typed), len(word)) if same is None else same
    rest, other = typed[at:], word[at:]
    swapped = rest[:2] == other[:2][::-1] and rest[2:] == other[2:]
    return swapped or rest[1:] == other[1:] or rest[1:] == other or rest == other[1:]


def _meant(text: str) -> list[Q]:
    """What a person's keys have to hold, each of it. Empty where nothing can be looked for."""
    tokens, birthday = fold(text).split(), birthday_in(text)
    if birthday is not None:
        return [is_birthday(birthday) | _holds_any(_numbers_in(text))]
    if PHONE_LIKE.fullmatch(text):
        return [_holds_any(["".join(tokens), *_numbers_in(text)])] if tokens else []
    return [_holds(group) for group in _groups(tokens)]


def _groups(tokens: list[str]) -> Iterator[list[str]]:
    """Words one by one, and the parts of a number together: "pat 503 555 0111"."""
    for is_number, neighbors in groupby(tokens, key=_is_number):
        group = list(neighbors)
        yield from [group] if is_number else ([token] for token in group)


def _is_number(token: str) -> bool:
    return any(map(str.isdigit, token)) and not any(map(str.isalpha, token))


def _holds(tokens: list[str]) -> Q:
    """One word, or the parts of one number."""
    numbers = _numbers_in(" ".join(tokens)) if _is_number(tokens[0]) else ()
    return _holds_any(["".join(tokens), *numbers])


def _holds_any(words: Iterable[str]) -> Q:
    return reduce(or_, map(_holds_word, dict.fromkeys(words)), Q())


def _holds_word(word: str) -> Q:
    return starts_with(word) | (ends_with(word) if len(word) >= MIN_ENDING_CHARS else Q())


def _numbers_in(text: str) -> Iterator[str]:
    """The digits as they were typed, without what is dialed before them, and as we keep them."""
    digits = "".join(character for character in text if character.isdigit())
    if len(digits) < MIN_PHONE_DIGITS:
        return
    yield digits
    local = digits.removeprefix("011").lstrip("0")
    if len(local) >= MIN_PHONE_DIGITS:
        yield local
    if not is_refused(clean_phone, text):
        yield phone_key(clean_phone(text)).lstrip("+")


def _holding(known: QuerySet[Patient], meant: list[Q]) -> QuerySet[Patient]:
    for condition in meant:
        known = known.filter(pk__in=SearchKey.objects.filter(condition).values("patient"))
    return known


def _similar(text: str, known: QuerySet[Patient], exact: list[int]) -> list[int]:
    tokens = fold(text).split()
    if not any(map(_may_be_mistyped, tokens)):
        return []
    meant = [_holds(group) | _alike(group) for group in _groups(tokens)]
    similar = _holding(known.exclude(pk__in=exact), meant)
    return list(_newest(similar).values_list("pk", flat=True)[:MAX_HITS])


def _may_be_mistyped(token: str) -> bool:
    return len(token) >= MIN_TYPO_CHARS and token.isalpha()


def _alike(tokens: list[str]) -> Q:
    """The words that differ from this one by one letter: one half of such a word is whole."""
    token = tokens[0]
    if not _may_be_mistyped(token):
        return Q()
    half = len(token) // 2
    head, tail = token[:half], token[half:]
    swapped = head[:-1] + tail[0] + head[-1] + tail[1:]
    halves = SearchKey.objects.filter(starts_with(head) | ends_with(tail) | is_word(swapped))
    size = key_size(token)
    near = halves.alias(size=Length("key")).filter(
        size__gte=size - MAX_LETTER_BYTES, size__lte=size + MAX_LETTER_BYTES
    )
    words = {word_in(key) for key in near.values_list("key", flat=True).distinct()}
    return reduce(or_, (is_word(word) for word in words if within_one_edit(token, word)), Q())
