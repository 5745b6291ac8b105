"""The result as it is read on a phone and on a wide screen, by day and by night."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, WIDE, axe_violations
from tests.browser.test_check import answer_safety, answer_week, type_side

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SCREENS = [
    (size, viewport, scheme)
    for size, viewport in (("phone", PHONE), ("wide", WIDE))
    for scheme in ("light", "dark")
]


def reach_result(page: Page, left: tuple[str, str, str], right: tuple[str, str, str]) -> None:
    answer_safety(page)
    answer_week(page)
    type_side(page, *left)
    type_side(page, *right)
    page.wait_for_url("**/check/result/")


def sound(page: Page, name: str) -> None:
    """Nothing for axe, nothing wider than the screen; a picture where somebody asks for one."""
    if folder := os.environ.get("GUYWIRE_PICTURES"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)
    for details in page.locator("details").all():
        details.evaluate("one => one.open = true")
    assert axe_violations(page) == []
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")


@pytest.mark.parametrize(("size", "viewport", "scheme"), SCREENS)
def test_short_nothing_short_and_the_further_reading_hold_on_every_screen(
    clinic, open_phone, size: str, viewport, scheme: str
) -> None:
    page = open_phone(viewport=viewport, color_scheme=scheme)
    reach_result(page, ("3", "9", "-38"), ("12", "−8", "-58"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("look")
    sound(page, f"short-{size}-{scheme}")
    page.get_by_role("link", name="Take this reading").click()
    sound(page, f"knee-bend-{size}-{scheme}")
    for side in ("left", "right"):
        page.goto(f"/check/{side}-side/")
        type_side(page, "12", "-28", "-92")
    expect(page.get_by_role("heading", level=1)).to_have_text("Nothing we measured looks short")
    expect(page.get_by_role("link", name="See your program")).to_have_count(0)
    sound(page, f"free-{size}-{scheme}")


def test_the_further_reading_is_typed_and_narrows_the_answer(clinic, open_phone) -> None:
    page = open_phone()
    reach_result(page, ("12", "-8", "-56"), ("12", "-8", "-56"))
    expect(page.get_by_text("Your left front thigh muscle is too close to call.")).to_be_visible()
    page.get_by_role("link", name="Take this reading").click()
    page.get_by_label("Knee bend, First").fill("200")
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("alert")).to_be_focused()
    page.get_by_label("Knee bend, First").fill("120")
    page.get_by_role("button", name="Continue").click()
    said = "Your left front thigh muscle is almost certainly long enough."
    expect(page.get_by_text(said)).to_be_visible()
