"""Measuring again: the device keeps the earlier measurements, few and small, for a trend."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.test import Client

from guywire.body.weeks import expected_gain
from guywire.care.motion import Motion
from guywire.care.vocabulary import Side
from guywire.clinic.checks.motion_chart import BOTTOM, TOP, chart_of
from guywire.clinic.checks.record import MAX_EARLIER_SIDES, Check, carried_over, new_check
from guywire.clinic.people.models import Patient
from guywire.hips.motion import motion_of
from guywire.hips.readings import SideReadings
from tests.clinic.checks.walk import answer_safety, type_side, whole_check

pytestmark = pytest.mark.django_db
MARCH = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)
READ = SideReadings((5.0,), (5.0,), (-45.0,))
EASIER = {"pelvis": "5", "thigh": "-14", "shin": "-70"}


def check(day: int = 0, **sides: SideReadings) -> Check:
    at = MARCH + timedelta(days=day)
    read = {Side(name): readings for name, readings in sides.items()}
    return replace(new_check(), started_at=at, screened_at=at, sides=read)


def motion(day: int, extension_deg: float, side: Side = Side.LEFT) -> Motion:
    return Motion(date(2026, 3, 2) + timedelta(days=day), side, extension_deg, 4.0)


def measured(readings: SideReadings) -> Motion:
    found = motion_of(date(2026, 3, 2), Side.LEFT, readings)
    assert found is not None
    return found


def test_a_measured_side_becomes_an_angle_with_its_error() -> None:
    found = measured(READ)
    assert (found.on, found.side, found.extension_deg) == (date(2026, 3, 2), Side.LEFT, 0.0)
    assert found.sd_deg > 0


def test_without_the_pelvis_the_error_is_larger() -> None:
    assert measured(replace(READ, pelvis=())).sd_deg > measured(READ).sd_deg + 3


@pytest.mark.parametrize(
    "readings", [SideReadings(prone_knee=(100.0,)), SideReadings((5.0,), (400.0,), ())]
)
def test_a_knee_bend_alone_and_what_cannot_be_right_say_nothing_about_the_hip(readings) -> None:
    assert motion_of(date(2026, 3, 2), Side.LEFT, readings) is None


def test_the_next_check_keeps_what_this_one_measured() -> None:
    first = check(left=READ, right=READ)
    second = replace(check(35, left=READ), earlier=carried_over(first))
    assert [(one.on.month, one.side) for one in second.earlier] == [(3, Side.LEFT), (3, Side.RIGHT)]
    assert Check.from_json(second.to_json()) == second


def test_the_first_measurements_stay_and_the_rest_is_bounded() -> None:
    now = check(left=READ, right=READ)
    for day in range(7, 280, 7):
        now = replace(check(day, left=READ, right=READ), earlier=carried_over(now))
    assert len(now.earlier) == MAX_EARLIER_SIDES
    assert now.earlier[0].on == now.earlier[1].on == date(2026, 3, 2)


def test_each_side_has_a_chart_and_the_verdict_of_each_day() -> None:
    left = chart_of([motion(0, 5), motion(35, 9), motion(70, 20)])
    right = chart_of([motion(0, 7, Side.RIGHT)])
    assert left is not None
    assert right is not None
    assert [row.verdict for row in left.rows] == [
        "",
        "could be measuring error",
        "a clear change",
    ]
    assert "a clear change" in str(left.sentence)
    assert "measured once" in str(right.sentence)


def test_the_expected_range_begins_at_the_first_measurement() -> None:
    chart = chart_of([motion(0, 5), motion(70, 9)])
    assert chart is not None
    gain = expected_gain(10)
    assert chart.rows[0].expected_deg == (5, 5)
    assert chart.rows[1].expected_deg == (5 + float(gain.low), 5 + float(gain.high))


def test_everything_drawn_stays_inside_the_picture() -> None:
    chart = chart_of([motion(0, -30), motion(200, 35)])
    assert chart is not None
    heights = [at for row in chart.rows for at in (row.y_low, row.y_high)]
    heights += [float(pair.split(",")[1]) for pair in chart.expected.split()]
    assert all(TOP <= at <= BOTTOM for at in (*heights, *chart.clear_at))


def test_after_more_than_a_year_the_trend_begins_anew() -> None:
    chart = chart_of([motion(0, 5), motion(400, 9), motion(430, 9)])
    assert chart is not None
    assert [row.week for row in chart.rows] == pytest.approx([0, 30 / 7])


def measured_twice(client: Client) -> None:
    with time_machine.travel(MARCH, tick=False):
        whole_check(client, left={"pelvis": "5", "thigh": "5", "shin": "-45"})
    with time_machine.travel(MARCH + timedelta(days=42), tick=False):
        client.post("/check/again/")
        answer_safety(client)
        type_side(client, "left", **EASIER)
        client.post("/check/right-side/", {"skip": "yes"})


def test_progress_shows_the_trend_with_its_words_and_never_a_bare_line(outsider: Client) -> None:
    measured_twice(outsider)
    with time_machine.travel(MARCH + timedelta(days=42), tick=False):
        text = outsider.get("/progress/").content.decode()
    assert "Your left leg now goes back 19° farther than on March 2." in text
    assert "can come from measuring alone" in text
    assert text.count("chart__measured") >= 2
    assert "Measure again" in text


def test_a_hip_measured_once_is_a_sentence_and_no_picture_of_one_point(outsider: Client) -> None:
    whole_check(outsider)
    text = outsider.get("/progress/").content.decode()
    assert "Your left leg was measured once" in text
    assert "chart__measured" not in text


def test_progress_says_nothing_of_hips_that_were_never_measured(outsider: Client) -> None:
    answer_safety(outsider)
    assert "How far back your legs go" not in outsider.get("/progress/").content.decode()


def test_the_desk_sees_the_same_trend(outsider: Client, as_therapist: Client) -> None:
    measured_twice(outsider)
    with time_machine.travel(MARCH + timedelta(days=42), tick=False):
        outsider.post("/share/", {"name": "Pat", "reach": "503 555 0111", "agree": "on"})
        own = outsider.get("/progress/").content.decode()
    address = f"/desk/patients/{Patient.objects.get(name='Pat').public_id}/"
    desk = as_therapist.get(address).content.decode()
    assert _drawn(own) == _drawn(desk) != []


def _drawn(text: str) -> list[str]:
    return [part.split('"')[0] for part in text.split('class="chart__measured" points="')[1:]]


def test_the_motion_chart_stands_by_value() -> None:
    """Weeks run right, extension runs up, the expected gain leads up from the first day."""
    from guywire.clinic.checks.motion_chart import _Scale

    scale = _Scale(weeks=10, low_deg=-10, high_deg=30)
    assert [scale.x(week) for week in (0, 5, 10)] == [34.0, 190.0, 346.0]
    assert [scale.y(degrees) for degrees in (-10, 10, 30)] == [204.0, 109.0, 14.0]
    gain = expected_gain([0.0, 4.0, 10.0])
    assert gain.low == pytest.approx([0.0, 0.64, 1.6])
    assert gain.high == pytest.approx([0.0, 11.72, 11.72], abs=0.01)
