"""The two stretches: where the body settles and what the minutes do."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guywire.body.hold import Prone, Supine, hold
from guywire.body.hold import course as minutes_of_a_hold
from guywire.body.hold.hanging import HangingLeg
from guywire.body.person import Person
from guywire.body.quantities import FloatArray
from guywire.body.thomas import leg_weight, rest
from guywire.body.tissue import GroupTissue, Tissue, stacked
from guywire.body.trunk import TRUNK

HIGH_BED = Supine(bed_height_m=1.2)


def short(shift: float | FloatArray) -> Tissue:
    return Tissue(iliopsoas=GroupTissue(shift=shift))


@pytest.mark.parametrize("pelvic_tilt_deg", [-12, 0, 12])
def test_a_free_leg_first_hangs_as_in_the_thomas_position(pelvic_tilt_deg: float) -> None:
    held = hold(Supine(bed_height_m=1.2, pelvic_tilt_deg=pelvic_tilt_deg), minutes=0)
    thomas = rest(-pelvic_tilt_deg)
    assert np.degrees(held.hip_flexion[0]) == pytest.approx(float(thomas.hip_flexion_deg))
    assert np.degrees(held.knee_flexion[0]) == pytest.approx(float(thomas.knee_flexion_deg))
    assert held.support_n[0] == 0


def test_a_leg_heavy_for_its_tissue_hangs_as_in_the_thomas_position_too() -> None:
    held = hold(HIGH_BED, minutes=0, load=1.4)
    assert np.degrees(held.hip_flexion[0]) == pytest.approx(
        float(rest(0, load=1.4).hip_flexion_deg)
    )
    assert held.hip_flexion[0] < hold(HIGH_BED, minutes=0).hip_flexion[0]


def test_push_under_the_foot_and_weight_and_tissue_are_in_balance() -> None:
    """Virtual work: lifting the foot straight up, the push does the work of weight and tissue."""
    held = hold(Supine(foot_support_height_m=0.15), minutes=0)
    leg, lift = HangingLeg(Person(), 0.0), 1e-5
    joints = np.array([held.hip_flexion[0], held.knee_flexion[0]])
    drop = leg.foot(joints)[1]
    moved = leg.lifted(joints, drop - lift) - joints
    weight = leg_weight().moments(*leg.inclinations(joints))
    moments = np.array([held.hip_moment[0], held.knee_moment[0]]) + np.array(weight)
    assert held.support_n[0] == pytest.approx(-(moments @ moved) / lift, rel=1e-3)


@pytest.mark.parametrize(("strap", "helps"), [(70, -1), (90, 0), (110, 1)])
def test_past_upright_the_weight_of_the_shin_helps_the_strap(strap: float, helps: int) -> None:
    held = hold(Prone(strap), minutes=0)
    by_tissue = -held.knee_moment[0] / Person().segment("shank").length_m
    assert np.sign(round(by_tissue - held.support_n[0], 6)) == helps


def test_a_free_leg_creeps_down_while_its_load_hardly_changes() -> None:
    held = hold(HIGH_BED, minutes=5)
    assert (np.diff(held.hip_flexion) < 0).all()
    assert held.hip_moment[-1] == pytest.approx(held.hip_moment[0], rel=0.1)


def test_most_of_the_creep_comes_in_the_first_two_of_five_minutes() -> None:
    held = hold(HIGH_BED, minutes=5)
    early = np.interp(120, held.times_s, held.hip_flexion)
    assert (held.hip_flexion[0] - early) / (held.hip_flexion[0] - held.hip_flexion[-1]) > 0.6


def test_the_few_steps_of_a_hold_are_fine_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    few = hold(HIGH_BED, minutes=5)
    monkeypatch.setattr(minutes_of_a_hold, "STEPS", 64)
    many = hold(HIGH_BED, minutes=5)
    closely = np.interp(few.times_s, many.times_s, many.hip_flexion)
    assert np.degrees(few.hip_flexion) == pytest.approx(np.degrees(closely), abs=0.1)


def test_a_support_under_the_foot_eases_the_stretch_and_takes_over_load() -> None:
    free, eased = hold(HIGH_BED), hold(Supine(bed_height_m=0.55, foot_support_height_m=0.1))
    assert eased.groups["iliopsoas"].tension_n[0] < free.groups["iliopsoas"].tension_n[0]
    assert np.ptp(eased.hip_flexion) == pytest.approx(0)
    assert (np.diff(eased.support_n) > 0).all()


def test_a_higher_support_never_asks_for_more_hip_extension() -> None:
    supports = np.linspace(0.0, 0.5, 13)
    hips = [hold(Supine(foot_support_height_m=at), minutes=0).hip_flexion[0] for at in supports]
    assert (np.diff(hips) >= -1e-9).all()


def test_a_tighter_hip_never_settles_in_more_extension() -> None:
    shorter = hold(HIGH_BED, minutes=0, tissue=short(np.linspace(0.0, 0.35, 100)))
    assert (np.diff(shorter.hip_flexion[:, 0]) >= -1e-9).all()


@given(
    st.floats(0, 130), st.floats(0, 0.12), st.floats(-8, 25), st.floats(0, 15), st.floats(1.3, 2.1)
)
@settings(max_examples=20)
def test_any_prone_stretch_in_range_gives_finite_numbers_that_only_relax(
    strap: float, towel: float, arch: float, minutes: float, height: float
) -> None:
    held = hold(Prone(strap, towel, arch), minutes=minutes, person=Person(height_m=height))
    for course in held.groups.values():
        assert np.isfinite(course.tension_n).all()
        assert (np.diff(course.tension_n) <= 1e-9).all()
    assert np.isfinite(held.support_n).all()


def test_a_towel_that_asks_for_more_extension_than_was_measured_is_refused() -> None:
    with pytest.raises(ValueError, match="Take a lower towel"):
        hold(Prone(0, 0.15, -10), minutes=1, person=Person(height_m=1.31))


@st.composite
def any_tissue(draw: st.DrawFn) -> Tissue:
    def group() -> GroupTissue:
        return GroupTissue(draw(st.floats(-0.4, 0.8)), draw(st.floats(0.25, 5.0)))

    return Tissue(group(), group(), group(), draw(st.floats(-45, 30)))


@pytest.mark.slow
@given(any_tissue(), st.floats(0.2, 1.2), st.floats(0, 1), st.floats(-25, 40), st.floats(40, 170))
@settings(max_examples=25)
def test_any_supine_stretch_of_any_tissue_in_range_gives_finite_numbers(
    tissue: Tissue, bed: float, share: float, arch: float, mass: float
) -> None:
    stretch = Supine(bed, bed * share, arch)
    held = hold(stretch, minutes=0.5, tissue=tissue, person=Person(mass_kg=mass))
    numbers = (held.hip_flexion, held.knee_flexion, held.hip_moment, held.knee_moment)
    for course in (*numbers, held.support_n, *(g.tension_n for g in held.groups.values())):
        assert np.isfinite(course).all()


def test_on_a_low_bed_the_foot_slides_forward_before_the_knee_bends_too_far() -> None:
    held = hold(Supine(bed_height_m=0.2), minutes=0)
    assert np.degrees(held.knee_flexion[0]) <= 130 + 1e-9
    leg = HangingLeg(Person(), 0.0)
    foot = leg.foot(np.array([held.hip_flexion[0], held.knee_flexion[0]]))
    assert foot[1] == pytest.approx(0.2)


def test_the_towel_and_the_strap_each_add_to_rectus_femoris() -> None:
    def tension(stretch: Prone) -> float:
        return float(hold(stretch).groups["rectus_femoris"].tension_n[0])

    assert tension(Prone(90)) < tension(Prone(110)) < tension(Prone(110, towel_height_m=0.05))


def test_a_lifting_pelvis_takes_the_prone_stretch_away() -> None:
    flat, lifted = hold(Prone(110)), hold(Prone(110, pelvic_tilt_deg=15))
    assert lifted.groups["iliopsoas"].tension_n[0] < 0.5 * flat.groups["iliopsoas"].tension_n[0]


def test_unheld_the_back_arches_more_the_more_the_stretch_asks() -> None:
    knees = [hold(Prone(knee), minutes=0).unrestrained_tilt_deg for knee in (0, 60, 120)]
    assert knees[0].median < knees[1].median < knees[2].median
    assert 0 < knees[2].low < knees[2].median < knees[2].high
    tight = hold(Prone(120), minutes=0, tissue=short(0.1)).unrestrained_tilt_deg
    assert tight.median > knees[2].median


def test_unheld_under_a_free_leg_the_trunk_must_hold_the_whole_moment() -> None:
    held = hold(HIGH_BED, minutes=0)
    asked = held.unrestrained_tilt_deg.median * TRUNK.quantile(0.5)
    assert asked == pytest.approx(held.hip_moment[0], rel=0.02)


def test_after_a_longer_hold_more_softening_is_left_and_it_heals() -> None:
    one, five = hold(Prone(), minutes=1), hold(Prone(), minutes=5)
    assert (five.softening >= one.softening).all()
    assert (np.diff(five.softening) < 0).all()


@pytest.mark.parametrize("minutes", [-1, 16, float("nan")])
def test_an_impossible_hold_names_quantity_value_range_and_unit(minutes: float) -> None:
    with pytest.raises(ValueError, match=r"hold is .* from 0 to 15 min"):
        hold(HIGH_BED, minutes=minutes)


def test_a_hold_of_next_to_no_time_is_its_first_moment() -> None:
    assert hold(HIGH_BED, minutes=1e-300).hip_flexion == hold(HIGH_BED, minutes=0).hip_flexion


def test_impossible_supports_say_what_to_do() -> None:
    with pytest.raises(ValueError, match="no higher than the bed"):
        Supine(bed_height_m=0.5, foot_support_height_m=0.6)
    with pytest.raises(ValueError, match="strap_knee_flexion_deg is 170"):
        Prone(strap_knee_flexion_deg=170)
    with pytest.raises(ValueError, match="towel_height_m"):
        Prone(towel_height_m=float("inf"))


TIGHTER = np.array([-8.0, 0.0, 6.0, 14.0])
LOADS = np.array([1.4, 1.0, 0.7, 1.0])


@pytest.mark.parametrize(
    "stretch", [HIGH_BED, Supine(0.62), Supine(0.55, 0.3), Prone(70, towel_height_m=0.05)]
)
def test_people_held_together_answer_as_each_of_them_alone(stretch: Supine | Prone) -> None:
    """The low bed meets some feet at once, some after a while, and some never."""
    tissues = [Tissue(front_shift_deg=shift) for shift in TIGHTER]
    together = hold(stretch, minutes=4, tissue=stacked(tissues), load=LOADS)
    assert together.hip_flexion.shape == (4, together.times_s.size)
    for number, (tissue, load) in enumerate(zip(tissues, LOADS, strict=True)):
        alone = hold(stretch, minutes=4, tissue=tissue, load=load)
        for name in ("hip_flexion", "knee_flexion", "hip_moment", "support_n", "softening"):
            theirs = getattr(together, name)[number]
            assert theirs == pytest.approx(getattr(alone, name), abs=1e-6), name
        tension = together.groups["rectus_femoris"].tension_n[number]
        assert tension == pytest.approx(alone.groups["rectus_femoris"].tension_n, abs=1e-6)
        arch = together.unrestrained_tilt_quantiles_deg[number]
        assert arch == pytest.approx(alone.unrestrained_tilt_quantiles_deg, abs=1e-4)


def test_load_alone_may_be_a_people_axis() -> None:
    assert (np.diff(hold(HIGH_BED, minutes=0, load=[0.7, 1.0, 1.4]).hip_flexion[:, 0]) < 0).all()


def test_an_arch_of_many_people_is_no_single_interval() -> None:
    many = hold(Prone(), minutes=0, load=[1.0, 1.2])
    with pytest.raises(ValueError, match="many people"):
        _ = many.unrestrained_tilt_deg


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"tissue": Tissue(front_shift_deg=TIGHTER), "load": [1, 2, 3]}, "tissue 4, the load 3"),
        ({"load": [[1.0], [2.0]]}, r"load has shape \(2, 1\)"),
        ({"stretch": "prone"}, "must be a Supine or a Prone"),
        ({"minutes": [1, 2]}, "hold must be one number"),
    ],
)
def test_a_hold_that_cannot_be_is_refused_in_a_sentence(
    asked: dict[str, object], said: str
) -> None:
    with pytest.raises(ValueError, match=said):
        hold(**({"stretch": Prone()} | asked))  # type: ignore[arg-type]
