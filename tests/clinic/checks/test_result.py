import re

import pytest
from django.http import HttpResponse
from django.test import Client

from guywire.care.vocabulary import Side
from guywire.clinic.checks.record import check_on, keep_on
from guywire.clinic.people.device import DeviceRecord
from guywire.hips.readings import SideReadings
from tests.clinic.checks.walk import LOOSE, TIGHT, whole_check

pytestmark = pytest.mark.django_db
OPEN = {"pelvis": "12", "thigh": "-8", "shin": "-56"}


def result(client: Client) -> str:
    return client.get("/check/result/").content.decode()


def test_tight_hip_is_named_with_its_side_and_leads_to_the_program(outsider: Client) -> None:
    whole_check(outsider)
    page = result(outsider)
    assert "<h1>Your left hip is almost certainly tight</h1>" in page
    assert re.search(r"Your right hip is [a-z ]+ not tight\.", page)
    assert "/program/" in page


def test_nothing_tight_leads_kindly_to_a_person_and_not_to_stretches(outsider: Client) -> None:
    whole_check(outsider, left=LOOSE, right=LOOSE)
    page = result(outsider)
    assert "not tight</h1>" in page
    assert "stretching them is not what your back needs" in page
    assert "Book a free visit" in page
    assert "See your program" not in page


def test_the_same_readings_on_the_other_side_give_the_same_answer(outsider: Client) -> None:
    whole_check(outsider, left=LOOSE, right=TIGHT)
    assert "<h1>Your right hip is almost certainly tight</h1>" in result(outsider)


def test_without_a_pelvis_reading_the_page_says_that_it_is_less_sure(outsider: Client) -> None:
    no_pelvis = {"thigh": "6", "shin": "-60"}
    whole_check(outsider, left=no_pelvis, right=no_pelvis)
    assert "There is no pelvis reading with your left leg hanging" in result(outsider)


def test_without_a_shin_reading_nothing_is_said_about_the_front_thigh(outsider: Client) -> None:
    no_shin = {"pelvis": "5", "thigh": "6"}
    whole_check(outsider, left=no_shin, right=no_shin)
    page = result(outsider)
    assert "left hip" in page
    assert "front thigh muscle is" not in page


def test_the_spread_of_the_repeats_is_shown(outsider: Client) -> None:
    whole_check(outsider, left=TIGHT | {"thigh": "9 10 12"})
    page = result(outsider)
    assert "9°, 10°, 12°" in page
    assert "3° apart" in page
    assert "With 3 readings of a spot, we are more certain than with 1." in page


def test_one_picture_shows_both_sides_with_a_table_and_its_sources_behind_it(
    outsider: Client,
) -> None:
    whole_check(outsider)
    page = result(outsider)
    assert page.count('class="hips figure"') == 1
    assert page.count('class="hips__arc"') == 2
    assert page.count("<caption>") == 1
    assert "/evidence/#A12" in page


def test_a_sore_knee_is_repeated_beside_the_result(outsider: Client) -> None:
    whole_check(outsider, "knee_hurts_bent")
    assert "The stretch on the stomach bends the knee a long way" in result(outsider)


def test_sitting_long_is_put_beside_its_study_without_claiming_a_cause(outsider: Client) -> None:
    whole_check(outsider)
    page = result(outsider)
    assert "You sit more than 7 hours a day" in page
    assert "This does not tell you what causes your pain." in page


def test_page_says_neither_short_nor_stiff_nor_too_close_to_call(outsider: Client) -> None:
    for left, right in ((TIGHT, LOOSE), (LOOSE, LOOSE), (OPEN, OPEN)):
        whole_check(outsider, left=left, right=right)
        page = result(outsider).lower().split("<main")[1].split("</main>")[0]
        for word in ("short", "stiff", "too close to call", "in 100"):
            assert word not in page


def test_one_leg_alone_is_answered_and_the_other_is_said_to_be_open(outsider: Client) -> None:
    whole_check(outsider)
    outsider.post("/check/right-side/", {"skip": "yes"})
    page = result(outsider)
    assert "Your left hip is almost certainly tight" in page
    assert "right hip" not in page
    assert "You have not measured the right leg." in page


def test_kept_readings_that_contradict_each_other_get_no_answer_but_a_way_on(
    outsider: Client,
) -> None:
    whole_check(outsider)
    kept = DeviceRecord({name: morsel.value for name, morsel in outsider.cookies.items()})
    check = check_on(kept)
    assert check is not None
    wrong = SideReadings(pelvis=(12.0,), thigh=(-10.0,), shin=(-150.0,))
    keep_on(kept, check.with_side(Side.LEFT, wrong))
    response = HttpResponse()
    kept.save_on(response)
    outsider.cookies.update(response.cookies)
    page = result(outsider)
    assert "Measure one reading again" in page
    assert "Measure the shin again" in page
    assert 'href="/check/left-side/"' in page
    assert "Book a free visit" in page
    assert "Your left hip" not in page
    assert re.search(r"Your right hip is [a-z ]+ not tight\.", page)
    assert "See your program" not in page
