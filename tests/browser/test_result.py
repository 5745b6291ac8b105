"""The result as it is read on a phone and on a wide screen, by day and by night."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.check_page import go_on, unfold
from tests.browser.conftest import SCREENS, axe_violations, follow
from tests.clinic.checks.walk import LOOSE, type_side, whole_check

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def sound(page: Page, name: str) -> None:
    """Nothing for axe, nothing wider than the screen; a picture where somebody asks for one."""
    if folder := os.environ.get("GUYWIRE_PICTURES"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)
    for details in page.locator("details").all():
        details.evaluate("one => one.open = true")
    assert axe_violations(page) == []
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")


@SCREENS
def test_tight_nothing_tight_and_the_further_reading_hold_on_every_screen(
    outsider, open_phone, viewport, scheme: str
) -> None:
    whole_check(
        outsider,
        left={"pelvis": "3", "thigh": "9", "shin": "-38"},
        right={"pelvis": "12", "thigh": "−8", "shin": "-58"},
    )
    page = open_phone(outsider, viewport=viewport, color_scheme=scheme)
    page.goto("/check/result/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("tight")
    sound(page, f"short-{scheme}")
    page.goto("/check/left-knee-bend/")
    sound(page, f"knee-bend-{scheme}")
    for side in ("left", "right"):
        type_side(outsider, side, **LOOSE)
    page = open_phone(outsider, viewport=viewport, color_scheme=scheme)
    page.goto("/check/result/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("not tight")
    expect(page.get_by_role("link", name="See your program")).to_have_count(0)
    sound(page, f"free-{scheme}")


def test_the_further_reading_is_typed_and_narrows_the_answer(outsider, open_phone) -> None:
    unclear = {"pelvis": "12", "thigh": "-8", "shin": "-56"}
    whole_check(outsider, left=unclear, right=unclear)
    page = open_phone(outsider)
    page.goto("/check/result/")
    unfold(page)
    unclear = "We cannot say yet if your left front thigh muscle is tight."
    expect(page.get_by_text(unclear)).to_be_visible()
    follow(page.get_by_role("link", name="Measure this now"))
    page.get_by_label("Knee bend, Reading 1").fill("200")
    go_on(page)
    expect(page.get_by_role("alert")).to_be_focused()
    page.get_by_label("Knee bend, Reading 1").fill("120")
    go_on(page)
    unfold(page)
    said = "Your left front thigh muscle is almost certainly not tight."
    expect(page.get_by_text(said)).to_be_visible()
