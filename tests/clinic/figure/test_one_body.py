"""The figure is a whole person: one spine from the pelvis to the skull, neck, face and arms."""

import re
from itertools import pairwise
from math import hypot

import pytest

from guywire.clinic.figure.side_view import LegAngles, Posture, draw, place
from guywire.clinic.figure.vertebrae import to_draw


def test_spine_has_24_vertebrae_that_grow_smaller_upward() -> None:
    shapes = to_draw()
    upward = [*shapes["upper"], *shapes["lumbar"]][::-1]
    assert [one.level for one in upward] == list(range(24))
    assert all(above.scale < below.scale for below, above in pairwise(upward))


def test_each_vertebra_is_placed() -> None:
    placed = re.findall(r'data-part="vertebra-(\d+)" transform=', draw(Posture()))
    assert sorted(map(int, placed)) == list(range(24))


@pytest.mark.parametrize("hip", [-20.0, 0.0, 30.0])
def test_arm_swings_against_the_leg_of_its_side(hip: float) -> None:
    arms = place(Posture(near=LegAngles(hip=hip), far=LegAngles(hip=-hip))).arms
    assert arms["near"]["upperarm"].turn == pytest.approx(-arms["far"]["upperarm"].turn)
    assert (arms["near"]["upperarm"].turn > 0) == (hip > 0)


def test_both_hands_go_to_a_thigh_that_is_held() -> None:
    body = place(Posture(near=LegAngles(hip=-20, knee=70), far=LegAngles(hip=122, knee=126)))
    knee = body.legs["far"]["shank"]
    for arm in body.arms.values():
        hand = arm["forearm"].at((0.0, 230.0))
        assert hypot(hand[0] - knee.x, hand[1] - knee.y) < 320
