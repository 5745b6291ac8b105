"""The demo practice has clinics, therapists with faces and words, and free times to book."""

import pytest

from guywire.clinic.demo.diary import open_diary
from guywire.clinic.people.models import Role
from guywire.clinic.visits import queries
from guywire.clinic.visits.models import Location, Status, Therapist, Visit
from tests.cast import make_staff


@pytest.fixture
def diary(monday, therapist, patient, another_patient) -> list[Therapist]:
    more = [make_staff(f"t{n}@example.org", f"T {n}", Role.THERAPIST) for n in (1, 2)]
    return open_diary([therapist, *more], [patient, another_patient])


def test_every_place_and_online_has_free_times(diary) -> None:
    assert Location.objects.count() == 2
    for place in (*Location.objects.all(), None):
        assert len(queries.free_times(place)) > 10


def test_each_therapist_has_words_and_a_face_of_their_own(diary) -> None:
    assert len({one.portrait for one in diary}) == len({one.words for one in diary}) == 3


def test_there_are_visits_past_and_to_come(diary, patient) -> None:
    assert Visit.objects.filter(patient=patient, status=Status.ATTENDED).count() == 1
    assert queries.upcoming().count() == 2


def test_what_it_makes_is_valid(diary) -> None:
    for made in (*Location.objects.all(), *Therapist.objects.all()):
        made.full_clean()


def test_the_pages_show_the_therapists(diary, outsider) -> None:
    page = outsider.get("/visits/").content.decode()
    assert all(one.words.split(".")[0] in page for one in diary)
    assert page.count('class="portrait"') >= 3


def test_one_therapist_alone_is_enough(monday, therapist) -> None:
    open_diary([therapist])
    assert queries.free_times(None)
