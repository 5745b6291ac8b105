import json

import numpy as np
import pytest

from guywire.body import Person
from guywire.body.fit import fit, fit_side
from guywire.body.measure import ReadingError, measure

TIGHT = measure([10], [6], [-60], rater="clinician")
MIDDLE = measure([10], [-10.6], [-63], rater="clinician")
LOOSE = measure([10], [-20], [-90], rater="clinician")


def width(interval):
    return interval.high - interval.low


def test_without_readings_the_answer_is_the_population():
    side = fit_side()
    assert side.readings == ()
    assert side.groups["iliopsoas"].percentile.median == pytest.approx(0.5, abs=0.01)
    assert side.groups["iliopsoas"].deficit_deg.median == pytest.approx(0, abs=0.7)


def test_a_tighter_reading_gives_a_tighter_hip():
    deficits = [fit_side(each).groups["iliopsoas"] for each in (LOOSE, MIDDLE, TIGHT)]
    medians = [group.deficit_deg.median for group in deficits]
    assert medians == sorted(medians)
    assert deficits[0].deficit_deg.median < -3
    assert deficits[2].tight_probability > 0.9
    assert abs(deficits[1].deficit_deg.median) < 2


def test_a_knee_that_hangs_straight_gives_a_tighter_rectus():
    straight, bent = measure([12], [-10], [-45]), measure([12], [-10], [-90])
    groups = [fit_side(reading).groups["rectus_femoris"] for reading in (straight, bent)]
    assert groups[0].percentile.median < 0.4 < 0.6 < groups[1].percentile.median


def test_one_angle_does_not_tell_short_from_stiff_and_says_so():
    for reading in (TIGHT, measure([12], [12], [-50], rater="clinician")):
        group = fit_side(reading).groups["iliopsoas"]
        assert group.resolved_share < 0.3
        assert group.mechanism == "cannot_tell"


def test_short_and_stiff_trade_against_each_other_in_what_is_left():
    tissue = fit_side(TIGHT).tissues(2000)
    log_slope = np.log(tissue.iliopsoas.slope)
    assert np.corrcoef(tissue.front_shift_deg, log_slope)[0, 1] < -0.1


def test_a_group_that_is_not_tight_is_neither():
    assert fit_side(LOOSE).groups["iliopsoas"].mechanism == "not_tight"


def test_a_missing_shin_leaves_rectus_nearly_as_wide_as_the_population():
    read, unread = (
        fit_side(each).groups["rectus_femoris"].deficit_deg
        for each in (measure([12], [-5], None), None)
    )
    assert width(read) == pytest.approx(width(unread), rel=0.2)


def test_the_prone_reading_alone_is_enough_for_an_answer():
    side = fit_side(prone_knee_deg=[80, 82])
    assert side.readings == ("prone_knee",)
    assert side.groups["rectus_femoris"].percentile.median < 0.45


def test_the_same_readings_give_the_same_bits():
    assert fit_side(TIGHT).groups == fit_side(TIGHT).groups


def test_more_trials_narrow_the_answer():
    one, three = measure([12], [6], None), measure([12, 11, 13], [6, 7, 5], None)
    intervals = [fit_side(each).hip_extension_deg for each in (one, three)]
    assert width(intervals[1]) < width(intervals[0])


def test_another_body_is_fitted_with_its_own_leg():
    usual, heavy = (
        fit_side(TIGHT, person=who).groups["iliopsoas"] for who in (Person(), Person(mass_kg=120))
    )
    assert abs(usual.tight_probability - heavy.tight_probability) < 0.1
    assert usual != heavy


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
        fit(None, measure(*readings, rater="clinician"), right_prone_knee_deg=prone)
    error = caught.value
    assert (error.reading, error.code) == (again, "implausible")
    assert error.values["side"] == "right"


def test_an_impossible_prone_reading_is_named():
    with pytest.raises(ReadingError, match="Prone knee") as caught:
        fit(left_prone_knee_deg=[500])
    assert caught.value.reading == "prone_knee"


def test_the_answer_turns_into_plain_json():
    sent = json.loads(json.dumps(fit(TIGHT).summary()))
    deficit = sent["left"]["groups"]["iliopsoas"]["deficit_deg"]
    assert deficit["low"] < deficit["median"] < deficit["high"]
    assert sent["next"]["side"] == "left"
    assert json.loads(json.dumps(fit().summary()))["next"] is None
