"""A real Chromium on a phone-sized and a wide screen, and axe to look over its shoulder."""

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

PHONE = {"width": 390, "height": 844}
WIDE = {"width": 1280, "height": 800}
AXE = Axe()
PATIENCE_MS = 20_000
"""A busy machine is no failure."""
expect.set_options(timeout=PATIENCE_MS)
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    system = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=system, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def open_phone(chromium: Browser, live_server: object) -> Iterator[Callable[..., Page]]:
    """Open a fresh phone (or any screen): its own cookies, its own storage."""
    contexts = []

    def open_page(**options: object) -> Page:
        options.setdefault("viewport", PHONE)
        context = chromium.new_context(base_url=str(live_server), **options)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def open_blank(chromium: Browser) -> Iterator[Callable[[], Page]]:
    """Open an empty page that no server stands behind."""
    context = chromium.new_context()
    yield context.new_page
    context.close()


def axe_violations(page: Page) -> list[str]:
    """What axe finds wrong, one readable line each."""
    return [
        f"{violation['id']}: {violation['help']}: {node['html'][:160]}"
        for violation in AXE.run(page).response["violations"]
        for node in violation["nodes"]
    ]
