"""The insurance form suggests the companies of the practice, and takes any other."""

from uuid import uuid4

import pytest
from django.test import Client

from guywire.clinic.insurance.models import Payer
from guywire.clinic.welcome.models import Clinic, WebQuestion

pytestmark = pytest.mark.django_db
SENT = {"name": "Pat Doe", "reach": "503 555 0100", "text": "Do you take it?", "website": ""}


@pytest.fixture(autouse=True)
def payers(clinic: Clinic) -> None:
    Payer.objects.create(name="Blue Cross-Blue Shield")
    Payer.objects.create(name="A & B Health", is_accepted=False)


def test_the_form_suggests_each_company(outsider: Client) -> None:
    page = outsider.get("/insurance/").content.decode()
    assert 'list="insurer-suggestions"' in page
    assert '<option value="A &amp; B Health"><option value="Blue Cross-Blue Shield">' in page


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("blue cross  blue shield", "Blue Cross-Blue Shield"),
        ("Blue Cross-Blue Shield", "Blue Cross-Blue Shield"),
        ("Some other company", "Some other company"),
        ("", ""),
    ],
)
def test_a_company_is_stored_as_the_practice_writes_it(
    outsider: Client, typed: str, stored: str
) -> None:
    outsider.post("/insurance/", SENT | {"form_id": str(uuid4()), "insurer": typed})
    assert WebQuestion.objects.get().insurer == stored
