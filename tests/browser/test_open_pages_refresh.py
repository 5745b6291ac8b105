"""Two people at two desks: what one does shows on the other's page, and nothing typed is lost."""

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from guywire.clinic.people.models import Patient, Role
from guywire.clinic.welcome.models import Clinic
from tests.browser.conftest import WIDE, Opener
from tests.cast import make_staff, signed_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def patient() -> Patient:
    Clinic.objects.create(pk=1, name="Mast", promise="Backs.", phone="+15035550142")
    return Patient.objects.create(name="Pat Lindgren", email="pat@example.org")


def quick(page: Page) -> Page:
    """A page that asks every 200 ms instead of every 15 s."""
    page.add_init_script(
        "const later = window.setTimeout;"
        "window.setTimeout = (act, ms, ...more) => later(act, ms === 15000 ? 200 : ms, ...more);"
    )
    return page


def test_a_message_shows_on_another_open_page_and_the_reply_being_typed_stays(
    open_phone: Opener, patient: Patient
) -> None:
    desk = signed_in(make_staff("a@example.org", "Ana", Role.FRONT_DESK))
    other = signed_in(make_staff("b@example.org", "Ben", Role.FRONT_DESK))
    address = f"/desk/patients/{patient.public_id}/messages/"
    typing = quick(open_phone(desk, viewport=WIDE))
    typing.goto(address)
    reply = typing.get_by_label("Your message")
    reply.fill("I am still typing this")
    watching = quick(open_phone(other, viewport=WIDE))
    watching.goto("/desk/messages/")
    watching.get_by_role("link", name="Queue", exact=True).focus()
    written = write_as(other, address)
    expect(typing.get_by_text(written)).to_be_visible()
    expect(reply).to_have_value("I am still typing this")
    expect(reply).to_be_focused()
    expect(watching.get_by_role("link", name="Pat Lindgren")).to_be_visible()
    expect(watching.get_by_role("link", name="Queue", exact=True)).to_be_focused()


def write_as(client: Client, address: str) -> str:
    text = "Ben answered already"
    assert client.post(address, {"text": text}).status_code == 302
    return text


def test_a_part_with_a_changed_form_is_not_replaced_until_it_is_free(
    open_phone: Opener, patient: Patient
) -> None:
    desk = signed_in(make_staff("a@example.org", "Ana", Role.FRONT_DESK))
    page = quick(open_phone(desk, viewport=WIDE))
    page.goto("/desk/messages/")
    page.evaluate(
        "document.getElementById('live-list')"
        ".insertAdjacentHTML('beforeend', '<form><input id=\"typed\" value=\"\"></form>')"
    )
    page.locator("#typed").fill("half a word")
    with page.expect_response(lambda response: response.url.endswith("/desk/messages/")):
        write_as(desk, f"/desk/patients/{patient.public_id}/messages/")
    expect(page.locator("#typed")).to_have_value("half a word")
    page.locator("#typed").fill("")
    expect(page.get_by_role("link", name="Pat Lindgren")).to_be_visible()
