"""What each page of the desk and of the web costs in a small and a large practice; docs/desk.md.

    make bench-desk

Builds the demo practice and the large one on SQLite (or takes two that are there: `--small`,
`--large`), and asks for every page as the owner, in one process without a server. The cost is
the processor's own time, so that a busy machine changes it little: the median of the runs after
one that warms up. A page may take 300 ms, twice its time in the small practice, and as many
queries as there.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.machine import busy_cores, processor

PAGE = Path(__file__).parent.parent / "docs" / "desk.md"
DAY_MARK = "# A day at the desk"
"""What `make day` writes stays below."""
RUNS = 5
MAX_MS = 300.0
MAX_RATIO = 2.0
FLOOR_MS = 15.0
"""Below this twice is still nothing: ratios of a few milliseconds are the clock's."""
PUBLIC = {
    "home": "/",
    "visits": "/visits/",
    "times at a location": "/visits/time/?at=1&with=any",
    "how can we help": "/help/",
    "why": "/why/",
}


@dataclass(frozen=True)
class Cost:
    ms: float
    queries: int
    status: int


def desk_pages() -> dict[str, str]:
    """Every kind of page of the desk, for the person with the longest history."""
    from django.db.models import Count

    from guywire.clinic.people.models import Patient
    from guywire.clinic.visits.models import Therapist, Visit
    from guywire.clinic.visits.queries import upcoming
    from guywire.clinic.welcome.models import WebQuestion

    longest = Patient.objects.annotate(n=Count("sessions")).order_by("-n", "pk")[0].public_id
    often = Patient.objects.annotate(n=Count("visits")).order_by("-n", "pk")[0].public_id
    visit = upcoming()[0]
    past = Visit.objects.filter(status="attended").order_by("-starts_at")[0]
    question = WebQuestion.objects.filter(closed_at=None)[0].pk
    who = Therapist.objects.order_by("-pk")[0].pk
    return {
        "today": "/desk/",
        "follow-up list": "/desk/needs-me/",
        "follow-up list, mine": "/desk/needs-me/?whose=mine",
        "schedule, a day": f"/desk/diary/?day={visit.starts_local:%Y-%m-%d}",
        "schedule, a week": f"/desk/diary/?span=week&who={who}",
        "schedule, moving a visit": f"/desk/diary/?move={visit.public_id}",
        "book: times": f"/desk/visits/new/?at=1&with={who}",
        "a visit to come": f"/desk/visits/{visit.public_id}/",
        "a visit that is over": f"/desk/visits/{past.public_id}/",
        "other times of a visit": f"/desk/visits/{visit.public_id}/move/",
        "time off": "/desk/time-off/new/",
        "queue": "/desk/queue/",
        "a question": f"/desk/questions/{question}/",
        "people": "/desk/patients/",
        "search: a name": "POST /desk/patients/ maria",
        "search: a number": "POST /desk/patients/ 5035551000",
        "search: no one": "POST /desk/patients/ qqqq zzzz",
        "a person: most sessions": f"/desk/patients/{longest}/",
        "a person: most visits": f"/desk/patients/{often}/",
        "edit a person": f"/desk/patients/{longest}/edit/",
        "program": f"/desk/patients/{longest}/program/",
        "measure": f"/desk/patients/{longest}/measure/",
        "notices": "/desk/notices/",
        "rules": "/desk/rules/",
        "practice": "/desk/practice/",
        "staff": "/desk/staff/",
        "privacy": "/desk/privacy/",
        "who looked": "/desk/trail/",
    }


def measure() -> dict[str, Any]:
    """Ask for each page in this process, on the database of GUYWIRE_HOME."""
    from guywire.cli.serve import prepare

    prepare(8000)
    from django.test import Client

    from guywire.clinic.people.models import Patient, Staff

    owner = Client(HTTP_HOST="localhost:8000")
    omar = Staff.objects.get(email="omar@demo.example")
    owner.force_login(omar, backend="allauth.account.auth_backends.AuthenticationBackend")
    visitor = Client(HTTP_HOST="localhost:8000")
    costs = {f"desk: {name}": cost_of(owner, page) for name, page in desk_pages().items()}
    costs |= {f"web: {name}": cost_of(visitor, page) for name, page in PUBLIC.items()}
    return {
        "people": Patient.objects.count(),
        "costs": {name: vars(cost) for name, cost in costs.items()},
    }


def cost_of(client: Any, page: str) -> Cost:
    from django.db import connection

    queries = 0

    def counting(execute: Any, *arguments: Any) -> Any:
        nonlocal queries
        queries += 1
        return execute(*arguments)

    def ask() -> int:
        if page.startswith("POST "):
            _, address, words = page.split(" ", 2)
            return int(client.post(address, {"words": words}, follow=True).status_code)
        return int(client.get(page).status_code)

    status = ask()
    with connection.execute_wrapper(counting):
        ask()
    times = []
    for _ in range(RUNS):
        began = time.process_time()
        ask()
        times.append(time.process_time() - began)
    return Cost(statistics.median(times) * 1000, queries, status)


def practice(folder: Path, *options: str) -> dict[str, Any]:
    """Build the practice in this folder unless there is one, and measure it."""
    environment = os.environ | {"GUYWIRE_HOME": str(folder)}
    built = 0.0
    if not any(folder.glob("*.sqlite3")):
        began = time.monotonic()
        guywire = Path(sys.executable).with_name("guywire")
        subprocess.run([guywire, "demo", *options], env=environment, check=True)
        built = time.monotonic() - began
    measured = subprocess.run(
        [sys.executable, "-m", "benchmarks.desk", "--measure"],
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    return json.loads(measured.stdout.splitlines()[-1]) | {"built_s": built}


def report(small: dict[str, Any], large: dict[str, Any], built_s: float) -> str:
    rows, missed = [], 0
    for name, cost in large["costs"].items():
        before = small["costs"][name]
        slow = cost["ms"] > MAX_MS
        grew = cost["ms"] > max(MAX_RATIO * before["ms"], FLOOR_MS)
        more = cost["queries"] > before["queries"]
        words = [
            word
            for word, holds in (("too slow", slow), ("grew", grew), ("more queries", more))
            if holds
        ]
        missed += bool(words)
        rows.append(
            f"| {name} | {before['ms']:.0f} | {cost['ms']:.0f} | {before['queries']} "
            f"| {cost['queries']} | {'MISSED: ' + ', '.join(words) if words else 'met'} |"
        )
    built = f"`guywire demo --large` took {built_s / 60:.1f} minutes. " if built_s else ""
    return "\n".join(
        [
            "# What a page costs",
            "",
            "Made by `make bench-desk`; do not edit.",
            "",
            f"Machine: {processor()}, {os.cpu_count()} cores. Run on "
            f"{dt.datetime.now(dt.UTC).date()} on SQLite. Other programs kept "
            f"{busy_cores():.1f} cores busy.",
            "",
            f"A small practice of {small['people']:,} people beside one of {large['people']:,}. "
            f"{built}Milliseconds are the processor's own time for one page, the median of "
            f"{RUNS} runs, asked for by the owner (desk) or a visitor (web). The person pages show "
            "the person with the longest history.",
            "",
            f"Aim: under {MAX_MS:.0f} ms, at most twice the time in the small practice (from "
            f"{FLOOR_MS:.0f} ms up), no query more. Missed: {missed} of {len(rows)}.",
            "",
            "| page | small, ms | large, ms | queries, small | queries, large | aim |",
            "|---|---:|---:|---:|---:|---|",
            *rows,
            "",
        ]
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--measure", action="store_true", help="print the costs as JSON")
    parser.add_argument("--small", type=Path, help="a folder with a demo practice")
    parser.add_argument("--large", type=Path, help="a folder with a large practice")
    parser.add_argument("--people", type=int, default=50_000)
    options = parser.parse_args()
    if options.measure:
        print(json.dumps(measure()))
        return
    with tempfile.TemporaryDirectory() as folder:
        homes = [
            given or Path(folder) / name
            for given, name in ((options.small, "small"), (options.large, "large"))
        ]
        for home in homes:
            home.mkdir(exist_ok=True)
        small = practice(homes[0])
        large = practice(homes[1], "--large", "--people", str(options.people))
    _before, mark, day = PAGE.read_text().partition(DAY_MARK)
    PAGE.write_text(report(small, large, large["built_s"]) + (f"\n{mark}{day}" if mark else ""))


if __name__ == "__main__":
    main()
