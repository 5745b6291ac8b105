"""What staff type of a person is in no storage of the browser: leaving the page asks first."""

import pytest
from django.test import Client
from playwright.sync_api import expect

from guywire.clinic.people.models import Patient
from tests.browser.conftest import WIDE, Opener

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_reply_that_is_not_sent_is_asked_for_and_one_that_is_sent_is_not(
    open_phone: Opener, as_therapist: Client, patient: Patient
) -> None:
    page = open_phone(as_therapist, viewport=WIDE)
    page.goto(f"/desk/patients/{patient.public_id}/messages/")
    reply = page.get_by_label("Your message")
    reply.press_sequentially("Walk as far as is comfortable.")
    page.once("dialog", lambda dialog: dialog.dismiss())
    with page.expect_event("dialog") as asked:
        page.get_by_role("link", name="Back to the chart").click()
    assert asked.value.type == "beforeunload"
    expect(reply).to_have_value("Walk as far as is comfortable.")
    assert page.evaluate("JSON.stringify(localStorage).includes('comfortable')") is False

    more: list[str] = []
    page.on("dialog", lambda dialog: (more.append(dialog.type), dialog.accept()))
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".thread__message")).to_have_count(1)
    assert more == []
