"""A person with a sore back goes all the way on a phone; the therapist finds them on top."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from guywire.clinic.demo import opening as demo
from guywire.clinic.people.models import Patient, Staff
from guywire.clinic.programs.services import record_help
from guywire.clinic.visits.models import Visit
from tests.browser.check_page import get_ready, go_on, start_check
from tests.browser.conftest import WIDE, axe_violations, follow
from tests.browser.session_page import SPEAKER, pass_seconds, start
from tests.demo import open_practice

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

READINGS = {"pelvis": (8, 9, 7), "thigh": (6, 5, 6), "shin": (-58, -60, -59)}
EMAIL, _, _ = demo.STAFF[0]


def type_readings(page: Page, side: str) -> None:
    assert page.url.endswith(f"/{side}-side/")
    for name, repeats in READINGS.items():
        fields = page.locator(f'input[name*="{name}"]')
        for field, degrees in zip(fields.all(), repeats, strict=True):
            field.fill(str(degrees))
    go_on(page)


def check_hips(page: Page) -> None:
    page.goto("/")
    follow(page.get_by_role("main").get_by_role("link", name="Measure my hips"))
    start_check(page)
    get_ready(page)
    type_readings(page, "left")
    type_readings(page, "right")
    assert page.url.endswith("/check/result/")


def stop_a_session_that_hurts(page: Page) -> None:
    follow(page.get_by_role("link", name="See your program"))
    follow(page.get_by_role("link", name=re.compile("Start today")))
    follow(page.get_by_role("button", name="5", exact=True))
    page.wait_for_selector("[data-ready]")
    start(page)
    pass_seconds(page, 60)
    page.get_by_role("button", name="Stop").click()
    page.get_by_role("button", name="It hurts").click()
    page.get_by_label("No, not really").check()
    page.get_by_label("Worse").check()
    page.get_by_role("button", name="Save").click()
    page.wait_for_url("**/session/done/")


def book_a_free_visit(page: Page) -> None:
    follow(page.get_by_role("main").get_by_role("link", name=re.compile("[Bb]ook")).first)
    follow(page.get_by_role("link", name=re.compile("Riverside")))
    follow(page.get_by_role("link", name=re.compile("Any|any|whoever|first")).first)
    follow(page.locator(".time").nth(3))
    page.get_by_label("Your name").fill("Wilma Sorensen")
    page.get_by_label("Phone number").fill("503 555 0177")
    page.get_by_label("Yes, share my hip check").check()
    follow(page.get_by_role("button", name="Book this visit"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Your visit is booked")


def sign_in_at_the_desk(page: Page, code: str) -> None:
    page.goto("/desk/")
    page.get_by_label("Email").fill(EMAIL)
    page.get_by_label("Password").fill(demo.PASSWORD)
    follow(page.get_by_role("button", name="Sign in", exact=True))
    page.get_by_label(re.compile("[Cc]ode")).fill(code)
    follow(page.get_by_role("main").get_by_role("button").first)
    assert page.url.endswith("/desk/")


def deal_with_last_nights_red_flag() -> None:
    """The one person of the demo practice who rightly stands above a session stopped for pain."""
    record_help(Staff.objects.get(email=EMAIL), Patient.objects.get(name="Ruth Abara"))


def test_from_a_sore_back_to_a_booked_visit_that_the_therapist_sees_on_top(open_phone) -> None:
    signins = open_practice()
    deal_with_last_nights_red_flag()
    visits_before = Visit.objects.count()
    phone = open_phone()
    phone.context.add_init_script(SPEAKER)
    phone.clock.install(time=timezone.now())

    check_hips(phone)
    assert not Patient.objects.filter(name="Wilma Sorensen").exists()
    stop_a_session_that_hurts(phone)
    assert axe_violations(phone) == []
    book_a_free_visit(phone)
    assert Visit.objects.count() == visits_before + 1

    desk = open_phone(viewport=WIDE)
    sign_in_at_the_desk(desk, signins[0].codes[0])
    desk.goto("/desk/needs-me/")
    assert axe_violations(desk) == []
    first = desk.locator("main a[href*='/desk/patients/']").first
    expect(first).to_contain_text("Wilma Sorensen")
    follow(first)
    expect(desk.get_by_role("heading", level=1)).to_contain_text("Wilma Sorensen")
    expect(desk.get_by_role("main")).to_contain_text("stopped")
