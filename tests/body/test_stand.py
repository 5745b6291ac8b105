import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guywire.body import Person, Tissue, tissue_that_lost
from guywire.body.stand import SMALLEST_SEEN_DEG, stand


def both(lost_deg):
    tissue = tissue_that_lost(lost_deg)
    return stand(tissue, tissue)


def test_usual_hips_stand_level():
    found = stand()
    assert found.tilt_deg.high == 0
    assert not found.seen


def test_moderate_tightness_tips_the_pelvis_less_than_can_be_measured():
    """Roach 2015: 10.8° of lost extension; Heino 1990: no correlation with standing tilt."""
    found = both(10.8)
    assert found.tilt_deg.high < SMALLEST_SEEN_DEG / 2
    assert not found.seen


def test_severe_contracture_does_tip_the_pelvis():
    found = both(35)
    assert found.seen
    assert found.tilt_deg.median > SMALLEST_SEEN_DEG


@settings(max_examples=15)
@given(st.floats(0, 40), st.floats(0.5, 5))
def test_tighter_hips_never_tip_less(lost_deg, more):
    assert both(lost_deg + more).tilt_deg.median >= both(lost_deg).tilt_deg.median - 1e-6


def test_sides_count_alike():
    tight = tissue_that_lost(15)
    left, right = stand(left=tight), stand(right=tight)
    assert left.tilt_deg == right.tilt_deg
    assert left.front_moment_nm["left"] == pytest.approx(right.front_moment_nm["right"])


def test_what_is_held_is_what_the_front_asks_beyond_usual():
    tight = tissue_that_lost(15)
    found, usual = stand(tight, tight), stand().front_moment_nm["left"]
    more = sum(moment - usual for moment in found.front_moment_nm.values())
    assert found.held_moment_nm.low <= more <= found.held_moment_nm.high


def test_the_lower_back_extends_as_far_as_the_pelvis_tips():
    assert both(20).lumbar_extension_deg == both(20).tilt_deg


def test_psoas_squeezes_the_spine_and_rectus_does_not():
    rectus = tissue_that_lost(30, group="rectus_femoris")
    assert both(15).psoas_compression_n.median > 0
    assert stand(rectus, rectus).psoas_compression_n.median == 0


def test_size_alone_tips_nobody():
    assert stand(person=Person(height_m=1.95, mass_kg=120)).tilt_deg.high == 0


def test_tissue_that_never_differs_is_the_default():
    assert stand(Tissue(), Tissue()) == stand()
