import pytest
from playwright.sync_api import expect

from tests.browser.conftest import SCREENS, axe_violations
from tests.clinic.checks.walk import answer_safety, answer_week

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]


@SCREENS
def test_axe_finds_nothing_in_the_story_with_every_fold_open(
    clinic, open_phone, viewport, scheme
) -> None:
    page = open_phone(viewport=viewport, color_scheme=scheme, reduced_motion="reduce")
    page.goto("/why/")
    page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
    assert axe_violations(page) == []


def test_a_persons_own_week_stands_beside_the_groups_of_the_studies(outsider, open_phone) -> None:
    answer_safety(outsider)
    answer_week(outsider, hours="9", steps="4000")
    page = open_phone(outsider)
    page.goto("/why/")
    week = page.locator("[aria-labelledby=story-week]")
    expect(week).to_contain_text("You sit about 9 hours a day. In the study that counts as sitting")
    expect(week).to_contain_text("you: 4,000 steps")
    expect(week.locator(".strip__zone--yours")).to_have_count(2)


def test_one_age_is_shown_at_a_time_without_any_script_and_nothing_is_sent(
    clinic, open_phone
) -> None:
    page = open_phone(java_script_enabled=False)
    page.goto("/why/")
    page.get_by_text("What a scan means at your age").click()
    expect(page.locator(".scan-age:visible")).to_have_count(1)
    page.get_by_label("70").check()
    expect(page.locator(".scan-age:visible")).to_contain_text("about 70 without back pain")
    assert page.url.endswith("/why/")


def test_the_story_never_scrolls_sideways_on_a_small_phone(clinic, open_phone) -> None:
    page = open_phone(viewport={"width": 320, "height": 640})
    page.goto("/why/")
    page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
