"""A change on the device is offered for undoing for some minutes, unless another came after it."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from guywire.clinic.people.device import MAX_BYTES, UNDO, UNDO_SECONDS, DeviceRecord
from guywire.clinic.programs.record import Kept, kept_on
from tests.clinic.checks.walk import whole_check
from tests.clinic.programs.walk import screened, whole_session

pytestmark = pytest.mark.django_db
OFFER = '<form method="post" action="/device/undo/">'


def record(client: Client) -> DeviceRecord:
    return DeviceRecord({name: morsel.value for name, morsel in client.cookies.items()})


def kept(client: Client) -> Kept:
    return kept_on(record(client))


@pytest.fixture
def walker(outsider: Client) -> Client:
    screened(outsider).post("/walking/plan/", {"minutes": "15", "days": "4"})
    assert kept(outsider).walking
    return outsider


def test_a_walking_program_that_was_stopped_comes_back(walker: Client) -> None:
    plan = kept(walker).walking
    page = walker.post("/walking/stop/", follow=True).content.decode()
    assert kept(walker).walking is None
    assert OFFER in page
    back = walker.post(
        "/device/undo/", follow=True, headers={"Referer": "http://testserver/program/"}
    )
    assert "Undone. It is as it was before." in back.content.decode()
    assert back.redirect_chain[0][0] == "/program/"
    assert kept(walker).walking == plan


def test_a_new_check_that_was_deleted_comes_back(outsider: Client) -> None:
    whole_check(outsider)
    outsider.post("/check/again/")
    begun = record(outsider).read("check")
    outsider.post("/check/discard/")
    assert record(outsider).read("check") != begun
    outsider.post("/device/undo/")
    assert record(outsider).read("check") == begun


def test_what_changed_since_is_not_undone(walker: Client) -> None:
    walker.post("/walking/stop/")
    whole_session(walker)
    page = walker.post("/device/undo/", follow=True).content.decode()
    assert "This can no longer be undone." in page
    assert len(kept(walker).sessions) == 1


def test_the_offer_ends_after_ten_minutes(walker: Client) -> None:
    walker.post("/walking/stop/")
    with time_machine.travel(timezone.now() + timedelta(seconds=UNDO_SECONDS + 2)):
        walker.post("/device/undo/")
        assert kept(walker).walking is None


def test_it_leads_to_no_other_site(walker: Client) -> None:
    walker.post("/walking/stop/")
    back = walker.post("/device/undo/", headers={"Referer": "http://testserver//evil.example/"})
    assert back.url == "/"


def test_deleting_everything_deletes_the_offer_too(walker: Client) -> None:
    walker.post("/walking/stop/")
    assert record(walker).read(UNDO)
    walker.post("/device/forget/")
    assert not record(walker).read(UNDO)


def test_a_full_section_still_fits_into_its_offer() -> None:
    assert MAX_BYTES[UNDO] >= max(MAX_BYTES["check"], MAX_BYTES["program"])
