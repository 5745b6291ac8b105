"""The large demo practice has the rows that the services would write, and the follow-up list."""

from datetime import UTC, datetime
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.db.models import Count

from guywire.care.session import Session as CareSession
from guywire.clinic.demo import large
from guywire.clinic.demo.diary import LOCATIONS, ZONE
from guywire.clinic.desk import follow_up, queue
from guywire.clinic.desk.models import FollowUpEntry, QueueItem
from guywire.clinic.people.models import Patient
from guywire.clinic.people.search import search
from guywire.clinic.programs.models import Program, Session
from guywire.clinic.programs.services import keep_session
from guywire.clinic.visits.models import Location, Status, Visit, VisitCell
from guywire.clinic.welcome.models import Kind
from guywire.clinic.welcome.services import ask

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
NOW = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)
SIZE = large.Size(people=200, sessions=2000, visits=600)


@pytest.fixture
def written(clinic: object, owner: object) -> dict[str, int]:
    """How many rows of each kind the practice reported."""
    for facts in LOCATIONS:
        Location.objects.create(zone=ZONE, **facts)
    ask(Kind.HELP, uuid4(), name="Asked before", phone="+15035550100", text="x")
    rows: dict[str, int] = {}

    def count(what: str, number: int) -> None:
        rows[what] = rows.get(what, 0) + number

    large.build(NOW, ZoneInfo("America/Los_Angeles"), SIZE, count)
    return rows


def test_it_has_as_many_people_sessions_and_visits_as_asked(written: dict[str, int]) -> None:
    assert Patient.objects.count() == written["people"] == 200
    assert 2000 <= Session.objects.count() == written["sessions"] <= 2600
    assert 500 <= Visit.objects.count() == written["visits"] <= 700
    assert set(written) == set(SIZE.expected_rows) - {"follow-up list"}


def test_a_session_is_the_row_that_the_service_writes(written: dict[str, int]) -> None:
    row = Session.objects.select_related("patient").first()
    session = CareSession.from_json(row.content)
    other = Patient.objects.create(name="A Copy", phone="+15035550100")
    copy = keep_session(other, CareSession.from_json(row.content | {"id": uuid4().hex}))
    assert (row.public_id, row.started_at) == (session.id, session.started_at)
    assert copy.content | {"id": row.public_id} == row.content


def test_every_program_has_a_stretch(written: dict[str, int]) -> None:
    assert Program.objects.count() == written["programs"]
    assert not Program.objects.filter(stretches=[]).exists()


def test_every_visit_that_stands_holds_its_quarter_hours(written: dict[str, int]) -> None:
    held = Visit.objects.exclude(status=Status.CANCELLED).annotate(count=Count("cells"))
    assert {visit.count for visit in held} == {2}
    cancelled = Visit.objects.filter(status=Status.CANCELLED)
    assert not VisitCell.objects.filter(visit__in=cancelled).exists()


def test_people_came_over_five_years(written: dict[str, int]) -> None:
    first, last = Patient.objects.order_by("pk").first(), Patient.objects.order_by("pk").last()
    assert (last.created_at - first.created_at).days > 1700
    assert last in search(last.name).patients


def test_the_queue_is_the_one_that_the_desk_would_keep(written: dict[str, int]) -> None:
    open_items = QueueItem.objects.filter(closed_at=None)
    assert {item.kind for item in open_items} >= {"message", "offer", "call_back"}
    assert all(not numbers for _source, numbers in queue.out_of_step())


def test_the_rules_of_care_are_asked_of_everybody(written: dict[str, int]) -> None:
    assert sum(follow_up.refresh_due()) == 200
    assert FollowUpEntry.objects.filter(patient__isnull=False).count() == 200
    assert FollowUpEntry.objects.filter(urgency__isnull=False).exists()
    assert all(not differing for _, differing in follow_up.recheck())
