import pytest
from playwright.sync_api import expect

from tests.browser.conftest import look_on_both_screens

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_axe_finds_nothing_on_the_evidence_page_with_every_fold_open(clinic, open_phone) -> None:
    page = open_phone()
    page.goto("/evidence/")
    page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
    look_on_both_screens(page)


def test_a_source_opens_the_finding_it_names_and_focus_goes_there(clinic, open_phone) -> None:
    page = open_phone()
    page.goto("/evidence/")
    expect(page.locator("#F01")).not_to_be_visible()
    page.locator(".claim a[href$='#F01']").click()
    expect(page.locator("#F01")).to_be_visible()
    expect(page.locator("#F01")).to_be_focused()
    expect(page.locator("#F01")).to_contain_text("difference: 6.1°")


def test_a_source_on_another_page_opens_the_finding_without_scripts(clinic, open_phone) -> None:
    page = open_phone(java_script_enabled=False)
    page.goto("/evidence/#A12")
    expect(page.locator("#A12")).to_be_in_viewport()


def test_the_page_never_scrolls_sideways_on_a_small_phone(clinic, open_phone) -> None:
    page = open_phone(viewport={"width": 320, "height": 640})
    page.goto("/evidence/")
    page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
