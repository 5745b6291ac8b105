"""A first visit to any page of a person stays light, on the slowest of phones."""

import pytest
from django.test import Client

from tests.clinic.checks.walk import whole_check
from tests.clinic.programs.walk import begin
from tests.site.page_weight import weight_of

pytestmark = pytest.mark.django_db

MAX_BYTES = 60 * 1024
MAX_SCRIPT_BYTES = 25 * 1024
PUBLIC = (
    "/", "/visits/", "/help/", "/insurance/", "/call-back/", "/instructions/", "/tonight/",
    "/why/", "/evidence/", "/rules/", "/check/", "/stretch/", "/program/", "/device/",
    "/device/take-over/", "/offline/",
)  # fmt: skip
OF_A_PERSON = (
    "/", "/program/", "/session/", "/session/run/", "/progress/", "/check/result/", "/why/",
    "/check/left-side/", "/reminders/", "/walking/",
)  # fmt: skip


@pytest.mark.parametrize("path", PUBLIC)
def test_the_first_load_of_a_public_page_is_under_60_kb(
    clinic: object, outsider: Client, path: str
) -> None:
    weight = weight_of(outsider, path)
    assert weight.total <= MAX_BYTES, weight
    assert weight.scripts <= MAX_SCRIPT_BYTES, weight


def test_no_page_of_a_person_has_more_than_25_kb_of_scripts(outsider: Client) -> None:
    whole_check(outsider)
    begin(outsider)
    heavy = {
        path: weight.scripts
        for path in OF_A_PERSON
        if (weight := weight_of(outsider, path)).scripts > MAX_SCRIPT_BYTES
    }
    assert heavy == {}
