import json

import numpy as np
import pytest

from guywire.body.fit import SideFit, fit, fit_side
from guywire.body.measure import ReadingError, measure

TIGHT = measure([12], [6], [-60], taken_by="clinician")
MIDDLE = measure([12.5], [-10.6], [-63], taken_by="clinician")
LOOSE = measure([15], [-18], [-90], taken_by="clinician")


def left(*args, **more) -> SideFit:
    return fit(*args, **more).left


def width(band):
    return band.high - band.low


def test_without_readings_the_answer_is_the_population():
    side = left()
    assert side.readings == ()
    assert side.groups["iliopsoas"].tighter_than == pytest.approx(0.5, abs=0.01)
    assert fit().next_reading is None


def test_a_tighter_reading_gives_a_tighter_hip():
    lost = [left(found).groups["iliopsoas"].lost_deg.median for found in (LOOSE, MIDDLE, TIGHT)]
    assert lost == sorted(lost)
    assert left(TIGHT).groups["iliopsoas"].tighter_than > 0.9
    assert left(LOOSE).groups["iliopsoas"].tighter_than < 0.5


def test_a_knee_that_hangs_straight_gives_a_tighter_rectus():
    straight, bent = measure([12], [-10], [-45]), measure([12], [-10], [-90])
    found = [left(reading).groups["rectus_femoris"].tighter_than for reading in (straight, bent)]
    assert found[0] > 0.6 > 0.4 > found[1]


def test_one_angle_does_not_tell_short_from_stiff_and_says_so():
    for found in (TIGHT, measure([12], [15], [-50], taken_by="clinician")):
        group = left(found).groups["iliopsoas"]
        assert group.told_apart < 0.3
        assert group.because == "cannot_tell"


def test_short_and_stiff_trade_against_each_other_in_what_is_left():
    side = left(TIGHT)
    tissue = side.tissues(400).iliopsoas
    assert np.corrcoef(tissue.shift, np.log(tissue.slope))[0, 1] < -0.2


def test_a_group_that_is_not_tight_is_neither():
    assert left(LOOSE).groups["iliopsoas"].because == "not_tight"


def test_a_second_kind_of_reading_narrows_and_is_named_as_the_one_to_take():
    found = fit(TIGHT)
    assert found.next_side == "left"
    assert found.next_reading.reading == "prone_knee"
    assert found.next_reading.why
    without, with_prone = left(TIGHT), left(TIGHT, left_prone_knee_deg=[118])
    one, two = (side.groups["rectus_femoris"].lost_deg for side in (without, with_prone))
    assert width(two) < 0.8 * width(one)
    assert with_prone.groups["rectus_femoris"].told_apart <= 1


def test_a_missing_pelvis_reading_widens_the_answer_and_is_asked_for():
    side = left(measure(None, [6], [-60], taken_by="clinician"))
    read = left(measure([12.5], [6], [-60], taken_by="clinician"))
    assert width(side.hip_extension_deg) > 1.5 * width(read.hip_extension_deg)
    assert "pelvis" in [further.reading for further in side.further]


def test_a_missing_shin_leaves_rectus_as_wide_as_the_population():
    shift = left(measure([12], [-5], None)).groups["rectus_femoris"].shift
    assert width(shift) == pytest.approx(width(left().groups["rectus_femoris"].shift), rel=0.15)


def test_a_side_nobody_read_is_the_population():
    found = fit(TIGHT)
    assert found.right.readings == ()
    assert found.right.groups["iliopsoas"].tighter_than == pytest.approx(0.5, abs=0.01)


def test_the_prone_reading_alone_is_enough_for_an_answer():
    side = left(left_prone_knee_deg=[80, 82])
    assert side.readings == ("prone_knee",)
    assert side.groups["rectus_femoris"].tighter_than > 0.55


def test_left_and_right_are_treated_alike():
    assert fit(TIGHT, LOOSE).left.groups == fit(LOOSE, TIGHT).right.groups


def test_the_same_readings_give_the_same_bits():
    assert fit(TIGHT).left.groups == fit(TIGHT).left.groups


def test_more_than_one_repeat_narrows_the_answer():
    one, three = measure([12], [6], None), measure([12, 11, 13], [6, 7, 5], None)
    bands = [left(found).hip_extension_deg for found in (one, three)]
    assert width(bands[1]) < width(bands[0])


def test_the_middle_tissue_can_be_walked_with():
    from guywire.body.walk import walk

    side = left(TIGHT)
    assert walk(side.tissue, side.tissue).steps["left"].compensation_deg > 0


def test_tissues_drawn_from_the_posterior_have_its_percentiles():
    side = left(TIGHT)
    shifts = np.asarray(side.tissues(1000).iliopsoas.shift)
    band = side.groups["iliopsoas"].shift
    assert np.percentile(shifts, [10, 50, 90]) == pytest.approx(
        [band.low, band.median, band.high], abs=0.01
    )


@pytest.mark.parametrize(
    ("readings", "prone", "again"),
    [
        (([12], [-10], [-150]), [45], "shin"),
        (([12], [68], [-20]), None, "thigh"),
        (([-38], [10], [-60]), None, "pelvis"),
    ],
)
def test_readings_that_cannot_be_right_say_which_to_take_again(readings, prone, again):
    with pytest.raises(ReadingError, match="again") as caught:
        fit(measure(*readings, taken_by="clinician"), left_prone_knee_deg=prone)
    assert caught.value.reading == again


def test_an_impossible_prone_reading_is_named():
    with pytest.raises(ReadingError, match="Prone knee") as caught:
        fit(left_prone_knee_deg=[500])
    assert caught.value.reading == "prone_knee"


def test_the_answer_turns_into_plain_json():
    sent = json.loads(json.dumps(fit(TIGHT).summary()))
    lost = sent["left"]["groups"]["iliopsoas"]["lost_deg"]
    assert lost["low"] < lost["median"] < lost["high"]
    assert sent["next"]["side"] == "left"
    assert sent["next"]["reading"] == "prone_knee"
    assert json.loads(json.dumps(fit().summary()))["next"] is None


def test_a_side_by_itself_is_what_it_is_beside_an_unread_one():
    assert fit_side(TIGHT).hip_extension_deg == left(TIGHT).hip_extension_deg
