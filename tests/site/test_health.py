"""A monitor reads at /healthz what an operator should look at."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from guywire.clinic.jobs.job import Job
from guywire.clinic.jobs.models import WorkerLease
from guywire.clinic.jobs.worker import Worker

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


def test_health_names_a_job_that_fails() -> None:
    Worker([Job("reminders", lambda: bool(1 / 0), timedelta(0))]).step()
    response = Client().get("/healthz")
    assert response.status_code == 503
    assert "these jobs fail: reminders" in response.json()["status"]
