"""Measuring again: what was read before counts in the fit, in the same way for everybody."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from guywire.care.vocabulary import MuscleGroup, Side, Stretch
from guywire.clinic.checks.motion_chart import MotionPicture
from guywire.clinic.checks.motion_chart import picture_of as pictured
from guywire.clinic.checks.queries import fitted_in, latest_check
from guywire.clinic.checks.record import Check, carried_over, new_check
from guywire.clinic.people.models import Patient
from guywire.hips.beginnings import starts_of
from guywire.hips.fitting import fitted_side
from guywire.hips.readings import Before, SideReadings
from tests.clinic.checks.walk import LOOSE, answer_safety, answer_week, type_side, whole_check

pytestmark = pytest.mark.django_db
MARCH = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)
TIGHT = SideReadings((5.0,), (9.0,), (-45.0,), (80.0,))
NOW = SideReadings((5.0,), (-4.0,), (-60.0,))
MISREAD = SideReadings((5.0,), (55.0,), (-20.0,))
EASIER = {"pelvis": "5", "thigh": "-4", "shin": "-60"}


def check(day: int, before: Check | None = None, **sides: SideReadings) -> Check:
    at = MARCH + timedelta(days=day)
    read = {Side(name): readings for name, readings in sides.items()}
    earlier = carried_over(before) if before else ()
    return replace(new_check(), started_at=at, screened_at=at, sides=read, earlier=earlier)


def middle(found: Check) -> float:
    return fitted_in(found).sides[Side.LEFT].groups[MuscleGroup.ILIOPSOAS].angle_deg.median


def picture_of(found: Check) -> MotionPicture:
    picture = pictured(found)
    assert picture is not None
    return picture


def test_a_tight_day_two_weeks_before_makes_today_tighter_than_today_alone() -> None:
    again = check(14, check(0, left=TIGHT), left=NOW)
    assert middle(again) < middle(check(14, left=NOW))
    assert fitted_in(again).sides[Side.LEFT].fit.counted_weeks_ago == (2.0,)


def test_weeks_count_by_the_clinics_own_calendar() -> None:
    first = replace(check(0, left=TIGHT), started_at=datetime(2026, 3, 8, 7, 30, tzinfo=UTC))
    with timezone.override(ZoneInfo("America/Los_Angeles")):
        (before,) = check(14, first, left=NOW).before(Side.LEFT)
        assert first.on.isoformat() == "2026-03-07"
    assert before.weeks_ago == pytest.approx(9 / 7)


def test_a_day_of_the_other_side_alone_is_no_day_of_this_one() -> None:
    again = check(14, check(0, right=TIGHT), left=NOW)
    assert fitted_in(again).sides[Side.LEFT].counted == ()
    assert middle(again) == pytest.approx(middle(check(14, left=NOW)), abs=3)


def test_a_day_that_an_older_rule_let_through_is_left_out_and_named() -> None:
    nonsense = Before(date(2026, 3, 2), 2.0, SideReadings((5.0,), (400.0,), ()))
    good = Before(date(2026, 2, 23), 3.0, NOW)
    found = fitted_side(Side.LEFT, NOW, (nonsense, good))
    assert (found.counted, found.left_out) == ((good,), (nonsense,))


def test_the_program_begins_from_all_days_as_the_result_does() -> None:
    first = check(0, left=replace(TIGHT, prone_knee=(60.0,)))
    starts = [
        starts_of(fitted_in(one), [Stretch.PRONE])[Stretch.PRONE]
        for one in (check(14, first, left=NOW), check(14, left=NOW))
    ]
    assert starts[0] != starts[1]


def test_a_clock_set_back_between_two_checks_makes_them_of_one_day() -> None:
    again = check(-1, check(0, left=TIGHT), left=NOW)
    [before] = again.before(Side.LEFT)
    assert before.weeks_ago == 0
    assert fitted_in(again).sides[Side.LEFT].counted == (before,)


def test_two_checks_of_one_day_are_told_apart() -> None:
    """The first was misread; the second and third agree."""
    second = check(0, check(0, left=MISREAD), left=NOW)
    third = check(0, second, left=NOW)
    found = fitted_in(third).sides[Side.LEFT]
    assert [one.readings.thigh for one in found.counted] == [NOW.thigh]
    assert [one.readings.thigh for one in found.left_out] == [MISREAD.thigh]
    [chart] = picture_of(third).charts
    assert len(chart.rows) == 2
    assert str(chart.left_out) == "earlier that day"


def test_a_misread_day_stays_left_out_while_a_new_check_has_not_read_the_side_yet() -> None:
    good = check(42, check(0, left=MISREAD), left=NOW)
    [chart] = picture_of(check(49, good)).charts
    assert str(chart.left_out).startswith("March 2")
    assert "measured once" in str(chart.sentence)


def measured_twice(client: Client, **first: str) -> None:
    with time_machine.travel(MARCH, tick=False):
        whole_check(client, left=first)
    with time_machine.travel(MARCH + timedelta(days=42), tick=False):
        client.post("/check/again/")
        answer_safety(client)
        answer_week(client)
        type_side(client, "left", **EASIER)
        type_side(client, "right", **LOOSE)


def page(client: Client, address: str) -> str:
    with time_machine.travel(MARCH + timedelta(days=42), tick=False):
        return client.get(address).content.decode()


def test_the_result_names_the_days_it_counted(outsider: Client) -> None:
    measured_twice(outsider, pelvis="5", thigh="5", shin="-45")
    text = page(outsider, "/check/result/")
    assert "We also used earlier readings of your left leg and right leg, from March 2" in text
    assert "Older readings count less." in text


def test_the_result_names_a_day_that_cannot_be_right_beside_today_and_does_not_count_it(
    outsider: Client,
) -> None:
    again = check(42, check(0, left=MISREAD), left=NOW)
    assert middle(again) == middle(check(42, left=NOW))
    measured_twice(outsider, pelvis="5", thigh="10", shin="-2")
    text = page(outsider, "/check/result/")
    assert "We left out the readings of your left leg from March 2" in text
    assert "We also used earlier readings of your right leg, from March 2" in text


def test_the_trend_leaves_out_the_same_day_and_says_so(outsider: Client) -> None:
    measured_twice(outsider, pelvis="5", thigh="10", shin="-2")
    text = page(outsider, "/progress/")
    assert "We left out the readings from March 2" in text
    assert "Your left leg was measured once" in text
    assert "Your right leg now goes back" in text


def test_a_first_check_speaks_of_no_other_days(outsider: Client) -> None:
    whole_check(outsider, left={"pelvis": "5", "thigh": "5", "shin": "-45"})
    text = outsider.get("/check/result/").content.decode()
    assert "earlier readings" not in text
    assert "earlier days" not in text


def test_progress_says_what_all_days_together_make_of_the_last_as_the_result_does(
    outsider: Client,
) -> None:
    measured_twice(outsider, pelvis="5", thigh="5", shin="-45")
    progress, result = page(outsider, "/progress/"), page(outsider, "/check/result/")
    band = progress.split("from all your measurements, is ")[1].split(". Older")[0]
    assert f"<td>{band}</td>" in result
    assert 'class="chart__together"' in progress


def test_the_therapist_sees_the_same_numbers_and_the_same_days(
    outsider: Client, as_therapist: Client
) -> None:
    measured_twice(outsider, pelvis="5", thigh="5", shin="-45")
    with time_machine.travel(MARCH + timedelta(days=42), tick=False):
        outsider.post("/share/", {"name": "Pat", "reach": "503 555 0111", "agree": "on"})
    patient = Patient.objects.get(name="Pat")
    shared = latest_check(patient)
    assert shared is not None
    assert [one.weeks_ago for one in shared.before(Side.LEFT)] == [6.0]
    desk = as_therapist.get(f"/desk/patients/{patient.public_id}/").content.decode()
    result = page(outsider, "/check/result/")
    band = result.split("</caption>")[1].split("</td><td>")[1].split("</td>")[0]
    assert band in desk
    assert "Left leg and right leg: earlier readings count too, older ones less: March 2" in desk
