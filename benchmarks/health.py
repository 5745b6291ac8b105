"""How long `/healthz` takes while visitors send slowly and every mail server answers slowly.

    python -m benchmarks.health

By hand, not in `make test`. Eight bodies come a byte a second, eight password resets wait for a
mail server that greets after eight seconds, and `/healthz` is asked all the while.
"""

from __future__ import annotations

import http.client
import os
import re
import socket
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread
from typing import NamedTuple
from urllib.parse import urlencode

from benchmarks.fuzz import FORM_TOKEN
from benchmarks.machine import processor
from benchmarks.storm.server import Server

EIGHT = 8
GREETS_AFTER_SECONDS = 8


class Times(NamedTuple):
    """Milliseconds that answers of 200 took, and how many answers were none."""

    milliseconds: list[float]
    failed: int

    def __str__(self) -> str:
        in_order = sorted(self.milliseconds)
        middle, late = in_order[len(in_order) // 2], in_order[int(len(in_order) * 0.99)]
        return (
            f"{len(in_order)} answers, median {middle:.1f} ms, 99 in 100 under {late:.1f} ms, "
            f"longest {in_order[-1]:.1f} ms, failed {self.failed}"
        )


def main() -> None:
    parser = ArgumentParser(prog="python -m benchmarks.health")
    parser.add_argument("--seconds", type=float, default=30)
    options = parser.parse_args()
    over = Event()
    with TemporaryDirectory(prefix="guywire-health-") as folder, slow_mail_server(over) as mail:
        server = Server(Path(folder))
        server.environment["GUYWIRE_SMTP_URL"] = f"smtp+unencrypted://127.0.0.1:{mail.port}"
        server.start("--demo")
        try:
            alone = times(server, options.seconds / 3)
            senders = [Thread(target=send_slowly, args=(server, over)) for _ in range(EIGHT)]
            for sender in senders:
                sender.start()
            asked = [ask_for_password(server, number) for number in range(EIGHT)]
            beside = times(server, options.seconds)
        finally:
            over.set()
            server.stop()
    print(f"machine: {processor()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.0f}")
    print(f"alone: {alone}")
    print(f"beside {EIGHT} slow bodies and a slow mail server: {beside}")
    print(f"password resets answered: {asked}; the mail server was called {mail.calls} times")


class SlowMailServer:
    """Takes connections at once and greets late."""

    def __init__(self, listener: socket.socket, over: Event) -> None:
        self.listener, self.over, self.calls = listener, over, 0
        self.port = int(listener.getsockname()[1])

    def serve(self) -> None:
        while not self.over.is_set():
            with suppress(TimeoutError, OSError):
                connection, _ = self.listener.accept()
                self.calls += 1
                Thread(target=self._greet_late, args=(connection,), daemon=True).start()

    def _greet_late(self, connection: socket.socket) -> None:
        with connection, suppress(OSError):
            self.over.wait(GREETS_AFTER_SECONDS)
            connection.sendall(b"220 late.example ESMTP\r\n")
            self.over.wait(GREETS_AFTER_SECONDS)


@contextmanager
def slow_mail_server(over: Event) -> Iterator[SlowMailServer]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.5)
        server = SlowMailServer(listener, over)
        Thread(target=server.serve, daemon=True).start()
        yield server


def times(server: Server, seconds: float) -> Times:
    """Ask `/healthz` five times a second, each time on a connection of its own."""
    taken, failed, until = [], 0, time.monotonic() + seconds
    while time.monotonic() < until:
        began = time.perf_counter()
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
        try:
            connection.request("GET", "/healthz")
            failed += connection.getresponse().status != 200
        except OSError:
            failed += 1
        finally:
            connection.close()
        taken.append(1000 * (time.perf_counter() - began))
        time.sleep(0.2)
    return Times(taken, failed)


def send_slowly(server: Server, over: Event) -> None:
    """A body of 100,000 bytes, one a second, and another when the server hangs up."""
    head = (
        "POST /ask/ HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 100000\r\n\r\n"
    )
    while not over.is_set():
        with (
            suppress(OSError),
            socket.create_connection(("127.0.0.1", server.port), 30) as connection,
        ):
            connection.sendall(head.encode())
            while not over.wait(1):
                connection.sendall(b"a")


def ask_for_password(server: Server, number: int) -> int:
    """Have the demo's staff written to; the status that the page answers with."""
    emails = sorted(set(re.findall(r"[\w.]+@[\w.]+\w", server.log)))
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    connection.request("GET", "/accounts/password/reset/")
    answer = connection.getresponse()
    page = answer.read().decode()
    cookie = (answer.headers["Set-Cookie"] or "").partition(";")[0]
    token = page.partition(FORM_TOKEN)[2].partition('"')[0]
    body = urlencode({"email": emails[number % len(emails)], "csrfmiddlewaretoken": token})
    headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", "/accounts/password/reset/", body, headers)
    return connection.getresponse().status


if __name__ == "__main__":
    main()
