"""Decimals, thousands, days and hours follow the language of the page, in Python and templates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, time

import pytest
from django.conf import LazySettings
from django.template import Context, Template
from django.test import Client
from django.utils import translation

from guywire.care.words import Number
from guywire.clinic import dates
from guywire.clinic.checks.by_phone import hanging_words
from guywire.hips.numbers import read_number, written
from guywire.hips.walking import degrees_text
from tests.clinic.checks.walk import LOOSE, TIGHT, whole_check
from tests.plain_english import texts_of


@pytest.fixture
def spanish() -> Iterator[None]:
    with translation.override("es"):
        yield


def test_spanish_writes_a_decimal_comma(spanish: None) -> None:
    assert (str(degrees_text(1.5)), str(degrees_text(-14.2))) == ("1,5", "−14")
    assert (written(12.5), str(Number(2.25, 1))) == ("12,5", "2,2")
    assert Template("{{ value }}").render(Context({"value": 1.5})) == "1,5"
    assert re.fullmatch(r"12[.\xa0\u202f]000", str(Number(12000, 0)))


def test_a_box_reads_back_the_number_that_it_shows(spanish: None) -> None:
    assert read_number(written(-12.5)) == -12.5


def test_english_is_as_it_was() -> None:
    assert (str(degrees_text(1.5)), str(Number(12000, 0)), written(-8)) == ("1.5", "12,000", "−8")


def test_days_and_months_are_spanish(spanish: None) -> None:
    assert dates.weekday(date(2026, 11, 27)) == "viernes"
    assert "noviembre" in dates.day_text(date(2026, 11, 27))


def test_hours_are_in_the_hands_of_the_translator(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dates, "pgettext", lambda context, text: "G:i")
    monkeypatch.setattr(dates, "_", lambda text: "%(clock)s")
    # A language of its own: what a language says is remembered.
    with translation.override("xx"):
        assert dates.clock_text(time(14)) == "14:00"


def test_spoken_degrees_have_a_singular() -> None:
    words = hanging_words(["pelvis"])
    assert words["degrees"] == ["{count} degree", "{count} degrees"]
    assert words["degrees_below"] == ["minus {count} degree", "minus {count} degrees"]


@pytest.mark.django_db
def test_pages_in_spanish_show_no_decimal_point_and_draw_with_one(
    clinic, settings: LazySettings
) -> None:
    settings.LANGUAGE_CODE = "es"
    client = Client()
    whole_check(client, left=TIGHT, right=LOOSE)
    for path in ("/check/result/", "/why/", "/progress/"):
        page = client.get(path).content.decode()
        drawn = " ".join(re.findall(r'\s(?:d|x|y|cx|cy|width|height|r|transform)="([^"]*)"', page))
        assert not re.search(r"\d,\d+,\d", drawn), path
        shown = " ".join(texts_of(page))
        assert re.findall(r".{30}\d\.\d+\s?(?:°|mm|feet|miles)", shown) == [], path
