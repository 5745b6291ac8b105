"""Words 40 % longer fit on every page of a person's phone, and scripts add no English to it."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, timedelta
from importlib.metadata import version
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from playwright.sync_api import Page

from guywire.clinic.conversations import links, services
from guywire.clinic.people.models import Patient
from tests import persons_pages
from tests.browser.check_page import LEFT_LEG
from tests.browser.conftest import Opener, cookies
from tests.browser.session_page import SPEAKER, pass_seconds
from tests.browser.test_reading_by_phone import LISTEN, Phone
from tests.clinic.programs.walk import begin, screened
from tests.clinic.visits.conftest import *  # noqa: F403
from tests.persons_pages import Person
from tests.plain_english import of_the_practice, plain_english
from tests.pseudo_language import *  # noqa: F403

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CUT = r"""() => {
  const faults = [];
  const width = document.documentElement.scrollWidth;
  if (width > innerWidth) faults.push(`is ${width} px wide`);
  const scrolls = (element) => {
    for (let box = element; box; box = box.parentElement) {
      if (/auto|scroll/.test(getComputedStyle(box).overflowX)) return true;
    }
    return false;
  };
  for (const element of document.body.querySelectorAll("*")) {
    if (!element.checkVisibility() || element.closest("svg, .visually-hidden, .skip")) continue;
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    if (!own) continue;
    const style = getComputedStyle(element);
    if (style.clipPath !== "none" || scrolls(element)) continue;
    const wide = element.scrollWidth > element.clientWidth + 1;
    const high = element.scrollHeight > element.clientHeight + 2;
    const { left, right } = element.getBoundingClientRect();
    const words = element.textContent.trim().replace(/\s+/g, " ").slice(0, 60);
    if (style.display !== "inline" && wide) {
      faults.push(`cuts or spills: ${words}`);
    } else if (style.overflowY !== "visible" && high) {
      faults.push(`cuts below: ${words}`);
    } else if (left < -1 || right > innerWidth + 1) {
      faults.push(`runs off the side: ${words}`);
    }
  }
  return faults;
}"""
OUT_OF_REACH = r"""() => [...document.querySelectorAll(
    ".player button, .player a, .by-phone__controls button")]
  .filter((control) => control.checkVisibility())
  .filter((control) => {
    const { top, bottom, left, right } = control.getBoundingClientRect();
    return top < 0 || left < 0 || bottom > innerHeight || right > innerWidth;
  })
  .map((control) => `has out of reach: ${control.textContent.trim()}`)"""


OF_WHO_RESTS = ("/", "/program/", "/session/", "/session/done/")
"""The pages that tell a person to rest."""


class Walk:
    """One phone through all pages; each fault once, with the first page that has it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.allowed = [*of_the_practice(), version("guywire")]
        self.faults: dict[str, str] = {}

    def become(self, client: Client) -> None:
        self.page.context.clear_cookies()
        self.page.context.add_cookies(cookies(client, str(self.page.evaluate("location.origin"))))

    def look(self, where: str, *more: str) -> None:
        # A browser writes hours in the words of a language that it knows.
        html = re.sub(r"\b\d+:\d\d [ap]m\b", "", self.page.content())
        english = plain_english(html, self.allowed)
        faults = [f"says in English: {text}" for text in english]
        for script in (CUT, *more):
            faults += self.page.evaluate(script)
        for fault in faults:
            self.faults.setdefault(fault, where)

    def pages_of(self, person: Person) -> None:
        self.become(person.client)
        for path in person.paths:
            if path.endswith(".webmanifest"):
                continue
            self.page.goto(path, wait_until="domcontentloaded")
            self.look(f"{person.name} {path}")

    def report(self) -> str:
        return "\n".join(f"{where} {fault}" for fault, where in self.faults.items())


def next_tuesday_at_9() -> datetime:
    """Where Ana works, and in time for the web to book it."""
    zone = ZoneInfo("America/Los_Angeles")
    today = datetime.now(zone).date()
    tuesday = today + timedelta(days=(1 - today.weekday()) % 7 + 7)
    here = datetime.combine(tuesday, time(9), zone)
    return here.astimezone(UTC)


def correspondent(patient: Patient) -> Person:
    """Wrote to the clinic and has an answer."""
    thread = services.thread_of(patient)
    services.write_as_person(patient, "12345", uuid4())
    return Person("correspondent", Client(), (f"/messages/{links.token_of(thread)}/",))


def _run(walk: Walk) -> None:
    """From getting into place to the question after, with a pause, less, and the stop dialog."""
    page = walk.page

    def tap(name: str, state: str) -> None:
        # A tap right after a change of the page counts as the second half of the one before.
        pass_seconds(page, 1)
        page.locator(f"button[data-{name}]:visible").click()
        walk.look(f"session, {state}", OUT_OF_REACH)

    walk.look("session, into position", OUT_OF_REACH)
    tap("talk", "talking")
    while page.locator("button[data-next]").is_visible():
        tap("next", "next step")
    tap("start", "get ready")
    pass_seconds(page, 20)
    walk.look("session, hold", OUT_OF_REACH)
    tap("sound", "silent")
    tap("sound", "sound")
    for _ in range(4):
        tap("ease", "eased")
    tap("pause", "paused")
    tap("stop", "why stop")
    tap("because=pain", "after")
    page.get_by_role("button").last.click()
    spoken = " ".join(f"<p>{words}</p>" for words in page.evaluate("window.said"))
    assert plain_english(spoken, walk.allowed) == []


def test_every_page(
    patient,
    ana,
    riverside,
    pseudo_language: None,
    open_phone: Opener,
) -> None:
    page = open_phone()
    page.goto("/offline/")
    starts_at = next_tuesday_at_9()
    walk = Walk(page)
    for person in (
        persons_pages.outsider(),
        persons_pages.halfway(),
        persons_pages.sent_away("saddle_numbness"),
        persons_pages.sent_away("pregnant"),
        persons_pages.measured(),
        persons_pages.resting()._replace(paths=OF_WHO_RESTS),
        persons_pages.booking(riverside, ana, starts_at),
        persons_pages.booked(patient, riverside, ana, starts_at),
        correspondent(patient),
    ):
        walk.pages_of(person)
    assert walk.report() == ""


def test_running_session_and_reader(
    clinic,
    pseudo_language: None,
    open_phone: Opener,
) -> None:
    client = screened(Client())
    begin(client)
    page = open_phone(client, has_touch=True, is_mobile=True)
    page.add_init_script(SPEAKER)
    page.clock.install()
    page.goto("/session/run/")
    page.wait_for_selector("[data-ready]")
    walk = Walk(page)
    _run(walk)
    page.add_init_script(LISTEN)
    phone = Phone(page)
    page.goto(LEFT_LEG)
    page.locator("[data-by-phone] [data-start]").click()
    walk.look("reader", OUT_OF_REACH)
    phone.lay(-10, sideways=60)
    phone.rest(20)
    walk.look("reader, out of level", OUT_OF_REACH)
    assert walk.report() == ""
