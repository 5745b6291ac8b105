"""Who books with a phone number alone and agrees is reminded by text."""

from datetime import timedelta
from uuid import uuid4

import pytest

from guywire.clinic.messages.models import Message, TextConsent
from guywire.clinic.visits import reminders
from guywire.clinic.visits.models import Visit
from tests.clinic.visits.conftest import TUESDAY_9

BOOKING = {"start": "20260303T1700Z", "name": "Pat Lindgren", "phone": "503 555 0111"}


@pytest.fixture
def texting_clinic(settings) -> None:
    settings.SMS_ACCOUNT = object()
    settings.MESSAGE_CHANNELS = ["email", "sms"]


def book(outsider, riverside, **more: str):
    address = f"/visits/details/?at={riverside.pk}&with=any&start=20260303T1700Z"
    return outsider.post(address, BOOKING | {"key": uuid4()} | more)


@pytest.mark.parametrize("box", [{"texts": "on"}, {}])
def test_who_checked_the_box_is_reminded_by_text(
    monday, ana, riverside, outsider, texting_clinic, box: dict[str, str]
) -> None:
    assert book(outsider, riverside, **box).status_code == 302
    assert TextConsent.objects.exists() is bool(box)
    Visit.objects.update(agreed_at=TUESDAY_9 - timedelta(days=3))
    monday.move_to(TUESDAY_9 - timedelta(hours=23), tick=False)
    reminders.queue_due()
    written = set(Message.objects.values_list("kind", "channel"))
    assert written == ({("visit", "sms"), ("reminder", "sms")} if box else set())


def test_box_without_a_number_asks_for_one(
    monday, ana, riverside, outsider, texting_clinic
) -> None:
    response = book(outsider, riverside, texts="on", phone="", email="pat@example.org")
    assert "number to text" in response.context["form"].errors["phone"][0]


def test_no_box_where_the_clinic_sends_no_texts(monday, ana, riverside, outsider) -> None:
    address = f"/visits/details/?at={riverside.pk}&with=any&start=20260303T1700Z"
    assert 'name="texts"' not in outsider.get(address).content.decode()
