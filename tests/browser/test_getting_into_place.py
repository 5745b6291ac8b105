"""Each step into position is shown and spoken, and comes by a tap or while the phone lies still."""

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from tests.browser.conftest import Opener
from tests.browser.session_page import open_session, pass_seconds, said, start
from tests.clinic.programs.walk import begin, screened

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(outsider: Client, open_phone: Opener) -> Page:
    begin(screened(outsider))
    phone = open_phone(outsider, has_touch=True, is_mobile=True)
    open_session(phone)
    return phone


def shown_step(page: Page) -> str:
    return page.locator(".set-up__words:visible").inner_text()


def lie_still(page: Page, seconds: int, beta: float = 1.0) -> None:
    """Let the phone report the same angles for a while, as it does on a bed."""
    for _ in range(seconds * 2):
        page.evaluate(
            "beta => dispatchEvent(new DeviceOrientationEvent('deviceorientation',"
            " {alpha: 0, beta, gamma: 2}))",
            beta,
        )
        pass_seconds(page, 0.5)


def test_steps_come_by_taps_with_a_drawing_each_and_end_at_the_start(page: Page) -> None:
    expect(page.get_by_text("Sit on the side of the bed").first).to_be_visible()
    for words in ("Lie down on your side", "Roll onto your back", "Hold your right knee"):
        pass_seconds(page, 1)
        page.get_by_role("button", name="Next step").click()
        assert shown_step(page).startswith(words)
        assert page.locator(".set-up__step:visible use").count() == 1
    pass_seconds(page, 1)
    page.get_by_role("button", name="Next step").click()
    expect(page.get_by_role("button", name="Next step")).to_be_hidden()
    start(page)
    expect(page.locator("[data-under]")).to_have_text("get ready")
    assert not [words for words in said(page) if "side of the bed" in words]


def test_the_voice_says_each_step_that_a_tap_brings(page: Page) -> None:
    page.get_by_role("button", name="Talk me through it").click()
    assert said(page)[-1] == "Sit on the side of the bed, near the middle."
    pass_seconds(page, 1)
    page.get_by_role("button", name="Next step").click()
    assert said(page)[-1] == "Lie down on your side, knees bent."
    expect(page.locator("[data-live]")).to_have_text("Lie down on your side, knees bent.")


def test_steps_come_by_themselves_while_the_phone_lies_still_and_the_hold_begins(
    page: Page,
) -> None:
    page.get_by_role("button", name="Talk me through it").click()
    lie_still(page, 16)
    assert shown_step(page).startswith("Lie down on your side")
    lie_still(page, 70)
    assert any(words.startswith("Let your left leg") for words in said(page))
    assert "Left leg. Get ready." in said(page)


def test_a_phone_in_the_hand_waits(page: Page) -> None:
    page.get_by_role("button", name="Talk me through it").click()
    for tilt in range(20):
        lie_still(page, 1, beta=tilt * 7)
    assert shown_step(page).startswith("Sit on the side of the bed")


def test_without_the_voice_nothing_comes_by_itself(page: Page) -> None:
    lie_still(page, 40)
    assert shown_step(page).startswith("Sit on the side of the bed")


def test_a_quiet_word_comes_every_half_minute_without_a_flash(page: Page) -> None:
    start(page)
    pass_seconds(page, 16)
    flashes = page.evaluate("flashed")
    pass_seconds(page, 31)
    assert said(page)[-1] == "Breathe out slowly."
    pass_seconds(page, 30)
    assert said(page)[-1] == "Let the leg get heavy."
    assert page.evaluate("flashed") == flashes


def test_the_second_stretch_is_explained_aloud(page: Page) -> None:
    page.get_by_role("button", name="Talk me through it").click()
    start(page)
    pass_seconds(page, 16 + 180 + 30 + 181)
    expect(page.get_by_role("heading", name="On your stomach, left leg")).to_be_visible()
    assert said(page)[-1].endswith("Next: On your stomach.")
    pass_seconds(page, 25)
    assert said(page)[-1].startswith("Strap around your left ankle.")
