"""Many visitors and a front desk that book, move and cancel the same few times at once."""

from __future__ import annotations

import random
import re
import time
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from html import unescape
from itertools import count
from math import inf
from threading import Lock, Thread

from benchmarks.storm.browser import MAX_ANSWER_SECONDS, Browser, NoAnswerError, Page
from benchmarks.storm.register import Answer, Attempt
from benchmarks.storm.server import Server

PASSWORD = "guy-wires-hold-the-mast"  # noqa: S105 - of the demo practice.
FIRST_SLOT = timedelta(hours=26)
"""Beyond what a clock an hour off can make too soon."""
QUARTER = 15 * 60
MAX_SENDS = 6
SHARES = {"book": 50, "desk book": 12, "move": 16, "desk move": 4, "cancel": 14, "desk cancel": 4}
TAKEN = "Someone else has just taken this time"
OPENS = re.compile(r'href="/visits/details/\?([^"]*)"')
LATER = re.compile(r'href="([^"]*from=[^"]*)"')


@dataclass(frozen=True)
class Slot:
    place: str
    therapist: str
    """A number, or `any`."""
    stamp: str

    @property
    def query(self) -> str:
        return f"at={self.place}&with={self.therapist}&start={self.stamp}"

    @property
    def quarter(self) -> int:
        return int(moment(self.stamp).timestamp()) // QUARTER


@dataclass(frozen=True)
class Booked:
    """A confirmed visit that anybody in the storm may take up to change."""

    visit: str
    token: str
    """Of its private link; empty for visits that the desk booked."""
    slot: Slot


@dataclass
class Storm:
    server: Server
    slots: list[Slot]
    desk: Browser
    attempts: int
    seed: int = 1
    until: float = inf
    history: list[Attempt] = field(default_factory=list)
    pool: list[Booked] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)
    one_at_the_desk: Lock = field(default_factory=Lock)
    errors: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.numbers = count()
        self.offering: dict[tuple[str, str], set[int]] = defaultdict(set)
        for slot in self.slots:
            self.offering[slot.place, slot.stamp].add(int(slot.therapist))

    @contextmanager
    def raging(self, workers: int) -> Iterator[None]:
        """Ends when every attempt has been made."""
        threads = [Thread(target=self.work, args=(number,)) for number in range(workers)]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            for thread in threads:
                thread.join()

    def wait_for(self, attempts: int) -> None:
        until = time.monotonic() + MAX_ANSWER_SECONDS
        while len(self.history) < attempts and time.monotonic() < until:
            time.sleep(0.02)

    def work(self, worker: int) -> None:
        chance = random.Random(self.seed * 1000 + worker)  # noqa: S311
        visitor = with_form(self.server, self.slots, chance)
        while (number := next(self.numbers)) < self.attempts and time.monotonic() < self.until:
            (kind,) = chance.choices(list(SHARES), list(SHARES.values()))
            if kind.endswith("book"):
                self.book(kind, number, visitor, chance)
            else:
                self.change(kind, number, visitor, chance)

    def book(self, kind: str, number: int, visitor: Browser, chance: random.Random) -> None:
        slot = chance.choice(self.slots)
        therapists = frozenset({int(slot.therapist)})
        if chance.random() < 0.2:
            therapists = frozenset(self.offering[slot.place, slot.stamp])
            slot = Slot(slot.place, "any", slot.stamp)
        attempt = Attempt(
            kind,
            time.monotonic(),
            key=uuid.UUID(int=chance.getrandbits(128), version=4).hex,
            email=f"s{self.seed}n{number}@storm.example",
            therapists=therapists,
            quarter=slot.quarter,
        )
        form = {"name": f"Storm {number}", "phone": "", "email": attempt.email}
        if kind == "desk book":
            path = f"/desk/visits/new/?{slot.query}"
            form |= {"booking_key": attempt.key, "why": ""}
            self.send(attempt, lambda: self.as_desk().post(path, **form), read_desk_booking, chance)
        else:
            path = f"/visits/details/?{slot.query}"
            form |= {"start": slot.stamp, "key": attempt.key, "reason": ""}

            def send() -> Page:
                return visitor.fresh().post(path, **form)

            if chance.random() < 0.1:  # A double tap: twice at the same moment.
                other = replace(attempt)
                again = random.Random(chance.getrandbits(32))  # noqa: S311
                twin = Thread(target=self.send, args=(other, send, read_booking, again))
                twin.start()
                self.send(attempt, send, read_booking, chance)
                twin.join()
                if attempt.answer is not Answer.CONFIRMED:
                    attempt = better(attempt, other)
                attempt.ended = time.monotonic()
            else:
                self.send(attempt, send, read_booking, chance)
        with self.lock:
            self.history.append(attempt)
            if attempt.answer is Answer.CONFIRMED:
                self.pool.append(Booked(attempt.visit, attempt.detail, slot))

    def change(self, kind: str, number: int, visitor: Browser, chance: random.Random) -> None:
        with self.lock:
            ours = [one for one in self.pool if one.token or kind.startswith("desk")]
            booked = chance.choice(ours) if ours else None
            if booked:
                self.pool.remove(booked)
        if booked is None:
            return self.book("book", number, visitor, chance)
        here = f"/desk/visits/{uuid.UUID(booked.visit)}/"
        if not kind.startswith("desk"):
            here = f"/visits/{booked.token}/"
        attempt = Attempt(kind, time.monotonic(), visit=booked.visit)
        slot = booked.slot
        if kind.endswith("move"):
            alike = [
                one
                for one in self.slots
                if one.place == slot.place
                and slot.therapist in ("any", one.therapist)
                and one.stamp != slot.stamp
            ]
            slot = Slot(slot.place, slot.therapist, chance.choice(alike or self.slots).stamp)
            attempt.quarter = slot.quarter
            self.send(attempt, self.pressing(kind, visitor, here, "move", slot), read_move, chance)
        else:
            self.send(attempt, self.pressing(kind, visitor, here, "cancel"), read_cancel, chance)
        is_gone = "cancel" in kind or attempt.answer is Answer.UNKNOWN
        with self.lock:
            self.history.append(attempt)
            if attempt.answer is Answer.CONFIRMED and not is_gone:
                self.pool.append(Booked(booked.visit, booked.token, slot))
            elif attempt.answer not in (Answer.CONFIRMED, Answer.UNKNOWN):
                self.pool.append(booked)
        return None

    def pressing(
        self, kind: str, visitor: Browser, here: str, action: str, slot: Slot | None = None
    ) -> Callable[[], Page]:
        """Press the button and follow to the page that says what came of it."""

        def press() -> Page:
            form = {"start": slot.stamp} if slot else {"canceled_by": "clinic"}
            if not kind.startswith("desk"):
                return visitor.fresh().send_and_follow(f"{here}{action}/", form)
            with self.one_at_the_desk:  # They share a session, and it says what was done last.
                return self.as_desk().send_and_follow(f"{here}{action}/", form)

        return press

    def as_desk(self) -> Browser:
        return Browser(self.server, dict(self.desk.cookies), self.desk.token)

    def send(
        self,
        attempt: Attempt,
        send: Callable[[], Page],
        read: Callable[[Attempt, Page], Answer],
        chance: random.Random,
    ) -> None:
        """Send until an answer comes; one in four gives up when none does."""
        may_come_late = False
        for _ in range(MAX_SENDS):
            try:
                page = send()
            except NoAnswerError:
                if chance.random() < 0.25:
                    return
                may_come_late = True
                continue
            if page.status == 500:
                self.errors.append(f"{attempt.kind}: 500")
                return
            attempt.ended = time.monotonic()
            answer = Answer.UNAVAILABLE if page.status == 503 else read(attempt, page)
            # A send without an answer can still be in a queue, and be done when the time is free.
            is_open = may_come_late and answer is not Answer.CONFIRMED
            attempt.answer = Answer.UNKNOWN if is_open else answer
            return


def read_booking(attempt: Attempt, page: Page) -> Answer:
    if page.status == 302 and (
        found := re.fullmatch(r"/visits/(([0-9a-f]{32})[^/]*)/", page.location)
    ):
        attempt.detail, attempt.visit = found[1], found[2]
        return Answer.CONFIRMED
    return refusal(attempt, page)


def read_desk_booking(attempt: Attempt, page: Page) -> Answer:
    if page.status == 302 and (
        found := re.fullmatch(r"/desk/visits/([0-9a-f-]{36})/", page.location)
    ):
        attempt.visit = uuid.UUID(found[1]).hex
        return Answer.CONFIRMED
    return refusal(attempt, page)


def read_move(attempt: Attempt, page: Page) -> Answer:
    # The desk's next page offers to undo the last act of its session: perhaps another one.
    undo = f'action="/desk/visits/{uuid.UUID(attempt.visit)}/undo/'
    if "The time of your visit is changed." in page.text or (
        undo in page.text and "is moved." in page.text
    ):
        return Answer.CONFIRMED
    return refusal(attempt, page)


def read_cancel(attempt: Attempt, page: Page) -> Answer:
    canceled = r'<h1>This visit is canceled|<span class="tag[^"]*">Canceled<'
    if page.status == 200 and re.search(canceled, page.text):
        return Answer.CONFIRMED
    return refusal(attempt, page)


def refusal(attempt: Attempt, page: Page) -> Answer:
    if TAKEN in unescape(page.text):
        return Answer.TAKEN
    words = " ".join(
        re.sub(r"(?s)<(script|style|head|nav|header).*?</\1>|<[^>]+>", " ", page.text).split()
    )
    attempt.detail = f"{page.status} {page.location} {words[:300]}"
    return Answer.REFUSED


def better(attempt: Attempt, other: Attempt) -> Attempt:
    """Of two taps the one that was confirmed, or else the one whose outcome is open."""
    return next(
        (
            one
            for answer in (Answer.CONFIRMED, Answer.UNKNOWN)
            for one in (attempt, other)
            if one.answer is answer
        ),
        attempt,
    )


def with_form(server: Server, slots: Iterable[Slot], chance: random.Random) -> Browser:
    """A visitor who has the form of the booking page open."""
    while True:
        browser = Browser(server)
        try:
            browser.get(f"/visits/details/?{chance.choice(list(slots)).query}")
            if not browser.token:
                browser.get("/accounts/login/")
        except NoAnswerError:
            continue
        if browser.token and "csrftoken" in browser.cookies:
            return browser


def find_slots(server: Server, amount: int) -> list[Slot]:
    """The first free times of every therapist at every place, read from the pages."""
    browser, found = Browser(server), set()
    first = datetime.now(UTC) + FIRST_SLOT
    for place in ("1", "2", "online"):
        for therapist in ("1", "2", "3"):
            path = f"/visits/time/?at={place}&with={therapist}"
            for _ in range(3):
                page = browser.get(path).text
                for query in OPENS.findall(page):
                    values = dict(pair.split("=") for pair in unescape(query).split("&"))
                    found.add(Slot(values["at"], values["with"], values["start"]))
                later = [unescape(link) for link in LATER.findall(page) if "time" in link]
                if not later:
                    break
                path = later[-1] if later[-1].startswith("/") else f"/visits/time/{later[-1]}"
    usable = sorted((slot for slot in found if moment(slot.stamp) > first), key=lambda s: s.stamp)
    return usable[:amount]


def sign_in(server: Server, email: str, code: str) -> Browser:
    """Through the pages, as the front desk does it in the morning."""
    browser = Browser(server)
    browser.get("/accounts/login/")
    page = browser.post("/accounts/login/", login=email, password=PASSWORD)
    browser.get(page.location)
    page = browser.post(page.location, code=code)
    assert page.status == 302, page.text
    browser.get("/desk/visits/new/")
    start = find_slots(server, 1)[0]
    browser.get(f"/desk/visits/new/?{start.query}")
    assert browser.token, "the desk shows no form"
    return browser


def moment(stamp: str) -> datetime:
    return datetime.strptime(stamp, "%Y%m%dT%H%MZ").replace(tzinfo=UTC)
