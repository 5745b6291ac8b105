"""Nonsense that a bug could write is refused by the database itself."""

from datetime import date, time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from guywire.clinic.visits.models import Absence, Availability, Visit, Weekday
from tests.clinic.visits.conftest import TUESDAY_9


def refused(constraint: str, model: type, **values) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        model.objects.create(**values)


def test_hours_that_end_before_they_start(ana, riverside) -> None:
    refused(
        "availability_ends_after_it_starts",
        Availability,
        therapist=ana,
        location=riverside,
        weekday=Weekday.MONDAY,
        start=time(11),
        end=time(9),
    )


def test_an_eighth_day_of_the_week(ana, riverside) -> None:
    refused(
        "availability_on_a_weekday",
        Availability,
        therapist=ana,
        location=riverside,
        weekday=7,
        start=time(9),
        end=time(11),
    )


def test_hours_valid_backwards(ana, riverside) -> None:
    refused(
        "availability_is_valid_forward",
        Availability,
        therapist=ana,
        location=riverside,
        weekday=0,
        start=time(9),
        end=time(11),
        valid_from=date(2026, 3, 2),
        valid_until=date(2026, 3, 1),
    )


def test_an_absence_that_ends_before_it_starts(ana) -> None:
    refused(
        "absence_ends_after_it_starts",
        Absence,
        therapist=ana,
        starts_at=TUESDAY_9,
        ends_at=TUESDAY_9 - timedelta(hours=1),
    )


@pytest.mark.parametrize(
    ("constraint", "wrong"),
    [
        ("visit_lasts_whole_cells", {"minutes": 20}),
        ("visit_lasts_whole_cells", {"minutes": 0}),
        ("visit_status_is_known", {"status": "maybe"}),
        ("visit_has_a_zone", {"zone": ""}),
    ],
)
def test_a_visit_that_makes_no_sense(ana, riverside, patient, constraint: str, wrong) -> None:
    right = {
        "patient": patient,
        "therapist": ana,
        "location": riverside,
        "zone": "UTC",
        "starts_at": TUESDAY_9,
    }
    refused(constraint, Visit, **right | wrong)


def test_a_zone_that_no_clock_knows_is_named_in_the_error(riverside) -> None:
    riverside.zone = "Portland"
    with pytest.raises(ValidationError, match="'Portland' is not a time zone"):
        riverside.full_clean()
