"""The first pages as a person meets them: on a phone, in the dark, by keyboard, on a slow line."""

import gzip
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Response, expect

from guywire.clinic.welcome.models import WebQuestion
from tests import demo
from tests.browser.conftest import axe_violations, follow, look_on_both_screens

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGES = (
    "/",
    "/help/",
    "/help/?part=knee",
    "/insurance/",
    "/call-back/",
    "/thanks/help/",
    "/instructions/",
)
LIMIT_BYTES = 100_000
SMALLEST_PHONE = {"width": 360, "height": 740}


@pytest.fixture(autouse=True)
def practice(db: None) -> None:
    demo.open_practice()


def test_axe_finds_nothing_and_nothing_sticks_out(open_phone: Callable[..., Page]) -> None:
    page = open_phone()
    for path in PAGES:
        page.goto(path)
        look_on_both_screens(page)


def test_the_first_load_is_small_and_asks_nobody_else(open_phone: Callable[..., Page]) -> None:
    """Counted as a server with gzip for static files sends it, the page itself as it is."""
    page = open_phone()
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))
    page.goto("/", wait_until="networkidle")
    host = page.url.split("/")[2]
    assert {answer.url.split("/")[2] for answer in answers} == {host}
    html, *files = [answer.body() for answer in answers]
    sent = len(html) + sum(len(gzip.compress(body)) for body in files)
    assert sent < LIMIT_BYTES


def test_the_first_screen_of_a_phone_shows_what_to_do_next(
    open_phone: Callable[..., Page],
) -> None:
    page = open_phone(viewport=SMALLEST_PHONE)
    page.goto("/")
    header = page.locator(".site-header").bounding_box()
    assert header is not None
    assert header["height"] <= 72, "one row"
    button = page.get_by_role("link", name="Start a gentle stretch")
    box = button.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= SMALLEST_PHONE["height"]


def test_the_menu_of_a_phone_leads_to_every_part_of_the_site(
    open_phone: Callable[..., Page],
) -> None:
    page = open_phone(viewport=SMALLEST_PHONE)
    page.goto("/tonight/")
    page.get_by_role("link", name="Menu", exact=True).click()
    menu = page.get_by_role("navigation", name="Menu")
    expect(menu.get_by_role("link", name="My program")).to_be_in_viewport()
    follow(menu.get_by_role("link", name="My program"))
    assert page.url.endswith("/program/")


def test_help_is_asked_for_by_keyboard_alone(open_phone: Callable[..., Page]) -> None:
    page = open_phone()
    page.goto("/help/?part=back")
    page.locator("#id_text").focus()
    page.keyboard.type("It hurts when I get up.")
    page.keyboard.press("Tab")
    page.keyboard.type("Kay Board")
    page.keyboard.press("Tab")
    page.keyboard.type("503 555 0119")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Send")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/thanks/help/")
    assert WebQuestion.objects.filter(name="Kay Board", phone="+15035550119").exists()


def test_a_mistake_moves_the_focus_to_a_summary_that_leads_to_the_field(
    open_phone: Callable[..., Page],
) -> None:
    page = open_phone()
    page.goto("/help/?part=back")
    page.fill("#id_text", "It hurts.")
    page.fill("#id_name", "Kay")
    page.fill("#id_reach", "call me")
    follow(page.get_by_role("button", name="Send"))
    expect(page.locator(".error-summary")).to_be_focused()
    assert axe_violations(page) == []
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#id_reach")).to_be_focused()
    expect(page.locator("#id_text")).to_have_value("It hurts.")


def test_what_was_typed_survives_a_closed_tab(open_phone: Callable[..., Page]) -> None:
    page = open_phone()
    page.goto("/help/")
    page.fill("#id_text", "It hurts when I sit.")
    again = page.context.new_page()
    page.close()
    again.goto("/help/")
    expect(again.locator("#id_text")).to_have_value("It hurts when I sit.")


def test_help_works_without_a_script(open_phone: Callable[..., Page]) -> None:
    page = open_phone(java_script_enabled=False)
    page.goto("/")
    follow(page.get_by_role("link", name="Lower back"))
    page.fill("#id_text", "No script here.")
    page.fill("#id_name", "Noel")
    page.fill("#id_reach", "noel@demo.example")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("We have your message")).to_be_visible()


def test_instructions_print_without_menus(open_phone: Callable[..., Page]) -> None:
    page = open_phone()
    page.goto("/instructions/")
    page.emulate_media(media="print")
    expect(page.locator(".site-header")).to_be_hidden()
    expect(page.get_by_role("heading", name="When to get help now")).to_be_visible()
