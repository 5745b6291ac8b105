"""The figures ask little of a phone: nothing while they rest, and a step moves only themselves.

A worker walks them on canvases beside the page; where a browser cannot, the drawings walk.
"""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.pictures import share_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

COUNT_FRAMES = """() => {
const ask = requestAnimationFrame.bind(globalThis);
globalThis.framesAsked = 0;
globalThis.requestAnimationFrame = (draw) => { framesAsked += 1; return ask(draw); };
}"""
SOMEBODYS_SKIN = 0.02
LIGHT_SKIN, DARK_SKIN = "#ecd8c4", "#4a4038"
LOOK_MS = 300
TRIES = 40
A_FEW = 8
OLD_BROWSER = "delete window.OffscreenCanvas"


@pytest.fixture(params=["beside", "drawing"])
def walking(clinic, open_phone, request) -> Page:
    page = open_phone()
    page.add_init_script(f"({COUNT_FRAMES})()")
    if request.param == "drawing":
        page.add_init_script(OLD_BROWSER)
        page.goto("/why/")
    else:
        with page.expect_worker() as worker:
            page.goto("/why/")
        page.locator(".stage").scroll_into_view_if_needed()
        expect(page.locator(".stage--beside")).to_be_visible()
        worker.value.evaluate(COUNT_FRAMES)
    page.get_by_role("button", name="Pause").wait_for()
    page.locator(".stage").scroll_into_view_if_needed()
    return page


def pelvis(page: Page) -> str:
    drawn = page.locator('.stage svg.figure:not([data-free]) [data-part="pelvis"]').first
    return drawn.get_attribute("transform") or ""


def keeps_asking(page: Page) -> bool:
    """Whether drawing after drawing is asked for."""
    before, tries = all_frames_asked(page), 0
    while all_frames_asked(page) < before + A_FEW and (tries := tries + 1) < TRIES:
        page.wait_for_timeout(LOOK_MS)
    return all_frames_asked(page) >= before + A_FEW


def comes_to_rest(page: Page) -> bool:
    """Whether, once the last change is drawn, no more drawings are asked for."""
    return any(asks_for_none(page) for _ in range(TRIES))


def asks_for_none(page: Page) -> bool:
    before = all_frames_asked(page)
    page.wait_for_timeout(LOOK_MS)
    return all_frames_asked(page) == before


def all_frames_asked(page: Page) -> int:
    return sum(int(where.evaluate("framesAsked")) for where in (page, *page.workers))


def test_walking_goes_on_asking(walking: Page) -> None:
    assert keeps_asking(walking)


def test_the_slider_follows_the_figures(walking: Page) -> None:
    slider = walking.locator('input[name="phase"]')
    before = slider.input_value()
    expect(slider).not_to_have_value(before)


def test_standing_asks_for_none(walking: Page) -> None:
    walking.get_by_role("button", name="Pause").click()
    assert comes_to_rest(walking)


@pytest.mark.parametrize("pose", ["stand", "supine", "prone"])
def test_a_pose_that_does_not_move_asks_for_none(walking: Page, pose: str) -> None:
    walking.locator(f'input[value="{pose}"]').check(force=True)
    expect(walking.locator(".stage--beside")).to_have_count(0)
    assert comes_to_rest(walking)


def test_figures_scrolled_away_wait_until_they_are_seen_again(walking: Page) -> None:
    walking.locator(".site-footer").scroll_into_view_if_needed()
    assert comes_to_rest(walking)
    walking.locator(".stage").scroll_into_view_if_needed()
    assert keeps_asking(walking)


def test_a_slider_still_moves_figures_that_stand(walking: Page) -> None:
    walking.get_by_role("button", name="Pause").click()
    wedge = walking.locator('[data-part="tilt-wedge"]')
    walking.locator("summary", has_text="What if").click()
    assert comes_to_rest(walking)
    before = wedge.get_attribute("d") or ""
    walking.locator('input[name="lost"]').fill("20")
    expect(wedge).not_to_have_attribute("d", before)


def test_figures_that_stop_stand_where_the_slider_is(walking: Page) -> None:
    walking.get_by_role("button", name="Pause").click()
    assert comes_to_rest(walking)
    stopped = thigh_deg(walking)
    slider = walking.locator('input[name="phase"]')
    slider.fill(slider.input_value())
    assert comes_to_rest(walking)
    one_percent_of_a_step_deg = 2.5
    assert thigh_deg(walking) == pytest.approx(stopped, abs=one_percent_of_a_step_deg)


def thigh_deg(page: Page) -> float:
    thigh = page.locator('.stage svg.figure[data-free] [data-part="near-thigh"]').first
    turn: float = thigh.evaluate("part => part.transform.baseVal.getItem(1).angle")
    return turn


def test_a_step_lays_out_the_figures_and_their_slider_and_nothing_else(
    walking: Page, chromium: Browser
) -> None:
    walking.wait_for_timeout(300)
    found = {root["nodeName"] for root in layout_roots(walking, chromium)}
    drawn = set() if walking.workers else {"svg class='figure'"}
    assert found == {"INPUT", *drawn}


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
    for _ in range(TRIES):
        if not ended:
            page.wait_for_timeout(LOOK_MS)
    devtools.detach()
    layouts = [event["args"] for event in events if event["name"] == "Layout"]
    ours = [layout for layout in layouts if layout["beginData"]["frame"] == frame]
    done = [layout["endData"] for layout in ours if "endData" in layout]
    return [root for layout in done for root in layout["layoutRoots"]]


def test_while_a_worker_walks_them_the_drawings_wait_unseen_and_are_still_told(
    clinic, open_phone
) -> None:
    page = open_phone()
    page.goto("/why/")
    expect(page.locator(".stage--beside canvas")).to_have_count(2)
    waiting = pelvis(page)
    page.wait_for_timeout(300)
    assert pelvis(page) == waiting
    expect(page.locator("[data-body]").first).to_have_css("opacity", "0")
    expect(page.get_by_role("img", name="Side view")).to_have_count(2)


def test_the_page_only_moves_its_slider_however_often_it_was_asked_what_if(
    clinic, open_phone
) -> None:
    page = open_phone()
    page.add_init_script(f"({COUNT_FRAMES})()")
    page.goto("/why/")
    expect(page.locator(".stage--beside")).to_be_visible()
    for _ in range(20):
        page.locator('input[name="lost"]').dispatch_event("input")
    asked, now = page.evaluate("[framesAsked, performance.now()]")
    page.wait_for_timeout(1000)
    asked_later, later = page.evaluate("[framesAsked, performance.now()]")
    assert 5 < 1000 * (asked_later - asked) / (later - now) < 30


def test_a_worker_that_cannot_be_had_leaves_the_drawings_walking(clinic, open_phone) -> None:
    page = open_phone()
    page.route("**/walker.js", lambda route: route.abort())
    page.goto("/why/")
    part = page.locator('.stage svg.figure:not([data-free]) [data-part="pelvis"]').first
    for _ in range(2):
        expect(part).not_to_have_attribute("transform", pelvis(page))
    expect(page.locator(".stage--beside")).to_have_count(0)


def test_the_canvas_takes_on_the_dark_when_the_phone_does(clinic, open_phone) -> None:
    page = open_phone(color_scheme="light")
    page.goto("/why/")
    expect(page.locator(".stage--beside")).to_be_visible()
    assert shows(page, LIGHT_SKIN)
    page.emulate_media(color_scheme="dark")
    assert shows(page, DARK_SKIN)
    assert share_of(page, page.locator(".stage").screenshot(), LIGHT_SKIN) == 0


def shows(page: Page, skin: str) -> bool:
    for _ in range(TRIES):
        if share_of(page, page.locator(".stage").screenshot(), skin) > SOMEBODYS_SKIN:
            return True
        page.wait_for_timeout(LOOK_MS)
    return False
