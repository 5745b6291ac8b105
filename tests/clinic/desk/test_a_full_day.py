"""A day of many visits costs no more look-ups than a day of one, and Today shows what is near."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls.resolvers import URLResolver

from guywire.clinic.desk.views.today import MAX_VISITS
from guywire.clinic.people.models import Patient
from guywire.clinic.visits.models import Location, Therapist, Visit

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 3, 20, tzinfo=UTC)


@pytest.fixture
def visits_at(treating: Therapist, place: Location) -> Callable[[datetime, int], list[Visit]]:
    """So many visits, a quarter of an hour each, from this time on."""

    def made(begins: datetime, count: int) -> list[Visit]:
        return [
            Visit.objects.create(
                patient=Patient.objects.create(
                    name=f"Person {begins:%H} {n}", phone="+15035550111"
                ),
                therapist=treating,
                location=place,
                zone=place.zone,
                starts_at=begins + n * timedelta(minutes=15),
                minutes=15,
            )
            for n in range(count)
        ]

    return made


@pytest.fixture
def address_lookups(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    looked_up: list[str] = []
    reverse = URLResolver._reverse_with_prefix

    def counting(self: URLResolver, name: str, *arguments: object, **named: object) -> str:
        looked_up.append(name)
        return reverse(self, name, *arguments, **named)

    monkeypatch.setattr(URLResolver, "_reverse_with_prefix", counting)
    return looked_up


@time_machine.travel(NOON, tick=False)
def test_a_full_schedule_asks_for_no_more_rows_and_addresses_than_an_empty_day(
    as_front_desk: Client, visits_at: Callable[..., list[Visit]], address_lookups: list[str]
) -> None:
    visits_at(NOON, 1)
    costs = []
    for more in (0, 12):
        visits_at(NOON + timedelta(hours=1), more)
        address_lookups.clear()
        with CaptureQueriesContext(connection) as queries:
            page = as_front_desk.get("/desk/diary/?day=2026-03-03").content.decode()
        assert page.count("Open the chart") == 1 + more
        costs.append((len(queries), len(address_lookups)))
    assert costs[1] == costs[0]


@time_machine.travel(NOON, tick=False)
def test_today_begins_an_hour_ago_when_the_day_is_too_long_to_read(
    as_front_desk: Client, visits_at: Callable[..., list[Visit]]
) -> None:
    early = visits_at(NOON - timedelta(hours=3), 8)
    late = visits_at(NOON - timedelta(hours=1), MAX_VISITS)
    page = as_front_desk.get("/desk/").content.decode()
    assert [f'id="v{visit.pk}"' in page for visit in early] == [False] * len(early)
    assert all(f'id="v{visit.pk}"' in page for visit in late)
    assert f"See all {len(early) + MAX_VISITS} visits of today in the schedule" in page


@time_machine.travel(NOON, tick=False)
def test_today_shows_the_whole_of_a_short_day(
    as_front_desk: Client, visits_at: Callable[..., list[Visit]]
) -> None:
    early = visits_at(NOON - timedelta(hours=3), 8)
    page = as_front_desk.get("/desk/").content.decode()
    assert all(f'id="v{visit.pk}"' in page for visit in early)
    assert "visits of today in the schedule" not in page
