import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guywire.body.person import Person
from guywire.body.tissue import (
    GroupTissue,
    Tissue,
    group_tension,
    muscle_tension,
    passive_energy,
    passive_moment,
)

groups = st.builds(GroupTissue, shift=st.floats(-0.3, 0.6), slope=st.floats(0.4, 3.0))
tissues = st.builds(
    Tissue,
    iliopsoas=groups,
    rectus_femoris=groups,
    tensor_fasciae_latae=groups,
    capsule_onset_deg=st.floats(-35, 0),
)
hips = st.floats(-38, 119)
knees = st.floats(-8, 130)


def moment(hip_deg, knee_deg, tissue):
    found = passive_moment(np.radians(hip_deg), np.radians(knee_deg), tissue=tissue)
    return np.array([found.hip, found.knee])


@settings(max_examples=40)
@given(tissues, hips, knees)
def test_moments_are_the_slopes_of_one_energy(tissue, hip_deg, knee_deg):
    hip, knee, small = np.radians(hip_deg), np.radians(knee_deg), 1e-6

    def energy(hip, knee):
        return float(passive_energy(hip, knee, tissue=tissue))

    by_hip = -(energy(hip + small, knee) - energy(hip - small, knee)) / (2 * small)
    by_knee = -(energy(hip, knee + small) - energy(hip, knee - small)) / (2 * small)
    assert moment(hip_deg, knee_deg, tissue) == pytest.approx([by_hip, by_knee], rel=1e-4, abs=1e-3)


@settings(max_examples=20)
@given(tissues, st.floats(-10, 60), st.floats(40, 90), st.floats(5, 25), st.floats(5, 35))
def test_a_closed_loop_of_hip_and_knee_does_no_work(tissue, hip_deg, knee_deg, hip_by, knee_by):
    turn = np.linspace(0, 2 * np.pi, 2001)
    hip = np.radians(hip_deg + hip_by * np.cos(turn))
    knee = np.radians(knee_deg + knee_by * np.sin(turn))
    found = passive_moment(hip, knee, tissue=tissue)
    power = found.hip * np.gradient(hip, turn) + found.knee * np.gradient(knee, turn)
    one_way = np.trapezoid(np.abs(power), turn)
    assert abs(np.trapezoid(power, turn)) < 1e-3 * one_way + 1e-3


@given(tissues, hips, knees)
def test_anything_in_range_gives_finite_numbers(tissue, hip_deg, knee_deg):
    hip, knee = np.radians(hip_deg), np.radians(knee_deg)
    assert np.isfinite(moment(hip_deg, knee_deg, tissue)).all()
    assert np.isfinite(passive_energy(hip, knee, tissue=tissue))
    for tension in muscle_tension(hip, knee, tissue=tissue).values():
        assert np.isfinite([tension.stretch, tension.tension_n]).all()
        assert tension.tension_n >= 0


@given(hips, knees, st.sampled_from(["iliopsoas", "rectus_femoris", "tensor_fasciae_latae"]))
def test_shorter_or_stiffer_never_pulls_less(hip_deg, knee_deg, group):
    hip, knee = np.radians(hip_deg), np.radians(knee_deg)
    usual = group_tension(hip, knee)[group].tension_n
    for tight in (GroupTissue(shift=0.1), GroupTissue(slope=1.5)):
        tighter = group_tension(hip, knee, tissue=Tissue(**{group: tight}))[group].tension_n
        assert tighter >= usual


@given(hips, knees)
def test_a_capsule_that_tightens_earlier_never_lets_the_hip_extend_further(hip_deg, knee_deg):
    early = moment(hip_deg, knee_deg, Tissue(capsule_onset_deg=-10))
    late = moment(hip_deg, knee_deg, Tissue(capsule_onset_deg=-25))
    assert early[0] >= late[0]


def test_shift_and_slope_of_one_group_leave_the_others_alone():
    tight = Tissue(iliopsoas=GroupTissue(shift=0.2, slope=2))
    usual, found = group_tension(-0.2, 1.0), group_tension(-0.2, 1.0, tissue=tight)
    assert found["rectus_femoris"].tension_n == usual["rectus_femoris"].tension_n
    assert found["iliopsoas"].tension_n > usual["iliopsoas"].tension_n


def test_a_cohort_of_tissues_is_asked_at_once():
    shifts = np.array([0.0, 0.1, 0.2])
    many = passive_moment(-0.2, 0.3, tissue=Tissue(iliopsoas=GroupTissue(shift=shifts)))
    one_by_one = [
        passive_moment(-0.2, 0.3, tissue=Tissue(iliopsoas=GroupTissue(shift=shift))).hip
        for shift in shifts
    ]
    assert many.hip == pytest.approx(np.array(one_by_one))


def test_a_bigger_person_has_bigger_moments_but_the_same_stretch():
    big = Person(height_m=1.9, mass_kg=100)
    assert passive_moment(-0.3, 0.5, person=big).hip > passive_moment(-0.3, 0.5).hip
    usual, theirs = group_tension(-0.3, 0.5), group_tension(-0.3, 0.5, person=big)
    assert theirs["iliopsoas"].stretch == pytest.approx(usual["iliopsoas"].stretch)


@pytest.mark.parametrize(
    ("angles", "quantity"),
    [((-1.5, 0.0), "hip_flexion"), ((0.0, 3.0), "knee_flexion"), ((np.nan, 0.0), "hip_flexion")],
)
def test_an_impossible_posture_is_named(angles, quantity):
    with pytest.raises(ValueError, match=quantity):
        passive_moment(*angles)


@pytest.mark.parametrize("bad", [{"shift": 3.0}, {"slope": -1.0}, {"slope": float("nan")}])
def test_impossible_tissue_is_named(bad):
    with pytest.raises(ValueError, match=next(iter(bad))):
        GroupTissue(**bad)


@given(tissues, hips, knees)
def test_the_moment_is_what_each_muscle_pulls_with_at_its_arm(tissue, hip_deg, knee_deg):
    """The quick sum over all muscles against one muscle at a time."""
    hip, knee, apart = np.radians(hip_deg), np.radians(knee_deg), 1e-6
    loose = Tissue(*(GroupTissue(shift=-0.4, slope=0.25) for _ in range(3)), capsule_onset_deg=-45)
    more = moment(hip_deg, knee_deg, tissue)[0] - moment(hip_deg, knee_deg, loose)[0]
    asked = 0.0
    for which, sign in ((tissue, 1), (loose, -1)):
        energy = [float(passive_energy(hip + way * apart, knee, tissue=which)) for way in (-1, 1)]
        asked -= sign * (energy[1] - energy[0]) / (2 * apart)
    assert more == pytest.approx(asked, rel=1e-4, abs=1e-2)
