import numpy as np
import pytest

from guywire.body import GroupTissue, Person, Tissue, passive_moment, tissue_with_deficit
from guywire.body.stand import SMALLEST_SEEN_DEG, stand
from guywire.body.tissue.usual import usual_tissue
from guywire.body.trunk import ACTIVE_NM_PER_DEG
from guywire.body.walk import walk_spread


def both(lost_deg):
    tissue = tissue_with_deficit(lost_deg)
    return stand(tissue, tissue)


def test_usual_hips_ask_for_nothing():
    found = stand()
    assert found.held_moment_nm == 0
    assert found.tilt_upper_deg == 0
    assert not found.can_be_seen


def test_tight_hips_ask_for_effort_and_looser_ones_for_less():
    assert both(10).held_moment_nm > 5
    loose = Tissue(GroupTissue(-0.1))
    found = stand(loose, loose)
    assert found.held_moment_nm < -1
    assert found.tilt_upper_deg == 0


def test_what_is_held_is_what_the_front_asks_beyond_usual():
    tight = tissue_with_deficit(15)
    more = (
        passive_moment(0.0, 0.0, tissue=tight).hip
        - passive_moment(0.0, 0.0, tissue=usual_tissue()).hip
    )
    assert stand(tight).held_moment_nm == pytest.approx(float(more), abs=0.05)
    assert stand(tight, tight).held_moment_nm == pytest.approx(2 * float(more), abs=0.1)


def test_the_upper_tilt_is_where_an_upright_trunk_and_the_hips_would_hold_the_rest():
    found = both(15)
    tilt = np.radians(float(found.tilt_upper_deg))
    tight = tissue_with_deficit(15)
    asked = 2 * (
        passive_moment(tilt, 0.0, tissue=tight).hip
        - passive_moment(0.0, 0.0, tissue=usual_tissue()).hip
    )
    person = Person()
    trunk = person.segment("trunk")
    topples = person.upper_body_mass_kg * 9.80665 * (trunk.length_m - trunk.center_of_mass_m)
    held = ACTIVE_NM_PER_DEG * np.degrees(tilt) + topples * tilt
    assert held == pytest.approx(float(asked), abs=0.05)


@pytest.mark.parametrize("lost_deg", [3, 6, 11, 20, 30])
def test_standing_moves_less_than_walking_at_the_same_tissue(lost_deg):
    """Even the most it could tip is less than walking tips it on average."""
    tissue = tissue_with_deficit(lost_deg)
    walking = walk_spread(tissue, tissue).steps["left"].compensation_deg.mean()
    assert both(lost_deg).tilt_upper_deg < 0.9 * walking


def test_moderate_tightness_tips_the_pelvis_less_than_can_be_measured():
    """Roach 2015: 10.8° of lost extension; Heino 1990: no correlation with standing tilt."""
    found = both(10.8)
    assert found.tilt_upper_deg < SMALLEST_SEEN_DEG / 4
    assert not found.can_be_seen


def test_tighter_hips_never_ask_less():
    tighter = Tissue(front_shift_deg=np.linspace(-10, 35, 200))
    found = stand(tighter, tighter)
    assert (np.diff(found.held_moment_nm) >= -1e-6).all()
    assert (np.diff(found.tilt_upper_deg) >= -1e-6).all()


def test_sides_count_alike():
    tight = tissue_with_deficit(15)
    left, right = stand(left=tight), stand(right=tight)
    assert left.held_moment_nm == pytest.approx(right.held_moment_nm)
    assert left.front_moment_nm["left"] == pytest.approx(right.front_moment_nm["right"])


def test_psoas_squeezes_the_spine_and_rectus_does_not():
    rectus = tissue_with_deficit(30, part="rectus_femoris")
    assert both(15).psoas_compression_n > 0
    assert stand(rectus, rectus).psoas_compression_n == 0


def test_a_bigger_person_holds_more_and_tips_no_further():
    big = Person(height_m=1.9, mass_kg=120)
    tight = tissue_with_deficit(15)
    usual, theirs = stand(tight, tight), stand(tight, tight, person=big)
    assert theirs.held_moment_nm > 1.5 * usual.held_moment_nm
    assert theirs.tilt_upper_deg == pytest.approx(usual.tilt_upper_deg, rel=1e-6)


def test_thousands_of_people_stand_in_one_call():
    shifts = np.linspace(-0.1, 0.2, 2000)
    found = stand(Tissue(GroupTissue(shifts)), Tissue(GroupTissue(shifts[:, None])))
    assert found.held_moment_nm.shape == found.tilt_upper_deg.shape == (2000,)
    alone = stand(Tissue(GroupTissue(0.2)), Tissue(GroupTissue(0.2)))
    assert found.held_moment_nm[-1] == pytest.approx(float(alone.held_moment_nm))


def test_what_is_no_tissue_is_refused_by_name():
    with pytest.raises(ValueError, match=r"tissue is 0\.1; it must be a Tissue"):
        stand(0.1)


def test_sides_of_different_numbers_of_people_are_refused():
    with pytest.raises(ValueError, match=r"left and right stand for \[2, 3\] people"):
        stand(Tissue(GroupTissue(np.zeros(2))), Tissue(GroupTissue(np.zeros(3))))


def test_usual_tissue_is_the_default():
    assert stand(usual_tissue(), usual_tissue()) == stand()
