"""What `geometry` answers: shapes, names, signs, and what it refuses."""

import numpy as np
import pytest

from guywire.body import Person
from guywire.body.geometry import geometry

FLEXORS = ["iliacus", "psoas", "rectus_femoris", "tensor_fasciae_latae", "sartorius"]


def test_one_posture_gives_one_number_a_muscle():
    psoas = geometry(0.0, 0.0)["psoas"]
    assert psoas.length.shape == ()
    assert psoas.length == pytest.approx(0.2288, abs=1e-4)


def test_angles_broadcast_against_each_other():
    answer = geometry(np.zeros((4, 1)), np.zeros(3), hip_adduction=np.zeros((2, 1, 1)))
    assert answer["psoas"].length.shape == (2, 4, 3)
    assert answer.hip_flexion_arm.shape == (len(answer), 2, 4, 3)


def test_no_postures_give_no_numbers():
    assert geometry([], 0.0)["psoas"].length.shape == (0,)


@pytest.mark.parametrize("muscle", FLEXORS)
def test_hip_flexors_flex_the_hip(muscle):
    hip = np.radians(np.linspace(-25, 60, 18))
    assert np.all(geometry(hip, 0.0)[muscle].hip_flexion_arm > 0)


@pytest.mark.parametrize(
    "muscle", ["gluteus_maximus_1", "biceps_femoris_long_head", "semimembranosus", "semitendinosus"]
)
def test_the_back_guy_wires_extend_the_hip(muscle):
    hip = np.radians(np.linspace(-30, 60, 19))
    assert np.all(geometry(hip, 0.0)[muscle].hip_flexion_arm < 0)


def test_rectus_femoris_straightens_the_knee_and_hamstrings_bend_it():
    answer = geometry(0.0, np.radians(np.linspace(5, 110, 22)))
    assert np.all(answer["rectus_femoris"].knee_flexion_arm < 0)
    assert np.all(answer["semitendinosus"].knee_flexion_arm > 0)


@pytest.mark.parametrize("muscle", ["iliacus", "psoas", "gluteus_maximus_2"])
def test_a_muscle_that_does_not_cross_the_knee_has_no_arm_there(muscle):
    assert np.all(geometry(0.0, [0.0, 1.0, 2.0])[muscle].knee_flexion_arm == 0)


def test_the_vasti_know_nothing_of_the_hip():
    vasti = geometry([-0.4, 0.0, 1.5], 0.8)["vastus_lateralis"]
    assert np.all(vasti.hip_flexion_arm == 0)
    assert np.all(vasti.length == vasti.length[0])


def test_muscles_asked_for_come_in_the_order_asked():
    some = geometry(0.3, 0.4, muscles=["sartorius", "psoas"])
    assert list(some) == ["sartorius", "psoas"]
    assert some["psoas"].length == geometry(0.3, 0.4)["psoas"].length


@pytest.mark.parametrize(
    ("posture", "message"),
    [
        ((3.0, 0.0), r"hip_flexion is 3 rad \(171\.9°\); .* \(-40° to 120°\)"),
        ((0.0, -1.0), r"knee_flexion is -1 rad \(-57\.3°\); .* \(-10° to 135°\)"),
        (([0.1, float("nan")], 0.0), "hip_flexion is nan rad"),
    ],
)
def test_an_impossible_posture_is_refused(posture, message):
    with pytest.raises(ValueError, match=message):
        geometry(*posture)


def test_degrees_given_for_radians_are_refused():
    with pytest.raises(ValueError, match=r"hip_flexion is 30 rad \(1719°\)"):
        geometry(30, 0)


@pytest.mark.parametrize("angle", ["hip_adduction", "hip_rotation"])
def test_too_far_out_of_the_sagittal_plane_is_refused(angle):
    with pytest.raises(ValueError, match=f"{angle} is 1 rad"):
        geometry(0.0, 0.0, **{angle: 1.0})


def test_an_unknown_muscle_is_refused_with_the_names_there_are():
    with pytest.raises(ValueError, match="muscle is 'biceps'; it must be one of iliacus, psoas"):
        geometry(0.0, 0.0, muscles=["biceps"])
    with pytest.raises(KeyError, match="no muscle 'biceps' here"):
        geometry(0.0, 0.0)["biceps"]


def test_a_taller_person_has_longer_muscles_with_longer_arms():
    generic, tall = geometry(0.5, 0.7), geometry(0.5, 0.7, person=Person(height_m=1.87))
    assert tall.length == pytest.approx(1.1 * generic.length)
    assert tall.hip_flexion_arm == pytest.approx(1.1 * generic.hip_flexion_arm)


def test_the_answer_is_a_mapping_from_muscles():
    answer = geometry(0.0, 0.0)
    assert "psoas" in answer
    assert "biceps" not in answer
    assert answer.get("biceps") is None
    assert [name for name, _ in answer.items()] == list(answer.names)
