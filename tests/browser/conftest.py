"""A real Chromium on a phone-sized and a wide screen, and axe to look over its shoulder."""

import os
import threading
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from chromium import system_chromium

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

PHONE = {"width": 390, "height": 844}
WIDE = {"width": 1280, "height": 800}
BOTH_SCREENS = [(PHONE, "light"), (WIDE, "dark")]
SCREENS = pytest.mark.parametrize(
    ("viewport", "scheme"), BOTH_SCREENS, ids=["phone-light", "wide-dark"]
)
"""Colors do not change with the width, nor the layout with the colors: two of the four see all."""
AXE = Axe()
GRANTED = ["accelerometer", "gyroscope", "screen-wake-lock", "camera", "microphone"]
"""What a Chromium with windows gives unasked, or its fake dialog; one without refuses."""
OPTIONS = {"resultTypes": ["violations"], "preload": {"assets": ["media"]}}
"""What is right takes longest to report; no rule that is on reads style sheets fetched again."""
PATIENCE_MS = 60_000
"""A busy machine is no failure."""
expect.set_options(timeout=PATIENCE_MS)
Opener = Callable[..., Page]
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=system_chromium(), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def open_phone(chromium: Browser, live_server: object) -> Iterator[Opener]:
    """Open a fresh phone (or any screen): its own storage, and the cookies of a client, if any."""
    contexts = []
    script_errors: list[str] = []

    def open_page(client: Client | None = None, **options: object) -> Page:
        options.setdefault("viewport", PHONE)
        # Else each page has eight others stored behind it.
        options.setdefault("service_workers", "block")
        options.setdefault("permissions", GRANTED)
        context = chromium.new_context(base_url=str(live_server), **options)  # type: ignore[arg-type]
        contexts.append(context)
        if client:
            context.add_cookies(cookies(client, str(live_server)))
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.on("pageerror", lambda error: script_errors.append(f"{page.url}: {error}"))
        return page

    yield open_page
    for context in contexts:
        context.close()
    wait_until_all_are_served()
    assert not script_errors, script_errors


def cookies(client: Client, url: str) -> list[dict[str, str]]:
    """What the device of this client holds."""
    return [
        {"name": name, "value": morsel.value, "url": url} for name, morsel in client.cookies.items()
    ]


def wait_until_all_are_served() -> None:
    """What a page asked for last must not be written into the next test's database."""
    for thread in threading.enumerate():
        if "process_request_thread" in thread.name:
            thread.join(PATIENCE_MS / 1000)
            assert not thread.is_alive(), "a request outlives its test"


@pytest.fixture
def open_blank(chromium: Browser) -> Iterator[Callable[[], Page]]:
    """Open an empty page that no server stands behind."""
    context = chromium.new_context()
    yield context.new_page
    context.close()


def follow(target: Locator) -> None:
    """Click what leads to another page, and be there: a click alone does not wait for it."""
    with target.page.expect_navigation():
        target.click()


def look_on_both_screens(page: Page) -> None:
    """Axe finds nothing and nothing sticks out. Afterwards the page is on the phone again."""
    for viewport, scheme in reversed(BOTH_SCREENS):
        page.set_viewport_size(viewport)
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        assert axe_violations(page) == [], f"{page.url}, {scheme}"
        overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert overflow <= 0, f"{page.url} is {overflow} px too wide on a {scheme} screen"


def axe_violations(page: Page) -> list[str]:
    """What axe finds wrong on the whole page, one readable line each."""
    page.wait_for_load_state()
    return [
        f"{violation['id']}: {violation['help']}: {node['html'][:160]}"
        for violation in AXE.run(page, options=OPTIONS).response["violations"]
        for node in violation["nodes"]
    ]
