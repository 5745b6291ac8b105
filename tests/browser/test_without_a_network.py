"""Without a network: what is stored opens, a stretch begins, and nothing ends on an error page."""

import re

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from guywire.clinic.people.device import DeviceRecord
from guywire.clinic.programs.record import kept_on
from tests.browser.conftest import PATIENCE_MS, Opener, axe_violations
from tests.clinic.programs.walk import screened

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
STORED = """async () => (await (await caches.open('guywire-pages')).keys())
  .map((request) => new URL(request.url).pathname)"""


@pytest.fixture
def page(clinic: object, outsider: Client, open_phone: Opener) -> Page:
    """A phone whose person has answered the safety questions, with its pages stored."""
    phone = open_phone(screened(outsider), service_workers="allow")
    phone.goto("/")
    wait_until_stored(phone, "/progress/")
    return phone


def wait_until_stored(page: Page, path: str) -> None:
    for _ in range(PATIENCE_MS // 100):
        if path in stored(page):
            return
        page.wait_for_timeout(100)
    pytest.fail(f"{path} was not stored")


def stored(page: Page) -> set[str]:
    return set(page.evaluate(STORED))


def test_the_pages_of_a_person_open_and_no_other_page_is_stored(page: Page) -> None:
    page.goto("/device/")
    page.goto("/desk/")
    page.context.set_offline(True)
    for path in ("/", "/program/", "/session/", "/progress/"):
        page.goto(path)
        expect(page.get_by_text("No connection right now.")).to_be_visible()
    page.goto("/desk/")
    expect(page.get_by_role("heading", name="You have no network right now")).to_be_visible()
    assert stored(page) <= {
        "/offline/", "/", "/program/", "/session/", "/session/offline/", "/progress/",
        "/tonight/",
    }  # fmt: skip
    assert not axe_violations(page)
    page.get_by_role("link", name="Your program").click()
    expect(page.get_by_role("heading", name="Your program")).to_be_visible()


def test_a_page_that_was_not_stored_comes_back_by_itself(page: Page) -> None:
    page.context.set_offline(True)
    page.goto("/visits/")
    expect(page.get_by_role("heading", name="You have no network right now")).to_be_visible()
    page.context.set_offline(False)
    expect(page).to_have_title(re.compile("visit", re.IGNORECASE))
    assert page.url.endswith("/visits/")


FAIL_ONCE = """() => {
  const real = fetch;
  let failed = false;
  window.fetch = (address, options) => {
    if (failed || options?.method !== "POST") return real(address, options);
    failed = true;
    return Promise.reject(new TypeError("not yet"));
  };
}"""


@pytest.mark.parametrize("is_slow_to_return", [False, True])
def test_a_stretch_begins_without_a_network_and_arrives_once(
    page: Page, is_slow_to_return: bool
) -> None:
    page.goto("/session/")
    page.context.set_offline(True)
    page.get_by_role("button", name="4", exact=True).click()
    page.get_by_role("button", name="I’m in position. Start").click()
    page.get_by_role("button", name="I’m ready").click()
    expect(page.locator("[data-time]")).to_have_text(re.compile("^2:[0-5][0-8]$"))
    page.reload()
    page.get_by_role("button", name="Stop").click()
    page.get_by_role("button", name="Enough for today").click()
    page.get_by_label("Yes, gentle enough").check()
    page.get_by_label("A little better").check()
    page.get_by_role("button", name="Save").click()
    expect(page.locator("[data-kept]")).to_be_visible()
    if is_slow_to_return:
        page.evaluate(FAIL_ONCE)
    page.context.set_offline(False)
    page.wait_for_url("**/session/done/")
    cookies = {one["name"]: one["value"] for one in page.context.cookies()}
    (session,) = kept_on(DeviceRecord(cookies)).sessions
    assert (session.before, session.feeling) == (4, "better")
    assert "/session/run/" not in stored(page)


def test_deleting_everything_deletes_the_stored_pages(page: Page) -> None:
    page.goto("/device/forget/")
    page.get_by_role("button", name="Delete everything").click()
    page.wait_for_url("**/")
    assert stored(page) <= {"/", "/offline/"}


def test_where_no_worker_answers_a_tap_stays_on_its_page(
    clinic: object, outsider: Client, open_phone: Opener
) -> None:
    phone = open_phone(outsider, service_workers="block")
    phone.goto("/tonight/")
    phone.context.set_offline(True)
    phone.get_by_role("link", name="Visits").first.click()
    expect(phone.get_by_text("Try again when you are back online.")).to_be_visible()
    assert phone.url.endswith("/tonight/")
