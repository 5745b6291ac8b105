"""The schedule as a grid: what is drawn where, and moving a visit by choosing a free time."""

import re
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.test import Client

from guywire.clinic.desk.schedule import Grid, Slot, day_grid, therapists_of, week_grid
from guywire.clinic.people.models import AuditEntry, Patient, Role
from guywire.clinic.visits.models import (
    Absence,
    Availability,
    ClosingDay,
    Location,
    Therapist,
    Visit,
    VisitKind,
)
from guywire.clinic.visits.services import book
from tests.cast import make_staff

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_morning")]
TUESDAY = date(2026, 3, 3)
TUESDAY_10 = datetime(2026, 3, 3, 18, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def colleague(place: Location) -> Therapist:
    """Works on Tuesdays from 9 to 11."""
    staff = make_staff("linh@example.org", "Linh Tran", Role.THERAPIST)
    colleague = Therapist.objects.create(staff=staff, credentials="PT", words="Hello.")
    Availability.objects.create(
        therapist=colleague, location=place, weekday=1, start=time(9), end=time(11)
    )
    return colleague


def grid_of_tuesday(**options: object) -> Grid:
    return day_grid(TUESDAY, therapists_of(TUESDAY, TUESDAY), all_shown=True, **options)


def slots_of(grid: Grid, therapist: Therapist) -> list[Slot]:
    return [slot for row in grid.rows for slot in row.slots if slot.therapist == therapist]


def drawn(grid: Grid, therapist: Therapist) -> list[tuple[str, int]]:
    return [(slot.kind, slot.quarters) for slot in slots_of(grid, therapist)]


def test_each_column_covers_the_whole_day_once(
    treating: Therapist, colleague: Therapist, place: Location, patient: Patient
) -> None:
    follow_up = VisitKind.objects.get(name="Follow-up")
    book(patient, TUESDAY_10, place=place, therapist=colleague, kind=follow_up)
    grid = grid_of_tuesday()
    assert [column.therapist for column in grid.columns] == [colleague, treating]
    for column in grid.columns:
        covered = sum(quarters for _, quarters in drawn(grid, column.therapist))
        assert covered == len(grid.rows) == 40
    assert drawn(grid, colleague) == [
        ("off", 4),
        ("free", 2),
        ("free", 2),
        ("visit", 3),
        ("gap", 1),
        ("off", 28),
    ]


def test_absences_and_closing_days_are_drawn_over_the_hours(
    treating: Therapist, colleague: Therapist, place: Location
) -> None:
    Absence.objects.create(
        therapist=colleague, starts_at=TUESDAY_10 - HOUR, ends_at=TUESDAY_10 - HOUR / 2
    )
    assert drawn(grid_of_tuesday(), colleague)[1:4] == [("away", 2), ("free", 2), ("free", 2)]
    ClosingDay.objects.create(on=TUESDAY, location=place, name="Water damage")
    slots = slots_of(grid_of_tuesday(), treating)
    assert [(slot.kind, slot.text) for slot in slots] == [("closed", "Water damage")]


def test_therapists_who_are_not_in_are_named_below(
    treating: Therapist, colleague: Therapist
) -> None:
    wednesday = TUESDAY + timedelta(days=1)
    grid = day_grid(wednesday, therapists_of(wednesday, wednesday), all_shown=True)
    assert [column.therapist for column in grid.columns] == [treating]
    assert grid.not_in == [colleague]


def test_the_week_of_a_therapist_leaves_out_a_weekend_with_nothing_in_it(
    colleague: Therapist, patient: Patient, place: Location
) -> None:
    monday = TUESDAY - timedelta(days=1)
    assert [column.on.weekday() for column in week_grid(monday, colleague).columns] == [*range(5)]
    saturday = TUESDAY_10 + timedelta(days=4)
    front_desk = make_staff("f@example.org", "F", Role.FRONT_DESK)
    book(patient, saturday, place=place, therapist=colleague, by=front_desk, override="Asked")
    assert [column.on.weekday() for column in week_grid(monday, colleague).columns] == [*range(6)]


def test_the_rows_keep_the_wall_clock_when_the_clocks_change(treating: Therapist) -> None:
    sunday = date(2026, 3, 8)
    grid = day_grid(sunday, [treating], all_shown=True)
    assert grid.rows[0].label == "8:00 am"
    assert grid.columns[0].starts_at == datetime(2026, 3, 8, 15, tzinfo=UTC)


def test_only_a_gap_that_is_long_enough_takes_a_visit_that_is_moved(
    treating: Therapist, colleague: Therapist, place: Location, patient: Patient
) -> None:
    follow_up = VisitKind.objects.get(name="Follow-up")
    moving = book(patient, TUESDAY_10, place=place, therapist=treating, kind=follow_up)
    targets = [slot.text for slot in slots_of(grid_of_tuesday(moving=moving), colleague)]
    bookable = [
        slot.text
        for slot in slots_of(grid_of_tuesday(moving=moving), colleague)
        if slot.is_bookable
    ]
    assert "10:30 am" in targets
    assert bookable == ["9:00 am", "9:30 am", "10:00 am"]


def test_hours_kept_for_a_kind_are_no_place_to_move_another_kind_to(
    treating: Therapist, colleague: Therapist, place: Location, patient: Patient
) -> None:
    follow_up = VisitKind.objects.get(name="Follow-up")
    moving = book(patient, TUESDAY_10, place=place, therapist=treating, kind=follow_up)
    Availability.objects.filter(therapist=colleague).update(
        kept_for=VisitKind.objects.exclude(pk=follow_up.pk)[0]
    )
    slots = slots_of(grid_of_tuesday(moving=moving), colleague)
    assert [slot for slot in slots if slot.kind == "free"]
    assert not any(slot.is_bookable for slot in slots)
    assert any(slot.is_bookable for slot in slots_of(grid_of_tuesday(), colleague))


def test_a_visit_moves_by_half_an_hour_into_its_own_time(
    as_front_desk: Client, treating: Therapist, place: Location, patient: Patient
) -> None:
    follow_up = VisitKind.objects.get(name="Follow-up")
    visit = book(patient, TUESDAY_10, place=place, therapist=treating, kind=follow_up)
    address = f"/desk/diary/?day=2026-03-03&move={visit.public_id}"
    page = as_front_desk.get(address).content.decode()
    assert page.count(">Now</span>") == 1
    target = f"20260303T1830Z.{treating.pk}.{place.pk}"
    assert f'value="{target}"' in page
    as_front_desk.post(f"/desk/visits/{visit.public_id}/move/", {"to": target})
    assert Visit.objects.get().starts_at == TUESDAY_10 + HOUR / 2


def test_an_online_visit_moves_only_to_who_sees_people_online(
    treating: Therapist, colleague: Therapist, patient: Patient
) -> None:
    treating.offers_online = True
    treating.save()
    moving = book(patient, TUESDAY_10, place=None, therapist=treating)
    grid = grid_of_tuesday(moving=moving)
    assert any(slot.is_bookable for slot in slots_of(grid, treating))
    assert not any(slot.is_bookable for slot in slots_of(grid, colleague))


def test_a_free_time_says_which_visits_may_be_dropped_on_it(
    as_front_desk: Client,
    treating: Therapist,
    colleague: Therapist,
    place: Location,
    patient: Patient,
) -> None:
    """The kind it is kept for, minutes to the end of the hours, minutes idle, and until what."""
    kinds = {kind.name: kind for kind in VisitKind.objects.all()}
    Availability.objects.filter(therapist=colleague).update(kept_for=kinds["Discovery Visit"])
    visit = book(patient, TUESDAY_10, place=place, therapist=treating, kind=kinds["Follow-up"])
    page = as_front_desk.get("/desk/diary/?day=2026-03-03").content.decode()
    assert f'data-move="/desk/visits/{visit.public_id}/move/" data-needs=".45.60"' in page
    rooms = dict(re.findall(r'data-to="20260303T(\d{4}Z\.\d+)\.\d+" data-room="([^"]*)"', page))
    assert rooms[f"1700Z.{treating.pk}"] == f".60.60.{visit.pk}"
    assert rooms[f"1730Z.{treating.pk}"] == f".30.30.{visit.pk}"
    assert rooms[f"1830Z.{colleague.pk}"] == f"{kinds['Discovery Visit'].pk}.30.1440."


def test_a_gap_books_and_a_visit_moves_to_another_therapist_by_one_button(
    as_front_desk: Client,
    treating: Therapist,
    colleague: Therapist,
    place: Location,
    patient: Patient,
) -> None:
    visit = book(patient, TUESDAY_10, place=place, therapist=treating)
    page = as_front_desk.get("/desk/diary/?day=2026-03-03").content.decode()
    gap = re.search(
        rf'href="(/desk/visits/new/\?at={place.pk}&amp;with={colleague.pk}[^"]+)"', page
    )
    assert gap
    assert as_front_desk.get(gap[1].replace("&amp;", "&")).status_code == 200
    page = as_front_desk.get(f"/desk/diary/?day=2026-03-03&move={visit.public_id}").content.decode()
    target = re.search(rf'name="to" value="([^"]+\.{colleague.pk}\.{place.pk})"', page)
    assert target
    back = "?day=2026-03-03"
    moved = as_front_desk.post(
        f"/desk/visits/{visit.public_id}/move/", {"to": target[1], "back": back}, follow=True
    ).content.decode()
    visit.refresh_from_db()
    assert visit.therapist == colleague
    assert "is moved" in moved
    assert "Undo" in moved
    assert AuditEntry.objects.filter(action="visit.move").count() == 1


@pytest.mark.parametrize(
    "target", ["", "x", "20260303T1900Z", "20260303T1900Z.999.1", "20260303T1900Z.1.x"]
)
def test_a_target_that_is_none_leaves_the_visit_where_it_is(
    as_front_desk: Client, treating: Therapist, place: Location, patient: Patient, target: str
) -> None:
    visit = book(patient, TUESDAY_10, place=place, therapist=treating)
    as_front_desk.post(f"/desk/visits/{visit.public_id}/move/", {"to": target})
    assert Visit.objects.get().starts_at == visit.starts_at


def test_mine_shows_the_schedule_of_who_is_signed_in(
    as_therapist: Client, treating: Therapist, colleague: Therapist
) -> None:
    page = as_therapist.get("/desk/diary/?day=2026-03-03&who=mine").content.decode()
    head = page[page.index("<thead>") : page.index("</thead>")]
    assert treating.name in head
    assert colleague.name not in head


def test_a_name_with_markup_stays_a_name_in_the_schedule(
    as_front_desk: Client, treating: Therapist, place: Location
) -> None:
    person = Patient.objects.create(name='Ann <b>&" Lee', phone="+15035550177")
    book(person, TUESDAY_10, place=place, therapist=treating)
    page = as_front_desk.get(f"/desk/diary/?day={TUESDAY}").content.decode()
    assert 'aria-label="Ann &lt;b&gt;&amp;&quot; Lee"' in page
    assert "<b>&" not in page
