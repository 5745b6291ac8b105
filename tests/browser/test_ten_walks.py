"""Ten people, each from the first page to the end of their way; axe finds nothing in any state."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests import demo
from tests.browser.check_page import get_ready, type_side, unfold
from tests.browser.conftest import Opener, axe_violations, follow
from tests.browser.session_page import SPEAKER, pass_seconds, said, start

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HOLDS = 2 * 181 + 30 + 16
"""Seconds of a first session: into position, both legs, and the change between them."""


@pytest.fixture
def practice(db: None) -> None:
    demo.open_practice()


def look(page: Page) -> None:
    """Everything a page owes whoever is on it."""
    assert axe_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url
    assert page.locator("h1:visible").count() == 1, page.url


def tap(page: Page, role: str, name: str | re.Pattern[str]) -> None:
    follow(page.get_by_role("main").get_by_role(role, name=name).first)  # type: ignore[arg-type]


def to_the_session(page: Page, age: str = "18 to 49", *, looking: bool = True) -> None:
    """From the first page to the question that starts the session."""
    page.goto("/")
    tap(page, "link", "Start a gentle stretch")
    for answer in (age, "None of these", "None of these", "Lower back", "Less than 6 weeks"):
        if looking:
            look(page)
        tap(page, "button", answer)


def run_session(page: Page, pain: str = "4") -> None:
    follow(page.get_by_role("button", name=pain, exact=True))
    page.wait_for_selector("[data-ready]")
    start(page)
    pass_seconds(page, HOLDS)
    expect(page.get_by_role("heading", name="All done. How was it?")).to_be_visible()


def say_how_it_was(page: Page, comfortable: str, back: str) -> None:
    page.get_by_label(comfortable).check()
    page.get_by_label(back).check()
    page.get_by_role("button", name="Save").click()
    page.wait_for_url("**/session/done/")


def book(page: Page, name: str) -> None:
    follow(page.get_by_role("main").locator(".soonest a").first)
    look(page)
    page.get_by_label("Your name").fill(name)
    page.get_by_label("Phone number").fill("503 555 0177")
    for declined in page.get_by_label("No, keep them").all():
        declined.check()
    tap(page, "button", "Book this visit")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your visit is booked")
    look(page)


def enlarge(page: Page) -> None:
    """As a default font of 32 px does, media queries too."""
    session = page.context.new_cdp_session(page)
    session.send("Page.enable")
    session.send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})


def with_clock(page: Page) -> Page:
    page.context.add_init_script(SPEAKER)
    page.clock.install()
    return page


def test_alone_at_night_a_first_stretch_ends_in_done_for_today(
    practice: None, open_phone: Opener
) -> None:
    page = with_clock(open_phone(color_scheme="dark"))
    to_the_session(page)
    look(page)
    run_session(page)
    look(page)
    say_how_it_was(page, "Yes, gentle enough", "A little better")
    look(page)
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Done for today")
    look(page)


def test_measured_hips_lead_to_a_result_why_and_a_program(
    practice: None, open_phone: Opener
) -> None:
    page = open_phone()
    page.goto("/")
    tap(page, "link", "Measure my hips")
    look(page)
    tap(page, "button", "Start the hip check")
    for answer in ("18 to 49", "None of these", "None of these", "Lower back", "Less than 6"):
        tap(page, "button", re.compile(answer))
    look(page)
    get_ready(page)
    look(page)
    type_side(page, "0", "10", "-30")
    type_side(page, "12", "-27", "-92")
    unfold(page)
    look(page)
    tap(page, "link", re.compile("See what your hips do"))
    look(page)
    page.goto("/program/")
    look(page)


def test_worse_twice_brings_a_person_to_a_visit(practice: None, open_phone: Opener) -> None:
    page = with_clock(open_phone())
    to_the_session(page, looking=False)
    run_session(page)
    say_how_it_was(page, "No, not really", "Worse")
    look(page)
    page.clock.fast_forward(26 * 3600 * 1000)
    page.goto("/session/")
    page.get_by_text("Start another session today").click()
    follow(page.get_by_role("button", name="6", exact=True))
    page.wait_for_selector("[data-ready]")
    start(page)
    pass_seconds(page, HOLDS)
    page.get_by_role("button", name="Skip this stretch today").click()
    say_how_it_was(page, "No, not really", "Worse")
    expect(page.get_by_role("heading", name="Talk to a therapist")).to_be_visible()
    look(page)
    book(page, "Rosa Lind")
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Rest for now")


def test_a_red_flag_ends_where_help_is_and_stays_so(practice: None, open_phone: Opener) -> None:
    page = open_phone()
    page.goto("/")
    tap(page, "link", "Start a gentle stretch")
    tap(page, "button", "50 to 69")
    page.get_by_label("Numbness or tingling in my genitals").check()
    tap(page, "button", re.compile("Continue with"))
    expect(page.get_by_role("link", name="Call 911")).to_have_attribute("href", "tel:911")
    look(page)
    for path in ("/", "/session/", "/program/"):
        page.goto(path)
        look(page)
        assert page.get_by_role("link", name=re.compile("See where to go")).count() or (
            page.get_by_role("link", name="Call 911").count()
        ), path


def test_a_hip_replacement_ends_at_help_for_tonight_and_a_visit(
    practice: None, open_phone: Opener
) -> None:
    page = open_phone()
    page.goto("/")
    tap(page, "link", "Measure my hips")
    tap(page, "button", "Start the hip check")
    tap(page, "button", "70 or older")
    tap(page, "button", "None of these")
    page.get_by_label("A hip replacement").check()
    tap(page, "button", re.compile("Continue with"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Let a therapist look first")
    look(page)
    tap(page, "link", re.compile("Help for tonight"))
    look(page)
    page.go_back()
    book(page, "Otto Lang")


def test_at_15_a_therapist_comes_first(practice: None, open_phone: Opener) -> None:
    page = open_phone()
    page.goto("/")
    tap(page, "link", "Start a gentle stretch")
    for answer in ("Under 18", "None of these", "None of these"):
        tap(page, "button", answer)
    expect(page.get_by_text("I am under 18")).to_be_visible()
    look(page)
    book(page, "Kim Young")


def test_normal_hips_are_told_so_and_what_else_helps(practice: None, open_phone: Opener) -> None:
    page = open_phone()
    page.goto("/check/")
    tap(page, "button", "Start the hip check")
    for answer in ("18 to 49", "None of these", "None of these", "Lower back", "Less than 6"):
        tap(page, "button", re.compile(answer))
    get_ready(page)
    type_side(page, "12", "-28", "-92")
    type_side(page, "12", "-28", "-92")
    expect(page.get_by_role("heading", level=1)).to_contain_text("not tight")
    look(page)
    tap(page, "link", re.compile("Help for tonight"))
    look(page)
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_have_text("A therapist first")
    look(page)


def press_on(page: Page, target: Locator) -> None:
    """Reach something by Tab alone and press Enter on it."""
    for _ in range(90):
        page.keyboard.press("Tab")
        if target.evaluate("one => one === document.activeElement"):
            with page.expect_navigation():
                page.keyboard.press("Enter")
            return
    raise AssertionError(f"Tab never reaches {target}")


def test_at_71_by_keyboard_with_large_text_in_the_dark(practice: None, open_phone: Opener) -> None:
    page = with_clock(open_phone(color_scheme="dark", reduced_motion="reduce"))
    enlarge(page)
    page.goto("/")
    press_on(page, page.get_by_role("main").get_by_role("link", name="Start a gentle stretch"))
    for answer in (
        "70 or older",
        "None of these",
        "None of these",
        "Lower back",
        "Less than 6 weeks",
    ):
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url
        press_on(page, page.get_by_role("button", name=answer))
    look(page)
    press_on(page, page.get_by_role("button", name="4", exact=True))
    page.wait_for_selector("[data-ready]")
    page.get_by_role("button", name="I’m in position. Start").press("Enter")
    pass_seconds(page, 60)
    look(page)
    page.get_by_role("button", name="Stop").press("Enter")
    expect(page.get_by_role("button", name="It hurts")).to_be_visible()


def test_deaf_everything_that_is_spoken_is_also_written(practice: None, open_phone: Opener) -> None:
    page = with_clock(open_phone())
    to_the_session(page, looking=False)
    follow(page.get_by_role("button", name="4", exact=True))
    page.wait_for_selector("[data-ready]")
    page.evaluate(
        "() => { window.written = []; new MutationObserver(() => window.written.push("
        "document.querySelector('[data-live]').textContent)).observe("
        "document.querySelector('[data-live]'), {childList: true, characterData: true,"
        " subtree: true}); }"
    )
    start(page)
    pass_seconds(page, HOLDS)
    written = set(page.evaluate("window.written"))
    assert said(page)
    assert set(said(page)) <= written
    assert page.evaluate("flashed") > 0


def test_blind_each_state_has_names_order_and_each_cue_once(
    practice: None, open_phone: Opener
) -> None:
    page = with_clock(open_phone())
    to_the_session(page)
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("."))
    expect(page.get_by_role("heading", name="How is your back right now?")).to_be_visible()
    follow(page.get_by_role("button", name="4", exact=True))
    page.wait_for_selector("[data-ready]")
    look(page)
    assert page.locator("[data-live]").get_attribute("aria-live") in ("polite", "assertive")
    start(page)
    pass_seconds(page, 200)
    look(page)
    cues = said(page)
    for cue in ("Halfway there.", "Ten seconds left."):
        assert cues.count(cue) == 1
    unnamed = page.evaluate(
        "[...document.querySelectorAll('main button, main a, main input')]"
        ".filter(one => one.checkVisibility() && !(one.textContent.trim() || one.ariaLabel"
        " || one.labels?.length)).length"
    )
    assert unnamed == 0
