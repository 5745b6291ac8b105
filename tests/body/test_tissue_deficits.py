"""Deficits count from the usual person, with sign, and have no floor."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guywire.body.tissue import (
    GroupTissue,
    Tissue,
    extension_deficit_deg,
    flexion_deficit_deg,
    laid,
    passive_energy,
    passive_moment,
    stacked,
    tissue_with_deficit,
    usual_tissue,
)


def test_the_usual_person_lacks_nothing():
    assert extension_deficit_deg(usual_tissue()) == pytest.approx(0, abs=2e-3)
    assert flexion_deficit_deg(usual_tissue()) == pytest.approx(0, abs=0.05)


@settings(max_examples=20)
@given(st.floats(-15, 40))
def test_any_extension_deficit_can_be_asked_and_is_answered(deficit_deg):
    tissue = tissue_with_deficit(deficit_deg)
    assert extension_deficit_deg(tissue) == pytest.approx(deficit_deg, abs=2e-3)


def test_a_looser_hip_resists_less_and_a_tighter_one_more_than_the_usual():
    hip = np.radians(-10.0)
    loose, usual, tight = (
        float(passive_moment(hip, 0.0, tissue=tissue).hip)
        for tissue in (tissue_with_deficit(-10), usual_tissue(), tissue_with_deficit(10))
    )
    assert loose < usual - 2 < usual + 2 < tight


@pytest.mark.parametrize("by", ["shift", "slope"])
def test_a_group_alone_can_be_short_or_stiff(by):
    tissue = tissue_with_deficit(9, part="iliopsoas", by=by)
    assert extension_deficit_deg(tissue) == pytest.approx(9, abs=2e-3)
    assert tissue.front_shift_deg == usual_tissue().front_shift_deg


def test_rectus_femoris_costs_the_knee_and_leaves_the_hip():
    tissue = tissue_with_deficit(12, part="rectus_femoris")
    assert flexion_deficit_deg(tissue) == pytest.approx(12, abs=0.3)
    assert extension_deficit_deg(tissue) == pytest.approx(0, abs=0.1)


def test_a_deficit_keeps_what_another_group_had():
    start = Tissue(rectus_femoris=GroupTissue(shift=0.05, slope=1.2))
    assert tissue_with_deficit(5, start=start).rectus_femoris == GroupTissue(0.05, 1.2)
    assert tissue_with_deficit(5, part="rectus_femoris", start=start).rectus_femoris.slope == 1.2


def test_many_tissues_are_answered_in_one_call():
    tissue = Tissue(front_shift_deg=np.array([[-12.0, -4.0], [3.0, 20.0]]))
    found = extension_deficit_deg(tissue)
    assert found.shape == (2, 2)
    assert (np.diff(found.ravel()) > 5).all()
    assert flexion_deficit_deg(tissue).shape == (2, 2)


def test_a_shift_of_the_whole_front_is_still_a_potential():
    """Moments are the slopes of one energy: no posture is left with work done for nothing."""
    tissue, step = Tissue(front_shift_deg=14.0), 1e-5
    hip, knee = np.radians(-8.0), np.radians(50.0)
    energies = [passive_energy(hip + by, knee, tissue=tissue) for by in (step, -step)]
    slope = (energies[0] - energies[1]) / (2 * step)
    assert passive_moment(hip, knee, tissue=tissue).hip == pytest.approx(-slope, rel=1e-5)


def test_a_tenth_of_a_fiber_costs_about_what_separates_back_pain_from_controls():
    """Roach 2015: 10.8° between the groups. For scale only, nothing is tuned to it."""
    usual = usual_tissue()
    for changed in (GroupTissue(shift=0.1), GroupTissue(slope=1.5)):
        assert 7 < extension_deficit_deg(usual.with_group("iliopsoas", changed)) < 16


def test_one_group_cannot_free_a_hip_that_the_rest_of_the_front_holds():
    with pytest.raises(ValueError, match=r"-15° by a shift of iliopsoas .* shift from"):
        tissue_with_deficit(-15, part="iliopsoas")


@pytest.mark.parametrize(
    ("deficit_deg", "more", "message"),
    [
        (5, {"part": "tensor_fasciae_latae"}, "tensor_fasciae_latae"),
        (5, {"by": "typo"}, "typo"),
        (float("nan"), {}, "deficit_deg"),
        (-16, {}, "deficit_deg"),
    ],
)
def test_what_cannot_be_asked_is_refused_by_its_name(deficit_deg, more, message):
    with pytest.raises(ValueError, match=message):
        tissue_with_deficit(deficit_deg, **more)


@pytest.mark.parametrize("deficit_deg", [-8.0, 0.0, 12.0])
def test_many_tissues_at_once_lack_what_each_was_made_to_lack(deficit_deg):
    many = stacked([tissue_with_deficit(deficit_deg)] * 3)
    assert laid.extension_deficit_deg(many) == pytest.approx(np.full(3, deficit_deg), abs=0.1)
