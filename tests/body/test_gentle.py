"""How the stretches begin for one side's tissue: gently, by one stated number."""

import pytest

from guywire.body.fit.samples import PELVIC_LIFT_MOMENT_NM
from guywire.body.gentle import (
    FOOT_SUPPORTS_M,
    GENTLE_MOMENT_NM,
    KNEES_DEG,
    FootSupport,
    foot_support,
    strap,
)
from guywire.body.hold import Prone, Supine, hold
from guywire.body.measure.norms import FLAT_BACK_PELVIS_DEG
from guywire.body.tissue import GroupTissue, Tissue

SHORT_HIP = Tissue(iliopsoas=GroupTissue(shift=0.1))
SHORT_THIGH = Tissue(rectus_femoris=GroupTissue(shift=0.1))
LOOSE = Tissue(iliopsoas=GroupTissue(shift=-0.1), rectus_femoris=GroupTissue(shift=-0.1))


def test_gentle_stays_below_what_lifts_the_pelvis_even_when_that_is_a_third_less() -> None:
    assert GENTLE_MOMENT_NM <= PELVIC_LIFT_MOMENT_NM * 2 / 3


def test_the_support_is_the_lowest_that_keeps_the_pull_gentle() -> None:
    found = foot_support(SHORT_HIP)
    lower = FOOT_SUPPORTS_M[FOOT_SUPPORTS_M.index(found.height_m) - 1]
    below = Supine(0.55, lower, pelvic_tilt_deg=-FLAT_BACK_PELVIS_DEG.mean)
    assert found.is_gentle
    assert hold(below, minutes=0, tissue=SHORT_HIP).hip_moment[0] > GENTLE_MOMENT_NM


def test_a_shorter_hip_begins_with_a_higher_support() -> None:
    heights = [foot_support(tissue).height_m for tissue in (LOOSE, None, SHORT_HIP)]
    assert heights[0] < heights[1] < heights[2]


def test_a_hip_too_short_for_any_support_gets_the_highest_and_is_not_called_gentle() -> None:
    both = GroupTissue(shift=0.2)
    found = foot_support(Tissue(iliopsoas=both, rectus_femoris=both))
    assert found.height_m == FOOT_SUPPORTS_M[-1]
    assert not found.is_gentle
    assert not FootSupport(0.5, GENTLE_MOMENT_NM + 0.1).is_gentle


def test_the_knee_bends_as_far_as_stays_gentle_and_no_further() -> None:
    found = strap(SHORT_THIGH)
    flat, further = (
        hold(Prone(knee), minutes=0, tissue=SHORT_THIGH).hip_moment[0]
        for knee in (0, found.knee_flexion_deg + 5)
    )
    assert found.is_gentle
    assert further - flat > GENTLE_MOMENT_NM


def test_a_shorter_front_thigh_begins_with_less_bend() -> None:
    assert strap(SHORT_THIGH).knee_flexion_deg < strap().knee_flexion_deg


def test_a_towel_comes_in_only_where_the_strap_alone_stays_short_of_the_limit() -> None:
    assert strap(LOOSE).towel_height_m > 0
    assert strap(LOOSE).is_gentle
    assert strap(SHORT_THIGH).towel_height_m == 0


def test_tissue_too_stiff_for_any_bend_gets_the_least_and_is_not_called_gentle() -> None:
    stiff = Tissue(rectus_femoris=GroupTissue(shift=0.4, slope=2))
    assert strap(stiff).knee_flexion_deg == KNEES_DEG[0]
    assert not strap(stiff).is_gentle


@pytest.mark.parametrize("load", [0.1, 6.0])
def test_a_load_nobody_has_is_refused(load: float) -> None:
    with pytest.raises(ValueError, match="load"):
        strap(load=load)
