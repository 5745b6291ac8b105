"""Free times follow the clock on the clinic's wall, less what is taken and who is away."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from guywire.clinic.people.models import Patient
from guywire.clinic.visits import queries, services
from guywire.clinic.visits.models import Absence, Location, Therapist, Weekday
from guywire.clinic.visits.wall_clock import starts_between
from tests.clinic.visits.conftest import (
    MONDAY,
    THURSDAY_9,
    TUESDAY_9,
    TUESDAY_10,
    TUESDAY_930,
    at_work,
    make_location,
)

PORTLAND = ZoneInfo("America/Los_Angeles")
SPRING_SUNDAY, FALL_SUNDAY = date(2026, 3, 8), date(2026, 11, 1)


def walls(day: date, start: str, end: str, zone: ZoneInfo = PORTLAND, minutes: int = 30):
    found = starts_between(day, time.fromisoformat(start), time.fromisoformat(end), zone, minutes)
    return [f"{at.astimezone(zone):%H:%M}" for at in found]


def starts(*args, **kwargs) -> list[datetime]:
    return [opening.starts_at for opening in queries.free_times(*args, **kwargs)]


def test_the_hour_that_spring_skips_is_never_offered() -> None:
    assert walls(SPRING_SUNDAY, "01:00", "04:00") == ["01:00", "01:30", "03:00", "03:30"]


def test_the_hour_that_fall_repeats_is_offered_once() -> None:
    offered = walls(FALL_SUNDAY, "00:30", "03:00")
    assert offered == ["00:30", "01:00", "01:30", "02:00", "02:30"]


@pytest.mark.parametrize(
    ("before", "after", "utc_hours"),
    [
        (date(2026, 3, 6), date(2026, 3, 9), (17, 16)),
        (date(2026, 10, 30), date(2026, 11, 2), (16, 17)),
    ],
)
def test_nine_in_the_morning_stays_nine_across_a_change_of_clocks(
    before: date, after: date, utc_hours: tuple[int, int]
) -> None:
    for day, utc_hour in zip((before, after), utc_hours, strict=True):
        (start,) = starts_between(day, time(9), time(9, 30), PORTLAND, 30)
        assert (start.hour, f"{start.astimezone(PORTLAND):%H:%M}") == (utc_hour, "09:00")


@example(day=SPRING_SUNDAY, start=0, length=15, minutes=45, zone="America/Los_Angeles")
@given(
    day=st.dates(date(2026, 1, 1), date(2027, 12, 31))
    | st.sampled_from([SPRING_SUNDAY, FALL_SUNDAY]),
    start=st.integers(0, 80),
    length=st.integers(1, 95),
    minutes=st.sampled_from([15, 30, 45, 60]),
    zone=st.sampled_from(["America/Los_Angeles", "Australia/Lord_Howe", "Asia/Kathmandu"]),
)
def test_times_offered_never_overlap(day, start, length, minutes, zone) -> None:
    end = min(start + length, 95)
    opens, closes = time(start // 4, start % 4 * 15), time(end // 4, end % 4 * 15)
    found = list(starts_between(day, opens, closes, ZoneInfo(zone), minutes))
    gaps = [later - earlier for earlier, later in pairwise(found)]
    assert all(gap >= timedelta(minutes=minutes) for gap in gaps)


def test_a_visit_into_the_hour_that_spring_skips_keeps_its_length_and_the_next_waits() -> None:
    found = starts_between(SPRING_SUNDAY, time(0), time(4, 30), PORTLAND, 45)
    on_the_wall = [f"{at.astimezone(PORTLAND):%H:%M}" for at in found]
    assert on_the_wall == ["00:00", "00:45", "01:30", "03:45"]


def test_no_visit_that_would_end_after_closing_because_spring_skips_an_hour() -> None:
    found = starts_between(SPRING_SUNDAY, time(0), time(2, 15), PORTLAND, 45)
    on_the_wall = [f"{at.astimezone(PORTLAND):%H:%M}" for at in found]
    assert on_the_wall == ["00:00", "00:45"]


def test_hours_become_half_hours_of_the_coming_four_weeks(monday, ana, riverside) -> None:
    offered = starts(riverside, ana)
    assert offered[:5] == [
        TUESDAY_9,
        TUESDAY_930,
        TUESDAY_10,
        TUESDAY_10 + timedelta(minutes=30),
        THURSDAY_9,
    ]
    assert len(offered) == 4 * (4 + 2)


def test_a_week_after_the_change_of_clocks_the_time_on_the_wall_is_the_same(
    monday, ana, riverside
) -> None:
    tuesdays = [at for at in starts(riverside, ana) if at.astimezone(PORTLAND).weekday() == 1]
    assert {f"{at.astimezone(PORTLAND):%H:%M}" for at in tuesdays} == {
        "09:00",
        "09:30",
        "10:00",
        "10:30",
    }


def test_a_taken_time_is_gone_and_a_canceled_one_comes_back(
    monday, ana, riverside, patient: Patient
) -> None:
    visit = services.book(patient, TUESDAY_9, place=riverside, therapist=ana)
    assert TUESDAY_9 not in starts(riverside, ana)
    services.cancel(visit)
    assert TUESDAY_9 in starts(riverside, ana)


def test_a_longer_visit_needs_all_its_time_free(monday, ana, riverside, patient) -> None:
    services.book(patient, TUESDAY_930, place=riverside, therapist=ana)
    assert TUESDAY_9 not in starts(riverside, ana, need=queries.Need(60))
    assert TUESDAY_10 in starts(riverside, ana, need=queries.Need(60))


def test_a_visit_in_the_clinic_takes_the_time_online_as_well(
    monday, ana, riverside, patient
) -> None:
    services.book(patient, TUESDAY_9, place=riverside, therapist=ana)
    assert TUESDAY_9 not in starts(None, ana)


def test_a_therapist_who_is_away_is_not_offered(monday, ana, riverside) -> None:
    Absence.objects.create(
        therapist=ana,
        starts_at=TUESDAY_930 + timedelta(minutes=10),
        ends_at=TUESDAY_10 + timedelta(minutes=5),
    )
    assert starts(riverside, ana)[:2] == [TUESDAY_9, TUESDAY_10 + timedelta(minutes=30)]


def test_hours_hold_only_from_and_until_their_dates(monday, ana, riverside) -> None:
    ana.availability.filter(weekday=Weekday.TUESDAY).update(
        valid_from=date(2026, 3, 10), valid_until=date(2026, 3, 17)
    )
    days = {at.date() for at in starts(riverside, ana) if at.weekday() == 1}
    assert days == {date(2026, 3, 10), date(2026, 3, 17)}


def test_somebody_who_left_the_practice_is_not_offered(monday, ana, riverside) -> None:
    ana.staff.is_active = False
    ana.staff.save()
    assert starts(riverside) == []
    assert queries.therapists(riverside) == []


def test_the_next_two_hours_are_left_out(ana, riverside, time_machine) -> None:
    time_machine.move_to(TUESDAY_9 - timedelta(hours=1), tick=False)
    assert starts(riverside, ana)[0] == TUESDAY_10


def test_only_those_who_offer_it_are_free_online(monday, ana, ben: Therapist) -> None:
    free = queries.free_times(None)
    assert {one for opening in free for one in opening.therapists} == {ana}


def test_a_day_that_is_full_stays_in_the_list_with_nothing_free(
    monday, ana, riverside, patient
) -> None:
    for at in (THURSDAY_9, THURSDAY_9 + timedelta(minutes=30)):
        services.book(patient, at, place=riverside, therapist=ana)
    until = MONDAY + timedelta(days=6)
    found = queries.openings(riverside, ana, first=MONDAY, until=until)
    days = queries.days(found, PORTLAND)
    assert [(day.date.day, len(day.free)) for day in days] == [(3, 4), (5, 0)]


def test_each_clinic_keeps_its_own_clock(monday, ana) -> None:
    denver: Location = make_location("Foothills", "America/Denver")
    at_work(ana, denver, Weekday.WEDNESDAY, "09:00", "09:30")
    assert starts(denver, ana)[0] == datetime(2026, 3, 4, 16, tzinfo=UTC)


def test_asking_for_free_times_takes_seven_questions_of_the_database(
    monday, ana, ben, riverside, patient, django_assert_num_queries
) -> None:
    services.book(patient, TUESDAY_9, place=riverside, therapist=ana)
    with django_assert_num_queries(7):
        queries.free_times(riverside)
