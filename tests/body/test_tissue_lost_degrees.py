import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guywire.body.tissue import (
    GroupTissue,
    Tissue,
    lost_hip_extension_deg,
    lost_knee_flexion_deg,
    tissue_that_lost,
)
from guywire.body.tissue.laid import lost_hip_extension_deg as many


def test_usual_tissue_has_lost_nothing():
    assert lost_hip_extension_deg(Tissue()) == pytest.approx(0, abs=1e-9)
    assert lost_knee_flexion_deg(Tissue()) == pytest.approx(0, abs=1e-9)


@settings(max_examples=15)
@given(st.floats(-4, 30), st.sampled_from(["shift", "slope"]))
def test_lost_hip_degrees_there_and_back(lost_deg, by):
    tissue = tissue_that_lost(lost_deg, by=by)
    assert lost_hip_extension_deg(tissue) == pytest.approx(lost_deg, abs=1e-6)


def test_lost_knee_degrees_there_and_back():
    tissue = tissue_that_lost(12, group="rectus_femoris")
    assert lost_knee_flexion_deg(tissue) == pytest.approx(12, abs=1e-6)
    assert tissue.iliopsoas == GroupTissue()


def test_lost_degrees_of_one_group_keep_what_another_had():
    start = Tissue(rectus_femoris=GroupTissue(shift=0.05))
    assert tissue_that_lost(5, start=start).rectus_femoris.shift == 0.05


def test_a_tenth_of_a_fiber_costs_about_what_separates_back_pain_from_controls():
    """Roach 2015: 10.8° between the groups. For scale only, nothing is tuned to it."""
    assert 7 < lost_hip_extension_deg(Tissue(iliopsoas=GroupTissue(shift=0.1))) < 16
    assert 7 < lost_hip_extension_deg(Tissue(iliopsoas=GroupTissue(slope=1.5))) < 16


def test_more_than_any_tissue_can_lose_is_refused_with_the_range():
    with pytest.raises(ValueError, match=r"80° lost by a slope of iliopsoas .* slope from"):
        tissue_that_lost(80, by="slope")


def test_a_group_without_such_a_test_is_refused():
    with pytest.raises(ValueError, match="tensor_fasciae_latae"):
        tissue_that_lost(5, group="tensor_fasciae_latae")


def test_lost_degrees_that_are_no_number_are_refused():
    with pytest.raises(ValueError, match="lost degrees"):
        tissue_that_lost(float("nan"))


def test_degrees_are_lost_by_tightness_and_won_by_looseness_in_the_hip_as_at_the_knee():
    """A sign turned in either turns this red."""
    tight, loose = (GroupTissue(shift=way * 0.05) for way in (1, -1))
    assert lost_hip_extension_deg(Tissue(iliopsoas=tight)) > 2
    assert lost_hip_extension_deg(Tissue(iliopsoas=loose)) < -1
    assert lost_knee_flexion_deg(Tissue(rectus_femoris=tight)) > 2
    assert lost_knee_flexion_deg(Tissue(rectus_femoris=loose)) < -2


def test_many_tissues_lose_what_each_loses_alone():
    shifts = [-0.1, 0.0, 0.05, 0.2]
    together = many(Tissue(iliopsoas=GroupTissue(shift=np.array(shifts))))
    alone = [lost_hip_extension_deg(Tissue(iliopsoas=GroupTissue(shift=s))) for s in shifts]
    assert together == pytest.approx(alone, abs=0.05)
