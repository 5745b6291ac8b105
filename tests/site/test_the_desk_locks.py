"""A desk that no one used for a while refuses everything until someone shows who is there."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.sessions.models import Session as BrowserSession
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from guywire.clinic.people.models import AuditEntry, Patient, Staff
from guywire.clinic.welcome.models import Clinic
from tests.cast import PASSWORD, signed_in
from tests.site.test_staff_sign_in import code_for

pytestmark = pytest.mark.django_db
LOCKED = "/accounts/locked/"


class Clock:
    """Time that passes when the test says so."""

    def __init__(self, traveller: Any) -> None:
        self.traveller = traveller

    def minutes(self, minutes: float) -> None:
        self.traveller.shift(timedelta(minutes=minutes))


@pytest.fixture
def clock() -> Iterator[Clock]:
    cache.clear()
    with time_machine.travel(timezone.now(), tick=False) as traveller:
        yield Clock(traveller)


@pytest.fixture
def desk(clock: Clock, therapist: Staff) -> Client:
    client = signed_in(therapist)
    client.get("/desk/")
    return client


def is_open(client: Client) -> bool:
    answer = client.get("/desk/")
    assert answer.status_code == 200 or answer["Location"] == f"{LOCKED}?next=%2Fdesk%2F"
    return answer.status_code == 200


def test_the_desk_locks_after_fifteen_minutes_without_use(desk: Client, clock: Clock) -> None:
    clock.minutes(14)
    assert is_open(desk)
    clock.minutes(14)
    assert is_open(desk)
    clock.minutes(15)
    assert not is_open(desk)


def test_the_owner_sets_how_long(desk: Client, clock: Clock, clinic: Clinic) -> None:
    Clinic.objects.update(idle_minutes=5)
    clock.minutes(5)
    assert not is_open(desk)


def test_a_page_that_asks_by_itself_keeps_nothing_open(desk: Client, clock: Clock) -> None:
    for _ in range(3):
        clock.minutes(5)
        desk.get("/desk/", headers={"X-Guywire-Unattended": "1"})
    assert not is_open(desk)


def test_typing_keeps_the_desk_open(desk: Client, clock: Clock) -> None:
    for _ in range(3):
        clock.minutes(10)
        assert desk.post("/accounts/lock/stay/").status_code == 204
    assert is_open(desk)


def test_a_locked_desk_does_not_open_by_typing(desk: Client, clock: Clock) -> None:
    clock.minutes(15)
    assert desk.post("/accounts/lock/stay/", headers={"Sec-Fetch-Dest": "empty"}).status_code == 423
    assert not is_open(desk)


@pytest.mark.parametrize(
    "address",
    [
        "/desk/patients/",
        "/desk/trail/",
        "/accounts/2fa/",
        "/accounts/2fa/recovery-codes/",
        "/accounts/password/change/",
        "/accounts/reauthenticate/",
        "/accounts/2fa/webauthn/add/",
    ],
)
def test_a_locked_desk_opens_no_page(desk: Client, address: str) -> None:
    desk.post("/accounts/lock/")
    assert desk.get(address)["Location"].startswith(LOCKED)


def test_a_script_on_a_locked_desk_gets_no_page(desk: Client) -> None:
    desk.post("/accounts/lock/")
    answer = desk.get("/desk/", headers={"Sec-Fetch-Dest": "empty"})
    assert (answer.status_code, answer.content) == (423, b"")


def test_the_password_opens_it_where_it_was(desk: Client, therapist: Staff) -> None:
    desk.post("/accounts/lock/")
    sent = {"password": PASSWORD, "next": "/desk/patients/?q=pat"}
    assert desk.post(LOCKED, sent)["Location"] == "/desk/patients/?q=pat"
    assert is_open(desk)
    assert AuditEntry.objects.filter(action="signin.unlocked", staff=therapist).exists()


def test_a_code_opens_it(desk: Client, therapist: Staff) -> None:
    desk.post("/accounts/lock/")
    desk.post(LOCKED, {"code": code_for(therapist)})
    assert is_open(desk)


@pytest.mark.parametrize(
    "sent",
    [{}, {"password": "wrong"}, {"code": "000000"}, {"credential": "{}"}, {"credential": "x"}],
)
def test_anything_else_leaves_it_locked(desk: Client, sent: dict[str, str]) -> None:
    desk.post("/accounts/lock/")
    assert "error-summary" in desk.post(LOCKED, sent).content.decode()
    assert not is_open(desk)


def test_guessing_at_the_lock_is_slowed(desk: Client) -> None:
    desk.post("/accounts/lock/")
    pages = [desk.post(LOCKED, {"password": "wrong"}).content.decode() for _ in range(6)]
    assert "wait five minutes" in pages[-1]
    assert AuditEntry.objects.filter(action="signin.unlock_refused").count() == 6


def test_a_form_sent_while_locked_is_saved_once_it_is_open(
    front_desk: Staff, patient: Patient
) -> None:
    client = signed_in(front_desk)
    client.post("/accounts/lock/")
    address = f"/desk/patients/{patient.public_id}/edit/"
    sent = {"name": "Pat Lindgren", "phone": "5035550111", "note": "Rings twice"}
    answer = client.post(address, sent)
    patient.refresh_from_db()
    assert patient.note == ""
    client.post(answer["Location"], {"password": PASSWORD, "next": address})
    patient.refresh_from_db()
    assert patient.note == "Rings twice"


def test_a_form_sent_while_locked_is_not_saved_for_someone_else(
    front_desk: Staff, therapist: Staff, patient: Patient
) -> None:
    client = signed_in(front_desk)
    client.post("/accounts/lock/")
    address = f"/desk/patients/{patient.public_id}/edit/"
    client.post(address, {"name": "Pat Lindgren", "phone": "5035550111", "note": "x"})
    client.post("/accounts/logout/", {"next": "/accounts/login/"})
    client.post("/accounts/login/", {"login": therapist.email, "password": PASSWORD})
    client.post("/accounts/2fa/authenticate/", {"code": code_for(therapist)})
    assert is_open(client)
    patient.refresh_from_db()
    assert patient.note == ""


def test_a_covered_page_learns_who_is_signed_in_and_nothing_else(
    desk: Client, therapist: Staff, outsider: Client
) -> None:
    desk.post("/accounts/lock/")
    state = desk.get("/accounts/lock/state/").json()
    assert (state["staff"], state["is_locked"]) == (therapist.pk, True)
    assert set(state) == {"staff", "is_locked", "token", "has_passkey"}
    assert state["has_passkey"] is False
    assert outsider.get("/accounts/lock/state/").json()["staff"] is None


def test_the_lock_leads_to_no_other_site(desk: Client) -> None:
    desk.post("/accounts/lock/")
    sent = {"password": PASSWORD, "next": "https://evil.example/"}
    assert desk.post(LOCKED, sent)["Location"] == "/desk/"


def test_an_outsider_finds_no_lock(outsider: Client) -> None:
    assert outsider.get(LOCKED)["Location"] == "/accounts/login/"


def test_signing_in_once_more_is_a_use(desk: Client, clock: Clock, therapist: Staff) -> None:
    clock.minutes(60)
    desk.post("/accounts/logout/")
    desk.force_login(therapist, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert is_open(desk)


def test_a_session_ends_twelve_hours_after_the_sign_in_however_much_it_is_used(
    clock: Clock, desk: Client
) -> None:
    Clinic.objects.update(idle_minutes=240)
    for _ in range(4):
        clock.minutes(179)
        assert desk.get("/desk/").status_code == 200
        session = desk.session
        session["saved"] = session.get("saved", 0) + 1
        session.save()
    clock.minutes(5)
    assert desk.get("/desk/")["Location"] == "/accounts/login/?next=/desk/"
    assert not BrowserSession.objects.exists()
