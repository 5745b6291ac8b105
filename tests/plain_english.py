"""Every page of a person in the pseudo-language, and the plain English still on it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser

from django.apps import apps
from django.db import models

ATTRIBUTES = ("alt", "aria-label", "placeholder", "title", "aria-description", "aria-valuetext")
VOID = {
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source",
}  # fmt: skip
PLAIN = re.compile(r"(?<![^\W\d_])[A-Za-z]{2,}(?![^\W\d_])")
CODE = re.compile(
    r"\{\w+\}|https?://\S+|[\w.+-]+@[\w.-]+|\b[\w-]+\.(?:org|com|example|ics|pdf)\b|DOI\S*|\b10\.\d+/\S+"
)
WORDS_OF_THE_PRACTICE = ("welcome", "visits", "people")


class _Texts(HTMLParser):
    """All that a page shows or speaks. `lang="en"` marks what stays English in every language."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, bool]] = []
        self.texts: list[str] = []

    @property
    def is_english(self) -> bool:
        return any(english for _, english in self.open)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        english = tag != "html" and values.get("lang") == "en"
        if tag not in VOID:
            self.open.append((tag, english or values.get("translate") == "no"))
        if self.is_english or english:
            return
        self.texts += [values[name] for name in ATTRIBUTES if name in values]
        if tag == "input" and values.get("type") in ("submit", "button"):
            self.texts.append(values.get("value", ""))
        if tag == "meta" and values.get("name") == "description":
            self.texts.append(values.get("content", ""))
        self.texts += [
            word
            for name, value in values.items()
            if name.startswith("data-")
            for word in _spoken(value)
        ]

    def handle_endtag(self, tag: str) -> None:
        while self.open:
            if self.open.pop()[0] == tag:
                return

    def handle_data(self, data: str) -> None:
        inside = {tag for tag, _ in self.open}
        if self.is_english or "style" in inside:
            return
        if "script" in inside:
            self.texts += _spoken(data)
        else:
            self.texts.append(data)


def _spoken(text: str) -> list[str]:
    """The sentences in an attribute or a block of data: texts with a space between two words."""
    if text[:1] in "[{" and (values := _parsed(text)) is not None:
        return [word for word in _strings(values) if _is_sentence(word)]
    return [text] if _is_sentence(text) else []


def _parsed(text: str) -> object:
    try:
        return json.loads(text)
    except ValueError:
        return None


def _strings(values: object) -> Iterator[str]:
    if isinstance(values, str):
        yield values
    elif isinstance(values, dict):
        for value in values.values():
            yield from _strings(value)
    elif isinstance(values, list):
        for value in values:
            yield from _strings(value)


def _is_sentence(text: str) -> bool:
    return bool(re.search(r"[A-Za-z]{2,}[,.]? [A-Za-z]|^[A-Z][a-z]+$", text))


def of_the_practice() -> list[str]:
    """The practice's own words, longest first: stored once, in the language it chose."""
    stored: set[str] = set()
    for label in WORDS_OF_THE_PRACTICE:
        for model in apps.get_app_config(label).get_models():
            names = [
                field.name
                for field in model._meta.fields
                if isinstance(field, models.CharField | models.TextField) and not field.choices
            ]
            for row in model._default_manager.values_list(*names) if names else ():
                stored.update(value for value in row if isinstance(value, str) and value)
    return sorted(stored, key=len, reverse=True)


def texts_of(html: str) -> list[str]:
    """Return all that a page says in its own language."""
    page = _Texts()
    page.feed(html)
    return page.texts


def plain_english(html: str, allowed: list[str]) -> list[str]:
    """What a page says in plain letters: each text with a word that has no accent."""
    found = []
    for text in texts_of(html):
        # Codes first: a token may hold a short word that is allowed, and would be cut at it.
        rest = CODE.sub(" ", text)
        for words in allowed:
            rest = rest.replace(words, " ")
        if PLAIN.search(rest):
            found.append(re.sub(r"\s+", " ", text).strip())
    return list(dict.fromkeys(found))
