"""A drawing moves when somebody asks for it, with the words of each step, and rests when told."""

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from tests.browser.conftest import Opener
from tests.clinic.programs.walk import screened

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def program(client: Client, open_phone: Opener, **options: object) -> Page:
    page = open_phone(screened(client), **options)
    page.clock.install()
    page.goto("/program/")
    return page


def shown(page: Page) -> list[int]:
    """Return the numbers of the frames of the first drawing that can be seen."""
    numbers: list[int] = page.evaluate(
        "[...document.querySelector('[data-moving] svg').querySelectorAll('[data-step]')]"
        ".flatMap((frame, index) => frame.getAttribute('display') === 'none' ? [] : [index])"
    )
    return numbers


def test_it_plays_pauses_and_tells_each_step(outsider: Client, open_phone: Opener) -> None:
    page = program(outsider, open_phone)
    figure = page.locator("[data-moving]").first
    figure.get_by_role("button", name="Show me how").click()
    pause = figure.get_by_role("button", name="Pause")
    expect(pause).to_be_visible()
    expect(figure.locator("[data-moving-words]")).to_have_text(
        "Sit on the side of the bed, near the middle."
    )
    assert shown(page) == [0]
    both = figure.locator("svg [data-step]:not([display=none])")
    assert both.count() == 2, "the same moment from the side and from above"
    page.clock.run_for(6000)
    expect(figure.locator("[data-moving-words]")).to_contain_text("Lie down on your side")
    pause.click()
    still = shown(page)
    page.clock.run_for(20_000)
    assert shown(page) == still
    figure.get_by_role("button", name="Go on").click()
    page.clock.run_for(60_000)
    expect(figure.get_by_role("button", name="Show me again")).to_be_visible()


def test_less_motion_shows_key_frames_only(outsider: Client, open_phone: Opener) -> None:
    page = program(outsider, open_phone, reduced_motion="reduce")
    page.get_by_role("button", name="Show me how").first.click()
    expect(page.get_by_role("button", name="Pause").first).to_be_visible()
    seen = set()
    for _ in range(60):
        page.clock.run_for(500)
        seen.update(shown(page))
    keys = page.evaluate(
        "[...document.querySelector('[data-moving] svg').querySelectorAll('[data-step]')]"
        ".flatMap((frame, index) => frame.hasAttribute('data-key') ? [index] : [])"
    )
    assert seen == set(keys)


def test_without_scripts_each_step_has_its_picture(outsider: Client, open_phone: Opener) -> None:
    page = open_phone(screened(outsider), java_script_enabled=False)
    page.goto("/program/")
    expect(page.get_by_role("button", name="Show me how").first).to_be_hidden()
    steps = page.locator(".stretch__steps").first.locator("li")
    assert steps.count() == 5
    assert steps.locator("use").count() == 4


def test_without_a_network_the_still_drawing_stays(outsider: Client, open_phone: Opener) -> None:
    page = program(outsider, open_phone)
    page.context.set_offline(True)
    figure = page.locator("[data-moving]").first
    figure.get_by_role("button", name="Show me how").click()
    expect(figure.locator("[data-moving-words]")).to_contain_text("There is no network right now.")
    expect(figure.locator("svg.drawn use")).to_have_count(2)
