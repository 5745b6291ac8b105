"""A member number is stored encrypted, shown masked, and each look at it is in the trail."""

import json
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from guywire.clinic.insurance import services
from guywire.clinic.insurance.models import Coverage, Payer, StandardAnswer
from guywire.clinic.insurance.sealing import masked
from guywire.clinic.people.models import AuditEntry, Patient, Staff
from guywire.clinic.people.own_data import clinic_data
from guywire.clinic.welcome.models import WebQuestion
from guywire.clinic.welcome.services import ask, close_question

pytestmark = pytest.mark.django_db
NUMBER = "W998877665"
OLD, NEW = "o" * 50, "n" * 50


@pytest.fixture
def coverage(patient: Patient, front_desk: Staff) -> Coverage:
    payer = Payer.objects.create(name="Blue Harbor", phone="800 555 0100")
    return services.save_coverage(patient, front_desk, payer, NUMBER)


def test_the_database_does_not_hold_the_number(coverage: Coverage) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {Coverage._meta.db_table}")
        assert NUMBER not in str(cursor.fetchall())


def test_a_coverage_sent_twice_is_saved_once(
    as_front_desk: Client, patient: Patient, coverage: Coverage
) -> None:
    address = f"/desk/patients/{patient.public_id}/insurance/"
    for number in (NUMBER, "W111", "W111", "", ""):
        as_front_desk.post(address, {"payer": coverage.payer_id, "member_number": number})
    numbers = [one.number if one.sealed_number else "" for one in Coverage.objects.order_by("pk")]
    assert numbers == [NUMBER, "W111", ""]


def test_the_page_shows_its_last_digits_until_somebody_asks_and_that_is_recorded(
    as_front_desk: Client, front_desk: Staff, coverage: Coverage
) -> None:
    page = as_front_desk.get(f"/desk/patients/{coverage.patient.public_id}/insurance/")
    assert NUMBER not in page.content.decode()
    assert "••••7665" in page.content.decode()
    assert not AuditEntry.objects.filter(action="insurance.unmask").exists()
    page = as_front_desk.post(f"/desk/insurance/{coverage.pk}/show/")
    assert NUMBER in page.content.decode()
    looked = AuditEntry.objects.get(action="insurance.unmask")
    assert (looked.staff, looked.patient) == (front_desk, coverage.patient)
    assert NUMBER not in json.dumps(looked.detail)


def test_the_page_asks_no_more_for_five_closed_questions_than_for_one(
    as_front_desk: Client, front_desk: Staff, coverage: Coverage
) -> None:
    address = f"/desk/patients/{coverage.patient.public_id}/insurance/"

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            as_front_desk.get(address)
        return len(captured)

    def ask_and_close(count: int) -> None:
        for _ in range(count):
            question = ask("insurance", uuid4(), name="Pat", email="pat@example.org", text="Paid?")
            WebQuestion.objects.filter(pk=question.pk).update(patient=coverage.patient)
            close_question(question, front_desk, "Called.")

    ask_and_close(1)
    with_one = queries()
    ask_and_close(4)
    assert queries() == with_one


@pytest.mark.parametrize(
    ("number", "shown"), [("12345678", "••••5678"), ("123", "••••3"), ("", "••••")]
)
def test_of_a_short_number_at_most_half_is_shown(number: str, shown: str) -> None:
    assert masked(number) == shown


def test_an_empty_number_leaves_the_one_there_is(as_front_desk: Client, coverage: Coverage) -> None:
    sent = {"payer": coverage.payer_id, "member_number": ""}
    as_front_desk.post(f"/desk/insurance/{coverage.pk}/", sent)
    coverage.refresh_from_db()
    assert coverage.number == NUMBER


def test_a_new_signing_key_reads_the_number_and_the_worker_seals_it_again(
    patient: Patient, front_desk: Staff, settings
) -> None:
    settings.SECRET_KEY = OLD
    coverage = services.save_coverage(patient, front_desk, Payer.objects.create(name="A"), NUMBER)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW, [OLD]
    assert coverage.number == NUMBER
    services.reseal()
    settings.SECRET_KEY_FALLBACKS = []
    coverage.refresh_from_db()
    assert coverage.number == NUMBER


def test_a_number_no_key_opens_is_said_and_breaks_no_page(
    as_front_desk: Client, coverage: Coverage
) -> None:
    Coverage.objects.filter(pk=coverage.pk).update(sealed_number="gAAAAnot-ours")
    page = as_front_desk.get(f"/desk/patients/{coverage.patient.public_id}/insurance/")
    assert "Ask for the number again." in page.content.decode()
    page = as_front_desk.post(f"/desk/insurance/{coverage.pk}/show/", follow=True)
    assert "Ask for the number again." in page.content.decode()


def test_what_the_payer_answered_is_on_the_page_and_the_person_gets_it_with_their_data(
    as_front_desk: Client, coverage: Coverage
) -> None:
    sent = {"asked": "Deductible?", "answered": "$500, Kim, call 77"}
    as_front_desk.post(f"/desk/insurance/{coverage.pk}/", sent)
    address = f"/desk/patients/{coverage.patient.public_id}/insurance/"
    assert "$500, Kim, call 77" in as_front_desk.get(address).content.decode()
    data = clinic_data(coverage.patient)
    assert data["insurance"] == [{"payer": "Blue Harbor", "member_number": NUMBER}]
    assert data["benefits"][0]["asked"] == "Deductible?"


def test_a_standard_answer_fills_in_the_answer(as_front_desk: Client, clinic: object) -> None:
    StandardAnswer.objects.create(title="Do you take it?", text="We bill most plans.")
    question = _asked()
    chosen = StandardAnswer.objects.get()
    page = as_front_desk.get(f"/desk/questions/{question.pk}/?answer={chosen.pk}").content.decode()
    assert ">\nWe bill most plans.</textarea>" in page


def test_somebody_who_asked_becomes_a_person_with_their_question(
    as_front_desk: Client, clinic: object
) -> None:
    question = _asked()
    address = f"/desk/patients/new/?question={question.pk}"
    assert "Harold" in as_front_desk.get(address).content.decode()
    as_front_desk.post(address, {"name": "Harold Quist", "email": "h@example.org"})
    question.refresh_from_db()
    assert question.patient is not None
    assert question.patient.name == "Harold Quist"


def _asked() -> WebQuestion:
    return ask("insurance", uuid4(), name="Harold", email="h@example.org", text="Do you?")
