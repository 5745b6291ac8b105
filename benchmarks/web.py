"""How many pages a second `guywire serve` gives eight visitors at once; writes docs/web.md.

    make bench-web

A demo practice on SQLite, one process a core, `wrk` on the same machine. Every page in turn, round
after round, so that a busy moment of the machine hits them all; beside them a bare page: a
constant text of the same server, which no page can be faster than.

*Finished*: for someone of whom we hold nothing. *Rendered*: for someone with a cookie of ours,
so that Django puts the page together. *After a change*: the first one made after something that
public pages show has changed, for one visitor, until the answer is there.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.machine import busy_cores, processor, wait_until_quiet

PAGE = Path(__file__).parent.parent / "docs" / "web.md"
ROUNDS = 3
SECONDS = 3
VISITORS = 8
CHANGES = 20
PATIENCE_S = 300
OURS = "guywire_check=x"
MAX_P95_MS = 6.0
PEER = {"home": 148, "times of a therapist": 353, "visits": 42}
"""Easy!Appointments 1.6.0 on this kind of machine: home, hours of one day, days of a month."""
MADE_AIMS = {"home": 740, "times of a therapist": 600, "visits": 600}
TIMES_THE_PEER = 20
PAGES = {"home": "/", "visits": "/visits/", "times of a therapist": "/visits/time/?at=1&with=1"}
BARE = "a bare page"
BARE_APP = """
import os, sys
from granian.constants import HTTPModes, Interfaces
from granian.server import Server

BODY = b"x" * 8000
HEAD = {"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/html")]}

async def app(scope, receive, send):
    await send(HEAD)
    await send({"type": "http.response.body", "body": BODY})

def load(target):
    return app

Server(
    "bare", port=int(sys.argv[1]), interface=Interfaces.ASGINL, workers=int(sys.argv[2]),
    http=HTTPModes.http1, websockets=False, log_enabled=False,
).serve(target_loader=load)
"""
LUA = """
done = function(summary, latency, requests)
  io.write(string.format("RESULT %f %f %d %d\\n", summary.requests / summary.duration * 1e6,
    latency:percentile(95) / 1000, summary.errors.status + summary.errors.timeout,
    summary.requests))
end
"""


@dataclass(frozen=True)
class Rate:
    """Pages a second, the time that 95 of 100 of them take at most, and how many failed."""

    per_second: float
    p95_ms: float
    failed: int
    requests: int


@dataclass(frozen=True)
class Memory:
    """Of the processes that answer visitors, together: before and after so many requests."""

    before_mb: float
    after_mb: float
    requests: int


@dataclass(frozen=True)
class Row:
    name: str
    how: str
    rates: list[Rate]
    aim: float | None = None
    max_p95_ms: float | None = None

    @property
    def per_second(self) -> float:
        return statistics.median(rate.per_second for rate in self.rates)

    @property
    def p95_ms(self) -> float:
        return statistics.median(rate.p95_ms for rate in self.rates)

    @property
    def verdict(self) -> str:
        if self.aim is None:
            return ""
        slow = self.max_p95_ms is not None and self.p95_ms >= self.max_p95_ms
        failed = any(rate.failed for rate in self.rates)
        return "MISSED" if self.per_second < self.aim or slow or failed else "met"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder)) as ports:
        server, site, bare = ports
        busy = wait_until_quiet(PATIENCE_S)
        rates: dict[tuple[str, str], list[Rate]] = {}
        for number in range(ROUNDS):
            if number == 1:
                before = (megabytes(server), requests_of(rates))
            rates.setdefault((BARE, ""), []).append(measured(bare, "/", Path(folder)))
            for name, path in PAGES.items():
                for how, cookie in (("finished", ""), ("rendered", OURS)):
                    rate = measured(site, path, Path(folder), cookie)
                    rates.setdefault((name, how), []).append(rate)
        changes = {name: after_changes(site, path, Path(folder)) for name, path in PAGES.items()}
        memory = Memory(before[0], megabytes(server), requests_of(rates) - before[1])
    text = page(rates, changes, memory, busy)
    PAGE.write_text(text, encoding="utf-8")
    print(text)


@contextmanager
def serving(folder: Path) -> Iterator[tuple[int, int, int]]:
    """The process of the practice, its port, and the port of the bare page."""
    if shutil.which("wrk") is None:
        raise SystemExit("This needs wrk:  apt-get install wrk")
    site, bare = free_port(), free_port()
    (folder / "rate.lua").write_text(LUA)
    (folder / "bare.py").write_text(BARE_APP)
    environment = os.environ | {"GUYWIRE_HOME": str(folder / "home")}
    commands = [
        [sys.executable, "-m", "guywire", "serve", "--demo", "--port", str(site)],
        [sys.executable, str(folder / "bare.py"), str(bare), str(os.cpu_count())],
    ]
    quiet = subprocess.DEVNULL
    servers = [
        subprocess.Popen(command, cwd=folder, env=environment, stdout=quiet, stderr=quiet)
        for command in commands
    ]
    try:
        for address in (f"http://127.0.0.1:{site}/healthz", f"http://127.0.0.1:{bare}/"):
            wait_until_up(address)
        yield servers[0].pid, site, bare
    finally:
        for server in servers:
            server.terminate()
            server.wait(30)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_up(address: str) -> None:
    until = time.monotonic() + 120
    while time.monotonic() < until:
        try:
            urllib.request.urlopen(address, timeout=2).read()  # noqa: S310 - of this machine.
            return
        except OSError:
            time.sleep(0.5)
    raise SystemExit(f"{address} does not answer")


def measured(port: int, path: str, folder: Path, cookie: str = "") -> Rate:
    address = f"http://127.0.0.1:{port}{path}"
    command = ["wrk", "-t1", f"-c{VISITORS}", f"-d{SECONDS}", "-s", str(folder / "rate.lua")]
    if cookie:
        command += ["-H", f"Cookie: {cookie}"]
    output = subprocess.run([*command, address], capture_output=True, text=True, check=True).stdout
    found = re.search(r"RESULT (\S+) (\S+) (\d+) (\d+)", output)
    assert found, output
    return Rate(float(found[1]), float(found[2]), int(found[3]), int(found[4]))


def requests_of(rates: dict[tuple[str, str], list[Rate]]) -> int:
    """How many the practice has answered."""
    return sum(rate.requests for (name, _), some in rates.items() if name != BARE for rate in some)


def megabytes(server: int) -> float:
    """What the children of the server hold that answer visitors (Linux)."""
    children = Path(f"/proc/{server}/task/{server}/children").read_text().split()
    held = 0
    for child in children:
        if "worker_process" not in Path(f"/proc/{child}/cmdline").read_text():
            status = Path(f"/proc/{child}/smaps_rollup").read_text()
            held += sum(int(kb) for kb in re.findall(r"^Pss:\s+(\d+)", status, re.MULTILINE))
    return held / 1024


def after_changes(port: int, path: str, folder: Path) -> list[float]:
    """Milliseconds until the first answer after a change, each over a connection of its own."""
    took = []
    database = sqlite3.connect(folder / "home" / "guywire.sqlite3", isolation_level=None)
    for _ in range(CHANGES):
        database.execute("UPDATE welcome_clinic SET name = name")
        start = time.perf_counter()
        urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=30).read()
        took.append((time.perf_counter() - start) * 1000)
    database.close()
    return took


def rows(rates: dict[tuple[str, str], list[Rate]]) -> Iterator[Row]:
    for (name, how), measurements in rates.items():
        if how == "finished":
            yield Row(name, how, measurements, TIMES_THE_PEER * PEER[name], MAX_P95_MS)
        else:
            yield Row(name, how, measurements, MADE_AIMS.get(name))


def page(
    rates: dict[tuple[str, str], list[Rate]],
    changes: dict[str, list[float]],
    memory: Memory,
    busy: float,
) -> str:
    opening = [
        "# How many pages a second",
        "",
        "Made by `make bench-web`; do not edit.",
        "",
        f"Machine: {processor()}, {os.cpu_count()} cores, the visitors on the same machine. "
        f"Run on {dt.datetime.now(dt.UTC):%Y-%m-%d}.",
        f"Other programs kept {busy:.1f} cores busy just before; {busy_cores():.1f} just after.",
        "",
        f"`guywire serve --demo` on SQLite, one process a core, {VISITORS} visitors at once,",
        f"{ROUNDS} rounds of {SECONDS} seconds a page. The median of the rounds; in brackets the",
        "slowest. *Finished*: for someone of whom we hold nothing. *Rendered*: for someone with",
        "a cookie of ours, so that Django puts the page together from parts that it renders once",
        "for each version of the content. A *bare page* is a constant text of the same server.",
        "",
        "| page | | a second | 95 of 100 within | aim | |",
        "|---|---|---:|---:|---:|---|",
        *(_row(row) for row in rows(rates)),
        "",
        f"The aim of a finished page is {TIMES_THE_PEER} times Easy!Appointments 1.6.0 (home "
        f"{PEER['home']}, hours of one",
        f"day {PEER['times of a therapist']}, days of a month {PEER['visits']} a second) with 95 "
        f"of 100 within {MAX_P95_MS:g} ms; those figures are of an",
        "earlier run on a machine like this one.",
        "",
        "The first answer after something that public pages show has changed, for one visitor:",
        "",
        "| page | milliseconds, median | slowest |",
        "|---|---:|---:|",
        *(
            f"| {name} | {statistics.median(took):.0f} | {max(took):.0f} |"
            for name, took in changes.items()
        ),
        "",
        f"Memory of the processes that answer visitors, together: {memory.before_mb:.0f} MB after "
        "the first round,",
        f"{memory.after_mb:.0f} MB after {memory.requests:,} more requests of all kinds.",
    ]
    return "\n".join(opening) + "\n"


def _row(row: Row) -> str:
    slowest = min(rate.per_second for rate in row.rates)
    aim = f"{row.aim:,.0f}" if row.aim else ""
    rate = f"{row.per_second:,.0f} ({slowest:,.0f})"
    return f"| {row.name} | {row.how} | {rate} | {row.p95_ms:.1f} ms | {aim} | {row.verdict} |"


if __name__ == "__main__":
    main()
