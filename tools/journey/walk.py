"""What a person with a sore back taps and reads until a stretch is running."""

import re
from typing import NamedTuple

from playwright.sync_api import Locator, Page

ANSWERS = ("50 to 69", "None of these", "None of these", "Lower back", "Less than 6 weeks")
PAIN_NOW = "4"
WORD = re.compile(r"[\w’'-]+")


class Step(NamedTuple):
    title: str
    words: int
    tap: str
    """The name of what is tapped next, empty at the end."""
    screenshot: bytes


def walk_to_a_stretch(page: Page) -> list[Step]:
    steps = []

    def tap(name: str, target: Locator, read: str = "main") -> None:
        steps.append(look(page, name, read))
        target.click()

    page.goto("/")
    first = page.get_by_role("link", name="Start a gentle stretch", exact=True)
    tap("Start a gentle stretch", first, read=".hero__words")
    for answer in (*ANSWERS, PAIN_NOW):
        with page.expect_navigation():
            tap(answer, page.get_by_role("button", name=answer, exact=True))
    page.wait_for_selector("[data-ready]")
    ready = "I’m in position. Start"
    steps.append(look(page, ready, None))
    page.get_by_role("button", name=ready).click()
    page.wait_for_timeout(4000)
    steps.append(look(page, "", None))
    return steps


def look(page: Page, tap: str, read: str | None) -> Step:
    page.wait_for_load_state()
    heading = page.locator("h1").first.inner_text()
    words = len(WORD.findall(page.inner_text(read))) if read else 0
    return Step(" ".join(heading.split()), words, tap, page.screenshot())
