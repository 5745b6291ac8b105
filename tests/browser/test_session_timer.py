"""The running session keeps true time, speaks, pauses, eases off and stops, and loses nothing."""

import re

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from guywire.clinic.people.device import DeviceRecord
from guywire.clinic.programs.record import Kept, kept_on
from tests.browser.conftest import Opener, follow
from tests.browser.session_page import (
    answer,
    clock_seconds,
    open_session,
    pass_seconds,
    phone_seconds,
    said,
    start,
)
from tests.clinic.programs.walk import begin, screened

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

GET_BACK_SECONDS = 10


@pytest.fixture
def page(outsider: Client, open_phone: Opener) -> Page:
    """A phone on the run page, its session begun and its clock in the test's hands."""
    begin(screened(outsider))
    phone = open_phone(outsider)
    open_session(phone)
    return phone


def kept(page: Page) -> Kept:
    cookies = {one["name"]: one["value"] for one in page.context.cookies()}
    return kept_on(DeviceRecord(cookies))


def into_hold(page: Page, held: float = 0) -> None:
    start(page)
    pass_seconds(page, 15.5 + held)


def leave_both_out(page: Page) -> None:
    page.get_by_role("button", name="Skip this stretch today").click()
    expect(page.get_by_role("heading", name="On your stomach, left leg")).to_be_visible()
    pass_seconds(page, 1)
    page.get_by_role("button", name="Skip this stretch today").click()


def test_a_whole_session_leads_through_both_stretches_and_both_sides(page: Page) -> None:
    into_hold(page)
    expect(page.locator("[data-side]")).to_have_text("left leg")
    pass_seconds(page, 180)
    expect(page.locator("[data-side]")).to_have_text("right leg")
    expect(page.locator("[data-under]")).to_have_text("get ready")
    pass_seconds(page, 30 + 181)
    expect(page.get_by_role("heading", name="On your stomach, left leg")).to_be_visible()
    into_hold(page)
    pass_seconds(page, 180 + 30 + 181)
    expect(page.get_by_role("heading", name="All done. How was it?")).to_be_focused()
    answer(page)
    page.wait_for_url("**/session/done/")
    (session,) = kept(page).sessions
    assert [hold.seconds_held for hold in session.holds] == [180] * 4
    assert session.feeling == "better"


def test_each_cue_comes_by_voice_buzz_flash_and_for_screen_readers(page: Page) -> None:
    start(page)
    pass_seconds(page, 0.5)
    assert "Left leg. Get ready." in said(page)
    pass_seconds(page, 15)
    assert said(page)[-1].startswith("Hold.")
    pass_seconds(page, 90)
    assert said(page)[-1] == "Halfway there."
    expect(page.locator("[data-live]")).to_have_text("Halfway there.")
    pass_seconds(page, 80)
    assert said(page)[-1] == "Ten seconds left."
    pass_seconds(page, 10)
    assert said(page)[-1] == ("Done. Bend both knees. Move to the other edge. Right leg next.")
    pass_seconds(page, 22)
    assert said(page)[-1] == "Right leg. Get ready."
    assert page.evaluate("[buzzed.length, flashed]") == [6, 6]


def test_with_the_sound_off_the_rest_of_the_cue_stays(page: Page) -> None:
    page.get_by_role("button", name="Sound is on").click()
    into_hold(page)
    assert said(page) == []
    expect(page.locator("[data-live]")).to_contain_text("Hold.")


def test_the_clock_and_its_buttons_fill_the_screen_and_nothing_scrolls(page: Page) -> None:
    into_hold(page)
    assert page.evaluate("document.documentElement.scrollHeight - innerHeight") == 0


def test_time_spent_paused_does_not_count(page: Page) -> None:
    into_hold(page, held=20)
    page.get_by_role("button", name="Pause").click()
    before = clock_seconds(page)
    pass_seconds(page, 300)
    assert clock_seconds(page) == before
    going_on = phone_seconds(page)
    page.get_by_role("button", name="Continue").click()
    pass_seconds(page, 10)
    passed = phone_seconds(page) - going_on
    assert clock_seconds(page) == pytest.approx(before - passed, abs=2)


def test_easing_off_says_how_and_is_written_down(page: Page) -> None:
    into_hold(page, held=20)
    held_since = phone_seconds(page) - 21
    page.get_by_role("button", name="Ease off").click()
    expect(page.locator("[data-advice]")).to_contain_text("Raise the support under your foot.")
    page.get_by_role("button", name="Ease off").click()
    page.get_by_role("button", name="Ease off").click()
    expect(page.locator("[data-advice]")).to_contain_text("Then stop.")
    page.get_by_role("button", name="Stop").click()
    page.get_by_role("button", name="It pulls too much").click()
    stopped_by = phone_seconds(page)
    answer(page, back="About the same")
    page.wait_for_url("**/session/done/")
    (hold,) = kept(page).sessions[0].holds
    assert (hold.eased_off, hold.stopped) == (3, "pulled_too_much")
    assert 20 <= hold.seconds_held <= stopped_by - held_since


def test_stopping_because_it_hurts_leads_to_a_human(page: Page) -> None:
    into_hold(page, held=30)
    page.get_by_role("button", name="Stop").click()
    page.get_by_role("button", name="It hurts").click()
    expect(page.get_by_role("heading", name="You stopped, and that was right")).to_be_visible()
    answer(page, "No, not really", "Worse")
    expect(page.get_by_role("heading", name="Talk to a therapist")).to_be_visible()
    expect(page.get_by_role("link", name="Book a free visit")).to_be_visible()


def test_going_back_from_stop_goes_on_where_it_was(page: Page) -> None:
    into_hold(page, held=30)
    before = clock_seconds(page)
    page.get_by_role("button", name="Stop").click()
    pass_seconds(page, 60)
    page.get_by_role("button", name="Go back").click()
    expect(page.locator("[data-under]")).to_have_text("paused")
    assert before - 20 <= clock_seconds(page) <= before


def test_a_stretch_can_be_left_out(page: Page) -> None:
    leave_both_out(page)
    answer(page)
    page.wait_for_url("**/session/done/")
    assert {hold.seconds_held for hold in kept(page).sessions[0].holds} == {0}


def test_a_quick_reload_goes_on_in_time(page: Page) -> None:
    into_hold(page, held=20)
    before, left_at = clock_seconds(page), phone_seconds(page)
    page.reload()
    page.wait_for_selector("[data-ready]")
    expect(page.get_by_text("Tap anywhere to turn the sound back on.")).to_be_visible()
    away = phone_seconds(page) - left_at
    assert clock_seconds(page) == pytest.approx(before - away, abs=2)


@pytest.mark.parametrize(
    ("choice", "then"),
    [
        ("Continue from", "left"),
        ("I finished the hold", "right"),
        ("Start this side over", "left"),
    ],
)
def test_a_tab_that_was_closed_in_a_hold_asks_how_it_went_on(
    page: Page, choice: str, then: str
) -> None:
    into_hold(page, held=30)
    page.goto("about:blank")
    pass_seconds(page, 600)
    page.goto("/session/run/")
    expect(page.get_by_role("heading", name="The timer was interrupted")).to_be_visible()
    go_on = page.locator('[data-gap="lost"]')
    expect(go_on).to_have_text(re.compile("^Continue from 0:3[0-9]$"))
    held = int(go_on.inner_text()[-2:])
    chosen = phone_seconds(page)
    page.get_by_role("button", name=choice).click()
    if then == "right":
        expect(page.get_by_role("heading", name="On your back, right leg")).to_be_visible()
    else:
        pass_seconds(page, GET_BACK_SECONDS + 1)
        left = {"Continue from": 180 - held, "Start this side over": 180}[choice]
        passed = phone_seconds(page) - chosen - GET_BACK_SECONDS
        assert clock_seconds(page) == pytest.approx(left - passed, abs=2)


def test_a_page_that_slept_through_the_end_of_a_hold_asks_too(page: Page) -> None:
    into_hold(page, held=30)
    page.clock.fast_forward(600_000)
    expect(page.get_by_role("heading", name="The timer was interrupted")).to_be_visible()


def test_answers_wait_on_the_phone_without_a_network_and_arrive_once(page: Page) -> None:
    into_hold(page, held=30)
    page.context.set_offline(True)
    page.get_by_role("button", name="Stop").click()
    page.get_by_role("button", name="It hurts").click()
    answer(page, "No, not really", "Worse")
    expect(page.get_by_role("heading", name="Saved on this device")).to_be_focused()
    expect(page.get_by_text("Stop the stretches until")).to_be_visible()
    assert kept(page).sessions == ()
    page.context.set_offline(False)
    page.wait_for_url("**/session/done/")
    assert len(kept(page).sessions) == 1
    assert page.evaluate("Object.keys(localStorage).filter(key => key.includes('outbox'))") == []


def test_answers_left_on_the_phone_are_sent_by_the_next_page(page: Page) -> None:
    # Not `set_offline`: a page that is left hears that it is online again before it goes.
    page.context.route("**/session/after/", lambda route: route.abort())
    into_hold(page, held=30)
    page.get_by_role("button", name="Stop").click()
    page.get_by_role("button", name="Enough for today").click()
    answer(page)
    expect(page.get_by_role("heading", name="Saved on this device")).to_be_visible()
    page.goto("about:blank")
    page.context.unroute("**/session/after/")
    page.goto("/program/")
    expect(page.get_by_text("is now in your record")).to_be_visible()
    assert len(kept(page).sessions) == 1


def test_only_one_of_two_tabs_keeps_the_time(page: Page) -> None:
    into_hold(page, held=10)
    second = page.context.new_page()
    second.goto("/session/run/")
    expect(second.get_by_role("heading", name="open in another tab")).to_be_visible()
    second.get_by_role("button", name="Continue here").click()
    second.wait_for_selector("[data-player][data-phase=hold]")
    expect(page.get_by_role("heading", name="open in another tab")).to_be_visible()


def test_it_can_be_done_by_keyboard_alone_and_focus_is_never_lost(page: Page) -> None:
    page.get_by_role("button", name="I’m in position. Start").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="I’m ready")).to_be_focused()
    pass_seconds(page, 16)
    expect(page.get_by_role("button", name="Pause")).to_be_focused()
    page.keyboard.press("Space")
    expect(page.locator("[data-under]")).to_have_text("paused")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Why are you stopping?")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Stop")).to_be_focused()


def test_answering_nothing_names_what_is_missing(page: Page) -> None:
    leave_both_out(page)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Answer both questions")).to_be_visible()
    expect(page.get_by_label("Yes, gentle enough")).to_be_focused()


def test_where_the_screen_cannot_be_kept_on_the_page_says_so(
    outsider: Client, open_phone: Opener
) -> None:
    begin(screened(outsider))
    phone = open_phone(outsider)
    phone.add_init_script("Object.defineProperty(navigator, 'wakeLock', {value: undefined})")
    open_session(phone)
    start(phone)
    expect(phone.get_by_text("cannot keep the screen on")).to_be_visible()


def test_a_stop_for_pain_is_known_even_when_the_tab_is_closed_without_an_answer(
    page: Page,
) -> None:
    into_hold(page, held=30)
    page.get_by_role("button", name="Stop").click()
    with page.expect_response("**/session/after/"):
        page.get_by_role("button", name="It hurts").click()
    page.goto("/program/")
    expect(page.get_by_role("heading", name="Talk to a therapist first")).to_be_visible()
    page.get_by_role("link", name="say how it felt").click()
    answer(page, "No, not really", "Worse")
    page.wait_for_url("**/session/done/")
    (session,) = kept(page).sessions
    assert session.feeling == "worse"


def test_when_the_timer_cannot_load_the_page_can_be_followed_by_a_clock(
    outsider: Client, open_phone: Opener
) -> None:
    begin(screened(outsider))
    phone = open_phone(outsider)
    phone.route("**/player*.js", lambda route: route.abort())
    phone.goto("/session/run/")
    expect(phone.get_by_text("Use a clock")).to_be_visible()


def test_forgetting_the_device_forgets_what_the_scripts_kept_too(page: Page) -> None:
    into_hold(page, held=20)
    page.goto("/device/")
    assert page.evaluate("localStorage.length") > 0
    follow(page.get_by_role("link", name="Delete everything on this device"))
    follow(page.get_by_role("button", name="Delete everything"))
    assert page.evaluate("localStorage.length") == 0


def test_what_the_server_refuses_is_said_on_its_own_page_with_nothing_lost(page: Page) -> None:
    into_hold(page, held=20)
    page.get_by_role("button", name="Stop").click()
    page.get_by_role("button", name="Enough for today").click()
    page.get_by_label("Anything your therapist should know?").fill("a" * 500)
    answer(page)
    expect(page.get_by_role("heading", name="Check your answers")).to_be_visible()
    expect(page.get_by_label("Anything your therapist should know?")).to_have_value("a" * 500)
    page.get_by_label("Anything your therapist should know?").fill("It tingled.")
    page.get_by_role("button", name="Save").click()
    page.wait_for_url("**/session/done/")
    assert kept(page).sessions[0].note == "It tingled."


def test_a_double_tap_counts_once(page: Page) -> None:
    page.get_by_role("button", name="I’m in position. Start").dblclick()
    expect(page.locator("[data-under]")).to_have_text("get ready")
    assert clock_seconds(page) >= 5


def test_going_back_after_the_answer_begins_anew(page: Page) -> None:
    """Nothing was held, so it was no session, and today's is still to come."""
    leave_both_out(page)
    answer(page)
    page.wait_for_url("**/session/done/")
    page.go_back()
    expect(page.get_by_role("heading", name="Today’s session")).to_be_visible()
