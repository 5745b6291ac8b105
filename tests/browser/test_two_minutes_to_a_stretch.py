"""From a sore back to a running stretch in a few taps, fewer for who comes back; so a booking."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests import demo
from tests.browser.conftest import follow
from tests.browser.session_page import SPEAKER

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


class Walk:
    """Counts each tap, and the words of the pages it passes."""

    def __init__(self, page: Page) -> None:
        self.page, self.taps, self.words = page, 0, 0

    def read(self, part: str = "main") -> None:
        self.words += len(re.findall(r"[\w’'-]+", self.page.inner_text(part)))

    def tap(self, role: str, name: str) -> None:
        self.taps += 1
        follow(self.page.get_by_role(role, name=name, exact=True))


def test_first_time_to_a_running_stretch(clinic, open_phone) -> None:
    page = open_phone()
    page.context.add_init_script(SPEAKER)
    page.goto("/")
    walk = Walk(page)
    walk.read(".hero__words")
    walk.tap("link", "Start a gentle stretch")
    for answer in ("50 to 69", "None of these", "None of these", "Lower back", "Less than 6 weeks"):
        walk.read()
        walk.tap("button", answer)
    walk.read()
    walk.tap("button", "4")
    page.wait_for_selector("[data-ready]")
    page.get_by_role("button", name="I’m in position. Start").click()
    walk.taps += 1
    expect(page.locator("[data-player]")).not_to_have_attribute("data-phase", "position")
    assert walk.taps == 8
    assert walk.words <= 500

    page.goto("/")
    again = Walk(page)
    again.tap("link", "Start a new session")
    again.tap("button", "3")
    page.wait_for_selector("[data-ready]")
    assert again.taps + 1 == 3


def test_a_free_visit_is_two_taps_and_a_name(open_phone, db) -> None:
    demo.open_practice()
    page = open_phone()
    page.goto("/")
    follow(page.locator(".soonest a").first)
    page.get_by_label("Your name").fill("Rosa Lind")
    page.get_by_label("Phone number").fill("503 555 0177")
    follow(page.get_by_role("button", name="Book this visit"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Your visit is booked")
