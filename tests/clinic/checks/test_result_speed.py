"""The result is there at once: processor time, so that a busy machine is no failure."""

import time

import pytest
from django.test import Client

from guywire.body.fit import predict, short
from guywire.clinic.checks import fitting
from tests.clinic.checks.walk import LOOSE, TIGHT, whole_check

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def seconds(client: Client) -> float:
    start = time.process_time()
    assert client.get("/check/result/").status_code == 200
    return time.process_time() - start


def test_a_result_takes_under_a_second_cold_and_a_fifth_once_fitted(outsider: Client) -> None:
    whole_check(outsider, left=TIGHT, right=LOOSE)
    fitting.fit_side.cache_clear()
    predict.expected.cache_clear()
    short._people_lost.cache_clear()
    assert seconds(outsider) < 1.0
    assert seconds(outsider) < 0.2
