import pytest

from guywire.care.scores import (
    PAIN,
    ROLAND_MORRIS,
    ROLAND_MORRIS_ITEMS,
    Change,
    WeeklyScore,
    roland_morris_score,
)
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


def test_roland_morris_needs_five_points():
    assert ROLAND_MORRIS.change(14, 10) is Change.NO_CLEAR_CHANGE
    assert ROLAND_MORRIS.change(14, 9) is Change.BETTER


def test_the_questionnaire_has_its_24_sentences_and_the_score_counts_the_ticked():
    assert len(set(ROLAND_MORRIS_ITEMS)) == ROLAND_MORRIS.maximum == 24
    assert roland_morris_score([1, 5, 24]) == 3
    assert roland_morris_score([]) == 0


def test_a_sentence_that_does_not_exist_is_named():
    with pytest.raises(ValueError, match="there is no number 25"):
        roland_morris_score([1, 25])


@pytest.mark.parametrize("pain", [-1, 11, True])
def test_a_score_off_the_scale_is_refused(pain):
    with pytest.raises(ValueError, match="whole number from 0 to 10"):
        WeeklyScore(on(0), pain)
