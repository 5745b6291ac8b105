"""A monitor reads at /healthz what an operator should look at."""

import time
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from guywire.clinic.jobs.job import Job
from guywire.clinic.jobs.models import WorkerLease
from guywire.clinic.jobs.worker import Worker
from guywire.site import health

pytestmark = pytest.mark.django_db


def test_health_is_ok_while_the_worker_works() -> None:
    Worker([]).step()
    response = Client().get("/healthz")
    assert response.status_code == 200
    assert response.json()["status"] == "ok"
    assert response.json()["database"] in {"sqlite", "postgresql"}


def test_health_says_when_the_worker_is_late() -> None:
    WorkerLease.objects.create(pk=1, seen_at=timezone.now() - timedelta(hours=1))
    response = Client().get("/healthz")
    assert response.status_code == 503
    assert "The worker is late" in response.json()["status"]


@pytest.mark.django_db(transaction=True)
def test_health_is_starting_until_the_worker_had_time_to_start() -> None:
    just_now = time.monotonic()
    assert health.report_outside_a_request(just_now)["status"] == "starting"
    late = health.report_outside_a_request(just_now - health.MAX_START_SECONDS)
    assert "The worker has never run" in late["status"]


@pytest.mark.django_db(transaction=True)
def test_a_practice_that_was_off_for_days_is_starting_too() -> None:
    WorkerLease.objects.create(pk=1, seen_at=timezone.now() - timedelta(days=3))
    assert health.report_outside_a_request(time.monotonic())["status"] == "starting"


def test_health_names_a_job_that_fails() -> None:
    Worker([Job("reminders", lambda: bool(1 / 0), timedelta(0))]).step()
    response = Client().get("/healthz")
    assert response.status_code == 503
    assert "these jobs fail: reminders" in response.json()["status"]
