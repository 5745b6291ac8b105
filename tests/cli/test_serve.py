"""The whole practice starts from any folder."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

PATIENCE_SECONDS = 60


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=2) as response:
            return bool(response.status == 200)
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False


@pytest.mark.slow
def test_it_serves_from_a_folder_that_is_a_package_itself(tmp_path: Path) -> None:
    (tmp_path / "__init__.py").touch()
    port = free_port()
    environment = os.environ | {"GUYWIRE_HOME": str(tmp_path / "var")}
    command = [sys.executable, "-m", "guywire", "serve", "--port", str(port)]
    server = subprocess.Popen(command, cwd=tmp_path, env=environment)
    try:
        until = time.monotonic() + PATIENCE_SECONDS
        while not (up := answers(f"http://127.0.0.1:{port}/healthz")) and time.monotonic() < until:
            time.sleep(0.5)
        assert up
    finally:
        server.terminate()
        server.wait(timeout=20)
