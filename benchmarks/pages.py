"""How long the server works before a page is there; writes docs/pages.md.

    .venv/bin/python -m benchmarks.pages

Each round is a process of its own with a practice of its own, so that *first* means what it says.
Processor time, which a neighbour on the machine does not add to, and the time on the clock.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.machine import processor, wait_until_quiet

PAGE = Path(__file__).parent.parent / "docs" / "pages.md"
ROUNDS = 5
PATIENCE_S = 120
AIMS_S = {
    "the engine, imported after NumPy": 0.25,
    "result, the first of a process": 1.0,
    "result, again": 0.2,
}
PAGES = {
    "result": "/check/result/",
    "why": "/why/",
    "program": "/program/",
    "evidence": "/evidence/",
}

Took = dict[str, tuple[float, float]]
"""Seconds of the processor and on the clock, by what was done."""


def main() -> None:
    if "round" in sys.argv:
        print(json.dumps(one_round()))
        return
    rounds = [in_a_fresh_process() for _ in range(ROUNDS)]
    text = page(rounds)
    PAGE.write_text(text, encoding="utf-8")
    print(text)


def in_a_fresh_process() -> Took:
    wait_until_quiet(PATIENCE_S)
    command = [sys.executable, "-m", "benchmarks.pages", "round"]
    with tempfile.TemporaryDirectory() as home:
        environment = os.environ | {"GUYWIRE_HOME": home}
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    took: Took = json.loads(done.stdout.splitlines()[-1])
    return took


def one_round() -> Took:
    import numpy as np  # noqa: F401

    took: Took = {}
    timed(took, "the engine, imported after NumPy", lambda: __import__("guywire.body"))
    from guywire.cli.serve import prepare

    prepare(8000)
    from django.test import Client
    from django.test.utils import setup_test_environment

    setup_test_environment()
    from tests.clinic.checks.walk import LOOSE, TIGHT, reading, whole_check

    from guywire.clinic.demo import opening as demo

    somebody = Client()
    whole_check(somebody, left=TIGHT, right=LOOSE)

    def opened(path: str) -> Callable[[], Any]:
        def get() -> None:
            assert somebody.get(path).status_code == 200, path

        return get

    for name, path in PAGES.items():
        timed(took, f"{name}, the first of a process", opened(path))
    for name, path in PAGES.items():
        timed(took, f"{name}, again", opened(path))
    somebody.post("/check/left-side/", reading(pelvis="6", thigh="-3", shin="-55"))
    for name, path in PAGES.items():
        timed(took, f"{name}, other readings of one side", opened(path))
    timed(took, "the demo practice, made", demo.open_practice)
    return took


def timed(took: Took, name: str, work: Callable[[], Any]) -> None:
    work_s, clock_s = time.process_time(), time.perf_counter()
    work()
    took[name] = (time.process_time() - work_s, time.perf_counter() - clock_s)


def page(rounds: list[Took]) -> str:
    opening = [
        "# How long the server works",
        "",
        "Made by `.venv/bin/python -m benchmarks.pages`; do not edit.",
        "",
        f"Machine: {processor()}, {os.cpu_count()} cores. "
        f"Run on {dt.datetime.now(dt.UTC):%Y-%m-%d}.",
        "",
        f"{ROUNDS} processes, each with a practice of its own on SQLite, one request after",
        "another. Seconds: the median, and in brackets the worst.",
        "",
        "| what | processor | on the clock | aim |",
        "|---|---:|---:|---:|",
    ]
    return "\n".join([*opening, *(_row(name, rounds) for name in rounds[0])]) + "\n"


def _row(name: str, rounds: list[Took]) -> str:
    work, clock = (
        f"{statistics.median(seconds):.2f} ({max(seconds):.2f})"
        for seconds in zip(*(took[name] for took in rounds), strict=True)
    )
    aim = AIMS_S.get(name)
    return f"| {name} | {work} | {clock} | {f'under {aim:g}' if aim else ''} |"


if __name__ == "__main__":
    main()
