"""Where everything stands in the chart of weekly scores, by value: a sign changed is seen."""

from datetime import date, timedelta

import pytest

from guywire.care.scores import WeeklyScore
from guywire.clinic.programs.chart import Chart, draw

START = date(2026, 1, 5)


def chart(*scores: tuple[int, int]) -> Chart:
    return draw(tuple(WeeklyScore(START + timedelta(days=day), pain) for day, pain in scores))


def test_weeks_run_right_and_pain_runs_up() -> None:
    drawn = chart((0, 6), (21, 3), (42, 8))
    assert drawn.line == "34.0,90.0 190.0,147.0 346.0,52.0"
    assert [(tick.label, tick.at) for tick in drawn.weeks] == [
        (str(week), 34 + 52 * week) for week in range(7)
    ]
    assert [(tick.label, tick.at) for tick in drawn.scores] == [
        ("0", 204.0),
        ("2", 166.0),
        ("4", 128.0),
        ("6", 90.0),
        ("8", 52.0),
        ("10", 14.0),
    ]


def test_the_gray_band_is_the_published_course_from_the_first_score_on() -> None:
    drawn = chart((0, 6), (42, 8))
    points = [tuple(map(float, point.split(","))) for point in drawn.band.split()]
    faster, slower = points[:7], points[7:][::-1]
    assert faster[0] == slower[0] == (34.0, 90.0)
    assert faster[6] == (346.0, pytest.approx(204 - 19 * 6 * 23 / 52, abs=0.06))
    assert slower[6] == (346.0, pytest.approx(204 - 19 * 6 * 33 / 51, abs=0.06))
    assert faster[3] == (190.0, pytest.approx(204 - 19 * 6 * 37.5 / 52, abs=0.06))
    assert all(low[1] >= high[1] for low, high in zip(faster, slower, strict=True))


def test_each_row_tells_the_course_beside_the_score() -> None:
    row = chart((0, 6), (42, 8)).rows[1]
    assert row.week == 6
    assert row.course == pytest.approx((6 * 23 / 52, 6 * 33 / 51))


def test_the_line_of_a_clear_change_lies_two_points_lower() -> None:
    assert chart((0, 6), (42, 3)).clear_change_at == 128.0
    assert chart((0, 1)).clear_change_at is None


def test_a_longer_time_is_drawn_whole_with_fewer_labels() -> None:
    drawn = chart((0, 6), (140, 3))
    assert drawn.rows[1].at.x == 346.0
    assert [tick.label for tick in drawn.weeks] == ["0", "4", "8", "12", "16", "20"]
