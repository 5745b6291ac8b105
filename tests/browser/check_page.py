"""What a person does on the pages of the check, and how a test gets past them."""

from django.test import Client
from playwright.sync_api import Page

from tests.browser.conftest import follow
from tests.clinic.checks import walk

LEFT_LEG = "/check/left-side/"


def go_on(page: Page) -> None:
    follow(page.get_by_role("button", name="Continue"))


def answer_safety(page: Page, *picked: str) -> None:
    """Answer every question before the readings, picking these safety items and no others."""
    page.goto("/check/")
    start_check(page, *picked)


def start_check(page: Page, *picked: str) -> None:
    follow(page.get_by_role("button", name="Start the hip check"))
    follow(page.get_by_role("button", name="18 to 49"))
    while "/check/safety/" in page.url:
        answer_page(page, *picked)
    if "/check/about/" in page.url:
        follow(page.get_by_role("button", name="Lower back"))
        follow(page.get_by_role("button", name="Less than 6 weeks"))


def answer_page(page: Page, *picked: str) -> None:
    """Pick what of these is on the page and go on, or say that none of it is true."""
    boxes = [box for name in picked for box in page.get_by_label(name).all()]
    for box in boxes:
        box.check()
    follow(page.get_by_role("button", name="Continue with" if boxes else "None of these"))


def get_ready(page: Page, helper: str = "Someone helps me") -> None:
    """From the page that shows how to measure to the left leg, without a standing reading."""
    follow(page.get_by_role("button", name=helper))
    follow(page.get_by_role("button", name="Skip this reading"))


def unfold(page: Page) -> None:
    for fold in page.locator("details").all():
        fold.evaluate("one => one.open = true")


def type_side(page: Page, pelvis: str, thigh: str, shin: str) -> None:
    for spot, angle in (("Pelvis", pelvis), ("Thigh", thigh), ("Shin", shin)):
        page.get_by_label(f"{spot}, Reading 1").fill(angle)
    go_on(page)


def ready_to_measure(client: Client) -> Client:
    """Whose next page is that of the left leg."""
    walk.answer_safety(client)
    return client
