import pytest
from playwright.sync_api import Page

from tests.browser.conftest import PHONE, WIDE, axe_violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def answer_safety(page: Page) -> None:
    page.goto("/check/")
    page.get_by_role("button").first.click()
    while "/check/safety/" in page.url:
        page.get_by_label("None of these").check()
        page.get_by_role("button", name="Continue").click()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_paper_and_it_fits(clinic, open_phone, scheme) -> None:
    for viewport in (PHONE, WIDE):
        page = open_phone(viewport=viewport, color_scheme=scheme)
        answer_safety(page)
        page.goto("/program/paper/")
        assert page.locator("h1").inner_text() == "Your program"
        assert axe_violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]


def test_printed_from_the_browser_only_the_sheets_are_left(clinic, open_phone) -> None:
    page = open_phone(color_scheme="dark")
    answer_safety(page)
    page.goto("/program/paper/")
    page.emulate_media(media="print")
    assert not page.locator(".site-header").is_visible()
    assert not page.get_by_role("link", name="Open the PDF").is_visible()
    assert page.locator(".paper__stretch").count() == 2
    ink = page.locator(".paper h2").first.evaluate("heading => getComputedStyle(heading).color")
    assert ink == "rgb(30, 42, 43)", "dark mode prints in dark ink"
    assert page.pdf(format="Letter").count(b"/Type /Page\n") == 2
