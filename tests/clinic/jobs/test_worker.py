"""The worker outlives its jobs, works alone, and is missed when it stops."""

import logging
from datetime import timedelta
from threading import Event

import pytest
import time_machine

from guywire.clinic.jobs.job import Job
from guywire.clinic.jobs.models import JobRun, WorkerLease
from guywire.clinic.jobs.queries import LATE_AFTER, worker_state
from guywire.clinic.jobs.worker import LEASE, Worker
from tests.clinic.visits.racing import race, shared_database

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def clock():
    with time_machine.travel("2026-03-02T16:00:00Z", tick=False) as traveller:
        yield traveller


class Counter:
    def __init__(self, error: Exception | None = None) -> None:
        self.runs, self.error = 0, error

    def __call__(self) -> bool:
        self.runs += 1
        if self.error:
            raise self.error
        return False


def test_job_that_fails_holds_up_neither_the_others_nor_its_next_run(clock) -> None:
    broken, sound = Counter(KeyError("pat@example.org")), Counter()
    worker = Worker([Job("broken", broken, HOUR), Job("sound", sound, HOUR)])
    for _ in range(3):
        worker.step()
        clock.shift(HOUR)
    assert (broken.runs, sound.runs) == (3, 3)


def test_failure_is_logged_without_the_words_of_the_error(clock, caplog) -> None:
    with caplog.at_level(logging.ERROR):
        Worker([Job("broken", Counter(KeyError("pat@example.org")), HOUR)]).step()
    assert "broken failed" in caplog.text
    assert "KeyError (" in caplog.text
    assert "test_worker.py:" in caplog.text
    assert "pat@" not in caplog.text


def test_database_that_is_away_does_not_end_the_worker(clock, monkeypatch) -> None:
    worker = Worker([])
    monkeypatch.setattr(worker, "_holds_lease", Counter(RuntimeError("gone")))
    assert worker.step() is False


def test_job_runs_again_only_after_its_pause_also_after_a_restart(clock) -> None:
    job = Counter()
    for worker in (Worker([Job("daily", job, HOUR)]), Worker([Job("daily", job, HOUR)])):
        worker.step()
        worker._release()
    assert job.runs == 1
    clock.shift(HOUR)
    Worker([Job("daily", job, HOUR)]).step()
    assert job.runs == 2


def test_job_with_more_to_do_is_not_made_to_wait(clock) -> None:
    pieces = iter([True, True, False])
    worker = Worker([Job("pieces", lambda: next(pieces), HOUR)])
    assert [worker.step() for _ in range(4)] == [True, True, False, False]


def test_second_worker_waits_until_the_first_is_gone(clock) -> None:
    job = Counter()
    first, second = (Worker([Job("job", job, timedelta(0))]) for _ in range(2))
    first.step()
    second.step()
    assert job.runs == 1
    clock.shift(LEASE)
    second.step()
    assert job.runs == 2
    first.step()
    assert job.runs == 2, "the first has lost its lease"


def test_clock_set_back_leaves_no_lease_in_the_future(clock) -> None:
    job = Counter()
    Worker([]).step()
    clock.shift(-HOUR)
    Worker([Job("job", job, HOUR)]).step()
    assert job.runs == 1


@pytest.mark.django_db(transaction=True)
def test_one_of_many_racing_workers_works(tmp_path) -> None:
    def work() -> str:
        runs = Counter()
        Worker([Job("job", runs, HOUR)]).step()
        return str(runs.runs)

    with shared_database(tmp_path):
        assert race(*[work] * 8) == {"1": 1, "0": 7}


@pytest.mark.django_db(transaction=True)
def test_worker_that_is_stopped_lets_the_next_one_start_at_once() -> None:
    stop = Event()
    job = Job("stop", lambda: bool(stop.set()), HOUR)
    Worker([job]).run_until(stop)
    later = Counter()
    Worker([Job("later", later, HOUR)]).step()
    assert later.runs == 1


def test_worker_is_late_when_its_heartbeat_stops(clock) -> None:
    assert "has never run" in worker_state().text
    Worker([]).step()
    assert worker_state().text == "ok"
    clock.shift(LATE_AFTER + timedelta(seconds=1))
    assert worker_state().text == "The worker is late: last seen 2026-03-02 16:00 UTC."


def test_heartbeat_goes_on_while_nothing_is_to_do(clock) -> None:
    worker = Worker([])
    for _ in range(10):
        worker.step()
        clock.shift(timedelta(seconds=30))
    assert worker_state().text == "ok"
    assert WorkerLease.objects.count() == 1


def test_failing_job_is_named_until_it_ends_well(clock) -> None:
    job = Counter(ValueError())
    worker = Worker([Job("reminders", job, timedelta(0))])
    worker.step()
    assert worker_state().text == "The worker runs, but these jobs fail: reminders."
    worker.step()
    assert job.runs == 1, "a failing job is not run every two seconds"
    job.error = None
    clock.shift(timedelta(minutes=1))
    worker.step()
    assert worker_state().text == "ok"
    assert JobRun.objects.get().finished_at is not None
