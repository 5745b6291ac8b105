"""The processes of `guywire serve`: one a core that answers visitors, and one that works.

All of them end when the first one ends, whatever ends it.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from guywire.site.front.front import Front

WATCH_SECONDS = 0.5
RESTART_SECONDS = 5.0
MAX_STOP_SECONDS = 15.0


def cores() -> int:
    """The cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def end_with(parent: int) -> None:
    """End this process, as if it were told to, once its parent has gone."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(WATCH_SECONDS)
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(MAX_STOP_SECONDS)
        os._exit(1)

    Thread(target=watch, name="parent", daemon=True).start()


class Loader:
    """Makes the application in each process that answers visitors. Can be pickled."""

    def __init__(self) -> None:
        self.parent = os.getpid()
        self.started_at = time.monotonic()

    def __call__(self, _target: str) -> Front:
        """By import: the server would look in the folder it was started from first."""
        import django

        from guywire.site.asgi import application

        django.setup()
        end_with(self.parent)
        return application(self.started_at)


class Worker:
    """Runs the worker as a process of its own, and starts it again when it ends."""

    command = (sys.executable, "-m", "guywire.cli.worker_process")

    def __init__(self) -> None:
        self.stopping = Event()
        self.thread = Thread(target=self._keep_running, name="worker", daemon=True)

    def start(self) -> None:
        # Before the server forks: a process that is forked while Popen starts another keeps Popen's
        # pipe open, and Popen waits for it as long as that process lives.
        self.process = self._spawn()
        self.thread.start()

    def stop(self) -> None:
        self.stopping.set()
        self.thread.join(MAX_STOP_SECONDS + 1)

    def _keep_running(self) -> None:
        while True:
            while self.process.poll() is None and not self.stopping.wait(WATCH_SECONDS):
                pass
            if self.stopping.wait(RESTART_SECONDS):
                _end(self.process)
                return
            self.process = self._spawn()

    def _spawn(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen([*self.command, str(os.getpid())])  # noqa: S603


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(MAX_STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def server_logs() -> dict[str, Any]:
    """The server's own lines go where all others go, masked like them."""
    silent = {"handlers": [], "level": "WARNING", "propagate": True}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "loggers": {"_granian": silent, "granian.access": silent},
    }
