"""The natural course is the published one, and says nothing before its beginning."""

import pytest

from guywire.body.evidence import finding
from guywire.care.natural_course import LASTING_PAIN, NEW_PAIN, NaturalCourse


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


@pytest.mark.parametrize(
    ("course", "published"),
    [
        (NEW_PAIN, [(0, 52, 48, 57), (6, 23, 21, 25), (26, 12, 9, 15), (52, 6, 3, 10)]),
        (LASTING_PAIN, [(0, 51, 44, 59), (6, 33, 29, 38), (26, 26, 20, 33), (52, 23, 16, 30)]),
    ],
)
def test_every_figure_is_the_one_that_was_published(
    course: NaturalCourse, published: list[tuple[int, int, int, int]]
) -> None:
    """Menezes Costa 2012, 10.1503/cmaj.111271: pooled means of pain and their 95 % intervals."""
    assert [tuple(vars(point).values()) for point in course.points] == published
    assert "Menezes Costa" in course.source.citation


@pytest.mark.parametrize("finding_id", ["I11", "I12"])
def test_the_course_is_the_finding_it_cites(finding_id: str) -> None:
    course = {"I11": NEW_PAIN, "I12": LASTING_PAIN}[finding_id]
    recorded = [(value.value, value.low, value.high) for value in finding(finding_id).values]
    assert [(point.mean, point.low, point.high) for point in course.points] == recorded


@pytest.mark.parametrize(
    ("week", "new", "lasting"),
    [(0, 1.0, 1.0), (3, 37.5 / 52, 42 / 51), (16, 17.5 / 52, 29.5 / 51), (39, 9 / 52, 24.5 / 51)],
)
def test_the_part_left_is_pinned_between_the_points_too(
    week: float, new: float, lasting: float
) -> None:
    assert NEW_PAIN.part_left(week) == pytest.approx(new)
    assert LASTING_PAIN.part_left(week) == pytest.approx(lasting)
