"""Steps add up to a band, and so does what weeks of stretching may bring."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from guywire.body.weeks import expected_gain, traveled

weeks = st.floats(0, 52)


def test_two_thousand_steps_of_three_millimeters_are_six_meters_a_day() -> None:
    band = traveled(2000, 3.0)
    assert band.low == pytest.approx(6.0)
    assert band.high == pytest.approx(6.0)
    assert band.unit == "m"


def test_doubt_about_a_step_grows_with_the_days_but_daily_change_averages_out() -> None:
    days = np.array([1.0, 100.0])
    doubt = traveled(2000, 3.0, days=days, mm_per_step_sd=0.5)
    change = traveled(2000, 3.0, days=days, steps_sd=500)
    relative = [(band.high - band.low) / (band.high + band.low) for band in (doubt, change)]
    assert relative[0][1] == pytest.approx(relative[0][0])
    assert relative[1][1] == pytest.approx(relative[1][0] / 10)


@given(st.floats(0, 60_000), st.floats(0, 200), st.floats(0, 200), st.floats(0, 3650))
def test_travel_is_never_negative_and_the_band_never_crosses(
    steps: float, each: float, doubt: float, days: float
) -> None:
    band = traveled(steps, each, days=days, mm_per_step_sd=doubt)
    assert 0 <= band.low <= band.high
    assert np.isfinite(band.high)


@given(weeks, weeks, st.floats(0, 600))
def test_more_weeks_never_promise_less(one: float, other: float, minutes: float) -> None:
    band = expected_gain(np.array(sorted((one, other))), minutes_per_week=minutes)
    assert band.low[0] <= band.low[1]
    assert band.high[0] <= band.high[1]
    assert (band.low <= band.high).all()


def test_the_band_ends_at_its_sources() -> None:
    band = expected_gain(12)
    assert band.low == pytest.approx(1.6)
    assert band.high == pytest.approx(1.22 * 9.61)
    assert {row.id for row in band.sources} == {"D13", "H10", "A12", "H13", "H05"}
    assert all(row.seen for row in band.sources)


def test_more_than_ten_minutes_a_week_promises_nothing_more_and_none_promises_nothing() -> None:
    assert expected_gain(6, minutes_per_week=60).high == expected_gain(6).high
    assert expected_gain(6, minutes_per_week=5).high < expected_gain(6).high
    assert expected_gain(6, minutes_per_week=0).high == 0


@pytest.mark.parametrize("steps", [-1, 1e6, float("nan")])
def test_impossible_steps_are_refused_by_name(steps: float) -> None:
    with pytest.raises(ValueError, match=r"steps_per_day .* from 0 to 60000 steps"):
        traveled(steps, 3.0)
