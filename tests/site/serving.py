"""A server as an operator starts it, on a port of its own, for the tests that need the whole."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

MAX_START_SECONDS = 90


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def responds(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=2) as response:
            return bool(response.status == 200)
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False


@dataclass
class Serving:
    """A running `guywire serve`: its port, its process and its log."""

    port: int
    process: subprocess.Popen[bytes]
    log_file: Path

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> str:
        return self.log_file.read_text()

    def children(self) -> list[int]:
        task = Path(f"/proc/{self.process.pid}/task")
        return [
            int(pid) for own in task.iterdir() for pid in (own / "children").read_text().split()
        ]

    def connect(self, timeout: float = 30) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=timeout)

    def send(self, request: bytes) -> bytes:
        """What comes back until the server closes, or as much as fits a packet."""
        with self.connect() as connection:
            # It may refuse before it has read everything: its answer is waiting.
            with suppress(OSError):
                connection.sendall(request)
            return connection.recv(65536)

    def wait_until_up(self) -> None:
        until = time.monotonic() + MAX_START_SECONDS
        while not responds(f"{self.address}/healthz"):
            assert time.monotonic() < until, self.log
            assert self.process.poll() is None, self.log
            time.sleep(0.2)


@contextmanager
def serving(folder: Path, *options: str) -> Iterator[Serving]:
    port, log_file = free_port(), folder / "log"
    own = {"DJANGO_SETTINGS_MODULE": "guywire.site.settings", "GUYWIRE_HOME": str(folder / "home")}
    environment = os.environ | own
    environment.pop("GUYWIRE_DATABASE_URL", None)
    command = [sys.executable, "-m", "guywire", "serve", "--port", str(port), *options]
    with log_file.open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log)
    server = Serving(port, process, log_file)
    try:
        server.wait_until_up()
        yield server
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            process.kill()
