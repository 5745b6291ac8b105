"""Booking, moving and canceling in a real browser, on a phone and on a wide screen."""

import re

import pytest
from playwright.sync_api import Page, expect

from guywire.clinic.visits.models import Status, Therapist, Visit, Weekday
from tests.browser.conftest import PHONE, follow, look_on_both_screens
from tests.clinic.visits.conftest import at_work, make_location, make_therapist

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def therapist_every_day(clinic) -> Therapist:
    riverside = make_location("Riverside")
    ana = make_therapist("Ana Ruiz", online=True)
    for weekday in Weekday:
        at_work(ana, riverside, weekday, "09:00", "11:00")
    return ana


def choose(page: Page, place: str = "Riverside") -> None:
    page.goto("/visits/")
    follow(page.get_by_role("link", name=place))
    follow(page.get_by_role("link", name="Ana Ruiz"))


def fill(page: Page) -> None:
    page.get_by_label("Your name").fill("Mia Vance")
    page.get_by_label("Phone number").fill("503 555 0177")


def book(page: Page, place: str = "Riverside") -> None:
    choose(page, place)
    follow(page.locator(".time").nth(4))
    fill(page)
    follow(page.get_by_role("button", name="Book this visit"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Your visit is booked")


def test_a_visit_is_booked_moved_and_canceled_on_a_phone(therapist_every_day, open_phone) -> None:
    page = open_phone()
    book(page)
    follow(page.get_by_role("link", name="Change the time"))
    follow(page.locator(".time").nth(5))
    follow(page.get_by_role("button", name="Change the time"))
    expect(page.get_by_role("status")).to_have_text("The time of your visit is changed.")
    assert Visit.objects.get().sequence == 1
    page.goto("/visits/")
    follow(page.get_by_role("link", name="See it, change it or cancel it"))
    follow(page.get_by_role("link", name="Cancel my visit"))
    follow(page.get_by_role("button", name="Cancel my visit"))
    expect(page.get_by_role("heading", level=1)).to_have_text("This visit is canceled")
    assert Visit.objects.get().status == Status.CANCELLED


def test_a_visit_is_booked_without_javascript(therapist_every_day, open_phone) -> None:
    book(open_phone(java_script_enabled=False))
    assert Visit.objects.count() == 1


def press_to(page: Page, name: str, role: str) -> None:
    """Tab until the element that reads so has the focus, as a person without a mouse does."""
    wanted = page.get_by_role(role, name=re.compile(name)).first.element_handle()
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement === wanted", wanted):
            return
    raise AssertionError(f"60 tabs never reached {name}")


def test_a_visit_is_booked_by_keyboard_alone(therapist_every_day, open_phone) -> None:
    page = open_phone()
    page.goto("/visits/")
    for link in ("Riverside", "Ana Ruiz", "10:00 am"):
        press_to(page, link, "link")
        with page.expect_navigation():
            page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    press_to(page, "Your name", "textbox")
    page.keyboard.type("Mia Vance")
    page.keyboard.press("Tab")
    page.keyboard.type("503 555 0177")
    press_to(page, "Book this visit", "button")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your visit is booked")


def test_an_empty_form_puts_the_focus_on_what_to_mend(therapist_every_day, open_phone) -> None:
    page = open_phone()
    choose(page)
    follow(page.locator(".time").first)
    follow(page.get_by_role("button", name="Book this visit"))
    expect(page.locator("[data-error-summary]")).to_be_focused()
    page.get_by_role("link", name="Enter a name").click()
    expect(page.get_by_label("Your name")).to_be_focused()


def test_what_was_typed_survives_a_look_at_other_times(therapist_every_day, open_phone) -> None:
    page = open_phone()
    choose(page)
    follow(page.locator(".time").first)
    fill(page)
    follow(page.get_by_role("link", name="Back: another time"))
    follow(page.locator(".time").nth(5))
    expect(page.get_by_label("Your name")).to_have_value("Mia Vance")


def test_two_quick_taps_book_one_visit(therapist_every_day, open_phone) -> None:
    page = open_phone(java_script_enabled=False)
    choose(page)
    follow(page.locator(".time").nth(4))
    fill(page)
    page.get_by_role("button", name="Book this visit").dblclick(no_wait_after=True)
    expect(page.get_by_role("heading", level=1)).to_have_text("Your visit is booked")
    assert Visit.objects.count() == 1


def test_a_time_to_tap_is_large_enough_and_nothing_scrolls_sideways(
    therapist_every_day, open_phone
) -> None:
    page = open_phone()
    choose(page)
    boxes = [time.bounding_box() for time in page.locator(".time").all()]
    assert len(boxes) > 8
    assert all(box and box["height"] >= 44 and box["width"] >= 44 for box in boxes)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_an_online_visit_is_shown_by_the_clock_of_the_device_too(
    therapist_every_day, open_phone
) -> None:
    page = open_phone(timezone_id="America/New_York")
    choose(page, "Online")
    first = page.locator(".time").first
    expect(first).to_contain_text(re.compile(r"(9|10):[03]0 am"))
    expect(first.locator(".own-zone")).to_have_text(re.compile(r"^1[23]?:[03]0 pm$"))
    follow(first)
    expect(page.locator(".panel .own-zone")).to_contain_text("pm where you are.")
    book(page, "Online")
    expect(page.locator("dd .own-zone")).to_contain_text("pm where you are.")


def test_nobody_at_home_on_the_clinics_clock_is_shown_a_time_twice(
    therapist_every_day, open_phone
) -> None:
    page = open_phone(timezone_id="America/Los_Angeles")
    choose(page, "Online")
    expect(page.locator(".time .own-zone").first).to_be_hidden()


def test_axe_finds_nothing_on_any_page_of_booking(therapist_every_day, open_phone) -> None:
    page = open_phone()

    def look() -> None:
        look_on_both_screens(page)

    page.goto("/visits/")
    look()
    follow(page.get_by_role("link", name="Online"))
    look()
    follow(page.get_by_role("link", name="Ana Ruiz"))
    look()
    follow(page.locator(".time").nth(4))
    look()
    follow(page.get_by_role("button", name="Book this visit"))
    look()
    fill(page)
    follow(page.get_by_role("button", name="Book this visit"))
    look()
    booked = page.url
    for step in ("move/", "cancel/"):
        page.goto(booked + step)
        look()
    follow(page.get_by_role("button", name="Cancel my visit"))
    look()
    page.goto("/visits/no-such-link/")
    look()
