"""Find people by what a caller says: words in any order, a birthday, any spelling of a number.

Names are compared folded (no accents, case, quotes, spaces). Only where few are found so are
names added that differ by one letter.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils.formats import date_format

from guywire.clinic.people.contact import clean_line, clean_phone, fold, is_refused, phone_text
from guywire.clinic.people.models import Patient

MAX_HITS = 50
MAX_SEARCH_CHARS = 120
FEW_HITS = 5
"""With fewer exact hits than this, names that differ by one letter are shown too."""
MIN_TYPO_CHARS = 4
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
    matching = known.filter(_matches(text)) if text else known
    hits = list(_newest(matching).values_list("pk", flat=True)[: MAX_HITS + 1])
    similar = _similar(text, known, hits) if text and len(hits) < FEW_HITS else []
    return Hits(_rows(known, hits), _rows(known, similar), has_more=len(hits) > MAX_HITS)


def _newest(patients: QuerySet[Patient]) -> QuerySet[Patient]:
    return patients.order_by("-created_at", "-pk")


def _rows(known: QuerySet[Patient], hits: list[int]) -> list[Patient]:
    """Their rows, read after the search: the search itself reads an index alone."""
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


def _matches(text: str) -> Q:
    condition = Q()
    for token in fold(text).split():
        condition &= _holds(token)
    birthday = birthday_in(text)
    if birthday is not None:
        condition |= Q(born_on=birthday)
    if PHONE_LIKE.fullmatch(text):
        numbers = set(_numbers_in(text))
        for number in numbers:
            # What holds a longer spelling holds the shorter one in it, too.
            if not any(other in number for other in numbers - {number}):
                condition |= Q(phone__contains=number)
    return condition if condition else Q(pk=None)


def _holds(token: str) -> Q:
    digits = "".join(character for character in token if character.isdigit())
    found = Q(folded__contains=token)
    if len(digits) >= MIN_PHONE_DIGITS and not any(map(str.isalpha, token)):
        found |= Q(phone__contains=digits)
    return found


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
        yield clean_phone(text).split(";")[0]


def _similar(text: str, known: QuerySet[Patient], exact: list[int]) -> list[int]:
    tokens = fold(text).split()
    if not any(_may_be_mistyped(token) for token in tokens):
        return []
    candidates = known.exclude(pk__in=exact)
    for token in tokens:
        candidates = candidates.filter(_alike(token))
    rows = _newest(candidates).values_list("pk", "folded")
    return [pk for pk, folded in rows if all(_reads(token, folded) for token in tokens)]


def _may_be_mistyped(token: str) -> bool:
    return len(token) >= MIN_TYPO_CHARS and token.isalpha()


def _alike(token: str) -> Q:
    """Rows that may hold a word one edit away: one half of the word is always whole."""
    if not _may_be_mistyped(token):
        return _holds(token)
    half = len(token) // 2
    head, tail = token[:half], token[half:]
    swapped = Q(folded__contains=f" {head[:-1]}") & Q(folded__contains=f"{tail[1:]} ")
    return Q(folded__contains=f" {head}") | Q(folded__contains=f"{tail} ") | swapped


def _reads(token: str, folded: str) -> bool:
    if token in folded or not _may_be_mistyped(token):
        return True
    return any(within_one_edit(token, word) for word in folded.split())
