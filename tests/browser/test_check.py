"""The check as a person walks it on a phone: by touch, by keyboard, without scripts, and again."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.check_page import (
    LEFT_LEG,
    answer_page,
    answer_safety,
    get_ready,
    ready_to_measure,
    type_side,
    unfold,
)
from tests.browser.conftest import follow, look_on_both_screens

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("java_script_enabled", [True, False])
def test_a_short_hip_is_found_with_and_without_scripts(
    clinic, open_phone, java_script_enabled: bool
) -> None:
    page = open_phone(java_script_enabled=java_script_enabled)
    answer_safety(page)
    get_ready(page)
    type_side(page, "0", "10", "-30")
    type_side(page, "12", "−27,5", "-92")
    expect(page.get_by_role("heading", level=1)).to_contain_text("tight")
    unfold(page)
    verdict = page.locator("details").get_by_text("Your left hip is almost certainly tight.")
    expect(verdict).to_be_visible()
    expect(page.get_by_role("link", name="See your program")).to_be_visible()


def test_a_red_flag_ends_the_path_with_where_to_go(clinic, open_phone) -> None:
    page = open_phone()
    answer_safety(page, "Numbness or tingling in my genitals")
    expect(page.get_by_role("heading", name="Get help now")).to_be_visible()
    expect(page.get_by_role("link", name="Call 911")).to_have_attribute("href", "tel:911")


def test_a_closed_tab_loses_neither_what_was_sent_nor_what_was_only_typed(
    outsider, open_phone
) -> None:
    page = open_phone(ready_to_measure(outsider))
    page.goto(LEFT_LEG)
    page.get_by_label("Thigh, Reading 1").press_sequentially("-8")
    again = page.context.new_page()
    page.close()
    again.goto("/check/")
    follow(again.get_by_role("button", name="Continue your hip check"))
    get_ready(again)
    expect(again.get_by_label("Thigh, Reading 1")).to_have_value("-8")


def test_the_back_button_brings_the_last_answer_and_refresh_changes_nothing(
    clinic, open_phone
) -> None:
    page = open_phone()
    answer_safety(page, "A knee that hurts")
    for _ in ("how long", "where", "safety"):
        page.go_back()
    page.reload()
    expect(page.get_by_label("A knee that hurts")).to_be_checked()


def test_a_wrong_reading_is_said_beside_its_field_and_focus_goes_to_the_summary(
    outsider, open_phone
) -> None:
    page = open_phone(ready_to_measure(outsider))
    page.goto(LEFT_LEG)
    type_side(page, "0", "200", "-30")
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    summary.get_by_role("link").click()
    expect(page.get_by_label("Thigh, Reading 1")).to_be_focused()
    expect(page.get_by_label("Thigh, Reading 1")).to_have_value("200")
    expect(page.get_by_label("Shin, Reading 1")).to_have_value("-30")


def test_the_safety_questions_can_be_answered_by_keyboard_alone(clinic, open_phone) -> None:
    page = open_phone()
    page.goto("/check/safety/warning-signs/")
    none = page.get_by_role("button", name="None of these")
    for _ in range(40):
        page.keyboard.press("Tab")
        if none.evaluate("button => button === document.activeElement"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/check/about/age/")


def test_axe_finds_nothing_on_any_page_and_none_is_wider_than_the_screen(
    outsider, open_phone
) -> None:
    page = open_phone(ready_to_measure(outsider))

    def look(*paths: str) -> None:
        for path in paths:
            page.goto(path)
            look_on_both_screens(page)

    look("/check/", "/check/about/age/", "/check/safety/warning-signs/", "/check/sitting/")
    look("/check/safety/before-you-stretch/", "/check/how-to-measure/")
    page.goto(LEFT_LEG)
    type_side(page, "0", "200", "-30")
    look_on_both_screens(page)
    type_side(page, "0", "10", "-30")
    type_side(page, "12", "-28", "-92")
    for details in page.locator("details").all():
        details.evaluate("one => one.open = true")
    look_on_both_screens(page)
    look("/check/result/", "/rules/")
    answer_again(page, "/check/safety/before-you-stretch/", "A hip replacement")
    look("/check/therapist-first/")
    answer_again(page, "/check/safety/warning-signs/", "A leg is getting weaker")
    look("/check/get-help/")


def answer_again(page: Page, question: str, answer: str) -> None:
    page.goto(question)
    answer_page(page, answer)
