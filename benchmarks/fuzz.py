"""Hostile requests to every public address of a real server; counts what must not happen.

    make fuzz
    python -m benchmarks.fuzz --requests 100000 --minutes 20

By hand, not in `make test`. All traffic goes to 127.0.0.1. Exits with 1 at a 5xx that is not "too
busy", at a stack trace in the log, or if the server does not answer at the end.
"""

from __future__ import annotations

import argparse
import http.client
import os
import random
import re
import socket
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock, Thread
from typing import Any
from urllib.parse import quote

from benchmarks.machine import processor
from benchmarks.storm.server import Server

BESIDE_PAGES = (
    "/static/x.css",
    "/static/../settings.py",
    "/robots.txt",
    "/favicon.ico",
    "/%2e%2e/%2e%2e/etc/passwd",
)
"""Addresses that are no pages."""
PARTS = (
    "x",
    "left-side",
    "1",
    "supine",
    "2026-11-27",
    "a1b2c3d4e5f6",
    "00000000-0000-0000-0000-000000000000",
)
"""What stands where an address has a part of its own."""
COOKIES = (
    "guywire_check guywire_program guywire_sharing guywire_visits sessionid csrftoken messages"
)
HOSTILE = (
    "",
    "\x00",
    "'\" OR 1=1 --",
    "<script>alert(1)</script>",
    "{{7*7}}{% now %}",
    "%s%n%x",
    "../../../../etc/passwd",
    "\r\nSet-Cookie: a=b",
    "99999999999999999999999999",
    "-1",
    "1e309",
    "NaN",
    "٣",
    "²",
    "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"),
    "\u202e\u200b\ufeff",
    "00000000-0000-0000-0000-000000000000",
    "20261332T2561Z",
    "99991231T2359Z",
    "0001-01-01",
    "[" * 3000,
    '{"a":' * 500,
    '[{"stretch":"supine","side":"left","seconds_asked":1e999}]',
    "online",
    "any",
    "a" * 3500,
    "é" * 900,
    ".eJw:1:x",
    "eyJhIjoxfQ:1x:AAAA",
)
METHODS = ("GET", "GET", "POST", "POST", "POST", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE", "X")
TYPES = (
    "application/x-www-form-urlencoded",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "multipart/form-data",
    "application/json",
    "text/plain; charset=nonsense",
    "\\",
)
LANGUAGES = ("en", "de", "xx-" + "y" * 300, "*;q=9", "../..", "")
HALF_A_BODY = b"Content-Length: 10\r\n\r\nabc"
FORM_TOKEN = 'name="csrfmiddlewaretoken" value="'  # noqa: S105 - as it stands in a page.


def paths() -> list[str]:
    """Every address of the practice, with parts put in."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guywire.site.settings_test")
    import django
    from django.urls import get_resolver

    django.setup()
    routes = sorted(set(_routes(get_resolver().url_patterns)))
    chance = random.Random(1)  # noqa: S311
    filled = [re.sub(r"<[^>]*>", lambda _: chance.choice(PARTS), route) for route in routes]
    return [f"/{path}" for path in filled] + list(BESIDE_PAGES)


def _routes(patterns: Iterable[Any], before: str = "") -> Iterator[str]:
    for pattern in patterns:
        route = before + re.sub(r"[\^$?]|\(\?P|\)|\\Z", "", str(pattern.pattern))
        if inside := getattr(pattern, "url_patterns", None):
            yield from _routes(inside, route)
        else:
            yield route


def field_names() -> list[str]:
    """The names of all fields that pages and forms have."""
    import guywire

    folder = Path(guywire.__file__).parent
    pages = "".join(page.read_text() for page in folder.rglob("*.html"))
    forms = "".join(module.read_text() for module in folder.rglob("*forms.py"))
    named = re.findall(r' name="([a-z_]+)"', pages)
    declared = re.findall(r"^    ([a-z_]+) = (?:forms\.)?[A-Z]\w*Field\(", forms, re.M)
    return sorted({*named, *declared, "next", "q", "lang"})


class Fuzz:
    def __init__(self, server: Server, requests: int, seconds: float) -> None:
        self.server, self.left = server, requests
        self.until = time.monotonic() + seconds
        self.statuses: Counter[str] = Counter()
        self.wrong: list[str] = []
        self.lock = Lock()
        self.paths, self.names = paths(), field_names()
        page = self._form_page()
        self.csrf_cookie, self.csrf_token = page

    def run(self, workers: int, seed: int) -> None:
        threads = [Thread(target=self.work, args=(seed * 1000 + n,)) for n in range(workers)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def work(self, seed: int) -> None:
        chance = random.Random(seed)  # noqa: S311
        while time.monotonic() < self.until:
            with self.lock:
                if self.left <= 0:
                    return
                self.left -= 1
            is_raw = chance.random() < 0.1
            request = raw_request(chance) if is_raw else self.request(chance)
            # A body that never comes is waited for 20 seconds: a few such are enough.
            hangs_up = request.endswith(HALF_A_BODY) and chance.random() < 0.98
            status = self.send(request, hangs_up=hangs_up)
            with self.lock:
                self.statuses[status] += 1
                if status in ("500", "502", "504", "501"):
                    self.wrong.append(f"{status} {request[:300]!r}")

    def request(self, chance: random.Random) -> bytes:
        """A request that HTTP allows, with values that no page expects."""
        method, path = chance.choice(METHODS), chance.choice(self.paths)
        if chance.random() < 0.15:
            path += quote(chance.choice(HOSTILE)[:300])
        if chance.random() < 0.6:
            path += "?" + form(chance, self.names)
        cookies = [f"csrftoken={self.csrf_cookie}"] if chance.random() < 0.8 else []
        for name in chance.sample(COOKIES.split(), chance.randrange(3)):
            text = chance.choice(HOSTILE)[:1000]
            cookies.append(f"{name}={quote(text) if chance.random() < 0.7 else clean(text)}")
        body = form(chance, self.names) if method in ("POST", "PUT") else ""
        if body and chance.random() < 0.8:
            body += f"&csrfmiddlewaretoken={self.csrf_token}"
        kind = chance.choice(TYPES)
        if "boundary" in kind:
            body = multipart(chance, self.csrf_token, chance.choice(self.names))
        lines = [
            f"{method} {path} HTTP/1.1",
            f"Host: 127.0.0.1:{self.server.port}",
            "Connection: close",
            f"Cookie: {'; '.join(cookies)}",
            f"Accept-Language: {chance.choice(LANGUAGES)}",
            f"X-Forwarded-For: {clean(chance.choice(HOSTILE))[:200]}",
        ]
        if chance.random() < 0.2:
            lines.append("Accept: application/json")
        content = body.encode(errors="replace")
        if content:
            lines += [f"Content-Type: {kind}", f"Content-Length: {len(content)}"]
        return "\r\n".join([*lines, "", ""]).encode(errors="replace") + content

    def send(self, request: bytes, *, hangs_up: bool) -> str:
        """The status, or how the connection ended."""
        try:
            with socket.create_connection(("127.0.0.1", self.server.port), 30) as connection:
                connection.sendall(request)
                if hangs_up:
                    connection.shutdown(socket.SHUT_WR)
                answer = b""
                while b"\r\n" not in answer and (part := connection.recv(4096)):
                    answer += part
        except TimeoutError:
            return "timeout"
        except OSError:
            return "closed"
        return answer[9:12].decode("ascii", "replace") if answer else "closed"

    def _form_page(self) -> tuple[str, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=60)
        connection.request("GET", "/accounts/login/")
        answer = connection.getresponse()
        page = answer.read().decode()
        cookie = (answer.headers["Set-Cookie"] or "").partition("=")[2].partition(";")[0]
        return cookie, page.partition(FORM_TOKEN)[2].partition('"')[0]


def form(chance: random.Random, known: list[str]) -> str:
    names = chance.sample(known, chance.randrange(1, 8))
    return "&".join(f"{name}={quote(chance.choice(HOSTILE))}" for name in names)


def multipart(chance: random.Random, token: str, name: str) -> str:
    fields = {"csrfmiddlewaretoken": token, name: chance.choice(HOSTILE)}
    head = 'Content-Disposition: form-data; name="'
    parts = [f'--x\r\n{head}{name}"\r\n\r\n{text}\r\n' for name, text in fields.items()]
    return "".join(parts) + ("--x--\r\n" if chance.random() < 0.7 else "")


def raw_request(chance: random.Random) -> bytes:
    """Bytes that are no HTTP, or HTTP with a lie in it."""
    shapes = (
        chance.randbytes(chance.randrange(1, 2000)),
        b"GET " + chance.randbytes(40) + b" HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: " + chance.randbytes(10).hex().encode() + b"\r\n\r\n",
        b"POST /ask/ HTTP/1.1\r\nHost: localhost\r\n" + HALF_A_BODY,
        b"POST /ask/ HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"GET /%ff%fe%00 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        b"GET /visits/?%ff=%ff HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        b"GET http://localhost/ HTTP/1.0\r\nCookie: \xff\xfe=\x80\r\n\r\n",
    )
    return chance.choice(shapes)


def clean(text: str) -> str:
    return "".join(letter for letter in text if letter not in "\r\n\x00")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fuzz")
    parser.add_argument("--requests", type=int, default=100_000)
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--workers", type=int, default=8)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep-log", type=Path)
    options = parser.parse_args()
    with TemporaryDirectory(prefix="guywire-fuzz-") as folder:
        server = Server(Path(folder))
        server.start("--demo")
        try:
            fuzz, began = Fuzz(server, options.requests, options.minutes * 60), time.monotonic()
            fuzz.run(options.workers, options.seed)
            took = time.monotonic() - began
            answers = server.answers()
        finally:
            server.stop()
        log = server.log
    if options.keep_log:
        options.keep_log.write_text(log)
    traces = log.count("Traceback (most recent call last)")
    print(f"machine: {processor()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.0f}")
    print(f"requests: {fuzz.statuses.total():,} in {took:.0f} s")
    print(f"answers: {dict(sorted(fuzz.statuses.items()))}")
    print(f"stack traces in the log: {traces}; answers at the end: {answers}")
    print(f"wrong: {len(fuzz.wrong)}")
    for request in fuzz.wrong[:20]:
        print(f"  {request}")
    sys.exit(bool(fuzz.wrong or traces or not answers))


if __name__ == "__main__":
    main()
