"""Book through the real pages while the server is killed; check every answer against a model.

    make storm
    python -m benchmarks.storm --attempts 10000 --workers 64 --database postgres
    python -m benchmarks.storm --sessions 1000 --workers 16

Exits with 1 if an answer was not true. Writes nothing but what it prints.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread

from benchmarks.machine import processor
from benchmarks.storm.register import Attempt, anomalies
from benchmarks.storm.server import Server, postgres, small_disk
from benchmarks.storm.sessions import SessionStorm, phones, session_faults
from benchmarks.storm.stored import stored
from benchmarks.storm.visitors import Storm, find_slots, sign_in

DISK_MEGABYTES = {"sqlite": 96, "postgres": 320}


def main() -> None:
    options = arguments()
    with practice(options) as server:
        faults = (sessions if options.sessions else bookings)(server, options)
        print(f"stack traces in the log: {server.log.count('Traceback (most recent call last)')}")
        if options.keep_log:
            options.keep_log.write_text(server.log)
    print(f"anomalies: {len(faults)}")
    for fault in faults[:20]:
        print(f"  {fault}")
    sys.exit(bool(faults))


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.storm")
    parser.add_argument("--attempts", type=int, default=10_000)
    parser.add_argument("--sessions", type=int, default=0, help="send so many instead of booking")
    parser.add_argument("--workers", type=int, default=64)
    parser.add_argument("--slots", type=int, default=90, help="how many times they fight over")
    parser.add_argument("--processes", type=int, default=2, help="of the server")
    parser.add_argument("--minutes", type=float, default=30, help="stop after this long")
    parser.add_argument("--every", type=float, default=15, help="seconds between two blows")
    parser.add_argument("--database", choices=("sqlite", "postgres"), default="sqlite")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--blows", default="process,server,clock,disk")
    parser.add_argument("--keep-log", type=Path)
    return parser.parse_args()


@contextmanager
def practice(options: argparse.Namespace) -> Iterator[Server]:
    blows = options.blows.split(",")
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="guywire-storm-")))
        disk = None
        if "disk" in blows:
            size = DISK_MEGABYTES[options.database]
            disk = stack.enter_context(small_disk(folder, size))
            if disk is None:
                print("no full disk: this user may not mount one")
        is_postgres = options.database == "postgres"
        url = stack.enter_context(postgres(disk or folder)) if is_postgres else None
        server = Server(
            folder, url, processes=options.processes, with_clock="clock" in blows, disk=disk
        )
        if "clock" in blows and not server.has_clock:
            print("no clock jumps: there is no C compiler")
        try:
            server.start("--demo")
            yield server
        finally:
            server.stop()


def bookings(server: Server, options: argparse.Namespace) -> list[str]:
    slots = find_slots(server, options.slots)
    desk = sign_in(server, "fran@demo.example", server.codes("Front desk")[0])
    began = time.monotonic()
    until = began + options.minutes * 60
    storm = Storm(server, slots, desk, options.attempts, options.seed, until)
    with weather(server, options), storm.raging(options.workers):
        pass
    took = time.monotonic() - began
    server.stop()
    report(storm, options, took)
    faults = anomalies(storm.history, stored(server.home, server.database_url))
    return [*(told_with(fault, storm.history) for fault in faults), *storm.errors]


def told_with(fault: str, history: list[Attempt]) -> str:
    """The fault, and under it all that was tried with the visits it names."""
    attempts = sorted(history, key=lambda attempt: attempt.began)
    named = [attempt for attempt in attempts if attempt.visit and attempt.visit in fault]
    return "\n    ".join([fault, *map(str, named)])


def sessions(server: Server, options: argparse.Namespace) -> list[str]:
    began = time.monotonic()
    storm = SessionStorm(
        phones(server, options.sessions, options.seed), options.seed, began + options.minutes * 60
    )
    with weather(server, options), storm.raging(options.workers):
        pass
    took = time.monotonic() - began
    server.stop()
    report_machine(options)
    count = sum(len(phone.recorded) for phone in storm.phones)
    saved = sum(len(phone.saved) for phone in storm.phones)
    print(f"sessions: {count:,} of {len(storm.phones)} phones, each sent twice, in {took:.0f} s")
    print(f"confirmed as saved: {saved:,}")
    print(f"answers: {dict(storm.answers)}; not sent in time: {storm.unsent}")
    print(f"blows: {server.happened}")
    return session_faults(storm.phones, server.home, server.database_url)


@contextmanager
def weather(server: Server, options: argparse.Namespace) -> Iterator[None]:
    """Blow after blow until the block ends; the clock is right and the server up at the end."""
    blows = {"process": server.kill_one_process, "server": server.kill_and_restart}
    if server.has_clock:
        blows["clock"] = server.jump_clock
    if server.disk:
        blows["disk"] = server.fill_disk
    named = [blows[name] for name in options.blows.split(",") if name in blows]
    chance, over = random.Random(options.seed), Event()  # noqa: S311

    def blow() -> None:
        number = 0
        while named and not over.wait(options.every * chance.uniform(0.5, 1.5)):
            server.start_if_ended()
            named[number % len(named)]()
            number += 1
        server.start_if_ended()

    thread = Thread(target=blow)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def report(storm: Storm, options: argparse.Namespace, took: float) -> None:
    kinds = Counter(attempt.kind for attempt in storm.history)
    answers = Counter(str(attempt.answer) for attempt in storm.history)
    others = Counter(
        attempt.detail[:160] for attempt in storm.history if attempt.answer.name == "REFUSED"
    )
    report_machine(options)
    print(f"times: {len(storm.slots)}")
    print(f"attempts: {len(storm.history):,} in {took:.0f} s, {dict(kinds)}")
    print(f"answers: {dict(answers)}")
    print(f"blows: {storm.server.happened}")
    for words, times in others.most_common(5):
        print(f"  other refusal, {times} times: {words}")


def report_machine(options: argparse.Namespace) -> None:
    print(f"machine: {processor()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.0f}")
    print(f"database: {options.database}; {options.workers} workers")


if __name__ == "__main__":
    main()
