"""What a therapist types into a note is not lost: not by leaving, nor without a network."""

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from guywire.clinic.desk.models import Note
from guywire.clinic.visits.models import Visit
from tests.browser.conftest import WIDE, Opener, follow
from tests.clinic.desk.conftest import *  # noqa: F403

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(open_phone: Opener, as_therapist: Client, past_visit: Visit) -> Page:
    page = open_phone(as_therapist, viewport=WIDE)
    page.goto(f"/desk/visits/{past_visit.public_id}/note/")
    return page


def test_a_draft_saves_itself_and_is_there_after_leaving_at_once(page: Page) -> None:
    page.get_by_label("Subjective").fill("Sleeps better")
    expect(page.get_by_text("Draft saved at")).to_be_visible()
    page.get_by_label("Plan").fill("Longer holds")
    follow(page.get_by_role("link", name="Back to the visit"))
    follow(page.get_by_role("link", name="Note of this visit"))
    expect(page.get_by_label("Subjective")).to_have_value("Sleeps better")
    expect(page.get_by_label("Plan")).to_have_value("Longer holds")
    assert page.evaluate("Object.values(localStorage).join().includes('Sleeps')") is False


def test_while_nothing_arrives_it_says_so_asks_before_leaving_and_saves_later(page: Page) -> None:
    page.route("**/note/", lambda route: route.abort())
    page.get_by_label("Subjective").fill("Sleeps better")
    expect(page.get_by_text("Not saved yet.")).to_be_visible()
    page.once("dialog", lambda dialog: dialog.dismiss())
    with page.expect_event("dialog") as asked:
        page.get_by_role("link", name="Back to the visit").click()
    assert asked.value.type == "beforeunload"
    expect(page.get_by_label("Subjective")).to_have_value("Sleeps better")
    page.unroute("**/note/")
    expect(page.get_by_text("Draft saved at")).to_be_visible()
    expect(page.get_by_text("Not saved yet.")).to_be_hidden()
    assert Note.objects.get().latest.subjective == "Sleeps better"


def test_signing_while_a_draft_is_under_way_finds_no_other_window(page: Page) -> None:
    page.route("**/note/", lambda route: (page.wait_for_timeout(500), route.continue_()))
    page.get_by_label("Plan").fill("Longer holds")
    with page.expect_request(lambda request: "by_itself" in (request.post_data or "")):
        pass
    page.get_by_label("Plan").press_sequentially(" and walks")
    page.get_by_role("button", name="Sign the note").click()
    expect(page.get_by_text("The note is signed.")).to_be_visible()
    assert "walks" in Note.objects.get().latest.plan
