import pytest

from guywire.care.scores import PAIN, Change, WeeklyScore
from tests.care.people import on


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        (6, 4, Change.BETTER),
        (6, 5, Change.NO_CLEAR_CHANGE),
        (6, 7, Change.NO_CLEAR_CHANGE),
        (6, 8, Change.WORSE),
    ],
)
def test_one_point_of_pain_is_inside_the_error_and_two_are_not(before, after, change):
    assert PAIN.change(before, after) is change


@pytest.mark.parametrize("pain", [-1, 11, True])
def test_a_score_off_the_scale_is_refused(pain):
    with pytest.raises(ValueError, match="whole number from 0 to 10"):
        WeeklyScore(on(0), pain)
