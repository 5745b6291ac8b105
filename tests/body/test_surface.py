import gzip
import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guywire.body import GroupTissue, Person, Tissue, tissue_with_deficit
from guywire.body.surface import surface
from guywire.body.tissue import GROUPS, group_tension

rng = np.random.default_rng(4)
HIPS = rng.uniform(-38, 108, 4000)
KNEES = rng.uniform(1, 131, 4000)


@pytest.mark.parametrize(
    "tissue",
    [
        Tissue(),
        tissue_with_deficit(11),
        tissue_with_deficit(20, part="iliopsoas", by="slope"),
        Tissue(GroupTissue(0.1, 1.4), GroupTissue(0.15, 1.4)),
    ],
)
def test_interpolation_stays_within_two_percent_or_a_newton_and_a_half_of_the_engine(tissue):
    engine = group_tension(np.radians(HIPS), np.radians(KNEES), tissue=tissue)
    found = surface(tissue).at(HIPS, KNEES)
    for group in GROUPS:
        stretch, tension = found[group]
        allowed = np.maximum(0.02 * engine[group].tension_n, 1.5)
        assert (np.abs(tension - engine[group].tension_n) <= allowed).all()
        assert stretch == pytest.approx(engine[group].stretch, abs=0.006)


def test_both_sides_of_a_person_travel_in_under_thirty_kilobytes():
    both = [surface(tissue_with_deficit(lost)).json() for lost in (4, 17)]
    assert len(gzip.compress(json.dumps(both).encode())) < 30_000


def test_what_is_sent_holds_all_that_is_needed_to_interpolate():
    sent = json.loads(surface().json())
    start, step, count = sent["axes"]["hip_flexion_deg"]
    knees = sent["axes"]["knee_flexion_deg"][2]
    assert len(sent["groups"]["iliopsoas"]["log1p_tension"]) == count * knees
    row = round((-15 - start) / step)
    tension = sent["tension_unit_n"] * np.expm1(
        sent["groups"]["iliopsoas"]["log1p_tension"][row * knees]
    )
    assert tension == pytest.approx(
        group_tension(np.radians(-15), 0.0)["iliopsoas"].tension_n, rel=0.01
    )


@settings(max_examples=20)
@given(st.floats(-30, 80), st.floats(0, 120), st.floats(-10, 20))
def test_tipping_the_pelvis_forward_flexes_the_hip_by_as_much(thigh_deg, knee_deg, tilt_deg):
    tipped = SURFACE.at(thigh_deg, knee_deg, tilt_deg)
    flexed = SURFACE.at(thigh_deg + tilt_deg, knee_deg)
    for group in GROUPS:
        assert tipped[group][1] == pytest.approx(flexed[group][1])


SURFACE = surface()


def test_past_the_edge_the_edge_holds():
    assert SURFACE.at(-90, 60)["iliopsoas"][1] == SURFACE.at(-40, 60)["iliopsoas"][1]


def test_a_bigger_person_carries_more_tension():
    big = surface(person=Person(height_m=1.9, mass_kg=110))
    assert big.at(-15, 60)["iliopsoas"][1] > SURFACE.at(-15, 60)["iliopsoas"][1]


def test_an_angle_that_is_no_number_is_refused():
    with pytest.raises(ValueError, match="knee_flexion_deg"):
        SURFACE.at(0, float("nan"))


def test_many_people_have_their_tables_in_one_call_and_a_phone_gets_one():
    shifts = np.array([0.0, 0.1, 0.2])
    many = surface(Tissue(GroupTissue(shift=shifts)))
    stretch, tension = many.at(-10.0, 30.0)["iliopsoas"]
    assert stretch.shape == tension.shape == (3,)
    for row, shift in enumerate(shifts):
        alone = surface(Tissue(GroupTissue(shift=shift))).at(-10.0, 30.0)["iliopsoas"]
        assert (stretch[row], tension[row]) == pytest.approx((float(alone[0]), float(alone[1])))
    with pytest.raises(ValueError, match="the table of one person; this one holds many"):
        many.json()
