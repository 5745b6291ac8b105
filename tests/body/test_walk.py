import numpy as np
import pytest

from guywire.body import GroupTissue, Interval, Person, Tissue, passive_moment, tissue_with_deficit
from guywire.body.cohort import sample
from guywire.body.tissue.usual import usual_tissue
from guywire.body.trunk import TABLE_NM_PER_DEG, TRUNK
from guywire.body.walk import (
    Prices,
    StrideCurves,
    normal_stride,
    stride_by_stride,
    walk,
    walk_spread,
)
from guywire.body.walk.prices import STEP_PRICE

TIGHT = tissue_with_deficit(11)
LOOSE = tissue_with_deficit(-4)
SIDES = ("left", "right")


def left(tissue, **asked):
    return walk(tissue, tissue, **asked).steps["left"]


def test_the_normal_stride_passes_through_the_measured_means():
    hip = normal_stride(1.24).at(np.arange(0, 100, 2.5)).hip_flexion_deg + 10.47
    assert hip[[0, 22, 34]] == pytest.approx([31.19, -6.21, 30.48], abs=0.02)


def test_the_stride_closes_on_itself():
    stride = normal_stride(1.24).at(np.linspace(0, 100, 11))
    assert stride.knee_flexion_deg[0] == pytest.approx(stride.knee_flexion_deg[-1])


def test_faster_walking_swings_wider_and_the_measured_speed_not_at_all():
    swings = [np.ptp(normal_stride(speed).hip_flexion_deg) for speed in (0.8, 1.24, 1.8)]
    assert swings[0] < swings[1] < swings[2]
    assert swings[1] == pytest.approx(31.52 + 6.21, abs=0.05)


def test_usual_hips_ask_nothing():
    stride = walk()
    assert not stride.compensation_deg.any()
    assert stride.pelvis_tilt_deg == pytest.approx(stride.usual_pelvis_tilt_deg)
    assert not any(float(value) for value in vars(stride.steps["left"]).values())


def test_looser_hips_give_room_and_every_answer_changes_its_sign():
    loose, tight = (vars(left(tissue)) for tissue in (LOOSE, tissue_with_deficit(4)))
    for name, answer in tight.items():
        assert answer > 0 > loose[name], name


def test_a_small_change_of_tissue_is_answered_alike_in_both_directions():
    """Nothing is cut off at zero, so an average over tissue is not pushed up."""
    small = 1e-3
    ways = [
        left(usual_tissue().with_group("iliopsoas", GroupTissue(way))) for way in (small, -small)
    ]
    for name in ("compensation_deg", "shorter_deg", "step_shortened_mm", "trunk_moment_nm"):
        more, less = (float(getattr(way, name)) for way in ways)
        assert more == pytest.approx(-less, rel=0.02), name


def test_the_pelvis_tips_late_in_the_step_of_the_tight_side():
    stride = walk(left=TIGHT)
    assert 35 < stride.percent[stride.compensation_deg.argmax()] < 65
    tilts = [stride.steps[side].compensation_deg for side in SIDES]
    assert tilts[0] > 1.5 * tilts[1]


def test_the_hip_gives_up_what_the_back_takes_and_what_the_step_is_shortened_by():
    stride, usual = walk(TIGHT, TIGHT), walk()
    leg, free = stride.legs["left"], usual.legs["left"]
    lost = leg.hip_flexion_deg - free.hip_flexion_deg
    assert lost == pytest.approx(stride.lumbar_extension_deg + leg.shorter_deg)
    thigh = leg.thigh_from_vertical_deg - free.thigh_from_vertical_deg
    assert thigh == pytest.approx(leg.shorter_deg)


def test_trunk_and_hips_are_in_balance_at_every_point_of_the_stride():
    stride, usual = walk(TIGHT, LOOSE), walk()
    more = sum(
        stride.legs[side].passive_hip_moment_nm - usual.legs[side].passive_hip_moment_nm
        for side in SIDES
    )
    assert stride.trunk_moment_nm == pytest.approx(more, abs=0.01)
    assert stride.trunk_moment_nm == pytest.approx(
        TRUNK.quantile(0.5) * stride.compensation_deg, rel=1e-9
    )


@pytest.mark.parametrize("side", SIDES)
def test_a_shorter_step_is_paid_at_its_price(side):
    stride, usual = walk(TIGHT, LOOSE), walk()
    leg, free = stride.legs[side], usual.legs[side]
    more = leg.passive_hip_moment_nm - free.passive_hip_moment_nm
    assert STEP_PRICE.quantile(0.5) * leg.shorter_deg == pytest.approx(more, abs=0.01)


def test_neither_way_out_is_forced_and_each_falls_with_its_own_price():
    prices = np.array([1.0, 3.0, 10.0, 1e6])
    step = left(TIGHT, prices=Prices(step_nm_per_deg=prices))
    assert (np.diff(step.shorter_deg) < 0).all()
    assert (np.diff(step.compensation_deg) > 0).all()
    assert step.shorter_deg[-1] == pytest.approx(0, abs=1e-3)
    assert step.compensation_deg[0] > 0.3
    stiff = left(TIGHT, prices=Prices(trunk_nm_per_deg=np.array(TABLE_NM_PER_DEG)))
    assert (np.diff(stiff.compensation_deg) < 0).all()
    assert (np.diff(stiff.shorter_deg) > 0).all()
    assert stiff.compensation_deg[0] > 4 * stiff.compensation_deg[-1]


def test_prices_are_what_their_sources_say_they_are():
    """A quantile or a sign changed here must not go unseen."""
    assert TRUNK.quantile(0.1) == pytest.approx(0.7 / 0.22)
    assert TRUNK.quantile(0.9) == pytest.approx(9200 * 0.09 * np.pi / 180)
    assert STEP_PRICE.quantile(0.1) == pytest.approx(1.04, abs=0.01)
    assert STEP_PRICE.quantile(0.9) == pytest.approx(6.90, abs=0.01)
    spread = Prices.spread(1000)
    for values, of in ((spread.trunk_nm_per_deg, TRUNK), (spread.step_nm_per_deg, STEP_PRICE)):
        assert np.mean(values < of.quantile(0.1)) == pytest.approx(0.1, abs=0.002)
        assert np.median(values) == pytest.approx(of.quantile(0.5), rel=0.01)
    apart = np.corrcoef(spread.trunk_nm_per_deg, spread.step_nm_per_deg)[0, 1]
    assert abs(apart) < 0.1


def test_the_spread_holds_the_answers_at_the_ends_of_what_was_measured():
    step = walk_spread(TIGHT, TIGHT).steps["left"]
    interval = Interval.of(step.compensation_deg)
    ends = [
        left(TIGHT, prices=Prices(trunk_nm_per_deg=TRUNK.quantile(share))).compensation_deg
        for share in (0.99, 0.01)
    ]
    assert ends[0] < interval.low < step.compensation_deg.mean() < interval.high < ends[1]
    assert interval.high > 2 * interval.low > 0


def test_the_average_over_what_is_not_known_is_not_the_answer_in_the_middle():
    middle = left(TIGHT).compensation_deg
    assert walk_spread(TIGHT, TIGHT).steps["left"].compensation_deg.mean() > 1.03 * middle


def test_a_tighter_hip_never_asks_less():
    asked = left(Tissue(front_shift_deg=np.linspace(-10, 30, 100)), samples=20)
    for name in ("compensation_deg", "shorter_deg", "step_shortened_mm", "asis_mm"):
        assert (np.diff(getattr(asked, name)) >= -1e-3).all()


def test_the_answers_of_a_step_are_its_curves_where_the_hip_is_most_extended():
    walked = walk(TIGHT, TIGHT, person=Person(height_m=1.9, mass_kg=100))
    at = int(normal_stride(1.24).at(walked.percent).hip_flexion_deg.argmin())
    step = walked.steps["left"]
    for name in ("compensation_deg", "trunk_moment_nm", "asis_mm", "lumbosacral_mm"):
        assert getattr(walked, name)[at] == pytest.approx(getattr(step, name)), name
        assert getattr(step, name) > 0


def test_left_and_right_mirror_each_other():
    one, other = walk(left=TIGHT), walk(right=TIGHT)
    assert np.roll(one.compensation_deg, 50) == pytest.approx(other.compensation_deg, abs=1e-3)
    for name in vars(one.steps["left"]):
        mirrored = getattr(other.steps["right"], name)
        assert getattr(one.steps["left"], name) == pytest.approx(mirrored, abs=1e-3)


def test_an_average_difference_of_back_pain_asks_a_few_degrees_and_millimeters():
    step = walk_spread(TIGHT, TIGHT).steps["left"]
    assert 1 < step.compensation_deg.mean() < 4
    assert 1 < step.asis_mm.mean() < step.lumbosacral_mm.mean() < 6
    assert 20 < step.step_shortened_mm.mean() < 90
    assert (step.asis_travel_mm < step.asis_mm).all()


def test_the_step_is_shortened_by_what_the_thigh_does_not_swing_back():
    stride = walk(TIGHT, TIGHT)
    leg = stride.legs["left"]
    behind, shorter = leg.thigh_from_vertical_deg[50], leg.shorter_deg[50]
    mm = 880 * (np.sin(np.radians(behind)) - np.sin(np.radians(behind - shorter)))
    assert stride.steps["left"].step_shortened_mm == pytest.approx(mm, rel=1e-6)


@pytest.mark.parametrize("lost_deg", [5, 20, 45])
def test_the_sacroiliac_joints_never_turn_past_two_degrees(lost_deg):
    tissue = tissue_with_deficit(lost_deg)
    rotation = walk_spread(tissue, tissue).steps["left"].sacroiliac_rotation_deg
    assert 0 < rotation.min() < rotation.max() < 2


def test_psoas_adds_compression_apart_from_the_moment_on_the_pelvis():
    assert walk(TIGHT).steps["left"].psoas_compression_n > 50
    rectus = tissue_with_deficit(15, part="rectus_femoris")
    step = walk(rectus, rectus).steps["left"]
    assert step.psoas_compression_n <= 0
    assert step.trunk_moment_nm > 0


def test_a_person_twice_as_heavy_asks_as_many_degrees_and_twice_the_moment():
    light, heavy = (left(TIGHT, person=Person(mass_kg=mass)) for mass in (60, 120))
    assert light.compensation_deg == pytest.approx(heavy.compensation_deg)
    assert heavy.trunk_moment_nm == pytest.approx(2 * light.trunk_moment_nm)


def test_a_taller_person_has_longer_millimeters():
    tall = left(TIGHT, person=Person(height_m=1.87))
    for name in ("asis_mm", "lumbosacral_mm", "step_shortened_mm"):
        assert getattr(tall, name) == pytest.approx(1.1 * getattr(left(TIGHT), name))


def test_the_same_walk_gives_the_same_bits():
    assert (walk(TIGHT).compensation_deg == walk(TIGHT).compensation_deg).all()
    assert (walk_spread(TIGHT).asis_mm == walk_spread(TIGHT).asis_mm).all()


# People


def test_many_people_in_one_call_are_answered_as_each_alone():
    people = sample(6)
    strides = stride_by_stride(people.stride)
    prices = Prices.of_normals(people.prices)
    together = walk(people.left, people.right, stride=strides, prices=prices, samples=40)
    assert together.pelvis_tilt_deg.shape == (6, 40)
    assert together.steps["left"].asis_mm.shape == (6,)
    for row in range(6):
        alone = walk(
            *(_one(tissue, row) for tissue in (people.left, people.right)),
            stride=StrideCurves(strides.hip_flexion_deg[row], strides.knee_flexion_deg),
            prices=Prices(*(np.asarray(value)[row] for value in vars(prices).values())),
            samples=40,
        )
        assert together.compensation_deg[row] == pytest.approx(alone.compensation_deg, abs=2e-3)
        for name in ("shorter_deg", "step_shortened_mm", "asis_mm"):
            answer = getattr(together.steps["right"], name)[row]
            assert answer == pytest.approx(float(getattr(alone.steps["right"], name)), rel=1e-2)


def _one(tissue, row):
    group = tissue.iliopsoas, tissue.rectus_femoris
    return Tissue(
        *(GroupTissue(*(np.broadcast_to(v, 6)[row] for v in vars(g).values())) for g in group),
        capsule_onset_deg=np.asarray(tissue.capsule_onset_deg)[row],
        front_shift_deg=np.asarray(tissue.front_shift_deg)[row],
    )


def test_the_answer_rests_on_the_same_moments_as_everything_else():
    stride = walk(TIGHT, TIGHT)
    leg = stride.legs["left"]
    hip, knee = np.radians(leg.hip_flexion_deg), np.radians(leg.knee_flexion_deg)
    moment = passive_moment(hip, knee, tissue=TIGHT).hip
    assert leg.passive_hip_moment_nm == pytest.approx(moment, abs=0.05)


def test_an_array_of_tissues_is_people_and_never_the_stride():
    shifts = np.linspace(0, 0.2, 100)
    stride = walk(Tissue(GroupTissue(shifts)), samples=100)
    assert stride.compensation_deg.shape == (100, 100)
    assert stride.compensation_deg[99] == pytest.approx(
        walk(Tissue(GroupTissue(0.2)), samples=100).compensation_deg, abs=1e-3
    )


def test_a_stride_of_ones_own_is_walked_in():
    normal = normal_stride(1.24)
    longer = StrideCurves(normal.hip_flexion_deg - 6, normal.knee_flexion_deg)
    assert left(TIGHT, stride=longer).compensation_deg > left(TIGHT).compensation_deg
    assert not walk(stride=longer).compensation_deg.any()
    assert walk(stride=longer).usual_pelvis_tilt_deg == pytest.approx(np.zeros(100), abs=1e-12)


def test_strides_differ_between_people_as_published():
    z = np.random.default_rng(5).standard_normal((4000, 2))
    hips = stride_by_stride(z).hip_flexion_deg
    assert hips.max(axis=1).std() == pytest.approx(6.2, abs=0.2)
    assert np.ptp(hips, axis=1).std() == pytest.approx(2.4, abs=0.1)
    assert np.corrcoef(hips.min(axis=1), hips.max(axis=1))[0, 1] > 0.8


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        ({"speed_m_s": 5.0}, "speed_m_s"),
        ({"speed_m_s": float("nan")}, "speed_m_s"),
        ({"speed_m_s": [1.0, 1.2]}, "speed_m_s must be one number"),
        ({"left": 0.1}, "tissue is 0.1; it must be a Tissue"),
        ({"samples": 3}, "samples"),
        ({"left": Tissue(GroupTissue(np.zeros(3))), "right": Tissue(GroupTissue(np.zeros(4)))},
         "people axes differ in length: the left tissue 3, the right tissue 4"),
        ({"left": Tissue(GroupTissue(np.zeros((2, 3))))}, r"shape \(2, 3\); it must be one number"),
        ({"stride": normal_stride(1.24), "speed_m_s": 1.5}, "speed_m_s belongs to the normative"),
    ],
)  # fmt: skip
def test_impossible_questions_are_refused_in_a_sentence(bad, said):
    with pytest.raises(ValueError, match=said):
        walk(**bad)


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        ({"trunk_nm_per_deg": -1.0}, "trunk_nm_per_deg"),
        ({"step_nm_per_deg": 0.0}, "step_nm_per_deg"),
        ({"sacroiliac_nm_per_deg": float("nan")}, "sacroiliac_nm_per_deg"),
    ],
)
def test_impossible_prices_are_refused_by_name(bad, said):
    with pytest.raises(ValueError, match=said):
        Prices(**bad)


@pytest.mark.parametrize(
    ("hip", "knee", "said"),
    [
        (np.zeros(5), np.zeros(5), "5 samples; it needs at least 8"),
        (np.zeros(10), np.zeros(9), r"knee_flexion_deg has shape \(9,\)"),
        (np.zeros(10), np.full(10, 170.0), "knee_flexion_deg is 170"),
        (np.zeros((3, 10)), np.zeros((4, 10)), "different numbers of people"),
    ],
)
def test_curves_that_make_no_stride_are_refused(hip, knee, said):
    with pytest.raises(ValueError, match=said):
        StrideCurves(hip, knee)


def test_usual_tissue_is_what_no_tissue_means():
    assert (walk(usual_tissue()).compensation_deg == walk().compensation_deg).all()
