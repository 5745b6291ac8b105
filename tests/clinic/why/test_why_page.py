"""The explanation says in words what the figure shows, with its spread, about this person."""

import re
from math import radians

import pytest
from django.test import Client

from guywire.care.vocabulary import Side
from guywire.clinic.checks.queries import fitted_in
from guywire.clinic.checks.record import Check, new_check
from guywire.clinic.figure.overlay import overlay
from guywire.clinic.figure.side_view import Posture
from guywire.clinic.why import page
from guywire.clinic.why.explanation import EXAMPLE_DEG
from guywire.hips.readings import SideReadings
from guywire.hips.walking import degrees_text, walking_of

pytestmark = pytest.mark.django_db


def checked(left: SideReadings, right: SideReadings) -> Check:
    return new_check().with_steps(4000).with_side(Side.LEFT, left).with_side(Side.RIGHT, right)


VERY_TIGHT = SideReadings(pelvis=(0.0,), thigh=(10.0,), shin=(-40.0,))
FREE = SideReadings(pelvis=(12.0,), thigh=(-24.0,), shin=(-90.0,))


def test_without_readings_the_page_shows_a_labeled_example(outsider: Client) -> None:
    page = outsider.get("/why/").content.decode()
    assert "made-up person" in page
    assert "Check your own hips" in page


def test_every_number_is_a_mean_with_its_interval() -> None:
    context = page.context(checked(VERY_TIGHT, FREE))
    walking = walking_of(fitted_in(checked(VERY_TIGHT, FREE)))
    assert walking is not None
    assert walking.tighter is Side.LEFT
    asked = walking.step.compensation_deg
    assert asked.low < asked.mean < asked.high
    shown = [degrees_text(value) for value in (asked.low, asked.mean, asked.high)]
    facts = context["facts"]
    assert facts["traded"] == shown[1]
    assert facts["said"]["traded_band"] == f"most likely {shown[0]}° to {shown[2]}°"
    [sentence] = [str(sentence) for sentence in context["sentences"]]
    assert f"about {shown[1]}° in each step, most likely {shown[0]}° to {shown[2]}°" in sentence


def test_unmeasured_side_walks_as_the_other() -> None:
    walking = walking_of(fitted_in(new_check().with_side(Side.LEFT, VERY_TIGHT)))
    assert walking is not None
    left, right = (walking.steps[side].compensation_deg for side in Side)
    assert left.mean == pytest.approx(right.mean, abs=0.3)


def test_loose_hips_have_most_likely_nothing_to_make_up_for_and_are_offered_an_example(
    outsider: Client,
) -> None:
    context = page.context(checked(FREE, FREE))
    assert "Most likely your lower back has nothing to make up for" in str(context["sentences"][0])
    assert "At most" in str(context["sentences"][0])
    assert not context["shows_own"]
    assert context["tables"]["own"]["lost_deg"] == EXAMPLE_DEG


def test_nothing_is_drawn_over_the_other_when_too_little_differs() -> None:
    assert overlay(Posture(pelvis=3.0), Posture(pelvis=2.8)) is None
    seen = overlay(Posture(pelvis=5.0), Posture(pelvis=2.0))
    assert seen is not None
    assert seen.apart_mm == pytest.approx(97 * radians(3), abs=0.2)


def test_the_total_is_steps_times_millimeters_times_days() -> None:
    context = page.context(checked(VERY_TIGHT, VERY_TIGHT))
    tables = context["tables"]
    own = tables["levels"].index(tables["own"]["lost_deg"])
    total_mm = tables["average_travel_mm"][own][1] * 4000 * 7 * page.WEEKS
    feet = float(re.sub(r"[^\d.]", "", context["facts"]["total"]))
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
