"""The demo practice is alive whenever it is opened: reasons in order, visits, questions."""

from datetime import UTC, datetime, timedelta
from typing import ClassVar

import pytest
import time_machine
from django.test import Client, TestCase
from django.utils import timezone

from guywire.clinic.checks.queries import checks_of
from guywire.clinic.demo import opening as demo
from guywire.clinic.demo.people import PEOPLE
from guywire.clinic.demo.week import CALLERS
from guywire.clinic.desk.queries import follow_up_list
from guywire.clinic.desk.queue_queries import open_items
from guywire.clinic.desk.story import clinical_story
from guywire.clinic.people.models import Patient, Staff
from guywire.clinic.visits.models import Location, Visit
from guywire.clinic.visits.queries import day
from guywire.clinic.welcome.queries import clinic_today, current_clinic
from tests.cast import signed_in

pytestmark = pytest.mark.django_db
MOMENTS = (
    datetime(2026, 3, 8, 9, 30, tzinfo=UTC),  # the night the clocks go forward
    datetime(2026, 11, 22, 21, 0, tzinfo=UTC),  # a Sunday
    datetime(2027, 1, 1, 7, 5, tzinfo=UTC),  # still last year in Portland
)


@pytest.mark.parametrize("moment", MOMENTS)
def test_it_has_visits_to_come_and_several_rules_in_order_whenever_it_is_opened(
    moment: datetime,
) -> None:
    with time_machine.travel(moment, tick=False):
        demo.open_practice()
        entries = list(follow_up_list())
        assert day(clinic_today(current_clinic())).count() >= 3
        assert Visit.objects.filter(starts_at__gt=moment + timedelta(hours=12)).exists()
    urgencies = [entry.urgency for entry in entries]
    assert urgencies == sorted(urgencies)
    assert entries[0].person.name == "Ruth Abara"
    assert {rule.id for entry in entries for rule, _ in entry.rules} >= {
        "red_flag",
        "worse_running",
        "stopped_for_pain",
        "no_better",
        "no_weekly_change",
        "asked",
        "uncomfortable",
    }


def test_a_practice_with_people_in_it_is_left_alone(patient: Patient) -> None:
    demo.open_practice()
    assert Patient.objects.get() == patient


class TestPracticeOfToday(TestCase):
    """Built once for all of these: each undoes what it changes."""

    sign_ins: ClassVar[list[demo.SignIn]]

    @classmethod
    def setUpTestData(cls) -> None:
        cls.sign_ins = demo.open_practice()

    def test_there_are_two_locations_questions_and_a_notice(self) -> None:
        assert Location.objects.count() == 2
        assert open_items(Staff.objects.get(email=demo.STAFF[0][0])).exists()
        assert "spaces are limited" in self.client.get("/").content.decode()

    def test_the_desk_has_questionnaires_to_see_one_of_them_clearly_better(self) -> None:
        june = clinical_story(Patient.objects.get(name="June Park")).questionnaire
        sam = clinical_story(Patient.objects.get(name="Sam Okoro")).questionnaire
        assert june is not None
        assert june.for_staff == "From 11 to 4 of 24 sentences: better."
        assert sam is not None
        assert sam.first.score == 13

    def test_a_hip_measured_twice_was_measured_on_the_days_the_practice_shows(self) -> None:
        june = Patient.objects.get(name="June Park")
        with timezone.override(current_clinic().timezone):
            latest, first = checks_of(june)
            assert {one.on for one in latest.earlier} == {first.on}
            assert clinical_story(june).motion is not None

    def test_opening_it_again_changes_nothing_but_the_codes(self) -> None:
        first = self.sign_ins
        second = demo.open_practice()
        assert Patient.objects.count() == len(PEOPLE) + len(CALLERS)
        assert [one.email for one in first] == [one.email for one in second]
        assert not {*first[0].codes} & {*second[0].codes}

    def test_people_have_the_same_address_whenever_the_practice_is_made(self) -> None:
        pat = Patient.objects.get(name="Pat Lindgren")
        assert str(pat.public_id) == "2fa6360f-69ae-5a56-8b96-b99248ee4d63"

    def test_a_printed_sign_in_opens_the_desk(self) -> None:
        sign_ins = self.sign_ins
        client = Client()
        for one in sign_ins:
            client.post("/accounts/login/", {"login": one.email, "password": one.password})
            client.post("/accounts/2fa/authenticate/", {"code": one.codes[0]})
            assert client.get("/desk/").status_code == 200
            client.post("/accounts/logout/")

    def test_every_story_and_list_of_the_demo_opens(self) -> None:
        dana = signed_in(Staff.objects.get(email="dana@demo.example"))
        for path in ("/desk/", "/desk/needs-me/", "/desk/diary/?span=week"):
            assert dana.get(path).status_code == 200, path
        for patient in Patient.objects.order_by("pk")[: len(PEOPLE)]:
            assert dana.get(f"/desk/patients/{patient.public_id}/").status_code == 200
