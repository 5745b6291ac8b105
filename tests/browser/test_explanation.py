"""The moving explanation in a real browser: it walks, lies down, answers what-if, stands still."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.check_page import answer_safety, get_ready, type_side, unfold
from tests.browser.conftest import PHONE, WIDE, axe_violations
from tests.browser.pictures import share_that_differs

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SOMETHING_MOVED = 0.005
TRIES = 20
ROOM_LEFT_AND_RIGHT = """async () => {
    await new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)));
    return [...document.querySelectorAll(".stage .figure")].map(svg => {
        const stage = svg.getBoundingClientRect();
        const skin = [...svg.querySelectorAll(".skin")].map(one => one.getBoundingClientRect());
        return [Math.min(...skin.map(one => one.left)) - stage.left,
                stage.right - Math.max(...skin.map(one => one.right))];
    });
}"""


def pelvis(page: Page) -> str:
    drawn = page.locator('.stage svg.figure:not([data-free]) [data-part="pelvis"]').first
    return drawn.get_attribute("transform") or ""


def move(page: Page, slider: str, value: str) -> None:
    page.locator(f'input[name="{slider}"]').fill(value)


def test_axe_finds_nothing_in_any_pose(clinic, open_phone) -> None:
    for viewport, scheme in ((PHONE, "light"), (WIDE, "dark")):
        page = open_phone(viewport=viewport, color_scheme=scheme, reduced_motion="reduce")
        page.goto("/why/")
        for pose in ("walk", "supine"):
            page.locator(f'input[value="{pose}"]').check(force=True)
            assert axe_violations(page) == [], (pose, scheme)


def test_it_walks_by_itself_and_stands_still_when_asked(clinic, open_phone) -> None:
    page = open_phone()
    page.goto("/why/")
    stage = page.locator(".stage")
    expect(page.locator(".stage--beside")).to_be_visible()
    walking = stage.screenshot()
    assert any(
        share_that_differs(page, walking, stage.screenshot()) > SOMETHING_MOVED
        for _ in range(TRIES)
    )
    page.get_by_role("button", name="Pause").click()
    assert any(stays_the_same(page) for _ in range(TRIES))


def stays_the_same(page: Page) -> bool:
    still = page.locator(".stage").screenshot()
    page.wait_for_timeout(300)
    return page.locator(".stage").screenshot() == still


def test_it_does_not_move_for_people_who_ask_for_less_motion(clinic, open_phone) -> None:
    page = open_phone(reduced_motion="reduce")
    page.goto("/why/")
    expect(page.get_by_role("button", name="Walk")).to_be_visible()
    first = pelvis(page)
    page.wait_for_timeout(400)
    assert pelvis(page) == first


@pytest.mark.parametrize("lost", ["0", "24"])
def test_no_foot_is_cut_off_at_the_edge_of_the_picture(clinic, open_phone, lost) -> None:
    page = open_phone(reduced_motion="reduce")
    page.goto("/why/")
    unfold(page)
    move(page, "lost", lost)
    for percent in range(0, 100, 5):
        move(page, "phase", str(percent))
        for left, right in page.evaluate(ROOM_LEFT_AND_RIGHT):
            assert min(left, right) >= 0, percent


def test_tighter_hips_trade_more_and_more_steps_add_up_to_more(clinic, open_phone) -> None:
    page = open_phone(reduced_motion="reduce")
    page.goto("/why/")
    traded = page.locator('[data-say="traded"]').first

    def degrees() -> float:
        return float(traded.inner_text().removesuffix("°"))

    unfold(page)
    before = degrees()
    move(page, "lost", "20")
    assert degrees() > before
    few = page.locator('[data-say="total"]').inner_text()
    move(page, "steps", "15000")
    assert page.locator('[data-say="total"]').inner_text() != few
    page.get_by_role("button", name="Back to the example").click()
    assert degrees() == before


def test_everything_can_be_reached_and_moved_from_the_keyboard(clinic, open_phone) -> None:
    page = open_phone(reduced_motion="reduce")
    page.goto("/why/")
    page.locator('input[value="walk"]').focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator('input[value="stand"]')).to_be_checked()
    assert page.locator("[data-why]").get_attribute("data-pose") == "stand"
    unfold(page)
    move_by_key = page.locator('input[name="lost"]')
    move_by_key.focus()
    before = move_by_key.input_value()
    page.keyboard.press("ArrowRight")
    assert float(move_by_key.input_value()) > float(before)


def test_without_scripts_the_drawing_and_the_words_are_there(clinic, open_phone) -> None:
    page = open_phone(java_script_enabled=False)
    page.goto("/why/")
    assert page.locator("svg.figure .bone").count() > 30
    expect(page.get_by_text("The same in words")).to_be_visible()
    expect(page.get_by_role("slider")).to_have_count(0)


def test_until_a_slider_is_moved_the_pictures_and_the_words_give_the_same_numbers(
    clinic, open_phone
) -> None:
    """The person's own numbers lie between the notches of the sliders."""
    page = open_phone(reduced_motion="reduce")
    answer_safety(page)
    for path, question, answer in (
        ("/check/sitting/", "how many hours do you sit", "7.4"),
        ("/check/steps/", "how many steps do you walk", "4273"),
    ):
        page.goto(path)
        page.get_by_label(question).fill(answer)
        page.get_by_role("button", name="Continue").click()
        page.wait_for_url("**/why/")
    page.goto("/check/how-to-measure/")
    get_ready(page)
    type_side(page, "0", "10", "-40")
    type_side(page, "11", "-27", "-90")
    page.goto("/why/")
    unfold(page)
    for said in ("traded", "total"):
        number = page.locator(f'[data-say="{said}"]').first.inner_text().split(" ")[0]
        expect(page.get_by_text(f"about {number}").first).to_be_visible()
    expect(page.locator('b[data-say="steps"]')).to_have_text("4,273 steps")
    expect(page.locator('b[data-say="sitting"]')).to_have_text("7.4 hours")
