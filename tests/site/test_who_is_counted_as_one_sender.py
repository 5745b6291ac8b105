"""Limits count people by where they write from, through our proxies, and keep no address."""

from ipaddress import ip_network

import pytest
from django.test import Client

from guywire.clinic.people.models import LimitCount
from guywire.clinic.welcome.models import WebQuestion

pytestmark = pytest.mark.django_db
LIMIT = 3


@pytest.fixture(autouse=True)
def _three_questions_an_hour(clinic: object, settings) -> None:
    settings.QUESTIONS_PER_NETWORK = LIMIT


def asks(address: str, times: int = 1, **headers: str) -> None:
    sender = Client(REMOTE_ADDR=address, headers=headers)
    for number in range(times):
        sent = {"text": f"{address} {number} {headers}", "name": "Pat", "reach": "5035550111"}
        assert sender.post("/insurance/", sent).status_code in (200, 302)


def is_heard(address: str, **headers: str) -> bool:
    heard = WebQuestion.objects.count()
    asks(address, **headers)
    return WebQuestion.objects.count() > heard


def test_one_sender_is_heard_until_the_limit_and_the_neighbor_after_it() -> None:
    asks("198.51.100.7", LIMIT - 1)
    assert is_heard("198.51.100.7")
    assert not is_heard("198.51.100.7")
    assert is_heard("198.51.100.8")


def test_an_hour_later_the_same_sender_is_heard_again(time_machine) -> None:
    time_machine.move_to("2026-03-02T15:59:00Z", tick=False)
    asks("198.51.100.7", LIMIT)
    time_machine.shift(600)
    assert not is_heard("198.51.100.7"), "a new hour on the clock is not an hour later"
    time_machine.shift(3000)
    assert is_heard("198.51.100.7")


def test_behind_the_proxy_senders_are_told_apart_by_what_the_proxy_says(settings) -> None:
    settings.TRUSTED_PROXIES = 1
    for number in range(LIMIT):
        asks("10.0.0.1", **{"X-Forwarded-For": f"203.0.113.{number}, 198.51.100.7"})
    made_up = {"X-Forwarded-For": "203.0.113.99, 198.51.100.7"}
    assert not is_heard("10.0.0.1", **made_up), "what a sender made up is not looked at"
    assert is_heard("10.0.0.1", **{"X-Forwarded-For": "198.51.100.8"})


def test_behind_two_proxies_the_outer_one_names_the_sender(settings) -> None:
    settings.TRUSTED_PROXIES = 2
    for number in range(LIMIT):
        asks("10.0.0.1", **{"X-Forwarded-For": f"6.6.6.{number}, 198.51.100.7, 10.0.0.2"})
    assert not is_heard("10.0.0.1", **{"X-Forwarded-For": "198.51.100.7, 10.0.0.3"})
    assert is_heard("10.0.0.1", **{"X-Forwarded-For": "198.51.100.8, 10.0.0.2"})


@pytest.mark.parametrize("unreadable", ["", "unknown", "_hidden", "198.51.100.999", "<script>"])
def test_an_unreadable_forwarded_address_is_counted_and_never_refused(
    settings, unreadable: str
) -> None:
    settings.TRUSTED_PROXIES = 1
    assert is_heard("10.0.0.1", **{"X-Forwarded-For": unreadable})
    asks("10.0.0.1", LIMIT - 1, **{"X-Forwarded-For": unreadable})
    assert not is_heard("10.0.0.1", **{"X-Forwarded-For": unreadable})
    assert (
        Client(headers={"X-Forwarded-For": unreadable}).get("/accounts/login/").status_code == 200
    )


@pytest.mark.parametrize("written", ["198.51.100.7:443", " 198.51.100.7", "::ffff:198.51.100.7"])
def test_one_address_in_other_spellings_is_one_sender(settings, written: str) -> None:
    settings.TRUSTED_PROXIES = 1
    asks("10.0.0.1", LIMIT, **{"X-Forwarded-For": "198.51.100.7"})
    assert not is_heard("10.0.0.1", **{"X-Forwarded-For": written})


def test_without_a_proxy_nobody_names_an_address_of_their_own() -> None:
    for number in range(LIMIT):
        asks("198.51.100.7", **{"X-Forwarded-For": f"203.0.113.{number}"})
    assert not is_heard("198.51.100.7", **{"X-Forwarded-For": "203.0.113.99"})


def test_the_many_addresses_of_one_household_are_one_sender() -> None:
    for number in range(LIMIT):
        asks(f"2001:db8:0:1{number:02x}::1")
    assert not is_heard("2001:db8:0:1ff:ffff::1"), "a home has a /56"
    assert is_heard("2001:db8:0:200::1")


def test_the_clinics_own_address_has_no_limit(settings) -> None:
    settings.OWN_NETWORKS = [ip_network("198.51.100.7"), ip_network("2001:db8::/56")]
    for address in ("198.51.100.7", "2001:db8::9"):
        asks(address, LIMIT)
        assert is_heard(address)
    asks("198.51.100.8", LIMIT)
    assert not is_heard("198.51.100.8")


def test_no_address_is_kept() -> None:
    asks("198.51.100.7")
    assert LimitCount.objects.exists()
    assert not any("198.51" in str(row) for row in LimitCount.objects.values_list())


def test_a_first_share_counts_with_the_questions(outsider: Client) -> None:
    asks("127.0.0.1", LIMIT)
    sent = {"name": "Pat", "reach": "5035550111", "agree": "on"}
    page = outsider.post("/share/", sent).content.decode()
    assert "Call us instead." in page
    assert "5035550111" in page, "what was typed is still there"
