"""Limits count people by where they write from, through our proxy, and keep no address."""

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import Client

from guywire.clinic.welcome.models import WebQuestion

pytestmark = pytest.mark.django_db
QUESTIONS_AN_HOUR = 20
PRODUCT_CACHE = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache_of_this_test",
    }
}


@pytest.fixture(autouse=True)
def nobody_asked_yet(clinic: object, settings) -> None:
    settings.CACHES = PRODUCT_CACHE
    call_command("createcachetable", verbosity=0)
    cache.clear()


def asks(address: str, times: int = 1, **headers: str) -> Client:
    sender = Client(REMOTE_ADDR=address, headers=headers)
    for number in range(times):
        sent = {"text": f"{address} {number} {headers}", "name": "Pat", "reach": "5035550111"}
        sender.post("/insurance/", sent)
    return sender


def is_heard(address: str, **headers: str) -> bool:
    heard = WebQuestion.objects.count()
    asks(address, **headers)
    return WebQuestion.objects.count() > heard


def test_one_sender_is_heard_until_the_limit_and_the_neighbor_after_it() -> None:
    asks("198.51.100.7", QUESTIONS_AN_HOUR - 1)
    assert is_heard("198.51.100.7")
    assert not is_heard("198.51.100.7")
    assert is_heard("198.51.100.8")


def test_an_hour_later_the_same_sender_is_heard_again(time_machine) -> None:
    time_machine.move_to("2026-03-02T15:59:00Z", tick=False)
    asks("198.51.100.7", QUESTIONS_AN_HOUR)
    time_machine.shift(600)
    assert not is_heard("198.51.100.7"), "a new hour on the clock is not an hour later"
    time_machine.shift(3000)
    assert is_heard("198.51.100.7")


def test_behind_the_proxy_senders_are_told_apart_by_what_the_proxy_says(settings) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for number in range(QUESTIONS_AN_HOUR):
        asks("10.0.0.1", **{"X-Forwarded-For": f"203.0.113.{number}, 198.51.100.7"})
    made_up = {"X-Forwarded-For": "203.0.113.99, 198.51.100.7"}
    assert not is_heard("10.0.0.1", **made_up), "what a sender made up is not looked at"
    assert is_heard("10.0.0.1", **{"X-Forwarded-For": "198.51.100.8"})


def test_without_a_proxy_nobody_names_an_address_of_their_own() -> None:
    for number in range(QUESTIONS_AN_HOUR):
        asks("198.51.100.7", **{"X-Forwarded-For": f"203.0.113.{number}"})
    assert not is_heard("198.51.100.7", **{"X-Forwarded-For": "203.0.113.99"})


def test_the_many_addresses_of_one_household_are_one_sender() -> None:
    for number in range(QUESTIONS_AN_HOUR):
        asks(f"2001:db8:0:1::{number + 1:x}")
    assert not is_heard("2001:db8:0:1:ffff::1")
    assert is_heard("2001:db8:0:2::1")


def test_no_address_is_kept() -> None:
    asks("198.51.100.7")
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM cache_of_this_test")
        keys = [key for (key,) in cursor.fetchall()]
    assert keys
    assert not any("198.51.100.7" in key for key in keys)
