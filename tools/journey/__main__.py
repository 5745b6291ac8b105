"""Walk a fresh demo practice on a phone, light and dark, and write docs/journey.md."""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from chromium import system_chromium
from journey.strip import write_strip
from journey.walk import Step, walk_to_a_stretch

DOCS = Path("docs")
PICTURES = DOCS / "journey"
SCHEMES = ("light", "dark")
START_SECONDS = 300
PHONE = {"width": 390, "height": 844}


def main() -> None:
    with (
        tempfile.TemporaryDirectory() as home,
        demo_practice(Path(home)) as url,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(
            executable_path=system_chromium(), args=["--no-sandbox"]
        )
        walks = {scheme: walk(browser, url, scheme) for scheme in SCHEMES}
        PICTURES.mkdir(exist_ok=True)
        for scheme, steps in walks.items():
            write_strip(browser, steps, PICTURES / f"{scheme}.jpg", dark=scheme == "dark")
        browser.close()
    (DOCS / "journey.md").write_text(page(walks["light"]), encoding="utf-8")


def walk(browser: Browser, url: str, scheme: str) -> list[Step]:
    context = browser.new_context(
        base_url=url,
        viewport=PHONE,  # type: ignore[arg-type]
        color_scheme=scheme,  # type: ignore[arg-type]
        has_touch=True,
        is_mobile=True,
    )
    steps = walk_to_a_stretch(context.new_page())
    context.close()
    return steps


def page(steps: list[Step]) -> str:
    taps = sum(step.tap != "" for step in steps)
    words = sum(step.words for step in steps)
    rows = "\n".join(
        f"| {number} | {step.title} | {step.words} | {step.tap or 'the stretch is running'} |"
        for number, step in enumerate(steps, start=1)
    )
    return f"""# From a sore back to a gentle stretch

The first time, on a phone of 390 × 844 pixels: **{taps} taps and {words} words**. `make journey`
walks it in a fresh demo practice and writes this page. `tests/browser` holds the numbers.

| | page | words | tap |
|---|---|---|---|
{rows}

## Light

![The pages in light colors, in order](journey/light.jpg)

## Dark

![The pages in dark colors, in order](journey/dark.jpg)
"""


@contextmanager
def demo_practice(home: Path) -> Iterator[str]:
    port = free_port()
    command = [str(Path(sys.executable).with_name("guywire")), "serve", "--demo", "--port"]
    server = subprocess.Popen(  # noqa: S603
        [*command, str(port)],
        env=os.environ | {"GUYWIRE_HOME": str(home)},
        stdout=subprocess.DEVNULL,
    )
    try:
        wait_until_it_answers(f"http://127.0.0.1:{port}/healthz")
        yield f"http://127.0.0.1:{port}"
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


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


main()
