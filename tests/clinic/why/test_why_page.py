"""The explanation says in words what the figure shows, with its spread, about this person."""

import re

import pytest
from django.test import Client

from guywire.care.vocabulary import Side
from guywire.clinic.checks.record import Check, new_check
from guywire.clinic.why import page
from guywire.hips.readings import SideReadings

pytestmark = pytest.mark.django_db


def checked(left: SideReadings, right: SideReadings) -> Check:
    return new_check().with_steps(4000).with_side(Side.LEFT, left).with_side(Side.RIGHT, right)


TIGHT = SideReadings(pelvis=(10.0,), thigh=(5.0,), shin=(-70.0,))
FREE = SideReadings(pelvis=(12.0,), thigh=(-16.0,), shin=(-80.0,))


def test_somebody_who_measured_nothing_sees_an_example_and_is_told_so(outsider: Client) -> None:
    page = outsider.get("/why/").content.decode()
    assert "made-up person" in page
    assert "Check your own hips" in page


def test_every_number_comes_with_its_spread() -> None:
    context = page.context(checked(TIGHT, FREE))
    low, middle, high = context["facts"]["traded"]
    assert low < middle < high
    said = " ".join(context["facts"]["sentences"])
    assert f"{middle:.1f}°" in said
    assert f"from {low:.1f}° to {high:.1f}°" in said


def test_the_tighter_hip_is_the_near_one() -> None:
    assert page.hips_of(checked(FREE, TIGHT)).tighter is Side.RIGHT


def test_an_unmeasured_side_goes_with_the_other() -> None:
    hips = page.hips_of(new_check().with_side(Side.LEFT, TIGHT))
    assert hips.lost_deg[Side.RIGHT] == hips.lost_deg[Side.LEFT]


def test_free_hips_are_told_that_there_is_nothing_to_take_over() -> None:
    said = " ".join(page.context(checked(FREE, FREE))["facts"]["sentences"])
    assert "nothing that pelvis and lower back would have to take over" in said


def test_the_total_is_steps_times_millimeters_times_days() -> None:
    facts = page.context(checked(TIGHT, TIGHT))["facts"]
    total_mm = facts["travel"][1] * 4000 * 7 * page.WEEKS
    feet = float(re.sub(r"[^\d.]", "", facts["total"][1]))
    assert feet == pytest.approx(total_mm / 304.8, rel=0.05)


@pytest.mark.parametrize(
    ("millimeters", "said"),
    [
        (0, "0 mm"),
        (87, "87 mm"),
        (644, "640 mm"),
        (30_480, "100 feet"),
        (396_850, "1,300 feet"),
        (3_218_688, "2.0 miles"),
        (16_093_440, "10 miles"),
    ],
)
def test_distances_are_said_in_the_unit_a_person_can_picture(millimeters: float, said: str) -> None:
    assert page.distance(millimeters) == said
