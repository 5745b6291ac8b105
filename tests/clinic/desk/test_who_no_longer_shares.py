"""Who stopped sharing: the desk says since when nothing new arrives, and what it can still do."""

import html
from datetime import UTC, datetime
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from guywire.clinic.checks.queries import latest_check
from guywire.clinic.people.models import Consent, Patient
from guywire.clinic.people.sharing import CONSENT_WORDS, Sharing, sharing_of
from tests.clinic.checks.walk import whole_check
from tests.clinic.desk.test_program_editor import SENT

pytestmark = pytest.mark.django_db
SHARED_AT = datetime(2026, 11, 2, 18, 0, tzinfo=UTC)
STOPPED_AT = datetime(2026, 11, 16, 18, 0, tzinfo=UTC)
SAID = "They stopped sharing on Nov 16, 2026. Nothing new has come from their device since then."
TELL_THEM = "Their device does not receive it, so please tell them yourself."
THIGH = {"left-thigh_0": "9"}


def read(client: Client, patient: Patient, page: str = "") -> str:
    found = client.get(f"/desk/patients/{patient.public_id}/{page}")
    return in_words(found.content.decode())


def in_words(page: str) -> str:
    return html.unescape(page).replace("<strong>", "").replace("</strong>", "")


def shares(client: Client) -> Patient:
    whole_check(client)
    client.post("/share/", {"name": "Pat", "reach": "503 555 0111", "agree": "on"})
    return Patient.objects.get(name="Pat")


@pytest.fixture
def stopped(outsider: Client) -> Patient:
    with time_machine.travel(SHARED_AT):
        patient = shares(outsider)
    with time_machine.travel(STOPPED_AT):
        outsider.post("/device/stop-sharing/")
    return patient


def test_every_page_a_therapist_writes_on_says_since_when_nothing_arrives(
    as_therapist: Client, stopped: Patient
) -> None:
    for page in ("", "measure/", "program/"):
        words = read(as_therapist, stopped, page)
        assert SAID in words, page
        assert TELL_THEM in words, page


def test_nothing_of_it_is_said_while_they_share(as_therapist: Client, outsider: Client) -> None:
    patient = shares(outsider)
    for page in ("", "measure/", "program/"):
        words = read(as_therapist, patient, page)
        assert "stopped sharing" not in words
        assert TELL_THEM not in words


def test_a_therapist_may_write_down_a_visit_and_is_told_where_it_stays(
    as_therapist: Client, outsider: Client, stopped: Patient
) -> None:
    sent = as_therapist.post(
        f"/desk/patients/{stopped.public_id}/measure/",
        THIGH | {"check_id": str(uuid4())},
        follow=True,
    )
    assert f"Kept in their record. {TELL_THEM}" in sent.content.decode()
    kept = latest_check(stopped)
    assert kept is not None
    assert kept.measured_by
    assert kept.measured_by not in outsider.get("/check/result/").content.decode()


def test_a_program_for_them_is_kept_and_not_called_in_force(
    as_therapist: Client, stopped: Patient
) -> None:
    sent = as_therapist.post(
        f"/desk/patients/{stopped.public_id}/program/", SENT, follow=True
    ).content.decode()
    assert f"Kept in their record. {TELL_THEM}" in sent
    assert "in force" not in sent


def test_who_never_shared_is_told_apart_from_who_stopped(
    as_therapist: Client, patient: Patient
) -> None:
    words = read(as_therapist, patient, "measure/")
    assert "They do not share with the clinic." in words
    assert TELL_THEM in words
    assert "stopped sharing" not in words


def test_who_shares_again_shares(patient: Patient) -> None:
    """Two devices may share as one patient; either stops both."""
    for withdrawn_at in (SHARED_AT, STOPPED_AT):
        Consent.objects.create(patient=patient, words=str(CONSENT_WORDS), withdrawn_at=withdrawn_at)
    assert sharing_of(patient) == Sharing(is_on=False, stopped_at=STOPPED_AT)
    Consent.objects.create(patient=patient, words=str(CONSENT_WORDS))
    assert sharing_of(patient) == Sharing(is_on=True)


def test_the_front_desk_reads_nothing_of_it(as_front_desk: Client, stopped: Patient) -> None:
    assert "sharing" not in read(as_front_desk, stopped)
