"""The page that shows how to measure says what the phone, reading by itself, will say."""

import re

import pytest
from django.test import Client

from guywire.clinic.checks.by_phone import HELD, WHERE
from tests.clinic.checks.walk import whole_check

pytestmark = pytest.mark.django_db


def verb(spot: str) -> str:
    return "Hold the phone" if spot in HELD else "Lay the phone"


def test_a_spot_is_held_or_laid_on_as_the_reader_asks(outsider: Client) -> None:
    page = outsider.get("/check/how-to-measure/").content.decode()
    told = dict(re.findall(r"<figcaption><strong>\d\. (\w+)\.</strong> (\w+ the phone)", page))
    assert told == {spot.capitalize(): verb(spot) for spot in ("pelvis", "thigh", "shin")}


def test_the_knee_bend_page_holds_the_phone_as_the_reader_asks(outsider: Client) -> None:
    whole_check(outsider)
    page = outsider.get("/check/left-knee-bend/").content.decode()
    [how] = re.findall(r"<li>(\w+ the phone)", page)
    assert how == verb("prone_knee")


@pytest.mark.parametrize("spot", WHERE)
def test_the_reader_itself_says_hold_only_of_what_is_held(spot: str) -> None:
    assert WHERE[spot].startswith(verb(spot))
