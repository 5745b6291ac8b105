from dataclasses import FrozenInstanceError, asdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guywire.body.measure import measure

pelvis = st.floats(-10, 25)
thigh = st.floats(-30, 30)


def probability(pelvis_deg, thigh_deg, **more):
    found = measure(None if pelvis_deg is None else [pelvis_deg], [thigh_deg], None, **more)
    return found.groups["iliopsoas"].probability_tight


def test_extension_is_pelvis_minus_thigh_and_knee_is_thigh_minus_shin():
    found = measure([12], [-10], [-75])
    assert found.hip_extension_deg.value_deg == pytest.approx(22)
    assert found.knee_flexion_deg.value_deg == pytest.approx(65)


def test_a_standing_reading_makes_the_neutral_the_persons_own():
    plain = measure([12], [-10], None)
    own = measure([12], [-10], None, standing_pelvis_deg=[-5])
    assert own.hip_extension_deg.value_deg == pytest.approx(plain.hip_extension_deg.value_deg + 5)


def test_an_arched_back_does_not_make_a_short_hip_look_fine():
    assert probability(-5, -12) > probability(12, -12) + 0.3


def test_the_middle_of_each_ferber_group_falls_on_its_own_side():
    assert probability(12.5, 0.34, taken_by="clinician") > 0.6
    assert probability(12.5, -15.51, taken_by="clinician") < 0.2


def test_without_error_or_footing_the_groups_cross_where_two_normal_curves_do():
    from guywire.body.measure.norms import probability_hip_short

    share, extension = 208 / 600, 20.0
    thigh_deg = 12.5 - extension

    def density(mean, sd):
        from math import exp

        return exp(-(((thigh_deg - mean) / sd) ** 2) / 2) / sd

    positive = share * density(0.34, 7.0)
    negative = (1 - share) * density(-15.51, 5.82)
    assert probability_hip_short(extension, 0.0) == pytest.approx(positive / (positive + negative))


@given(pelvis, thigh, st.floats(0.5, 20))
def test_less_extension_is_never_less_likely_to_be_short(pelvis_deg, thigh_deg, less):
    assert probability(pelvis_deg, thigh_deg + less) >= probability(pelvis_deg, thigh_deg)
    assert probability(None, thigh_deg + less) >= probability(None, thigh_deg)


@given(thigh, st.floats(1, 60), st.floats(1, 20))
def test_less_knee_bend_is_never_less_likely_to_be_short(thigh_deg, bend, more):
    def short(bend_deg):
        groups = measure(None, [thigh_deg], [thigh_deg - bend_deg]).groups
        return groups["rectus_femoris"].probability_tight

    assert short(bend) >= short(bend + more)


def test_without_a_pelvis_reading_the_answer_is_wider_and_says_by_how_much():
    read, unread = measure([12.5], [-10], None), measure(None, [-10], None)
    assert unread.hip_extension_deg.value_deg == pytest.approx(read.hip_extension_deg.value_deg)
    assert unread.hip_extension_deg.sd_deg > 1.5 * read.hip_extension_deg.sd_deg
    assert read.sd_without_pelvis_deg == pytest.approx(unread.hip_extension_deg.sd_deg)
    assert not unread.pelvis_read


def test_without_a_shin_reading_the_knee_cannot_be_told():
    found = measure([12], [-10], None)
    assert found.knee_flexion_deg is None
    assert found.groups["rectus_femoris"].probability_tight is None
    assert found.groups["rectus_femoris"].call == "cannot_tell"


def test_repeats_are_averaged_and_three_that_agree_narrow_the_answer():
    one, three = measure([12], [-10], None), measure([11, 12, 13], [-9, -10, -11], None)
    assert three.hip_extension_deg.value_deg == pytest.approx(22)
    assert three.hip_extension_deg.sd_deg < one.hip_extension_deg.sd_deg
    assert three.readings[0].repeat_sd_deg == pytest.approx(1.0)


def test_repeats_that_scatter_widen_the_answer():
    calm, scattered = measure([12, 12, 12], [-10], None), measure([6, 12, 18], [-10], None)
    assert scattered.hip_extension_deg.sd_deg > calm.hip_extension_deg.sd_deg


def test_a_clinician_is_surer_than_a_person_at_home():
    home, clinic = measure([12], [5], [-40]), measure([12], [5], [-40], taken_by="clinician")
    assert clinic.hip_extension_deg.sd_deg < home.hip_extension_deg.sd_deg
    assert clinic.knee_flexion_deg.sd_deg < home.knee_flexion_deg.sd_deg


def test_clear_cases_are_called_and_the_rest_is_borderline():
    def calls(*readings):
        return {name: found.call for name, found in measure(*readings).groups.items()}

    assert calls([12], [15], [-20]) == {"iliopsoas": "short", "rectus_femoris": "short"}
    assert calls([15], [-18], [-98]) == {"iliopsoas": "fine", "rectus_femoris": "fine"}
    assert calls([12], [-2], [-62])["rectus_femoris"] == "borderline"


def test_the_reference_stands_on_the_same_footing_as_the_reading():
    reference = measure([12], [-10], None).groups["iliopsoas"].reference
    assert reference.mean_deg == pytest.approx(10.6 + 12.5)
    assert reference.low_deg < reference.even_odds_deg < reference.high_deg
    assert probability(12, 12 - reference.even_odds_deg) == pytest.approx(0.5, abs=1e-6)


def test_the_result_is_frozen_and_turns_into_plain_data():
    found = measure([12], [-10], [-80])
    with pytest.raises(FrozenInstanceError):
        found.pelvis_read = False
    assert asdict(found)["groups"]["iliopsoas"]["probability_tight"] > 0


def test_eighty_percent_bounds_are_symmetric_about_the_value():
    angle = measure([12], [-10], None).hip_extension_deg
    low, high = angle.interval_deg()
    assert (low + high) / 2 == pytest.approx(angle.value_deg)
    assert high - low == pytest.approx(2 * 1.2816 * angle.sd_deg)
