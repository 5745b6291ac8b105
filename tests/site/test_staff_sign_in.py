"""Staff sign in with a password and a second step; guessing is slowed; nobody signs up."""

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from guywire.clinic.people.limits import Limit
from guywire.clinic.people.models import AuditEntry, Role, Staff
from tests.cast import PASSWORD, make_staff, signed_in

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"


@pytest.fixture(autouse=True)
def nobody_tried_yet() -> None:
    cache.clear()


def code_for(staff: Staff) -> str:
    secret = Authenticator.objects.get(user=staff, type="totp").wrap().instance.data["secret"]
    return current_code(secret)


def current_code(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def type_password(client: Client, password: str, email: str = "therapist@example.org") -> str:
    response = client.post(LOGIN, {"login": email, "password": password}, follow=True)
    return response.content.decode()


def test_password_then_code_opens_the_desk(outsider: Client, therapist: Staff) -> None:
    assert "One more step" in type_password(outsider, PASSWORD)
    response = outsider.post("/accounts/2fa/authenticate/", {"code": code_for(therapist)})
    assert response["Location"] == "/desk/"
    assert outsider.get("/desk/").status_code == 200


def test_the_password_alone_opens_nothing(outsider: Client, therapist: Staff) -> None:
    type_password(outsider, PASSWORD)
    assert outsider.get("/desk/").status_code == 302


def test_a_wrong_code_opens_nothing(outsider: Client, therapist: Staff) -> None:
    type_password(outsider, PASSWORD)
    page = outsider.post("/accounts/2fa/authenticate/", {"code": "000000"}).content.decode()
    assert "error-summary" in page
    assert outsider.get("/desk/").status_code == 302


def test_a_wrong_password_gets_a_sentence(outsider: Client, therapist: Staff) -> None:
    assert "do not go together" in type_password(outsider, "wrong")


def test_an_unknown_address_gets_the_same_sentence(outsider: Client, therapist: Staff) -> None:
    assert "do not go together" in type_password(outsider, "wrong", "nobody@example.org")


def test_the_sixth_wrong_password_in_five_minutes_is_refused_with_a_sentence(
    outsider: Client, therapist: Staff
) -> None:
    for _ in range(5):
        assert "do not go together" in type_password(outsider, "wrong")
    assert "wait five minutes" in type_password(outsider, "wrong")


def test_after_too_many_wrong_ones_even_the_right_password_waits(
    outsider: Client, therapist: Staff
) -> None:
    for _ in range(6):
        type_password(outsider, "wrong")
    assert "wait five minutes" in type_password(outsider, PASSWORD)


def test_staff_without_a_second_step_are_led_to_set_it_up(clinic: object) -> None:
    newcomer = Staff.objects.create_user(
        "new@example.org", PASSWORD, name="New Comer", role=Role.THERAPIST
    )
    client = Client()
    type_password(client, PASSWORD, newcomer.email)
    assert client.get("/desk/")["Location"] == "/accounts/2fa/totp/activate/"
    page = client.get("/desk/", follow=True).content.decode()
    assert 'src="data:image/svg+xml;base64,' in page
    secret = re.search(r'class="secret">(\w+)<', page)
    assert secret
    response = client.post("/accounts/2fa/totp/activate/", {"code": current_code(secret[1])})
    assert response["Location"] == "/accounts/2fa/recovery-codes/"
    codes = client.get(response["Location"])
    assert codes.status_code == 200, "and still no password once more"
    assert "10 of 10 are left" in codes.content.decode()
    assert client.get("/desk/").status_code == 200


def test_setting_up_the_second_step_later_asks_for_the_password_again(clinic: object) -> None:
    newcomer = Staff.objects.create_user(
        "new@example.org", PASSWORD, name="New Comer", role=Role.THERAPIST
    )
    client = Client()
    with time_machine.travel(timezone.now()) as clock:
        type_password(client, PASSWORD, newcomer.email)
        clock.shift(timedelta(minutes=6))
        page = client.get("/desk/", follow=True).content.decode()
        assert "Is it still you?" in page
        again = "/accounts/reauthenticate/?next=/accounts/2fa/totp/activate/"
        page = client.post(again, {"password": PASSWORD}, follow=True).content.decode()
    assert 'src="data:image/svg+xml;base64,' in page


def test_a_second_step_that_is_set_up_is_changed_only_by_who_shows_it_again(
    outsider: Client, therapist: Staff
) -> None:
    type_password(outsider, PASSWORD)
    outsider.post("/accounts/2fa/authenticate/", {"code": code_for(therapist)})
    assert outsider.get("/desk/").status_code == 200
    response = outsider.get("/accounts/2fa/totp/deactivate/")
    assert "/reauthenticate/" in response["Location"]


def test_signing_out_closes_the_desk(as_therapist: Client) -> None:
    assert as_therapist.get("/accounts/logout/").status_code == 200
    as_therapist.post("/accounts/logout/")
    assert as_therapist.get("/desk/").status_code == 302


def test_signing_out_has_the_browser_drop_its_pages(as_therapist: Client) -> None:
    assert "Clear-Site-Data" not in as_therapist.get("/accounts/logout/").headers
    assert as_therapist.post("/accounts/logout/").headers["Clear-Site-Data"] == '"cache"'


def test_each_sign_in_is_in_the_trail_and_each_refused_one(
    outsider: Client, therapist: Staff
) -> None:
    type_password(outsider, "not this one")
    type_password(outsider, PASSWORD)
    outsider.post("/accounts/2fa/authenticate/", {"code": "000000"})
    outsider.post("/accounts/2fa/authenticate/", {"code": code_for(therapist)})
    actions = AuditEntry.objects.filter(staff=therapist).order_by("pk")
    assert list(actions.values_list("action", flat=True)) == [
        "signin.password_refused",
        "signin.code_refused",
        "signin",
    ]


def test_a_refused_sign_in_to_no_account_is_logged_without_the_address(
    outsider: Client, clinic: object, caplog: pytest.LogCaptureFixture
) -> None:
    type_password(outsider, "not this one", "stranger@example.org")
    assert "an account that does not exist" in caplog.text
    assert "stranger" not in caplog.text


def test_a_page_of_another_role_is_refused_and_in_the_trail(
    therapist: Staff, as_therapist: Client
) -> None:
    assert as_therapist.get("/desk/trail/").status_code == 403
    entry = AuditEntry.objects.get(action="page.refused")
    assert (entry.staff, entry.detail) == (therapist, {"page": "trail"})


def test_a_limit_that_is_reached_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    limit = Limit("try", 1, timedelta(minutes=1))
    assert limit.spend("a")
    assert not limit.spend("a")
    assert caplog.messages == ["The limit try was reached."]


def test_a_link_that_signs_out_does_not(as_therapist: Client) -> None:
    as_therapist.get("/accounts/logout/")
    assert as_therapist.get("/desk/").status_code == 200


def test_nobody_signs_up(outsider: Client) -> None:
    sent = {"email": "me@example.org", "password1": PASSWORD}
    assert "no sign-up here" in outsider.post("/accounts/signup/", sent).content.decode()
    assert not Staff.objects.filter(email="me@example.org").exists()


def test_somebody_switched_off_is_out_at_once(therapist: Staff, as_therapist: Client) -> None:
    Staff.objects.filter(pk=therapist.pk).update(is_active=False)
    assert as_therapist.get("/desk/").status_code == 302


def test_staff_do_not_change_the_address_they_sign_in_with(as_therapist: Client) -> None:
    assert as_therapist.get("/accounts/email/").status_code == 404


def test_a_desk_address_too_long_for_a_redirect_leads_to_the_desk(outsider: Client) -> None:
    answer = outsider.get("/desk/?q=" + "%C3%A9" * 3000)
    assert answer.headers["Location"] == "/accounts/login/?next=/desk/"


def test_signing_in_does_not_send_people_to_another_site(
    outsider: Client, therapist: Staff
) -> None:
    type_password(outsider, PASSWORD)
    outsider.get("/accounts/2fa/authenticate/?next=https://evil.example/")
    response = outsider.post(
        "/accounts/2fa/authenticate/?next=https://evil.example/", {"code": code_for(therapist)}
    )
    assert "evil" not in response["Location"]


@pytest.mark.parametrize(
    "path",
    [
        "/accounts/2fa/",
        "/accounts/2fa/recovery-codes/",
        "/accounts/2fa/recovery-codes/generate/",
        "/accounts/password/change/",
        "/accounts/reauthenticate/",
        "/accounts/inactive/",
        "/accounts/password/reset/",
        "/accounts/password/reset/done/",
        "/accounts/password/reset/key/1-nonsense/",
    ],
)
def test_each_page_of_the_sign_in_wears_our_look(path: str, owner: Staff) -> None:
    page = signed_in(owner).get(path, follow=True).content.decode()
    assert "/static/site/site." in page
    assert 'style="' not in page
    assert "<script>" not in page


def test_make_staff_of_the_cast_has_its_second_step(clinic: object) -> None:
    assert code_for(make_staff("x@example.org", "X", Role.OWNER)).isdigit()
