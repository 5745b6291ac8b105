"""We promise an answer within so many opening hours, counted by the clinic's own clock."""

from datetime import UTC, date, datetime, time

import pytest

from guywire.clinic.visits.models import ClosingDay
from guywire.clinic.welcome.models import AnswerPromises, Clinic, OpeningHours
from guywire.clinic.welcome.opening import promised_until
from guywire.clinic.welcome.queries import answer_day

pytestmark = pytest.mark.django_db
PORTLAND = Clinic(timezone="America/Los_Angeles")
TUESDAY_11 = datetime(2026, 3, 10, 18, tzinfo=UTC)


@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        ("2026-03-10T18:00+00:00", date(2026, 3, 11)),
        ("2026-03-13T18:00+00:00", date(2026, 3, 16)),  # Friday to Monday
        ("2026-03-14T18:00+00:00", date(2026, 3, 16)),  # Saturday
        ("2026-03-15T18:00+00:00", date(2026, 3, 16)),  # Sunday
        ("2026-03-10T02:00+00:00", date(2026, 3, 10)),  # still Monday evening at the clinic
        ("2026-03-10T12:00+00:00", date(2026, 3, 10)),  # before it opens on Tuesday
    ],
)
def test_a_question_is_answered_within_one_working_day(asked: str, answered: date) -> None:
    assert answer_day("help", datetime.fromisoformat(asked), PORTLAND) == answered


def test_hours_are_counted_while_the_clinic_is_open() -> None:
    """Six hours on Tuesday, from 11 to 5, and two on Wednesday."""
    assert promised_until("help", TUESDAY_11, PORTLAND) == datetime(2026, 3, 11, 18, tzinfo=UTC)


def test_a_closing_day_does_not_count() -> None:
    ClosingDay.objects.create(on=date(2026, 3, 11), name="Snow")
    assert promised_until("help", TUESDAY_11, PORTLAND) == datetime(2026, 3, 12, 18, tzinfo=UTC)


def test_the_practice_sets_its_hours_and_its_promise() -> None:
    OpeningHours.objects.create(weekday=1, opens=time(10), closes=time(12))
    AnswerPromises.objects.create(pk=1, call_back=2)
    asked = datetime(2026, 3, 10, 18, 30, tzinfo=UTC)
    next_tuesday = datetime(2026, 3, 17, 18, 30, tzinfo=UTC)
    assert promised_until("call_back", asked, PORTLAND) == next_tuesday


def test_an_hour_lost_to_daylight_saving_is_not_counted() -> None:
    """Sunday, March 8: the clock goes from 2 to 3. From 1 to 5 the clinic is open 3 hours."""
    OpeningHours.objects.create(weekday=6, opens=time(1), closes=time(5))
    AnswerPromises.objects.create(pk=1, help=3)
    asked = datetime(2026, 3, 8, 9, tzinfo=UTC)
    assert promised_until("help", asked, PORTLAND) == datetime(2026, 3, 8, 12, tzinfo=UTC)
