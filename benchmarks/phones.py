"""Sessions on phones whose network, tabs and clock fail: does each arrive, and once?

    python -m benchmarks.phones --sessions 1000

By hand, not in `make test`. Phones in a real Chromium run the site's own outbox.js against a real
server. Half of them share with the clinic. What each phone and the clinic hold in the end is read
from the person's own data.
"""

from __future__ import annotations

import asyncio
import os
import random
import secrets
import shutil
import time
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.machine import processor
from benchmarks.storm.server import Server
from playwright.async_api import Browser, BrowserContext, Error, Page, Route, async_playwright

SESSIONS_PER_PHONE = 10
"""Fewer than a phone keeps, so that it never has to drop one."""
AFTER = "**/session/after/"
SETTABLE_CLOCK = """
  const real = Date.now; window.shift = Number(sessionStorage.getItem('shift') ?? 0);
  Date.now = () => real() + window.shift;
"""
MAX_CLOCK_SHIFT_MS = 3 * 24 * 3600 * 1000
OUTBOX = "const outbox = await import(document.querySelector('script[src*=outbox]').src);"
WAITING = "Object.keys(localStorage).filter((key) => key.startsWith('guywire-outbox:')).length"
FINISH_SECONDS = 180


@dataclass
class Phone:
    context: BrowserContext
    page: Page
    chance: random.Random
    shares: bool
    made: list[str] = field(default_factory=list)


Fault = Callable[[Phone, str], Awaitable[None]]


async def keep(phone: Phone, session: str) -> None:
    """As the player does when a session is over: first without an answer, then with it."""
    hold = {"stretch": "supine", "side": "left", "seconds_asked": 180, "seconds_held": 170}
    hold |= {"eased_off": 0, "stopped": None}
    await phone.page.evaluate(
        f"""async ([id, hold]) => {{
            {OUTBOX}
            const told = {{ session: id, started_at: new Date(Date.now()).toISOString(),
              before: '4', holds: JSON.stringify([hold]), note: '' }};
            outbox.keep(id, {{ ...told, unanswered: 'yes' }});
            if (Math.random() < 0.5) outbox.sendAll();
            outbox.keep(id, {{ ...told, comfortable: 'yes', feeling: 'same' }});
        }}""",
        [session, hold],
    )


async def send(page: Page) -> None:
    await page.evaluate(f"async () => {{ {OUTBOX} await outbox.sendAll(); }}")


async def all_is_well(phone: Phone, session: str) -> None:
    await keep(phone, session)
    await send(phone.page)


async def sent_twice(phone: Phone, session: str) -> None:
    """Two tabs, and two sends in each, at one moment."""
    other = await phone.context.new_page()
    await other.goto("/program/")
    await keep(phone, session)
    await asyncio.gather(*(send(page) for page in (phone.page, other) for _ in range(2)))
    await other.close()


async def no_network(phone: Phone, session: str) -> None:
    await phone.context.set_offline(True)
    await all_is_well(phone, session)
    await phone.context.set_offline(False)


async def answer_lost(phone: Phone, session: str) -> None:
    """The server has it, and the phone does not hear of that."""

    async def lose(route: Route) -> None:
        await route.fetch()
        await route.abort("connectionreset")

    await phone.page.route(AFTER, lose)
    await all_is_well(phone, session)
    await phone.page.unroute(AFTER)


async def tab_killed(phone: Phone, session: str) -> None:
    """While it sends; what is left goes out when the next page opens."""
    await keep(phone, session)
    await phone.page.evaluate(f"async () => {{ {OUTBOX} outbox.sendAll(); }}")
    await asyncio.sleep(phone.chance.random() * 0.05)
    await phone.page.close()
    phone.page = await phone.context.new_page()
    await phone.page.goto("/program/")


async def clock_set(phone: Phone, session: str) -> None:
    shift = phone.chance.randint(-MAX_CLOCK_SHIFT_MS, MAX_CLOCK_SHIFT_MS)
    await phone.page.evaluate(
        "(shift) => { sessionStorage.setItem('shift', window.shift = shift) }", shift
    )
    await all_is_well(phone, session)


FAULTS: tuple[Fault, ...] = (
    all_is_well, sent_twice, no_network, answer_lost, tab_killed, clock_set
)  # fmt: skip


async def screened(browser: Browser, url: str) -> list[Any]:
    """The cookies of a person who answered the safety questions."""
    context = await browser.new_context(base_url=url, service_workers="block")
    page = await context.new_page()
    await page.goto("/stretch/")
    while "/session/" not in page.url:
        none = page.get_by_role("button", name="None of these")
        choice = none if await none.count() else page.locator("main form button[name]").nth(1)
        await choice.first.click()
        await page.wait_for_load_state()
    cookies = await context.cookies()
    await context.close()
    return cookies


async def new_phone(browser: Browser, url: str, cookies: list[Any], number: int) -> Phone:
    context = await browser.new_context(base_url=url, service_workers="block")
    await context.add_cookies(cookies)
    await context.add_init_script(SETTABLE_CLOCK)
    page = await context.new_page()
    shares = number % 2 == 0
    if shares:
        await page.goto("/share/")
        await page.locator("[name=name]").fill(f"Phone {number}")
        await page.locator("[name=reach]").fill(f"phone{number}@storm.example")
        await page.locator("[name=agree]").check()
        await page.locator("main form button").last.click()
        await page.wait_for_url("**/device/")
    await page.goto("/program/")
    return Phone(context, page, random.Random(number), shares)  # noqa: S311


async def live(phone: Phone, faults: Counter[str]) -> list[str]:
    """Go through all its sessions, then wait until nothing is left to send."""
    for _ in range(SESSIONS_PER_PHONE):
        session, fault = secrets.token_hex(6), phone.chance.choice(FAULTS)
        phone.made.append(session)
        faults[fault.__name__] += 1
        await fault(phone, session)
    until = time.monotonic() + FINISH_SECONDS
    while time.monotonic() < until:
        await phone.page.goto("/program/")
        await send(phone.page)
        if await phone.page.evaluate(WAITING) == 0:
            break
    return await wrong_on(phone)


async def wrong_on(phone: Phone) -> list[str]:
    data = await phone.page.evaluate("fetch('/device/data.json').then((one) => one.json())")
    places = {"the phone": data["on_this_device"]["program"]}
    if phone.shares:
        places["the clinic"] = data["at_the_clinic"]["sessions"]
    wrong = []
    for place, rows in places.items():
        held = Counter(row["id"] for row in rows if "id" in row)
        answered = {row["id"] for row in rows if row.get("feeling") == "same"}
        wrong += [f"{one}: {held[one]} times at {place}" for one in phone.made if held[one] != 1]
        wrong += [f"{one}: nobody made it, at {place}" for one in held.keys() - phone.made]
        wrong += [f"{one}: no answer, at {place}" for one in held.keys() - answered]
    if waits := await phone.page.evaluate(WAITING):
        wrong.append(f"{waits} still wait on the phone")
    return wrong


async def storm(url: str, sessions: int, at_once: int) -> tuple[Counter[str], list[str]]:
    faults: Counter[str] = Counter()
    turn = asyncio.Semaphore(at_once)
    async with async_playwright() as playwright:
        path = shutil.which("chromium-headless-shell") or shutil.which("chromium")
        browser = await playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        cookies = await screened(browser, url)

        async def one(number: int) -> list[str]:
            async with turn:
                phone = await new_phone(browser, url, cookies, number)
                try:
                    return await live(phone, faults)
                except Error as error:
                    return [f"phone {number} broke off: {error}"]
                finally:
                    await phone.context.close()

        found = await asyncio.gather(*map(one, range(-(-sessions // SESSIONS_PER_PHONE))))
        await browser.close()
    return faults, [line for lines in found for line in lines]


def main() -> None:
    parser = ArgumentParser(prog="python -m benchmarks.phones")
    parser.add_argument("--sessions", type=int, default=1000)
    parser.add_argument("--at-once", type=int, default=4)
    options = parser.parse_args()
    with TemporaryDirectory(prefix="guywire-phones-") as folder:
        server = Server(Path(folder), processes=1)
        try:
            server.start("--demo")
            began = time.monotonic()
            url = f"http://localhost:{server.port}"
            faults, wrong = asyncio.run(storm(url, options.sessions, options.at_once))
        finally:
            server.stop()
    seconds = time.monotonic() - began
    print(f"{datetime.now(UTC):%Y-%m-%d}, {processor()}, {os.cpu_count()} cores")
    print(f"{sum(faults.values())} sessions in {seconds:.0f} s: {dict(faults)}")
    print(f"not held exactly once: {len(wrong)}")
    for line in wrong[:20]:
        print(f"  {line}")
    raise SystemExit(bool(wrong))


if __name__ == "__main__":
    main()
