"""A hip measured twice: only what is more than the error of measuring counts as a change."""

from datetime import date
from math import sqrt

import pytest

from guywire.care.motion import COULD_BE_ERROR, MORE_THAN_ERROR, Motion, MotionChange
from guywire.care.vocabulary import Side

FIRST = Motion(date(2026, 3, 2), Side.LEFT, 5.0, 4.0)


def later(extension_deg: float, sd_deg: float = 4.0) -> MotionChange:
    return MotionChange(FIRST, Motion(date(2026, 4, 6), Side.LEFT, extension_deg, sd_deg))


def test_the_smallest_change_is_1_96_times_root_2_times_the_error() -> None:
    assert later(9).smallest_clear_deg == pytest.approx(1.96 * sqrt(2) * 4)


def test_a_worse_second_measurement_asks_for_a_larger_change() -> None:
    assert later(9, sd_deg=8).smallest_clear_deg > later(9).smallest_clear_deg


@pytest.mark.parametrize(
    ("extension_deg", "verdict"),
    [
        (5, COULD_BE_ERROR),
        (16, COULD_BE_ERROR),
        (17, MORE_THAN_ERROR),
        (-6, COULD_BE_ERROR),
        (-7, MORE_THAN_ERROR),
    ],
)
def test_a_change_is_judged_against_the_error_both_ways(extension_deg: float, verdict: str) -> None:
    assert later(extension_deg).verdict == verdict
    said = "a clear change" if verdict == MORE_THAN_ERROR else "can come from measuring alone"
    assert said in str(later(extension_deg).sentence)


def test_the_sentence_says_which_way() -> None:
    assert "goes back 12° farther than on March 2." in str(later(17).sentence)
    assert "goes back 12° less than on March 2." in str(later(-7).sentence)


def test_the_band_holds_eight_in_ten() -> None:
    low, high = FIRST.band_deg
    assert (low, high) == pytest.approx((5 - 1.2816 * 4, 5 + 1.2816 * 4))
