"""Measuring again: the device keeps the earlier measurements, few and small, for a trend."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.test import Client

from guywire.body.weeks import expected_gain
from guywire.care.motion import Motion
from guywire.care.vocabulary import Side
from guywire.clinic.checks import motion_chart
from guywire.clinic.checks.record import Check, SideReadings, new_check
from guywire.clinic.checks.trend import EARLIER_AT_MOST, carried_over, so_far
from guywire.clinic.people.models import Patient
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


def test_a_measured_side_becomes_an_angle_with_its_error() -> None:
    (found,) = so_far(check(left=READ))
    assert (found.on, found.side, found.extension_deg) == (date(2026, 3, 2), Side.LEFT, 0.0)
    assert found.sd_deg > 0


def test_without_the_pelvis_the_error_is_larger() -> None:
    (with_pelvis,) = so_far(check(left=READ))
    (without,) = so_far(check(left=replace(READ, pelvis=())))
    assert without.sd_deg > with_pelvis.sd_deg + 4


def test_a_knee_bend_alone_says_nothing_about_the_hip() -> None:
    assert so_far(check(left=SideReadings(prone_knee=(100.0,)))) == ()


def test_the_next_check_keeps_what_this_one_measured() -> None:
    first = check(left=READ, right=READ)
    second = replace(check(35, left=READ), earlier=carried_over(first))
    assert [one.on.month for one in so_far(second)] == [3, 3, 4]
    assert so_far(Check.from_json(second.to_json())) == so_far(second)


def test_the_first_measurements_stay_and_the_rest_is_bounded() -> None:
    now = check(left=READ, right=READ)
    for day in range(7, 280, 7):
        now = replace(check(day, left=READ, right=READ), earlier=carried_over(now))
    assert len(now.earlier) == EARLIER_AT_MOST
    assert so_far(now)[0].on == so_far(now)[1].on == date(2026, 3, 2)


def test_each_side_has_a_chart_and_the_verdict_of_each_day() -> None:
    left, right = motion_chart.draw(
        [motion(0, 5), motion(35, 9), motion(70, 20), motion(0, 7, Side.RIGHT)]
    )
    assert [row.verdict for row in left.rows] == [
        "",
        "could be measuring error",
        "more than measuring error",
    ]
    assert "more than measuring error" in left.sentence
    assert "measured once" in right.sentence


def test_the_expected_range_begins_at_the_first_measurement() -> None:
    (chart,) = motion_chart.draw([motion(0, 5), motion(70, 9)])
    gain = expected_gain(10)
    assert chart.rows[0].expected_deg == (5, 5)
    assert chart.rows[1].expected_deg == (5 + float(gain.low), 5 + float(gain.high))


def test_everything_drawn_stays_inside_the_picture() -> None:
    (chart,) = motion_chart.draw([motion(0, -30), motion(200, 35)])
    heights = [at for row in chart.rows for at in (row.y_low, row.y_high)]
    heights += [float(pair.split(",")[1]) for pair in chart.expected.split()]
    assert all(motion_chart.TOP <= at <= motion_chart.BOTTOM for at in (*heights, *chart.clear_at))


def test_after_more_than_a_year_the_trend_begins_anew() -> None:
    (chart,) = motion_chart.draw([motion(0, 5), motion(400, 9), motion(430, 9)])
    assert [row.week for row in chart.rows] == pytest.approx([0, 30 / 7])


def measured_twice(client: Client) -> None:
    with time_machine.travel(MARCH, tick=False):
        whole_check(client, left={"pelvis": "5", "thigh": "5", "shin": "-45"})
    with time_machine.travel(MARCH + timedelta(days=42), tick=False):
        client.post("/check/again/")
        answer_safety(client)
        type_side(client, "left", **EASIER)


def test_progress_shows_the_trend_with_its_words_and_never_a_bare_line(outsider: Client) -> None:
    measured_twice(outsider)
    with time_machine.travel(MARCH + timedelta(days=42), tick=False):
        text = outsider.get("/progress/").content.decode()
    assert "The left hip reads 19° farther back than at first." in text
    assert "1.96 × √2 × the error of measuring" in text
    assert text.count("chart__measured") >= 2
    assert "Measure again" in text


def test_progress_says_nothing_of_hips_that_were_never_measured(outsider: Client) -> None:
    answer_safety(outsider)
    assert "How far back your hips go" not in outsider.get("/progress/").content.decode()


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
