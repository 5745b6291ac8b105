"""The result is there at once: processor time, so that a busy machine is no failure."""

import time

import pytest
from django.test import Client

from guywire.body.fit import predict, short
from guywire.clinic.checks import fitting
from tests.clinic.checks.walk import LOOSE, TIGHT, whole_check

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
TIMES = 3
"""The fastest of them says what the work takes; a neighbour on the processor only adds to it."""


def seconds(client: Client) -> float:
    start = time.process_time()
    assert client.get("/check/result/").status_code == 200
    return time.process_time() - start


def cold_seconds(client: Client) -> float:
    fitting.fit_side.cache_clear()
    predict.expected.cache_clear()
    short._people_lost.cache_clear()
    return seconds(client)


def test_a_result_takes_under_a_second_cold_and_a_fifth_once_fitted(outsider: Client) -> None:
    whole_check(outsider, left=TIGHT, right=LOOSE)
    assert min(cold_seconds(outsider) for _ in range(TIMES)) < 1.0
    assert min(seconds(outsider) for _ in range(TIMES)) < 0.2
