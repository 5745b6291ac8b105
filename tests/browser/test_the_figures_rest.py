"""The figures ask little of a phone: nothing while they rest, and a step moves only themselves."""

import pytest
from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

COUNT_FRAMES = """
const ask = window.requestAnimationFrame.bind(window);
window.framesAsked = 0;
window.requestAnimationFrame = (draw) => { window.framesAsked += 1; return ask(draw); };
"""


@pytest.fixture
def walking(clinic, open_phone) -> Page:
    page = open_phone()
    page.add_init_script(COUNT_FRAMES)
    page.goto("/why/")
    page.get_by_role("button", name="Stand still").wait_for()
    return page


def frames_asked(page: Page) -> int:
    """How many drawings the page asks for in 400 ms, once the last change has been drawn."""
    page.wait_for_timeout(200)
    before = page.evaluate("framesAsked")
    page.wait_for_timeout(400)
    return int(page.evaluate("framesAsked")) - before


def test_walking_asks_for_every_refresh_of_the_screen(walking: Page) -> None:
    assert frames_asked(walking) > 3


def test_the_slider_follows_the_figures(walking: Page) -> None:
    slider = walking.locator('input[name="phase"]')
    before = slider.input_value()
    walking.wait_for_timeout(400)
    assert slider.input_value() != before


def test_standing_asks_for_none(walking: Page) -> None:
    walking.get_by_role("button", name="Stand still").click()
    assert frames_asked(walking) == 0


@pytest.mark.parametrize("pose", ["stand", "supine", "prone"])
def test_a_pose_that_does_not_move_asks_for_none(walking: Page, pose: str) -> None:
    walking.locator(f'input[value="{pose}"]').check(force=True)
    assert frames_asked(walking) == 0


def test_figures_scrolled_away_wait_until_they_are_seen_again(walking: Page) -> None:
    walking.locator(".site-footer").scroll_into_view_if_needed()
    assert frames_asked(walking) == 0
    walking.locator(".stage").scroll_into_view_if_needed()
    assert frames_asked(walking) > 3


def test_a_slider_still_moves_figures_that_stand(walking: Page) -> None:
    walking.get_by_role("button", name="Stand still").click()
    wedge = walking.locator('[data-part="tilt-wedge"]')
    before = wedge.get_attribute("d")
    walking.locator('input[name="lost"]').fill("20")
    walking.wait_for_timeout(200)
    assert wedge.get_attribute("d") != before


def test_a_step_lays_out_the_figures_and_their_slider_and_nothing_else(
    walking: Page, chromium: Browser
) -> None:
    walking.wait_for_timeout(300)
    found = {root["nodeName"] for root in layout_roots(walking, chromium)}
    assert found == {"svg class='figure'", "INPUT"}


def layout_roots(page: Page, browser: Browser) -> list[dict[str, object]]:
    """Where each layout began in half a second."""
    tab = page.context.new_cdp_session(page)
    frame = tab.send("Page.getFrameTree")["frameTree"]["frame"]["id"]
    devtools = browser.new_browser_cdp_session()
    events: list[dict] = []
    ended: list[bool] = []
    devtools.on("Tracing.dataCollected", lambda part: events.extend(part["value"]))
    devtools.on("Tracing.tracingComplete", lambda _: ended.append(True))
    config = {"includedCategories": ["devtools.timeline"]}
    devtools.send("Tracing.start", {"transferMode": "ReportEvents", "traceConfig": config})
    page.wait_for_timeout(500)
    devtools.send("Tracing.end")
    while not ended:
        page.wait_for_timeout(50)
    devtools.detach()
    layouts = [event["args"] for event in events if event["name"] == "Layout"]
    ours = [layout for layout in layouts if layout["beginData"]["frame"] == frame]
    done = [layout["endData"] for layout in ours if "endData" in layout]
    return [root for layout in done for root in layout["layoutRoots"]]
