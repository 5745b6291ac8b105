"""What the published evidence does not carry must not stand on a page that patients read."""

import re
from collections.abc import Iterator

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.clinic.checks.walk import LOOSE, TIGHT, whole_check

FORBIDDEN = (
    r"pelvis is (out|off|crooked|twisted)",
    r"out of alignment",
    r"SI joint (slips|slipped|is out)",
    r"correct(s|ed|ing)? (your |the )?posture",
    r"(fix|fixes|improve|improves) your posture",
    r"guarantee",
    r"\bcures?\b",
    r"miracle",
    r"your scan means nothing",
    r"(this|that) is the cause",
    r"the cause of your (back )?pain is",
    r"\d+ ?(%|percent|in 100) (better|less pain|of people get better)",
    r"will (get rid of|end|take away|heal) your",
)
NOT_FOR_PATIENTS = ("desk", "accounts")


def public_paths() -> Iterator[str]:
    for pattern in get_resolver().url_patterns:
        if str(pattern.pattern).strip("/") not in NOT_FOR_PATIENTS:
            yield from without_arguments(pattern, "/")


def without_arguments(pattern: URLPattern | URLResolver, start: str) -> Iterator[str]:
    route = start + str(pattern.pattern)
    if isinstance(pattern, URLResolver):
        for inner in pattern.url_patterns:
            yield from without_arguments(inner, route)
    elif not any(part in route for part in ("<", "accounts/", "desk/", ".pdf")):
        yield route


def spoken(html: str) -> str:
    """The words of a page, without tags and with single spaces."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def unsayable(response: HttpResponse) -> list[str]:
    words = spoken(response.content.decode())
    return [found[0] for phrase in FORBIDDEN if (found := re.search(phrase, words, re.IGNORECASE))]


@pytest.mark.parametrize("path", sorted(public_paths()))
def test_a_public_page_keeps_to_what_may_be_said(outsider: Client, path: str) -> None:
    response = outsider.get(path, follow=True)
    if "text/html" not in response.headers.get("Content-Type", ""):
        pytest.skip("not a page that is read")
    assert unsayable(response) == []


@pytest.mark.slow
@pytest.mark.parametrize("readings", [TIGHT, LOOSE], ids=["tight", "loose"])
def test_what_a_measured_person_reads_keeps_to_it_too(
    outsider: Client, readings: dict[str, str]
) -> None:
    whole_check(outsider, left=readings, right=readings)
    for path in ("/check/result/", "/why/", "/program/", "/progress/", "/session/"):
        assert unsayable(outsider.get(path, follow=True)) == [], path


def test_the_words_are_looked_for_across_tags_and_lines() -> None:
    words = spoken("<p>Your <b>pelvis</b>\n is out, and we guarantee</p>")
    assert [p for p in FORBIDDEN if re.search(p, words, re.IGNORECASE)] == [
        FORBIDDEN[0],
        "guarantee",
    ]
