"""Program, session, progress, sharing and asking: fit for everybody's eyes, hands and browser."""

from datetime import time, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from guywire.clinic.people.models import Patient
from guywire.clinic.programs import email_reminders
from guywire.clinic.programs.email_reminders import token_of
from guywire.clinic.programs.models import EmailReminder
from tests.browser.conftest import (
    PHONE,
    SCREENS,
    WIDE,
    Opener,
    axe_violations,
    follow,
    look_on_both_screens,
)
from tests.browser.session_page import open_session, pass_seconds, start
from tests.clinic.checks.walk import answer_safety, type_side, whole_check
from tests.clinic.programs.walk import begin, screened, whole_session

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGES = (
    "/program/",
    "/session/",
    "/session/done/",
    "/progress/",
    "/progress/goals/",
    "/walking/",
    "/walking/plan/",
    "/reminders/",
    "/tonight/",
    "/device/",
    "/device/forget/",
    "/share/",
    "/ask/",
)


def must_fit(page: Page) -> None:
    overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert overflow <= 0, f"{page.url} is {overflow} px too wide"


def test_axe_finds_nothing_on_any_page_of_the_program(outsider: Client, open_phone: Opener) -> None:
    whole_session(screened(outsider), ended="pain", comfortable="no", feeling="worse")
    outsider.post("/progress/", {"pain": "6"})
    outsider.post("/walking/plan/", {"minutes": "10", "days": "4"})
    asked = email_reminders.ask("pat@example.org", [0], time(20))
    assert asked
    link = reverse("email_reminder", args=[token_of(EmailReminder.objects.get())])
    newcomer = open_phone()
    newcomer.goto("/program/")
    look_on_both_screens(newcomer)
    page = open_phone(outsider)
    for path in (*PAGES, link):
        assert page.goto(path).ok, path
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
        look_on_both_screens(page)


@pytest.mark.parametrize(
    ("viewport", "rows"),
    [(PHONE, [6, 5]), (WIDE, [11]), ({"width": 320, "height": 640}, [4, 4, 3])],
    ids=["phone", "wide", "small phone"],
)
def test_no_number_of_a_scale_stands_alone_and_each_is_large_enough_to_tap(
    outsider: Client, open_phone: Opener, viewport: dict, rows: list[int]
) -> None:
    screened(outsider)
    page = open_phone(outsider, viewport=viewport)
    for path in ("/session/", "/progress/"):
        page.goto(path)
        boxes = [
            box.bounding_box()
            for box in page.locator(".choices--scale > div, .scale__number").all()
        ]
        heights = [box["y"] for box in boxes if box]
        assert [heights.count(y) for y in sorted(set(heights))] == rows, path
        assert min(box["width"] for box in boxes if box) >= 44, path
        must_fit(page)


def test_axe_finds_nothing_on_the_program_of_a_measured_person(
    outsider: Client, open_phone: Opener
) -> None:
    whole_check(outsider)
    page = open_phone(outsider)
    for path in ("/program/", "/session/", "/program/paper/"):
        page.goto(path)
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
        if path != "/session/":
            expect(page.get_by_text("under the foot (about").first).to_be_visible()
        look_on_both_screens(page)


@SCREENS
def test_axe_finds_nothing_on_the_trend_of_a_hip_measured_twice(
    outsider: Client,
    as_therapist: Client,
    open_phone: Opener,
    viewport: dict,
    scheme: str,
) -> None:
    with time_machine.travel(timezone.now() - timedelta(weeks=1)):
        whole_check(outsider, left={"pelvis": "5", "thigh": "5", "shin": "-45"})
    outsider.post("/check/again/")
    answer_safety(outsider)
    type_side(outsider, "left", pelvis="5", thigh="-14", shin="-70")
    outsider.post("/check/right-side/", {"skip": "yes"})
    outsider.post("/share/", {"name": "Pat", "reach": "503 555 0111", "agree": "on"})
    desk = f"/desk/patients/{Patient.objects.get(name='Pat').public_id}/"
    for client, path in ((outsider, "/progress/"), (as_therapist, desk)):
        page = open_phone(client, viewport=viewport, color_scheme=scheme)
        page.goto(path)
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
        expect(page.get_by_role("img", name="How far back your left leg goes")).to_be_visible()
        assert axe_violations(page) == [], path
        must_fit(page)


@SCREENS
def test_the_24_sentences_are_easy_to_tick_and_axe_finds_nothing(
    outsider: Client, open_phone: Opener, viewport: dict, scheme: str
) -> None:
    outsider.post("/progress/", {"pain": "6"})
    page = open_phone(outsider, viewport=viewport, color_scheme=scheme)
    page.goto("/progress/")
    follow(page.get_by_role("link", name="Read the sentences"))
    for target in (*page.locator(".choices label").all(), page.get_by_role("button", name="Save")):
        box = target.bounding_box()
        assert box is not None
        assert box["height"] >= 44
    follow(page.get_by_role("button", name="Save"))
    expect(page.locator("[data-error-summary]")).to_be_focused()
    assert axe_violations(page) == []
    must_fit(page)
    page.get_by_text("I sleep less well because of my back.").click()
    page.get_by_text("I avoid heavy jobs around the house").click()
    follow(page.get_by_role("button", name="Save"))
    expect(page.get_by_text("You picked 2 of 24 sentences.").first).to_be_visible()
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    assert axe_violations(page) == []
    must_fit(page)


def test_going_back_keeps_the_ticks_and_sending_again_keeps_one_answer(
    outsider: Client, open_phone: Opener
) -> None:
    page = open_phone(java_script_enabled=False)
    page.goto("/progress/questionnaire/")
    page.get_by_label("I sleep less well because of my back.").check()
    follow(page.get_by_role("button", name="Save"))
    expect(page.get_by_text("You picked 1 of 24 sentences.").first).to_be_visible()
    page.go_back()
    expect(page.get_by_label("I sleep less well because of my back.")).to_be_checked()
    follow(page.get_by_role("button", name="Save"))
    expect(page.get_by_text("You picked 1 of 24 sentences.").first).to_be_visible()
    expect(page.get_by_role("row")).to_have_count(0)
    page.get_by_text("The numbers in a table").click()
    expect(page.get_by_role("row")).to_have_count(2)


def test_none_of_the_sentences_is_one_press_without_scripts(
    outsider: Client, open_phone: Opener
) -> None:
    page = open_phone(java_script_enabled=False)
    page.goto("/progress/questionnaire/")
    follow(page.get_by_role("button", name="Save"))
    follow(page.get_by_role("button", name="None describes me today"))
    expect(page.get_by_text("You picked 0 of 24 sentences.").first).to_be_visible()


@SCREENS
def test_axe_finds_nothing_in_any_moment_of_a_session(
    outsider: Client, open_phone: Opener, viewport: dict, scheme: str
) -> None:
    begin(screened(outsider))
    page = open_phone(outsider, viewport=viewport, color_scheme=scheme, reduced_motion="reduce")
    open_session(page)
    nothing_wrong(page)
    start(page)
    nothing_wrong(page)
    pass_seconds(page, 20)
    nothing_wrong(page)
    page.get_by_role("button", name="Ease off").click()
    page.get_by_role("button", name="Pause").click()
    nothing_wrong(page)
    page.get_by_role("button", name="Stop").click()
    nothing_wrong(page)
    page.get_by_role("button", name="It hurts").click()
    nothing_wrong(page)


def nothing_wrong(page: Page) -> None:
    pass_seconds(page, 1.5)
    assert axe_violations(page) == []
    must_fit(page)


def test_the_clock_of_a_hold_is_readable_from_a_meter(outsider: Client, open_phone: Opener) -> None:
    """About 20 mm high: a letter of 5.8 mm is read at a meter by somebody with half the sight."""
    begin(screened(outsider))
    page = open_phone(outsider)
    open_session(page)
    start(page)
    pass_seconds(page, 20)
    size = page.locator("[data-time]").evaluate("one => parseFloat(getComputedStyle(one).fontSize)")
    assert size >= 80
    for button in page.locator(".player button:visible").all():
        box = button.bounding_box()
        assert box is not None
        assert box["height"] >= 44


def test_without_scripts_a_whole_session_still_works(outsider: Client, open_phone: Opener) -> None:
    screened(outsider)
    page = open_phone(outsider, java_script_enabled=False)
    page.goto("/session/")
    follow(page.get_by_role("button", name="4", exact=True))
    expect(page.get_by_text("Use a clock")).to_be_visible()
    expect(page.locator("[data-player]")).to_be_hidden()
    page.get_by_label("I did all of it").check()
    page.get_by_label("Yes, gentle enough").check()
    page.get_by_label("A little better").check()
    follow(page.get_by_role("button", name="Save"))
    expect(page.get_by_role("heading", name="A little better. Good.")).to_be_visible()


NO_WORKERS = "Service Worker registration blocked by Playwright"


def test_no_page_of_the_program_breaks_the_browsers_rules(
    outsider: Client, open_phone: Opener
) -> None:
    begin(screened(outsider))
    page = open_phone(outsider)
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    for path in ("/program/", "/session/", "/session/run/", "/progress/", "/share/", "/ask/"):
        page.goto(path)
    assert [text for text in complaints if text != NO_WORKERS] == []
