import pytest
from playwright.sync_api import expect

from tests.browser.conftest import SCREENS, axe_violations
from tests.clinic.programs.walk import screened

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@SCREENS
def test_axe_finds_nothing_on_the_paper_and_it_fits(outsider, open_phone, viewport, scheme) -> None:
    page = open_phone(screened(outsider), viewport=viewport, color_scheme=scheme)
    page.goto("/program/paper/")
    expect(page.locator("h1")).to_have_text("Your program")
    assert axe_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]


def test_printed_from_the_browser_only_the_sheets_are_left(outsider, open_phone) -> None:
    page = open_phone(screened(outsider), color_scheme="dark")
    page.goto("/program/paper/")
    page.emulate_media(media="print")
    expect(page.locator(".site-header")).to_be_hidden()
    expect(page.get_by_role("link", name="Open the PDF")).to_be_hidden()
    expect(page.locator(".paper__stretch")).to_have_count(2)
    ink = page.locator(".paper h2").first.evaluate("heading => getComputedStyle(heading).color")
    assert ink == "rgb(30, 42, 43)", "dark mode prints in dark ink"
    assert page.pdf(format="Letter").count(b"/Type /Page\n") == 2
