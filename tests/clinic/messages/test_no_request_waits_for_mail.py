"""No page talks to a mail server: each answers before one is even asked."""

import socket
import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from guywire.clinic.messages.models import Message
from guywire.clinic.people.models import Staff
from guywire.clinic.visits import services
from guywire.clinic.visits.links import token_of
from guywire.clinic.visits.models import Visit
from tests.clinic.visits.conftest import *  # noqa: F403
from tests.clinic.visits.conftest import TUESDAY_9

pytestmark = pytest.mark.django_db
RESET = "/accounts/password/reset/"


@pytest.fixture(autouse=True)
def nothing_is_connected_to(monkeypatch, settings) -> None:
    """The mail server of these tests is one that no request may reach."""

    def refuse(*_: object) -> None:
        pytest.fail("a request opened a connection")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "mail.example.org"


@pytest.fixture
def visit(monday, ana, riverside, another_patient) -> Visit:
    return services.book(another_patient, TUESDAY_9, place=riverside, therapist=ana)


def test_booking_only_writes_its_email_down(monday, ana, riverside, outsider: Client) -> None:
    form = {
        "start": "20260303T1700Z",
        "key": uuid.uuid4(),
        "name": "Alex Moreau",
        "email": "alex@example.org",
    }
    address = f"/visits/details/?at={riverside.pk}&with={ana.pk}&start=20260303T1700Z"
    assert outsider.post(address, form).status_code == 302
    assert Message.objects.get().recipient == "alex@example.org"


def test_moving_and_canceling_only_write_their_email_down(visit, outsider: Client) -> None:
    token = token_of(visit)
    outsider.post(f"/visits/{token}/move/", {"start": "20260303T1800Z"})
    outsider.post(f"/visits/{token}/cancel/")
    assert Message.objects.count() == 3


def test_inviting_only_writes_its_email_down(as_owner: Client) -> None:
    as_owner.post(
        "/desk/staff/", {"name": "Nora", "email": "nora@example.org", "role": "therapist"}
    )
    assert Message.objects.get().staff.name == "Nora"


def test_password_reset_does_the_same_for_an_address_nobody_has(owner: Staff) -> None:
    """As many queries, so that the time of the answer tells nobody who has an account."""
    counts = []
    for address in ("the.first@example.org", owner.email, "stranger@example.org"):
        with CaptureQueriesContext(connection) as queries:
            response = Client().post(RESET, {"email": address})
        assert response["Location"] == f"{RESET}done/"
        counts.append(len(queries))
    # The first of an hour also begins the count of its network.
    assert counts[1] == counts[2]
    assert Message.objects.count() == 3
