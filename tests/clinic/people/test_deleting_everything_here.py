"""Before everything on a device goes, the person sees what goes and is offered a copy."""

import pytest
from django.test import Client

from tests.clinic.programs.walk import screened, whole_session

pytestmark = pytest.mark.django_db


def test_it_says_what_goes_offers_a_copy_and_deletes_nothing_yet(outsider: Client) -> None:
    whole_session(screened(outsider))
    page = outsider.get("/device/forget/").content.decode()
    assert "<li>Your safety answers and hip check</li>" in page
    assert "<li>Your sessions, scores and questionnaires</li>" in page
    assert "Your visits" not in page
    assert page.index('href="/device/data.json"') < page.index("Delete everything</button>")
    assert outsider.cookies["guywire_program"].value


def test_a_device_with_nothing_is_told_so(outsider: Client) -> None:
    page = outsider.get("/device/forget/").content.decode()
    assert "Nothing of yours is saved" in page
    assert "<form" not in page


def test_the_button_deletes(outsider: Client) -> None:
    screened(outsider)
    outsider.post("/device/forget/")
    assert not outsider.cookies["guywire_check"].value
