import json

import numpy as np
import pytest

from guywire.body.fit import Earlier, SideFit, fit
from guywire.body.fit.drift import changeable_share, retest_correlation
from guywire.body.measure import measure

NOW = measure([12], [-6], [-65])
TIGHTER = measure([12], [4], [-60])
LOOSER = measure([12], [-16], [-70])
MISREAD = measure([12], [50], [-20])


def left(now, *earlier, **more) -> SideFit:
    return fit(now, left_earlier=earlier, **more).left


def middle(side):
    return side.hip_extension_deg.median


def width(band):
    return band.high - band.low


def test_a_tighter_day_before_makes_today_tighter_and_a_looser_one_looser():
    found = [
        middle(side)
        for side in (left(NOW, Earlier(2, TIGHTER)), left(NOW), left(NOW, Earlier(2, LOOSER)))
    ]
    assert found == sorted(found)
    assert found[2] - found[0] > 2


def test_the_longer_ago_the_less_it_counts():
    pulls = [
        abs(middle(left(NOW, Earlier(weeks, TIGHTER))) - middle(left(NOW))) for weeks in (0, 1, 3)
    ]
    assert pulls[0] > pulls[1] > pulls[2] > 0


def test_the_same_found_again_narrows_the_answer_but_less_than_two_other_hands_would():
    """What the same hand does wrong, it does wrong again."""
    again = left(NOW, Earlier(0, NOW))
    by_another = left(NOW, Earlier(0, measure([12], [-6], [-65], rater="clinician")))
    widths = [width(side.hip_extension_deg) for side in (left(NOW), again, by_another)]
    assert widths == sorted(widths, reverse=True)
    assert widths[2] < 0.9 * widths[1]


def test_a_side_keeps_less_of_itself_until_stretching_can_change_it_no_further():
    assert retest_correlation(np.array([0.0, 2.0, 4.0, 40.0])) == pytest.approx(
        [1, 1 - changeable_share() / 2, 1 - changeable_share(), 1 - changeable_share()]
    )
    assert 0 < changeable_share() < 1


def test_a_day_that_cannot_be_right_beside_today_is_left_out_and_said_so():
    side = left(NOW, Earlier(1, MISREAD), Earlier(3, TIGHTER))
    assert side.left_out_weeks_ago == (1.0,)
    assert side.counted_weeks_ago == (3.0,)
    assert middle(side) == middle(left(NOW, Earlier(3, TIGHTER)))


def test_a_knee_bend_of_another_day_still_speaks_for_rectus_femoris():
    bare, bent = left(NOW), left(NOW, Earlier(1, None, [85.0]))
    of = [side.groups["rectus_femoris"].deficit_deg for side in (bare, bent)]
    assert of[1].median > of[0].median
    assert "prone_knee" in [one.reading for one in bent.suggested_readings]
    assert bent.readings == ("thigh", "knee", "pelvis")


def test_earlier_days_without_a_reading_of_today_still_count():
    assert middle(left(None, Earlier(1, TIGHTER))) < middle(left(None))


def test_many_days_at_many_pelvis_angles_agree():
    days = [
        Earlier(weeks, measure([12 + weeks], [2 + weeks], [-60], rater="clinician"))
        for weeks in range(6)
    ]
    side = left(measure([12], [2], [-60], rater="clinician"), *days)
    assert side.counted_weeks_ago == (0, 1, 2, 3, 4, 5)
    assert abs(middle(side) - 10) < 2.5


def test_the_order_in_which_days_are_given_changes_nothing():
    one, other = Earlier(1, TIGHTER), Earlier(5, LOOSER)
    assert middle(left(NOW, one, other)) == pytest.approx(middle(left(NOW, other, one)))


def test_each_side_has_its_own_past():
    found = fit(NOW, NOW, right_earlier=[Earlier(1, TIGHTER)])
    assert found.left.counted_weeks_ago == ()
    assert found.right.counted_weeks_ago == (1.0,)
    assert middle(found.right) < middle(found.left)


def test_weeks_outside_their_range_are_refused_with_the_range():
    with pytest.raises(ValueError, match="weeks_ago"):
        left(NOW, Earlier(-1, TIGHTER))


def test_the_answer_tells_which_days_it_counted_as_plain_json():
    sent = json.loads(json.dumps(fit(NOW, left_earlier=[Earlier(1.5, TIGHTER)]).summary()))
    assert sent["left"]["earlier"] == {"counted_weeks_ago": [1.5], "left_out_weeks_ago": []}


@pytest.mark.parametrize(
    ("angles", "weeks"),
    [((-8, 14, -34), 0), ((12, 30, -40), 1), ((12, -34, -100), 30), ((0, 0, -60), 4)],
)
def test_a_day_like_today_never_contradicts_it_however_rare_both_are(angles, weeks):
    same = measure(*([angle] for angle in angles))
    assert left(same, Earlier(weeks, same)).counted == (True,)


def test_a_second_prone_knee_bend_is_promised_no_more_than_it_brings():
    """The same hand errs again as it did, so most of what it can say it has said."""
    bare, read = left(NOW), left(NOW, Earlier(0, None, [105.0]))
    promised = [
        next(
            one.variance_reduction for one in side.suggested_readings if one.reading == "prone_knee"
        )
        for side in (bare, read)
    ]
    assert promised[1] < 0.25 * promised[0]
