"""Guessing stops soon, a colleague never notices, and the owner always has a way in."""

from dataclasses import replace
from ipaddress import ip_network

import pytest
from django.core.cache import cache
from django.test import Client

from guywire.clinic.desk.staff_services import password_path
from guywire.clinic.people import signin_limits
from guywire.clinic.people.models import Staff
from tests.cast import PASSWORD
from tests.clinic.messages.sending import send_all
from tests.site.test_staff_sign_in import code_for

pytestmark = pytest.mark.django_db
HOME, ELSEWHERE = "198.51.100.7", "203.0.113.9"
WRONG_PASSWORD = "wrong"
WAIT = "wait five minutes"
WRONG = "do not go together"


def tries(client: Client, staff: Staff | str, password: str = WRONG_PASSWORD) -> str:
    email = staff if isinstance(staff, str) else staff.email
    sent = {"login": email, "password": password}
    return client.post("/accounts/login/", sent, follow=True).content.decode()


def guesses(address: str, staff: Staff | str, times: int) -> None:
    for _ in range(times):
        tries(Client(REMOTE_ADDR=address), staff)


def signs_in(client: Client, staff: Staff) -> bool:
    """The password, then the code."""
    if 'name="code"' not in tries(client, staff, PASSWORD):
        return False
    cache.clear()  # A code counts once; here the same half minute signs in twice.
    client.post("/accounts/2fa/authenticate/", {"code": code_for(staff)})
    return client.get("/desk/").status_code == 200


@pytest.fixture(autouse=True)
def _small_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same limits, with fewer tries to make them bite."""
    for name, amount in (("STRANGERS", 7), ("NETWORK", 12)):
        limit = replace(getattr(signin_limits, name), amount=amount)
        monkeypatch.setattr(signin_limits, name, limit)


def test_the_sixth_wrong_password_from_one_sender_waits(therapist: Staff) -> None:
    for _ in range(5):
        assert WRONG in tries(Client(REMOTE_ADDR=HOME), therapist)
    assert WAIT in tries(Client(REMOTE_ADDR=HOME), therapist)
    assert WAIT in tries(Client(REMOTE_ADDR=HOME), therapist, PASSWORD)


def test_an_address_nobody_signs_in_with_waits_alike(clinic: object) -> None:
    guesses(HOME, "nobody@example.org", 5)
    assert WAIT in tries(Client(REMOTE_ADDR=HOME), "NOBODY@example.org")


def test_wrong_passwords_of_one_account_lock_no_colleague(therapist: Staff, owner: Staff) -> None:
    guesses(HOME, therapist, 14)
    assert signs_in(Client(REMOTE_ADDR=HOME), owner)


def test_guessing_many_accounts_from_one_network_waits(settings, therapist: Staff) -> None:
    limit = signin_limits.NETWORK.amount
    for number in range(limit):
        guesses(HOME, f"nobody{number}@example.org", 1)
    assert WAIT in tries(Client(REMOTE_ADDR=HOME), therapist, PASSWORD)
    settings.OWN_NETWORKS = [ip_network(HOME)]
    assert WAIT not in tries(Client(REMOTE_ADDR=HOME), therapist, PASSWORD)


def test_guessing_one_account_from_many_networks_waits(therapist: Staff) -> None:
    for number in range(signin_limits.STRANGERS.amount):
        guesses(f"203.0.113.{number}", therapist, 1)
    assert WAIT in tries(Client(REMOTE_ADDR="192.0.2.1"), therapist)


def test_the_owner_gets_in_from_their_device_while_others_guess_beside_them(owner: Staff) -> None:
    device = Client(REMOTE_ADDR=HOME)
    assert signs_in(device, owner)
    device.post("/accounts/logout/")
    guesses(HOME, owner, 8)
    for number in range(signin_limits.STRANGERS.amount):
        guesses(f"203.0.113.{number}", owner, 1)
    assert WAIT in tries(Client(REMOTE_ADDR=HOME), owner, PASSWORD), "another device there waits"
    assert 'name="code"' in tries(device, owner, PASSWORD)


def test_the_owner_gets_in_from_a_new_device_where_they_signed_in_before(owner: Staff) -> None:
    assert signs_in(Client(REMOTE_ADDR=HOME), owner)
    for number in range(signin_limits.STRANGERS.amount):
        guesses(f"203.0.113.{number}", owner, 1)
    assert WAIT in tries(Client(REMOTE_ADDR="192.0.2.1"), owner, PASSWORD)
    assert 'name="code"' in tries(Client(REMOTE_ADDR=HOME), owner, PASSWORD)


def test_a_link_from_the_mailbox_or_the_terminal_always_lets_the_owner_in(owner: Staff) -> None:
    guesses(HOME, owner, 6)
    for number in range(signin_limits.STRANGERS.amount):
        guesses(f"203.0.113.{number}", owner, 1)
    client = Client(REMOTE_ADDR=HOME)
    form = client.get(password_path(owner))["Location"]
    new = "a new horse for the battery"
    client.post(form, {"password1": new, "password2": new})
    assert 'name="code"' in tries(client, owner, new)


def test_a_device_cookie_of_one_account_is_no_help_with_another(
    owner: Staff, therapist: Staff
) -> None:
    device = Client(REMOTE_ADDR=HOME)
    assert signs_in(device, therapist)
    device.post("/accounts/logout/")
    guesses(HOME, owner, 5)
    assert WAIT in tries(device, owner, PASSWORD)


def test_a_known_device_does_not_guess_without_end(owner: Staff) -> None:
    device = Client(REMOTE_ADDR=HOME)
    assert signs_in(device, owner)
    device.post("/accounts/logout/")
    for _ in range(5):
        assert WRONG in tries(device, owner)
    assert WAIT in tries(device, owner, PASSWORD)


def test_right_passwords_use_up_nothing(therapist: Staff) -> None:
    for _ in range(8):
        assert WAIT not in tries(Client(REMOTE_ADDR=HOME), therapist, PASSWORD)


def test_a_few_letters_an_hour_reach_one_mailbox(therapist: Staff) -> None:
    for _ in range(5):
        page = Client().post("/accounts/password/reset/", {"email": therapist.email}, follow=True)
        assert page.status_code == 200
    assert len(send_all()) == 3
