"""A limit is exact, also when many come at the same moment, and a refusal costs nothing."""

from datetime import timedelta

import pytest
from django.db import transaction

from guywire.clinic.people.limits import Limit, remove_expired
from guywire.clinic.people.models import LimitCount
from tests.clinic.visits.racing import in_a_thread, race, shared_database

FIVE = Limit("test", 5, timedelta(minutes=5))
pytestmark = pytest.mark.django_db


def test_the_amount_is_spent_and_then_refused_for_each_subject_apart() -> None:
    assert [FIVE.spend("a") for _ in range(7)] == [True] * 5 + [False] * 2
    assert FIVE.spend("b")
    assert Limit("other", 5, timedelta(minutes=5)).spend("a")


def test_a_window_begins_with_the_first_time(time_machine) -> None:
    time_machine.move_to("2026-03-02T12:00:00Z", tick=False)
    for _ in range(5):
        FIVE.spend("a")
    time_machine.shift(299)
    assert not FIVE.spend("a")
    time_machine.shift(1)
    assert [FIVE.spend("a") for _ in range(6)] == [True] * 5 + [False]


def test_what_is_given_back_can_be_spent_again() -> None:
    for _ in range(5):
        FIVE.spend("a")
    FIVE.give_back("a")
    assert FIVE.spend("a")
    assert not FIVE.spend("a")


def test_a_transaction_that_fails_counts_nothing() -> None:
    with transaction.atomic():
        FIVE.spend("a")
        transaction.set_rollback(True)
    assert not FIVE.has_begun("a")


def test_hundreds_of_other_senders_do_not_open_a_used_up_limit() -> None:
    while FIVE.spend("locked"):
        pass
    for number in range(320):
        FIVE.spend(f"stranger {number}")
    assert not FIVE.spend("locked")


def test_counts_whose_window_is_over_are_removed(time_machine) -> None:
    time_machine.move_to("2026-03-02T12:00:00Z", tick=False)
    FIVE.spend("a")
    time_machine.shift(200)
    FIVE.spend("b")
    time_machine.shift(101)
    assert remove_expired() == 1
    assert LimitCount.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_twelve_at_once_spend_exactly_the_amount(tmp_path) -> None:
    with shared_database(tmp_path):
        outcomes = race(*[lambda: str(FIVE.spend("a"))] * 12)
        assert outcomes == {"True": 5, "False": 7}
        assert in_a_thread(lambda: LimitCount.objects.get().count) == 5
