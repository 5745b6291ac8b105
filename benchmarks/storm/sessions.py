"""Phones that send what they recorded: each session twice, out of order, until an answer comes."""

from __future__ import annotations

import json
import random
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from html import unescape
from math import inf
from pathlib import Path
from threading import Lock, Thread

from benchmarks.storm.browser import Browser, NoAnswerError, Page
from benchmarks.storm.server import Server
from benchmarks.storm.stored import rows

SESSIONS_PER_PHONE = 20
"""Fewer than a phone keeps, so that it never has to drop one."""
MARK = re.compile(r'name="mark" value="([^"]+)"')
STORED = """SELECT p.email, s.public_id, s.content FROM programs_session s
    JOIN people_patient p ON p.id = s.patient_id WHERE p.email LIKE 'phone%@storm.example'"""


@dataclass(frozen=True)
class Recorded:
    id: str
    started_at: datetime
    note: str

    @property
    def form(self) -> dict[str, str]:
        hold = {"stretch": "supine", "side": "left", "seconds_asked": 180, "seconds_held": 170}
        return {
            "session": self.id,
            "started_at": self.started_at.isoformat(),
            "before": "4",
            "holds": json.dumps([hold]),
            "comfortable": "yes",
            "feeling": "same",
            "note": self.note,
        }


@dataclass
class Phone:
    email: str
    browser: Browser
    recorded: list[Recorded]
    saved: set[str] = field(default_factory=set)
    """The sessions that the server said it has."""


@dataclass
class SessionStorm:
    phones: list[Phone]
    seed: int = 1
    until: float = inf
    answers: Counter[str] = field(default_factory=Counter)
    unsent: int = 0
    lock: Lock = field(default_factory=Lock)

    @contextmanager
    def raging(self, workers: int) -> Iterator[None]:
        """Ends when every phone has had an answer to all that it sent."""
        waiting = iter(self.phones)
        threads = [Thread(target=self.work, args=(waiting,)) for _ in range(workers)]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            for thread in threads:
                thread.join()

    def work(self, waiting: Iterator[Phone]) -> None:
        while True:
            with self.lock:
                phone = next(waiting, None)
            if phone is None:
                return
            self.send_all(phone)

    def send_all(self, phone: Phone) -> None:
        """An answer that is lost also loses what the phone would have saved of it."""
        chance = random.Random(f"{self.seed} {phone.email}")  # noqa: S311
        outbox = phone.recorded * 2
        chance.shuffle(outbox)
        while outbox and time.monotonic() < self.until:
            session = outbox.pop()
            answer = self.send(phone, session, chance)
            with self.lock:
                self.answers[answer] += 1
            if answer == "saved":
                phone.saved.add(session.id)
            else:
                outbox.insert(chance.randrange(len(outbox) + 1), session)
        with self.lock:
            self.unsent += len(outbox)

    def send(self, phone: Phone, session: Recorded, chance: random.Random) -> str:
        def post() -> Page:
            return phone.browser.post("/session/after/", **session.form)

        twin = None
        if chance.random() < 0.1:  # A second tab sends it at the same moment.
            other = Browser(phone.browser.server, dict(phone.browser.cookies), phone.browser.token)
            twin = Thread(
                target=quietly, args=(lambda: other.post("/session/after/", **session.form),)
            )
            twin.start()
        try:
            page = post()
        except NoAnswerError:
            return "no answer"
        finally:
            if twin:
                twin.join()
        return "saved" if page.location == "/session/done/" else f"status {page.status}"


def phones(server: Server, sessions: int, seed: int) -> list[Phone]:
    """Phones that share with the clinic, each with sessions that it has yet to send."""
    chance = random.Random(seed)  # noqa: S311
    return [phone(server, number, chance) for number in range(-(-sessions // SESSIONS_PER_PHONE))]


def phone(server: Server, number: int, chance: random.Random) -> Phone:
    email = f"phone{number}@storm.example"
    browser = Browser(server)
    mark = MARK.search(browser.get("/share/").text)
    assert mark, "the page for sharing has no form"
    form = {"name": f"Phone {number}", "reach": email, "agree": "on"}
    page = browser.post("/share/", mark=unescape(mark[1]), **form)
    assert page.location == "/device/", page.text
    now = datetime.now(UTC).replace(microsecond=0)
    recorded = [
        Recorded(f"{chance.getrandbits(48):012x}", now - timedelta(days=2 * day + 1), f"day {day}")
        for day in range(SESSIONS_PER_PHONE)
    ]
    return Phone(email, browser, recorded)


def session_faults(phones: list[Phone], home: Path, database_url: str | None) -> list[str]:
    """Every sentence is a session that is missing, doubled, or not what was sent."""
    (stored,) = rows(home, database_url, STORED)
    times = Counter((email, public_id) for email, public_id, _ in stored)
    notes = {
        (email, public_id): (content if isinstance(content, dict) else json.loads(content))["note"]
        for email, public_id, content in stored
    }
    sent = {(phone.email, session.id): session for phone in phones for session in phone.recorded}
    saved = {(phone.email, session_id) for phone in phones for session_id in phone.saved}
    faults = [f"{key} is stored {times[key]} times" for key in saved if times[key] != 1]
    faults += [f"{key} is stored {count} times" for key, count in times.items() if count > 1]
    faults += [f"{key} is stored and nobody sent it" for key in times.keys() - sent.keys()]
    faults += [
        f"{key} says {notes[key]}, not {session.note}"
        for key, session in sent.items()
        if key in notes and notes[key] != session.note
    ]
    return faults


def quietly(send: Callable[[], Page]) -> None:
    with suppress(NoAnswerError):
        send()
