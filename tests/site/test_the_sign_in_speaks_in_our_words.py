"""Whatever goes wrong at the sign-in is said in our words, not in the library's."""

import pytest
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.core.cache import cache
from django.test import Client

from guywire.clinic.people.models import Staff
from tests.cast import PASSWORD, signed_in

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"
CODE = "/accounts/2fa/authenticate/"
AGAIN = "/accounts/reauthenticate/"
AGAIN_BY_CODE = "/accounts/2fa/reauthenticate/"
CHANGE = "/accounts/password/change/"
NOT_OURS = (
    "This field is required",
    "Enter a valid email",
    "Incorrect",
    "Current Password",
    "must contain at least",
    "must type",
    "too common",
    "placeholder=",
    "authenticator app or code",
)


@pytest.fixture(autouse=True)
def nobody_tried_yet() -> None:
    cache.clear()


def said(client: Client, path: str, sent: dict[str, str]) -> str:
    page = client.post(path, sent).content.decode()
    assert [words for words in NOT_OURS if words in page] == []
    assert "error-summary" in page
    return page


def past_the_password(staff: Staff) -> Client:
    client = Client()
    client.post(LOGIN, {"login": staff.email, "password": PASSWORD})
    return client


def test_nothing_typed(outsider: Client) -> None:
    page = said(outsider, LOGIN, {})
    assert "Please type the email address you sign in with." in page
    assert "Please type your password." in page


@pytest.mark.parametrize(
    ("path", "field"), [(LOGIN, "login"), ("/accounts/password/reset/", "email")]
)
def test_half_an_address(outsider: Client, path: str, field: str) -> None:
    assert "It should look like name@example.com." in said(outsider, path, {field: "thea"})


def test_no_code_and_a_wrong_code(therapist: Staff) -> None:
    client = past_the_password(therapist)
    assert "Please type the code." in said(client, CODE, {"code": ""})
    assert "please type the one it shows now" in said(client, CODE, {"code": "000000"})


def test_the_sixth_wrong_code_is_not_called_a_password(therapist: Staff) -> None:
    client = past_the_password(therapist)
    for _ in range(5):
        said(client, CODE, {"code": "000000"})
    page = said(client, CODE, {"code": "000000"})
    assert "Too many attempts." in page
    assert "wait five minutes" in page
    assert "password" not in page.lower().split("<main")[1].split("</main>")[0]


def test_still_you_with_the_wrong_password_or_code(as_therapist: Client) -> None:
    assert "This is not your password." in said(as_therapist, AGAIN, {"password": "wrong"})
    assert "This code does not fit" in said(as_therapist, AGAIN_BY_CODE, {"code": "1"})


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("aQ7!x", "fewer than eight characters"),
        ("password1", "Many people use this password"),
        ("8301947265", "all digits"),
        ("thea-rapisarda", "too much like your name"),
    ],
)
def test_a_weak_password_says_why_and_what_to_do(
    as_therapist: Client, password: str, sentence: str
) -> None:
    sent = {"oldpassword": PASSWORD, "password1": password, "password2": password}
    page = said(as_therapist, CHANGE, sent)
    assert sentence in page
    assert "Please" in page.split(sentence)[1].split("</li>")[0]


def test_the_old_password_is_wrong_and_the_new_ones_differ(as_therapist: Client) -> None:
    sent = {"oldpassword": "x", "password1": "brisk-otter-17", "password2": "brisk-otter-71"}
    page = said(as_therapist, CHANGE, sent)
    assert "This is not the password you have now." in page
    assert "These two passwords are not the same." in page
    assert signed_in(Staff.objects.get()).get("/desk/").status_code == 200


def test_two_different_passwords_from_a_link_set_none(clinic: object, therapist: Staff) -> None:
    key = f"{user_pk_to_url_str(therapist)}-{default_token_generator.make_token(therapist)}"
    client = Client()
    here = client.get(f"/accounts/password/reset/key/{key}/")["Location"]
    page = said(client, here, {"password1": "brisk-otter-17", "password2": "brisk-otter-71"})
    assert "These two passwords are not the same." in page
    therapist.refresh_from_db()
    assert therapist.check_password(PASSWORD)


@pytest.mark.parametrize("path", ["/accounts/confirm-email/", "/accounts/confirm-email/a-key/"])
def test_pages_of_the_library_that_we_do_not_offer_are_not_there(
    outsider: Client, path: str
) -> None:
    assert outsider.get(path).status_code == 404
