"""The back guy-wires carry what the one potential says the back of the hip resists with."""

import numpy as np
import pytest
from numpy import radians

from guywire.body import Person, passive_moment
from guywire.body.tissue.back import back_tension


def test_deep_in_flexion_with_the_knee_straight_the_hamstrings_pull_hardest() -> None:
    wires = back_tension(radians(80), 0.0)
    assert wires["hamstrings"] > 5 * wires["buttock"] > 0


def test_behind_the_body_the_back_wires_are_slack() -> None:
    wires = back_tension(radians(-15), radians(10))
    assert wires["buttock"] < 5
    assert wires["hamstrings"] < 1


def test_more_flexion_never_slackens_them() -> None:
    hips = radians(np.linspace(-20, 100, 40))
    for tension in back_tension(hips, radians(20)).values():
        assert np.all(np.diff(tension) > 0)


def test_they_carry_most_of_the_extension_moment_when_deeply_flexed() -> None:
    from guywire.body.geometry import geometry

    hip, knee = radians(75), radians(15)
    muscles = ("gluteus_maximus_1", "gluteus_maximus_2", "gluteus_maximus_3")
    hams = ("biceps_femoris_long_head", "semimembranosus", "semitendinosus")
    paths = geometry(hip, knee)
    wires = back_tension(hip, knee)
    moment = sum(
        wires[wire] * np.mean([paths[name].hip_flexion_arm for name in names])
        for wire, names in (("buttock", muscles), ("hamstrings", hams))
    )
    assert 0.75 < moment / passive_moment(hip, knee).hip <= 1.0


def test_a_heavier_person_of_the_same_height_has_tighter_wires() -> None:
    light, heavy = (
        back_tension(radians(60), 0.0, person=Person(mass_kg=kilograms))["hamstrings"]
        for kilograms in (60, 90)
    )
    assert heavy == pytest.approx(1.5 * light)


def test_an_impossible_knee_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="knee_flexion"):
        back_tension(0.0, radians(170))
