"""The whole practice starts from any folder, and ends when it is told to."""

import os
import shutil
import signal
import time
from contextlib import suppress
from pathlib import Path

import pytest

from tests.site.serving import Serving, serving

pytestmark = pytest.mark.slow
MAX_STOP_SECONDS = 120
"""A busy machine is no failure."""


@pytest.fixture
def server(tmp_path: Path, prepared_home: Path) -> Serving:
    shutil.copytree(prepared_home, tmp_path / "home")
    (tmp_path / "__init__.py").touch()
    with serving(tmp_path, "--processes", "2") as server:
        yield server


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def wait_until_gone(pids: list[int]) -> None:
    until = time.monotonic() + MAX_STOP_SECONDS
    while left := [pid for pid in pids if is_running(pid)]:
        assert time.monotonic() < until, left
        time.sleep(0.1)


def visitors_processes(server: Serving) -> list[int]:
    return [
        pid
        for pid in server.children()
        if "worker_process" not in Path(f"/proc/{pid}/cmdline").read_text()
    ]


def wait_for_others(server: Serving, pids: list[int], count: int) -> None:
    until = time.monotonic() + MAX_STOP_SECONDS
    while len(set(server.children()) - set(pids)) < count:
        assert time.monotonic() < until, server.log
        time.sleep(0.1)


def test_processes_killed_twice_in_a_row_are_started_again_and_all_end_with_the_server(
    server: Serving,
) -> None:
    """An open body holds up none of it."""
    first = server.children()
    assert len(first) == 3, "two for visitors, and the worker"
    for child in first:
        os.kill(child, signal.SIGKILL)
    wait_for_others(server, first, count=2)
    second = visitors_processes(server)
    for child in second:
        os.kill(child, signal.SIGKILL)
    wait_for_others(server, first + second, count=3)
    server.wait_until_up()
    children = server.children()
    with server.connect() as connection:
        connection.sendall(b"POST /help/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\na")
        server.process.terminate()
        assert server.process.wait(MAX_STOP_SECONDS) == 0
        with suppress(ConnectionResetError):
            assert b"408" not in connection.recv(4096), "it waited for the body until its deadline"
    wait_until_gone(children)


def test_a_server_that_is_killed_leaves_no_process_behind(server: Serving) -> None:
    children = server.children()
    server.process.kill()
    wait_until_gone(children)
