"""The worker beside the server is there before the server forks, and is started again."""

import sys
import time

import pytest

from guywire.cli import processes

FOREVER = (sys.executable, "-c", "import time; time.sleep(60)")


@pytest.fixture
def worker(monkeypatch):
    monkeypatch.setattr(processes, "RESTART_SECONDS", 0.05)
    monkeypatch.setattr(processes, "WATCH_SECONDS", 0.05)
    monkeypatch.setattr(processes.Worker, "command", FOREVER)
    worker = processes.Worker()
    yield worker
    worker.stop()
    assert worker.process.poll() is not None, "it ends with the server"


def test_it_runs_once_start_has_returned(worker) -> None:
    worker.start()
    assert worker.process.poll() is None


def test_it_is_started_again_when_it_is_killed(worker) -> None:
    worker.start()
    first = worker.process
    first.kill()
    until = time.monotonic() + 20
    while worker.process is first and time.monotonic() < until:
        time.sleep(0.05)
    assert worker.process is not first
    assert worker.process.poll() is None
