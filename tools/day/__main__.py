"""Play the three days and write them below the costs in docs/desk.md."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

from playwright.sync_api import Browser, sync_playwright

from chromium import system_chromium
from day import front_desk, owner, therapist
from day.hand import Act, Hand

DOC = Path("docs/desk.md")
PORT = int(os.environ.get("DAY_PORT", "8347"))
START_SECONDS = 300
PATIENCE_MS = 30_000
WIDE = {"width": 1280, "height": 800}
BIN = Path(sys.executable).parent


class Played(NamedTuple):
    who: str
    acts: list[Act]
    seconds: float


def main() -> None:
    wanted = sys.argv[1:] or ["front-desk", "therapist", "owner"]
    days: list[Played] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=system_chromium(), args=["--no-sandbox"]
        )
        with tempfile.TemporaryDirectory() as home:
            if {"front-desk", "therapist"} & set(wanted):
                signins = json.loads(run(home, sys.executable, "-m", "day.scene").splitlines()[-1])
                with served(home) as url:
                    if "front-desk" in wanted:
                        days.append(
                            at_the_desk(browser, url, "Front desk", signins["fran"], front_desk)
                        )
                    if "therapist" in wanted:
                        days.append(
                            at_the_desk(browser, url, "Therapist", signins["dana"], therapist)
                        )
        if "owner" in wanted:
            with tempfile.TemporaryDirectory() as home:
                days.append(from_nothing(browser, home))
        browser.close()
    text = page(days)
    if len(wanted) == 3:
        costs = DOC.read_text(encoding="utf-8").partition(MARK)[0].rstrip()
        DOC.write_text(f"{costs}\n\n{text}", encoding="utf-8")
    print(text)
    dead_ends = [f"{act.name}: {act.error}" for day in days for act in day.acts if act.error]
    print("\n".join(dead_ends), file=sys.stderr)
    sys.exit(bool(dead_ends))


def at_the_desk(
    browser: Browser, url: str, who: str, signin: list[str], script: ModuleType
) -> Played:
    email, password, code = signin
    hand = new_hand(browser, url)

    def play() -> None:
        with hand.act("Sign in"):
            hand.bookmark("/desk/")
            hand.fill("login", email)
            hand.fill("password", password)
            hand.button("Sign in")
            hand.fill("code", code)
            hand.button("Sign in")
        script.play(hand)

    return played(who, hand, play)


def from_nothing(browser: Browser, home: str) -> Played:
    output = run(
        home, str(BIN / "guywire"), "owner", "owner@harbor.example", "--name", "Ona Harbor"
    )
    link = output.strip().splitlines()[-1]
    with served(home) as url:
        hand = new_hand(browser, url)
        path = "/" + link.split("/", 3)[3]
        return played("Owner", hand, lambda: owner.play(hand, path))


def played(who: str, hand: Hand, play: Callable[[], None]) -> Played:
    start = time.monotonic()
    play()
    return Played(who, hand.acts, time.monotonic() - start)


def new_hand(browser: Browser, url: str) -> Hand:
    context = browser.new_context(base_url=url, viewport=WIDE, service_workers="block")  # type: ignore[arg-type]
    context.set_default_timeout(PATIENCE_MS)
    return Hand(context.new_page())


MARK = "# A day at the desk"
HEAD = f"""{MARK}

Made by `make day`; do not edit. A script plays it in a browser of 1280 × 800, by links and
buttons only: after the bookmark of the desk nothing is typed into the address bar. Loads are
pages that were loaded, clicks are links and buttons, fields are boxes that were filled in or
chosen.
"""


def page(days: list[Played]) -> str:
    return "\n".join([HEAD, *(part for day in days for part in parts_of(day))])


def parts_of(day: Played) -> Iterator[str]:
    done = [act for act in day.acts if not act.error]
    loads, clicks = sum(act.loads for act in done), sum(act.clicks for act in done)
    fields, forms = sum(act.fields for act in done), sum(act.forms for act in done)
    yield f"## {day.who}\n"
    yield (
        f"{len(done)} of {len(day.acts)} acts done: **{loads} page loads and {clicks} clicks**, "
        f"{fields} fields on {forms} form pages. The script took {day.seconds / 60:.1f} minutes.\n"
    )
    yield "| act | loads | clicks | fields |\n|---|---:|---:|---:|"
    for act in day.acts:
        failed = " (not done)" if act.error else ""
        yield f"| {act.name}{failed} | {act.loads} | {act.clicks} | {act.fields} |"
    yield ""


def environment(home: str) -> dict[str, str]:
    own = {"GUYWIRE_HOME": home, "GUYWIRE_SMTP_URL": "console:"}
    return os.environ | own | {"PYTHONPATH": os.pathsep.join(sys.path)}


def run(home: str, *command: str) -> str:
    done = subprocess.run(  # noqa: S603
        command, env=environment(home), check=True, stdout=subprocess.PIPE, text=True
    )
    return done.stdout


@contextmanager
def served(home: str) -> Iterator[str]:
    url = f"http://127.0.0.1:{PORT}"
    server = subprocess.Popen(  # noqa: S603
        [str(BIN / "guywire"), "serve", "--port", str(PORT), "--processes", "1"],
        env=environment(home),
        stdout=subprocess.DEVNULL,
    )
    try:
        wait_until_it_answers(f"{url}/healthz")
        yield url
    finally:
        server.terminate()
        server.wait(START_SECONDS)


def wait_until_it_answers(address: str) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        try:
            urllib.request.urlopen(address)  # noqa: S310
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.5)
        else:
            return
    raise TimeoutError(f"{address} did not answer within {START_SECONDS} s")


main()
