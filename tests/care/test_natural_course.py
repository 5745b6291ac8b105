"""The natural course is the published one, and says nothing before its beginning."""

import pytest

from guywire.care.natural_course import LASTING_PAIN, NEW_PAIN


def test_new_pain_is_less_than_half_after_six_weeks() -> None:
    assert NEW_PAIN.part_left(6) == pytest.approx(23 / 52)


def test_lasting_pain_falls_less() -> None:
    assert LASTING_PAIN.part_left(6) == pytest.approx(33 / 51)
    assert all(LASTING_PAIN.part_left(week) > NEW_PAIN.part_left(week) for week in range(1, 60))


def test_between_two_points_it_runs_straight() -> None:
    assert NEW_PAIN.part_left(3) == pytest.approx((52 + 23) / 2 / 52)


def test_after_a_year_it_stays_where_it_was_last_measured() -> None:
    assert LASTING_PAIN.part_left(200) == LASTING_PAIN.part_left(52)


def test_a_week_before_the_first_score_is_refused() -> None:
    with pytest.raises(ValueError, match="Week -1 lies before"):
        NEW_PAIN.part_left(-1)
