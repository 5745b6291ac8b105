"""What somebody copied or looked at over a shoulder is worth nothing a moment later."""

from datetime import timedelta

import pytest
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.contrib.sessions.models import Session as BrowserSession
from django.test import Client

from guywire.clinic.people.models import Staff
from tests.cast import PASSWORD, signed_in
from tests.site.test_staff_sign_in import code_for, type_password

pytestmark = pytest.mark.django_db
SECOND_STEP = "/accounts/2fa/authenticate/"
NEW = "brisk-otter-17"


def signs_in_with(code: str) -> bool:
    client = Client()
    type_password(client, PASSWORD)
    client.post(SECOND_STEP, {"code": code})
    return client.get("/desk/").status_code == 200


def test_a_code_works_once(therapist: Staff) -> None:
    code = code_for(therapist)
    assert signs_in_with(code)
    assert not signs_in_with(code)


def test_a_recovery_code_works_once(therapist: Staff) -> None:
    code = RecoveryCodes.activate(therapist).get_unused_codes()[0]
    assert signs_in_with(code)
    assert not signs_in_with(code)


def test_the_key_of_a_session_changes_at_the_sign_in(therapist: Staff) -> None:
    client = Client()
    type_password(client, PASSWORD)
    before = client.cookies["sessionid"].value
    client.post(SECOND_STEP, {"code": code_for(therapist)})
    assert client.cookies["sessionid"].value != before
    assert not BrowserSession.objects.filter(pk=before).exists()


def test_a_cookie_copied_before_the_sign_out_opens_nothing(as_therapist: Client) -> None:
    copied = Client()
    copied.cookies["sessionid"] = as_therapist.cookies["sessionid"].value
    assert copied.get("/desk/").status_code == 200
    as_therapist.post("/accounts/logout/")
    assert copied.get("/desk/").status_code == 302
    assert not BrowserSession.objects.exists()


def test_a_changed_password_ends_the_other_sessions(therapist: Staff, as_therapist: Client) -> None:
    elsewhere = signed_in(therapist)
    as_therapist.post("/accounts/reauthenticate/", {"password": PASSWORD})
    sent = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    as_therapist.post("/accounts/password/change/", sent)
    assert elsewhere.get("/desk/").status_code == 302


def link_for(staff: Staff) -> str:
    key = f"{user_pk_to_url_str(staff)}-{default_token_generator.make_token(staff)}"
    return f"/accounts/password/reset/key/{key}/"


def test_a_new_password_by_email_leaves_the_second_step_as_it_is(
    clinic: object, therapist: Staff
) -> None:
    client = Client()
    here = client.get(link_for(therapist))["Location"]
    client.post(here, {"password1": NEW, "password2": NEW})
    newcomer = Client()
    assert "One more step" in type_password(newcomer, NEW)
    assert newcomer.get("/desk/").status_code == 302


def test_a_link_that_sets_a_password_ends_after_three_days(therapist: Staff, time_machine) -> None:
    time_machine.move_to("2026-03-02T12:00:00Z", tick=False)
    link = link_for(therapist)
    time_machine.shift(timedelta(days=3, minutes=-1))
    assert Client().get(link).status_code == 302
    time_machine.shift(timedelta(minutes=2))
    assert "no longer works" in Client().get(link).content.decode()


def test_a_browser_hides_and_fills_in_the_password(outsider: Client) -> None:
    page = outsider.get("/accounts/login/").content.decode()
    field = next(tag for tag in page.split("<input") if 'name="password"' in tag)
    assert 'type="password"' in field
    assert 'autocomplete="current-password"' in field
