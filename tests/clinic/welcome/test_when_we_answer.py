"""We promise an answer by the next working day, counted in the clinic's own zone."""

from datetime import date, datetime

import pytest

from guywire.clinic.welcome.models import Clinic
from guywire.clinic.welcome.queries import answer_day

PORTLAND = Clinic(timezone="America/Los_Angeles")


@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        ("2026-03-10T18:00+00:00", date(2026, 3, 11)),
        ("2026-03-13T18:00+00:00", date(2026, 3, 16)),  # Friday to Monday
        ("2026-03-14T18:00+00:00", date(2026, 3, 16)),  # Saturday
        ("2026-03-15T18:00+00:00", date(2026, 3, 16)),  # Sunday
        ("2026-03-10T02:00+00:00", date(2026, 3, 10)),  # still Monday evening at the clinic
    ],
)
def test_the_answer_comes_on_the_next_working_day(asked: str, answered: date) -> None:
    assert answer_day(datetime.fromisoformat(asked), PORTLAND) == answered
