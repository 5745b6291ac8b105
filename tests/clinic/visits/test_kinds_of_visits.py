"""A kind of visit brings its length, its gap, and the hours that are kept for it."""

import re
from datetime import date, time, timedelta

import pytest

from guywire.clinic.people.models import Patient, Role, Staff
from guywire.clinic.visits import queries, services
from guywire.clinic.visits.links import token_of
from guywire.clinic.visits.models import (
    Availability,
    ClosingDay,
    Location,
    Therapist,
    VisitKind,
    VisitSettings,
    Weekday,
)
from tests.cast import make_staff, signed_in
from tests.clinic.visits.conftest import (
    MONDAY,
    THURSDAY_9,
    TUESDAY_9,
    TUESDAY_10,
    TUESDAY_930,
    make_location,
)

pytestmark = pytest.mark.django_db
QUARTER = timedelta(minutes=15)


@pytest.fixture
def follow_up(db: None) -> VisitKind:
    return VisitKind.objects.get(name="Follow-up")


@pytest.fixture
def discovery(db: None) -> VisitKind:
    return VisitKind.objects.get(name="Discovery Visit")


def starts(place: Location | None, kind: VisitKind | None = None) -> list:
    free = queries.free_times(place, need=queries.need_of(place, kind), until=THURSDAY_9)
    return [opening.starts_at for opening in free]


def test_a_visit_holds_its_gap_too(
    monday, ana: Therapist, riverside: Location, patient: Patient, follow_up: VisitKind
) -> None:
    visit = services.book(patient, TUESDAY_9, place=riverside, therapist=ana, kind=follow_up)
    assert (visit.minutes, visit.gap_minutes, visit.cells.count()) == (45, 15, 4)
    assert TUESDAY_930 not in starts(riverside)
    assert starts(riverside, follow_up) == [TUESDAY_10]


def test_people_on_the_web_book_the_kind_that_is_meant_for_them(
    monday, ana: Therapist, riverside: Location, patient: Patient, discovery: VisitKind
) -> None:
    assert services.book(patient, TUESDAY_9, place=riverside).kind == discovery
    assert discovery.price_text == "free"


@pytest.mark.parametrize(
    ("price_cents", "is_free", "words"),
    [(0, True, "free"), (12_000, False, "$120"), (None, False, "Follow-up")],
)
def test_a_persons_page_names_the_kind_and_calls_only_a_free_visit_free(
    monday, client, ana, riverside, patient, follow_up: VisitKind, price_cents, is_free, words
) -> None:
    follow_up.price_cents = price_cents
    follow_up.save()
    visit = services.book(patient, TUESDAY_9, place=riverside, therapist=ana, kind=follow_up)
    page = client.get(f"/visits/{token_of(visit)}/").content.decode()
    assert ("nothing to pay" in page) is is_free
    about = page.partition("Kind of visit")[2].partition("</div>")[0]
    assert words in about


def test_the_desk_books_on_any_quarter_hour_and_the_web_does_not(
    monday, ana: Therapist, riverside: Location, patient: Patient, front_desk: Staff
) -> None:
    with pytest.raises(services.TimeNotOfferedError):
        services.book(patient, TUESDAY_9 + QUARTER, place=riverside)
    visit = services.book(patient, TUESDAY_9 + QUARTER, place=riverside, by=front_desk)
    assert visit.starts_at == TUESDAY_9 + QUARTER


def test_hours_kept_for_a_kind_take_no_other_and_show_what_is_left(
    monday,
    ana: Therapist,
    riverside: Location,
    patient: Patient,
    follow_up: VisitKind,
    discovery: VisitKind,
) -> None:
    assert queries.spaces_left(discovery) is None, "without hours of its own nothing is kept"
    Availability.objects.filter(therapist=ana, weekday=Weekday.THURSDAY).update(kept_for=discovery)
    assert queries.spaces_left(discovery, riverside) == 2
    assert queries.spaces_left(discovery, riverside, week_of=date(2026, 3, 15)) == 2
    with pytest.raises(services.TimeNotOfferedError):
        services.book(patient, THURSDAY_9, place=riverside, kind=follow_up)
    with pytest.raises(services.TimeNotOfferedError):
        services.book(patient, TUESDAY_9, place=riverside, kind=discovery)
    services.book(patient, THURSDAY_9, place=riverside, kind=discovery)
    assert queries.spaces_left(discovery, riverside) == 1
    assert queries.spaces_left(discovery, riverside, week_of=date(2026, 3, 15)) == 2
    desk = signed_in(make_staff("desk@example.org", "Desk", Role.FRONT_DESK))
    for day, said in (
        ("03-03", "1 left this week"),
        ("03-15", "2 left that week"),
        ("02-20", None),
    ):
        page = desk.get(f"/desk/diary/?day=2026-{day}").content.decode()
        assert re.findall(r"\d left [^<]+", page) == ([said] if said else [])


def test_a_closing_day_of_one_location_leaves_the_others_open(
    monday, ana: Therapist, ben: Therapist, riverside: Location
) -> None:
    ClosingDay.objects.create(on=date(2026, 3, 3), location=make_location("Hilltop"))
    assert TUESDAY_9 in starts(riverside)
    ClosingDay.objects.create(on=date(2026, 3, 3), location=riverside)
    assert starts(riverside) == []


def test_a_closing_day_of_the_practice_closes_everything(
    monday, ana: Therapist, riverside: Location
) -> None:
    ClosingDay.objects.create(on=date(2026, 3, 3))
    assert starts(riverside) == starts(None) == []


def test_extra_hours_of_one_day_are_offered_on_that_day_alone(
    monday, ana: Therapist, riverside: Location
) -> None:
    wednesday = date(2026, 3, 4)
    Availability.objects.create(
        therapist=ana,
        location=riverside,
        weekday=Weekday.WEDNESDAY,
        start=time(9),
        end=time(10),
        valid_from=wednesday,
        valid_until=wednesday,
    )
    free = queries.free_times(riverside)
    assert {one.starts_at.date() for one in free if one.starts_at.weekday() == 2} == {wednesday}


def test_notice_and_horizon_are_the_owners(monday, ana: Therapist, riverside: Location) -> None:
    VisitSettings.objects.create(pk=1, notice_hours=48, horizon_weeks=1)
    days = {opening.starts_at.date() for opening in queries.free_times(riverside)}
    assert days == {THURSDAY_9.date()}
    assert not queries.open_to_visitors(MONDAY + timedelta(days=8))


def test_one_person_is_not_booked_in_two_places_without_a_word(
    monday,
    ana: Therapist,
    ben: Therapist,
    riverside: Location,
    patient: Patient,
    front_desk: Staff,
) -> None:
    services.book(patient, TUESDAY_9, place=riverside, therapist=ana)
    with pytest.raises(services.OverlapError):
        services.book(patient, TUESDAY_9 + QUARTER, place=riverside, therapist=ben, by=front_desk)
    visit = services.book(
        patient,
        TUESDAY_9 + QUARTER,
        place=riverside,
        therapist=ben,
        by=front_desk,
        override="Brings her son",
    )
    assert visit.override_reason == "Brings her son"


def test_a_move_into_another_visit_of_the_same_person_is_refused(
    monday, ana: Therapist, ben: Therapist, riverside: Location, patient: Patient
) -> None:
    services.book(patient, TUESDAY_9, place=riverside, therapist=ana)
    other = services.book(patient, TUESDAY_10, place=riverside, therapist=ana)
    with pytest.raises(services.OverlapError):
        services.move(other, TUESDAY_9, therapist=ben)


def test_with_a_reason_staff_book_outside_the_hours_but_never_a_taken_time(
    monday,
    ana: Therapist,
    riverside: Location,
    patient: Patient,
    another_patient: Patient,
    front_desk: Staff,
) -> None:
    at = TUESDAY_9 - timedelta(hours=1)
    wish = {"place": riverside, "therapist": ana, "by": front_desk}
    with pytest.raises(services.TimeNotOfferedError):
        services.book(patient, at, **wish)
    assert services.book(patient, at, override="Ana agreed", **wish).starts_at == at
    with pytest.raises(services.TimeTakenError):
        services.book(another_patient, at, override="Ana agreed", **wish)
