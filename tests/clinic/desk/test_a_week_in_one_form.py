"""The hours of a whole week are one form: the practice's own, and a therapist's."""

from datetime import date, time

import pytest
from django.test import Client

from guywire.clinic.people.models import Staff
from guywire.clinic.visits.models import Availability, Location, Therapist, Visit, VisitKind
from guywire.clinic.welcome.models import AnswerPromises, OpeningHours

pytestmark = pytest.mark.django_db
WEEK = {"opens_0": "08:00", "closes_0": "17:00", "opens_3": "10:00", "closes_3": "19:00"}


def test_the_week_is_saved_and_empty_days_are_closed(as_owner: Client) -> None:
    as_owner.post("/desk/practice/opening-hours/", WEEK)
    saved = OpeningHours.objects.values_list("weekday", "opens", "closes")
    assert list(saved) == [(0, time(8), time(17)), (3, time(10), time(19))]


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"opens_0": "08:00"}, "Monday needs both times"),
        ({"opens_2": "18:00", "closes_2": "09:00"}, "Wednesday closes before it opens"),
        ({"opens_2": "soon", "closes_2": "09:00"}, "Write a time such as"),
    ],
)
def test_a_week_that_cannot_be_is_answered_beside_the_day(
    as_owner: Client, sent: dict[str, str], sentence: str
) -> None:
    page = as_owner.post("/desk/practice/opening-hours/", sent).content.decode()
    assert sentence in page
    assert not OpeningHours.objects.exists()


THERAPIST_WEEK = "/desk/practice/therapist-week/"


def hours_of(treating: Therapist) -> list[tuple[int, time, time]]:
    rows = treating.availability.order_by("weekday", "start")
    return list(rows.values_list("weekday", "start", "end"))


@pytest.fixture
def newcomer(therapist: Staff) -> Therapist:
    return Therapist.objects.create(staff=therapist, credentials="PT", words="Hello.")


def test_a_therapists_week_is_one_form_and_is_changed_in_it(
    as_owner: Client, place: Location, newcomer: Therapist
) -> None:
    sent = WEEK | {"therapist": newcomer.pk, "location": place.pk}
    as_owner.post(THERAPIST_WEEK, sent)
    assert hours_of(newcomer) == [(0, time(8), time(17)), (3, time(10), time(19))]
    unchanged = newcomer.availability.get(weekday=0).pk
    page = as_owner.get(THERAPIST_WEEK).content.decode()
    assert 'name="opens_0" value="08:00"' in page, "the only therapist and location are chosen"
    changed = sent | {"shown": f"{newcomer.pk}.{place.pk}", "opens_3": "12:00"}
    as_owner.post(THERAPIST_WEEK, changed)
    assert hours_of(newcomer) == [(0, time(8), time(17)), (3, time(12), time(19))]
    assert newcomer.availability.get(weekday=0).pk == unchanged


def test_a_week_that_was_not_shown_is_never_written_over(
    as_owner: Client, place: Location, newcomer: Therapist
) -> None:
    sent = WEEK | {"therapist": newcomer.pk, "location": place.pk}
    as_owner.post(THERAPIST_WEEK, sent)
    other = {"opens_1": "09:00", "closes_1": "10:00"}
    response = as_owner.post(
        THERAPIST_WEEK, other | {"therapist": newcomer.pk, "location": place.pk, "shown": ""}
    )
    assert response["Location"] == f"{THERAPIST_WEEK}?therapist={newcomer.pk}&location={place.pk}"
    assert hours_of(newcomer) == [(0, time(8), time(17)), (3, time(10), time(19))]


def test_a_day_may_have_a_break(as_owner: Client, place: Location, newcomer: Therapist) -> None:
    chosen = {"therapist": newcomer.pk, "location": place.pk}
    assert 'name="opens2_0"' in as_owner.get(f"{THERAPIST_WEEK}?break=1").content.decode()
    times = {"opens_0": "08:00", "closes_0": "12:00", "opens2_0": "13:00", "closes2_0": "17:00"}
    as_owner.post(THERAPIST_WEEK, chosen | times)
    assert hours_of(newcomer) == [(0, time(8), time(12)), (0, time(13), time(17))]
    page = as_owner.get(THERAPIST_WEEK).content.decode()
    assert 'name="opens2_0" value="13:00"' in page
    shown = {"shown": f"{newcomer.pk}.{place.pk}"}
    early = as_owner.post(THERAPIST_WEEK, chosen | times | shown | {"opens2_0": "11:00"})
    assert "Monday opens again before it closes." in early.content.decode()


def test_hours_with_dates_or_kept_for_one_kind_stay(
    as_owner: Client, place: Location, newcomer: Therapist
) -> None:
    kept = Availability.objects.create(
        therapist=newcomer,
        location=place,
        weekday=0,
        start=time(9),
        end=time(11),
        kept_for=VisitKind.objects.all()[0],
    )
    chosen = {"therapist": newcomer.pk, "location": place.pk}
    page = as_owner.post(THERAPIST_WEEK, WEEK | chosen).content.decode()
    assert "They already have hours on Monday, from 09:00 to 11:00" in page
    as_owner.post(THERAPIST_WEEK, WEEK | chosen | {"opens_0": "11:00"})
    assert newcomer.availability.filter(pk=kept.pk).exists()
    assert newcomer.availability.count() == 3


def test_hours_entered_one_by_one_never_overlap_in_the_same_weeks(
    as_owner: Client, place: Location, treating: Therapist
) -> None:
    """`treating` works every day from 8 to 18."""
    sent = {"therapist": treating.pk, "location": place.pk, "weekday": 2}
    page = as_owner.post("/desk/practice/hours/new/", sent | {"start": "17:00", "end": "19:00"})
    assert "They already have hours on Wednesday" in page.content.decode()
    as_owner.post("/desk/practice/hours/new/", sent | {"start": "18:00", "end": "19:00"})
    assert treating.availability.filter(weekday=2).count() == 2
    treating.availability.filter(weekday=2).update(valid_until=date(2026, 3, 1))
    later = {"start": "08:00", "end": "19:00", "valid_from": "2026-03-02"}
    as_owner.post("/desk/practice/hours/new/", sent | later)
    assert treating.availability.filter(weekday=2).count() == 3


def test_visits_that_the_new_hours_leave_out_are_said(
    as_owner: Client, place: Location, treating: Therapist, visit: Visit
) -> None:
    on = visit.starts_local.date()
    sent = {"therapist": treating.pk, "location": place.pk, "shown": f"{treating.pk}.{place.pk}"}
    for day in set(range(7)) - {on.weekday()}:
        sent |= {f"opens_{day}": "08:00", f"closes_{day}": "18:00"}
    page = as_owner.post(THERAPIST_WEEK, sent, follow=True).content.decode()
    assert "Saved. 1 booked visit stays outside these hours" in page
    page = as_owner.post(THERAPIST_WEEK, sent, follow=True).content.decode()
    assert "outside these hours" not in page, "it is said once"


def test_removing_hours_says_which_visits_lie_in_them(
    as_owner: Client, treating: Therapist, visit: Visit
) -> None:
    hours = treating.availability.get(weekday=visit.starts_local.weekday())
    page = as_owner.post(f"/desk/practice/hours/{hours.pk}/remove/", follow=True).content.decode()
    assert "1 booked visit stays outside these hours" in page


def test_the_practice_sets_within_how_many_hours_it_answers(as_owner: Client) -> None:
    sent = {"help": 4, "call_back": 2, "insurance": 16, "message": 8, "email": 4}
    as_owner.post("/desk/practice/promises/new/", sent)
    assert AnswerPromises.objects.get().call_back == 2
    page = as_owner.post("/desk/practice/promises/new/", sent | {"help": 0}).content.decode()
    assert "Write a number of at least 1." in page
