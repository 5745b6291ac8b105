"""The hours of a whole week are one form: the practice's own, and a therapist's."""

from datetime import time

import pytest
from django.test import Client

from guywire.clinic.visits.models import Availability, Location, Therapist
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


def test_a_therapists_week_is_one_form(as_owner: Client, place: Location, therapist) -> None:
    treating = Therapist.objects.create(staff=therapist, credentials="PT", words="Hello.")
    sent = WEEK | {"therapist": treating.pk, "location": place.pk}
    as_owner.post("/desk/practice/therapist-week/", sent)
    rows = Availability.objects.order_by("weekday").values_list("weekday", "start", "end")
    assert list(rows) == [(0, time(8), time(17)), (3, time(10), time(19))]
    page = as_owner.post("/desk/practice/therapist-week/", sent).content.decode()
    assert "They already have hours on Monday, from 08:00 to 17:00" in page
    assert Availability.objects.count() == 2


def test_the_practice_sets_within_how_many_hours_it_answers(as_owner: Client) -> None:
    sent = {"help": 4, "call_back": 2, "insurance": 16, "message": 8, "email": 4}
    as_owner.post("/desk/practice/promises/new/", sent)
    assert AnswerPromises.objects.get().call_back == 2
    page = as_owner.post("/desk/practice/promises/new/", sent | {"help": 0}).content.decode()
    assert "greater than or equal to 1" in page
