"""A language that nobody speaks: every letter has an accent, every word is 40 % longer.

A page in it shows at a glance which words never went through the catalog (they have no accents)
and what breaks when a language needs more room than English.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import django
from babel.messages import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from words.catalog import sentences

CODE = "en-xa"
LOCALE = "en_XA"
"""XA is a country that no standard will ever assign: it stands for accented English."""
PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
ACCENTED = "áƀćđéƒğĥíĵķĺɱńóþɋŕśŧúṽŵẋýžÁɃĆĐÉƑĞĤÍĴĶĹṀŃÓÞɊŔŚŦÚṼŴẊÝŽ"
ACCENTS = str.maketrans(PLAIN, ACCENTED)
FORMATS = ("date format", "time format")
"""Contexts of texts that are codes and no words."""
VOWELS = "aeiouyAEIOUY"
UNTOUCHED = re.compile(
    r"""%%|%\(\w+\)[sd]|%[sd]      # %(name)s
      | \{\w*[^{}]*\}              # {name}
      | <[^>]*>                    # tags of HTML
      | &\#?\w+;                   # entities
      """,
    re.VERBOSE,
)


def accented(text: str) -> str:
    """The same text in the pseudo-language. Placeholders, tags and entities stay as they are."""
    words, start = [], 0
    for untouched in UNTOUCHED.finditer(text):
        words += [_longer(text[start : untouched.start()]), untouched[0]]
        start = untouched.end()
    return "".join((*words, _longer(text[start:])))


def _longer(text: str) -> str:
    """Vowels are four in ten letters of English: each is written twice."""
    return "".join(letter * (1 + (letter in VOWELS)) for letter in text).translate(ACCENTS)


def write_catalog(folder: Path) -> Path:
    """Write the pseudo-language's catalog below `folder`, as LOCALE_PATHS wants it."""
    catalog = Catalog(locale="en", charset="utf-8")
    for text, plural, context in _all_sentences():
        forms = (text, plural) if plural else text
        said = accented if context not in FORMATS else str
        string = (said(text), said(plural)) if plural else said(text)
        catalog.add(forms, string, context=context or None)
    target = folder / LOCALE / "LC_MESSAGES" / "django.mo"
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as file:
        write_mo(file, catalog)
    return target


def _all_sentences() -> Iterator[tuple[str, str, str]]:
    """Ours, and those of Django: dates, and what its forms answer."""
    for sentence in sentences():
        yield sentence.text, sentence.plural, sentence.context
    for path in Path(django.__file__).parent.glob("**/locale/en/LC_MESSAGES/django.po"):
        with path.open("rb") as file:
            for entry in read_po(file):
                if isinstance(entry.id, tuple | list):
                    yield entry.id[0], entry.id[1], entry.context or ""
                elif entry.id:
                    yield entry.id, "", entry.context or ""
