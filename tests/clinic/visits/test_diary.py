"""What the desk reads: the visits of a day, those to come, and all of one person's."""

from datetime import UTC, date, datetime, timedelta

import pytest

from guywire.clinic.visits import queries, services
from guywire.clinic.visits.models import Visit, Weekday
from tests.clinic.visits.conftest import TUESDAY_9, TUESDAY_10, at_work, make_location

HALF_HOUR = timedelta(minutes=30)


@pytest.fixture
def visits(monday, ana, riverside, patient, another_patient) -> list[Visit]:
    return [
        services.book(patient, TUESDAY_10, place=riverside, therapist=ana),
        services.book(another_patient, TUESDAY_9, place=None, therapist=ana),
    ]


def test_a_day_lists_its_visits_in_order(visits) -> None:
    assert list(queries.day(date(2026, 3, 3))) == visits[::-1]
    assert not queries.day(date(2026, 3, 4)).exists()


def test_a_day_of_one_clinic_leaves_the_others_out(visits, riverside) -> None:
    assert list(queries.day(date(2026, 3, 3), location=riverside)) == visits[:1]


def test_a_canceled_visit_leaves_the_diary_unless_asked_for(visits) -> None:
    services.cancel(visits[0])
    assert list(queries.day(date(2026, 3, 3))) == visits[1:]
    assert queries.day(date(2026, 3, 3), with_cancelled=True).count() == 2


def test_a_day_ends_at_midnight_on_the_clock_of_the_clinic(monday, ana, patient) -> None:
    honolulu = make_location("Harbor", "Pacific/Honolulu")
    at_work(ana, honolulu, Weekday.FRIDAY, "23:00", "23:30")
    late = datetime(2026, 3, 7, 9, tzinfo=UTC)
    visit = services.book(patient, late, place=honolulu)
    assert list(queries.day(date(2026, 3, 6), location=honolulu)) == [visit]
    assert list(queries.day(date(2026, 3, 7))) == [visit], "by the practice's clock it is Saturday"


def test_upcoming_visits_are_booked_and_still_to_come(visits, monday) -> None:
    services.cancel(visits[0])
    assert list(queries.upcoming()) == visits[1:]
    monday.shift(timedelta(days=1, hours=2))
    assert not queries.upcoming().exists()


def test_the_visits_of_a_person_are_theirs_alone_and_the_latest_first(
    visits, patient, ana, riverside
) -> None:
    later = services.book(
        patient, TUESDAY_10 + timedelta(minutes=30), place=riverside, therapist=ana
    )
    assert list(queries.visits_of(patient)) == [later, visits[0]]
    assert queries.next_visit_of(patient) == visits[0]


def test_a_day_with_names_and_places_takes_two_questions_of_the_database(
    visits, django_assert_num_queries
) -> None:
    with django_assert_num_queries(2):
        for visit in queries.day(date(2026, 3, 3)):
            assert visit.patient.name
            assert visit.therapist.name


@pytest.mark.parametrize(
    ("sunday", "first_utc", "last_utc"),
    [
        (
            date(2026, 3, 8),
            datetime(2026, 3, 8, 8, tzinfo=UTC),
            datetime(2026, 3, 9, 6, 30, tzinfo=UTC),
        ),
        (
            date(2026, 11, 1),
            datetime(2026, 11, 1, 7, tzinfo=UTC),
            datetime(2026, 11, 2, 7, 30, tzinfo=UTC),
        ),
    ],
)
def test_a_sunday_on_which_the_clocks_change_has_all_its_hours_and_no_other(
    ana, patient, sunday: date, first_utc: datetime, last_utc: datetime
) -> None:
    for at in (first_utc, last_utc, first_utc - HALF_HOUR, last_utc + HALF_HOUR):
        Visit.objects.create(
            patient=patient, therapist=ana, zone="America/Los_Angeles", starts_at=at
        )
    assert [visit.starts_at for visit in queries.day(sunday)] == [first_utc, last_utc]
