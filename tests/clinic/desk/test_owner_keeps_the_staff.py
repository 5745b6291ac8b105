"""The owner adds, changes and switches off staff; nobody learns anybody's password."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client

from guywire.clinic.people.models import AuditEntry, Role, Staff
from guywire.clinic.visits.models import Therapist, Visit
from guywire.clinic.visits.services import cancel
from tests.cast import PASSWORD
from tests.clinic.messages.sending import send_all

pytestmark = pytest.mark.django_db
NEWCOMER = {"name": "Nora Newcomer", "email": "Nora@Example.org", "role": "therapist"}


@pytest.fixture(autouse=True)
def nobody_tried_yet() -> None:
    cache.clear()


def invited(as_owner: Client) -> str:
    """Add the newcomer; the address in the mail they get."""
    as_owner.post("/desk/staff/", NEWCOMER)
    found = re.search(r"http://localhost:8000(/\S+)", str(send_all()[-1].body))
    assert found
    return found[1]


def test_a_newcomer_chooses_a_password_by_the_link_and_signs_in(as_owner: Client) -> None:
    link = invited(as_owner)
    newcomer = Client()
    page = newcomer.get(link, follow=True)
    assert "Choose a password" in page.content.decode()
    sent = {"password1": "four words nobody guesses", "password2": "four words nobody guesses"}
    newcomer.post(page.redirect_chain[-1][0], sent)
    login = {"login": "nora@example.org", "password": "four words nobody guesses"}
    newcomer.post("/accounts/login/", login)
    assert newcomer.get("/desk/")["Location"] == "/accounts/2fa/totp/activate/"


def test_the_link_works_once(as_owner: Client) -> None:
    link = invited(as_owner)
    first = Client()
    address = first.get(link, follow=True).redirect_chain[-1][0]
    sent = {"password1": "four words nobody guesses", "password2": "four words nobody guesses"}
    first.post(address, sent)
    assert "no longer works" in Client().get(link, follow=True).content.decode()


def test_a_forged_link_is_refused_with_a_sentence(as_owner: Client) -> None:
    link = invited(as_owner)
    forged = link[:-4] + "aaa/"
    assert "no longer works" in Client().get(forged, follow=True).content.decode()


def test_without_mail_the_owner_hands_the_link_over(as_owner: Client, settings: object) -> None:
    settings.MESSAGE_CHANNELS = ["file"]  # type: ignore[attr-defined]
    page = as_owner.post("/desk/staff/", NEWCOMER, follow=True).content.decode()
    assert "has no email set up" in page
    assert "/accounts/password/reset/key/" in page


def test_an_address_already_in_use_is_answered_beside_the_field(
    as_owner: Client, therapist: Staff
) -> None:
    sent = NEWCOMER | {"email": therapist.email.upper()}
    page = as_owner.post("/desk/staff/", sent).content.decode()
    assert "already signs in with this address" in page
    assert "Nora Newcomer" in page


@pytest.mark.parametrize(
    "changed", [{"name": ""}, {"email": "nora"}, {"email": ""}, {"role": ""}, {"role": "king"}]
)
def test_a_newcomer_without_a_name_address_or_role_is_not_kept(
    as_owner: Client, changed: dict[str, str]
) -> None:
    page = as_owner.post("/desk/staff/", NEWCOMER | changed).content.decode()
    assert 'class="error-summary"' in page
    assert not Staff.objects.filter(name="Nora Newcomer").exists()


def test_a_role_is_changed_at_once(
    as_owner: Client, front_desk: Staff, as_front_desk: Client
) -> None:
    assert as_front_desk.get("/desk/needs-me/").status_code == 403
    as_owner.post(f"/desk/staff/{front_desk.pk}/role/", {"role": Role.THERAPIST})
    assert as_front_desk.get("/desk/needs-me/").status_code == 200
    change = AuditEntry.objects.get(action="staff.role").detail
    assert (change["before"], change["after"]) == ("front_desk", "therapist")


def test_a_role_that_is_none_changes_nothing(as_owner: Client, front_desk: Staff) -> None:
    as_owner.post(f"/desk/staff/{front_desk.pk}/role/", {"role": "king"})
    front_desk.refresh_from_db()
    assert front_desk.role == Role.FRONT_DESK


def test_somebody_switched_off_is_out_at_once_and_cannot_come_back_in(
    as_owner: Client, therapist: Staff, as_therapist: Client
) -> None:
    as_owner.post(f"/desk/staff/{therapist.pk}/off/")
    assert as_therapist.get("/desk/").status_code == 302
    response = Client().post(
        "/accounts/login/", {"login": therapist.email, "password": PASSWORD}, follow=True
    )
    assert "switched off" in response.content.decode()


def test_somebody_switched_on_again_is_back(
    as_owner: Client, therapist: Staff, as_therapist: Client
) -> None:
    as_owner.post(f"/desk/staff/{therapist.pk}/off/")
    as_owner.post(f"/desk/staff/{therapist.pk}/on/")
    assert as_therapist.get("/desk/").status_code == 200


def test_a_lost_phone_closes_the_desk_until_a_new_second_step(
    as_owner: Client, therapist: Staff, as_therapist: Client
) -> None:
    as_owner.post(f"/desk/staff/{therapist.pk}/second-step/")
    assert not Authenticator.objects.filter(user=therapist).exists()
    assert as_therapist.get("/desk/")["Location"] == "/accounts/2fa/totp/activate/"


@pytest.mark.parametrize("action", ["role", "off", "second-step"])
def test_an_owner_cannot_lock_themselves_out(as_owner: Client, owner: Staff, action: str) -> None:
    address = f"/desk/staff/{owner.pk}/{action}/"
    page = as_owner.post(address, {"role": "therapist"}, follow=True).content.decode()
    assert "Another owner can" in page
    owner.refresh_from_db()
    assert (owner.role, owner.is_active) == (Role.OWNER, True)
    assert Authenticator.objects.filter(user=owner).exists()


def test_a_new_therapist_is_led_to_what_patients_see_and_to_their_week(
    as_owner: Client, clinic: object
) -> None:
    page = as_owner.post("/desk/staff/", NEWCOMER, follow=True).content.decode()
    newcomer = Staff.objects.get(email="nora@example.org")
    address = f"/desk/practice/therapist/new/?staff={newcomer.pk}"
    assert f'href="{address}">Patients cannot book them yet' in page
    page = as_owner.get(address).content.decode()
    assert f'<option value="{newcomer.pk}" selected>Nora Newcomer</option>' in page
    profile = {"credentials": "PT", "words": "Hello.", "languages": "English"}
    sent = profile | {"staff": newcomer.pk, "portrait": "initials", "online_link": ""}
    page = as_owner.post("/desk/practice/therapist/new/", sent, follow=True).content.decode()
    week = f"/desk/practice/therapist-week/?therapist={newcomer.therapist.pk}"
    assert f'href="{week}">add the week of Nora Newcomer' in page
    assert "cannot book them yet" not in as_owner.get("/desk/staff/").content.decode()


def test_who_is_booked_as_a_therapist_is_not_made_front_desk(
    as_owner: Client, treating: Therapist, visit: Visit
) -> None:
    """The front desk opens no chart, note or video room, so they could not treat."""

    def change() -> tuple[str, str]:
        address = f"/desk/staff/{treating.staff_id}/role/"
        page = as_owner.post(address, {"role": "front_desk"}, follow=True).content.decode()
        return Staff.objects.get(pk=treating.staff_id).role, page

    role, page = change()
    assert role == Role.THERAPIST
    assert "First remove the weekly hours under Practice" in page
    treating.availability.all().delete()
    assert change()[0] == Role.THERAPIST, "a visit is still to come"
    cancel(visit)
    assert change()[0] == Role.FRONT_DESK
