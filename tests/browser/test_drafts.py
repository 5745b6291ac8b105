"""What was typed stays on the phone until it has arrived, and no longer."""

import pytest
from django.test import Client
from playwright.sync_api import Page, Route, expect

from tests.browser.check_page import LEFT_LEG, go_on, ready_to_measure, type_side
from tests.browser.conftest import cookies, follow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

QUESTIONNAIRE = "/progress/questionnaire/"
SLEEP = "I sleep less well because of my back."
HEAVY = "I avoid heavy jobs around the house"


@pytest.fixture
def page(outsider, open_phone) -> Page:
    """A person on the page of the left leg."""
    page = open_phone(ready_to_measure(outsider))
    page.goto(LEFT_LEG)
    return page


def drafts(page: Page) -> list[str]:
    return page.evaluate("Object.keys(localStorage).filter(key => key.includes('draft'))")


def age_drafts(page: Page, name: str, *, days: float) -> None:
    """As if nobody had looked at the drafts whose name begins so for that long."""
    page.evaluate(
        """([name, days]) => {
          for (const key of Object.keys(localStorage)) {
            if (!key.startsWith(`guywire-draft:${name}`)) continue;
            const draft = JSON.parse(localStorage.getItem(key));
            draft.seenAt = Date.now() - days * 24 * 3600 * 1000;
            localStorage.setItem(key, JSON.stringify(draft));
          }
        }""",
        [name, days],
    )


def refuse_to_send(page: Page) -> None:
    """The network is gone, and the browser has not noticed."""

    def answer(route: Route) -> None:
        if route.request.method == "POST":
            route.abort("internetdisconnected")
        else:
            route.continue_()

    page.route("**/*", answer)


def test_without_network_the_form_stays_and_says_so_beside_its_button(page: Page) -> None:
    page.get_by_label("Thigh, Reading 1").press_sequentially("-8")
    page.context.set_offline(True)
    page.get_by_role("button", name="Continue").click()
    note = page.get_by_role("alert").filter(has_text="No network. What you typed stays here")
    expect(note).to_be_visible()
    page.get_by_role("button", name="Continue").click()
    expect(note).to_have_count(1)
    page.context.set_offline(False)
    expect(note).to_be_hidden()
    go_on(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Your right leg hangs")


def test_readings_that_never_arrived_are_still_there_afterwards(page: Page) -> None:
    page.get_by_label("Thigh, Reading 1").press_sequentially("-8")
    refuse_to_send(page)
    with page.expect_event("framenavigated"):
        page.get_by_role("button", name="Continue").click()
    page.goto("/")
    assert len(drafts(page)) == 1
    page.goto(LEFT_LEG)
    expect(page.get_by_label("Thigh, Reading 1")).to_have_value("-8")


def test_readings_that_the_server_could_not_take_are_still_there_afterwards(page: Page) -> None:
    page.get_by_label("Thigh, Reading 1").press_sequentially("-8")
    page.context.clear_cookies(name="csrftoken")
    go_on(page)
    expect(page.get_by_label("Thigh, Reading 1")).to_have_count(0)
    page.goto(LEFT_LEG)
    expect(page.get_by_label("Thigh, Reading 1")).to_have_value("-8")


def test_what_has_arrived_is_forgotten_and_what_came_back_wrong_is_not(page: Page) -> None:
    type_side(page, "0", "200", "-30")
    expect(page.get_by_role("alert")).to_be_focused()
    assert len(drafts(page)) == 1
    page.get_by_label("Thigh, Reading 1").fill("10")
    go_on(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Your right leg hangs")
    assert drafts(page) == []


def test_unsent_readings_of_an_old_check_do_not_fill_a_new_one(page: Page) -> None:
    page.get_by_label("Thigh, Reading 1").press_sequentially("-8")
    page.context.clear_cookies()
    page.context.add_cookies(cookies(ready_to_measure(Client()), page.url))
    page.goto(LEFT_LEG)
    expect(page.get_by_label("Thigh, Reading 1")).to_have_value("")


def test_a_draft_nobody_came_back_to_for_two_days_is_forgotten_and_a_younger_one_is_not(
    page: Page,
) -> None:
    form = page.url
    page.get_by_label("Thigh, Reading 1").press_sequentially("-8")
    page.goto("/help/")
    page.get_by_label("Your name").press_sequentially("Pat")
    page.goto("/")
    age_drafts(page, "check", days=1.9)
    page.goto("/")
    assert len(drafts(page)) == 2
    age_drafts(page, "check", days=2.1)
    page.goto("/")
    assert drafts(page) == ["guywire-draft:help"]
    page.goto(form)
    expect(page.get_by_label("Thigh, Reading 1")).to_have_value("")


def test_a_page_that_is_looked_at_keeps_its_draft_young(page: Page) -> None:
    page.get_by_label("Thigh, Reading 1").press_sequentially("-8")
    age_drafts(page, "check", days=2.1)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    another = page.context.new_page()
    another.goto("/")
    assert len(drafts(page)) == 1


def test_a_page_left_open_for_days_loses_nothing_when_it_is_sent_without_network(
    page: Page,
) -> None:
    form = page.url
    page.get_by_label("Thigh, Reading 1").press_sequentially("-8")
    age_drafts(page, "check", days=2.1)
    another = page.context.new_page()
    another.goto("/")
    assert drafts(another) == []
    refuse_to_send(page)
    with page.expect_event("framenavigated"):
        page.get_by_role("button", name="Continue").click()
    page.goto(form)
    expect(page.get_by_label("Thigh, Reading 1")).to_have_value("-8")


def test_every_tick_comes_back_and_no_unticked_one(clinic, open_phone) -> None:
    page = open_phone()
    page.goto(QUESTIONNAIRE)
    page.get_by_label(SLEEP).check()
    page.get_by_label(HEAVY).check()
    page.get_by_label("I sit down for most of the day").check()
    page.get_by_label("I sit down for most of the day").uncheck()
    page.goto(QUESTIONNAIRE)
    expect(page.get_by_label(SLEEP)).to_be_checked()
    expect(page.get_by_label(HEAVY)).to_be_checked()
    expect(page.get_by_role("checkbox", checked=True)).to_have_count(2)


def test_a_tick_that_was_sent_and_then_taken_away_stays_away(clinic, open_phone) -> None:
    page = open_phone()
    page.goto(QUESTIONNAIRE)
    page.get_by_label(SLEEP).check()
    follow(page.get_by_role("button", name="Save"))
    expect(page.get_by_text("You picked 1 of 24 sentences.").first).to_be_visible()
    page.goto(QUESTIONNAIRE)
    page.get_by_label(SLEEP).uncheck()
    page.goto(QUESTIONNAIRE)
    expect(page.get_by_label(SLEEP)).not_to_be_checked()
