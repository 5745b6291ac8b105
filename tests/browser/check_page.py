"""What a person does on the pages of the check, and how a test gets past them."""

from django.test import Client
from playwright.sync_api import Page

from tests.browser.conftest import follow
from tests.clinic.checks import walk

LEFT_LEG = "/check/left-side/"


def go_on(page: Page) -> None:
    follow(page.get_by_role("button", name="Continue"))


def answer_safety(page: Page, *ticked: str) -> None:
    """Answer every safety question, ticking these items and otherwise none of them."""
    page.goto("/check/")
    start_check(page, *ticked)


def start_check(page: Page, *ticked: str) -> None:
    follow(page.get_by_role("button", name="Start the check"))
    while "/check/safety/" in page.url:
        boxes = [box for name in ticked for box in page.get_by_label(name).all()]
        for box in boxes or [page.get_by_label("None of these")]:
            box.check()
        go_on(page)


def answer_week(page: Page) -> None:
    page.get_by_label("how many hours do you sit").fill("9")
    go_on(page)
    page.get_by_label("how many steps do you walk").fill("4000")
    go_on(page)
    get_ready(page)


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
    walk.answer_week(client)
    return client
