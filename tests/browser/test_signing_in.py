"""Passkeys and the lock in a real browser, with an authenticator that Chromium imitates."""

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from playwright.sync_api import Page, expect

from guywire.clinic.people.models import AuditEntry, Staff, StaffSession
from guywire.clinic.welcome.models import Clinic
from tests.browser.conftest import Opener, axe_violations, follow
from tests.cast import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def nobody_tried_yet(settings: Any, live_server: object) -> None:
    cache.clear()
    settings.PUBLIC_URL = str(live_server)


def with_authenticator(page: Page) -> Page:
    """The device has a fingerprint reader, and the finger is on it."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    device = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": device})
    return page


def test_a_passkey_is_added_signs_in_unlocks_and_is_removed(
    open_phone: Opener, as_therapist: Client, therapist: Staff
) -> None:
    page = with_authenticator(open_phone(as_therapist))
    page.goto("/accounts/2fa/webauthn/")
    page.get_by_role("link", name="Add a passkey").click()
    page.locator("main").get_by_label("Password").fill(PASSWORD)
    follow(page.get_by_role("button", name="Go on"))
    page.get_by_label("Name").fill("My phone")
    assert axe_violations(page) == []
    follow(page.get_by_role("button", name="Add the passkey"))
    page.goto("/accounts/2fa/webauthn/")
    expect(page.get_by_role("strong").filter(has_text="My phone")).to_be_visible()
    assert axe_violations(page) == []

    page.goto("/accounts/logout/")
    follow(page.get_by_role("button", name="Sign out"))
    page.goto("/accounts/login/")
    follow(page.get_by_role("button", name="Sign in with a passkey"))
    expect(page.get_by_role("heading", name="Today")).to_be_visible()

    page.get_by_role("button", name="Lock").click()
    expect(page.get_by_role("heading", name="The desk is locked")).to_be_visible()
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("heading", name="Today")).to_be_visible()

    page.goto("/accounts/2fa/webauthn/")
    page.get_by_role("link", name="Remove My phone").click()
    page.get_by_role("link", name="Use a passkey instead").click()
    follow(page.locator("main").get_by_role("button", name="Use a passkey"))
    follow(page.get_by_role("button", name="Remove the passkey"))
    expect(page.get_by_text("None yet.")).to_be_visible()
    actions = AuditEntry.objects.filter(staff=therapist).values_list("action", flat=True)
    acts = {"signin", "signin.passkey_added", "signin.passkey_removed", "signin.unlocked"}
    assert acts <= set(actions)


def test_an_unused_page_is_covered_and_what_was_typed_is_still_there(
    open_phone: Opener, as_front_desk: Client, clinic: Clinic
) -> None:
    page = open_phone(as_front_desk)
    page.clock.install()
    page.goto("/desk/patients/new/")
    page.get_by_label("Name", exact=True).fill("Half a na")
    page.clock.run_for(14 * 60_000)
    expect(page.get_by_role("heading", name="The desk is locked")).to_be_hidden()
    with page.expect_response("**/accounts/lock/"):
        page.clock.run_for(2 * 60_000)
    heading = page.get_by_role("heading", name="The desk is locked")
    expect(heading).to_be_visible()
    expect(page).to_have_title("Locked")
    expect(page.get_by_label("Name", exact=True)).to_be_hidden()
    assert StaffSession.objects.get().is_locked
    assert axe_violations(page) == []
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(heading).to_be_visible()

    password = page.locator("#lock_password")
    password.fill("wrong")
    page.get_by_role("button", name="Unlock").click()
    expect(page.get_by_text("not your password")).to_be_visible()
    password.fill(PASSWORD)
    page.get_by_role("button", name="Unlock").click()
    expect(heading).to_be_hidden()
    expect(page.get_by_label("Name", exact=True)).to_have_value("Half a na")
    page.get_by_label("Name", exact=True).fill("Hal Fana")
    page.get_by_label("Phone").fill("5035550177")
    follow(page.locator("main form button.button").first)
    expect(page.get_by_role("heading", name="Hal Fana")).to_be_visible()
