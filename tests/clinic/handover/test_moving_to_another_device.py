"""What a device holds moves to another one: by a code, once, for minutes; or by a file."""

import json
import re
from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from guywire.clinic.handover import services
from guywire.clinic.handover.models import Parcel
from guywire.clinic.people.device import DeviceRecord
from guywire.clinic.programs.record import Kept, kept_on
from tests.clinic.programs.walk import screened, whole_session

pytestmark = pytest.mark.django_db


def code_from(client: Client) -> str:
    page = client.post("/device/hand-over/").content.decode()
    found = re.search(r"<strong>([A-Z0-9-]{19})</strong>", page)
    assert found
    return found[1]


def kept_by(client: Client) -> Kept:
    cookies = {name: morsel.value for name, morsel in client.cookies.items()}
    return kept_on(DeviceRecord(cookies))


def with_a_session(client: Client) -> Client:
    whole_session(screened(client))
    return client


def file_of(client: Client) -> bytes:
    return client.get("/device/data.json").content


def take_in(client: Client, content: bytes, name: str = "my-guywire-data.json") -> str:
    file = SimpleUploadedFile(name, content, "application/json")
    answer = client.post("/device/file/", {"file": file}, follow=True)
    return answer.content.decode()


def test_a_code_brings_everything_to_the_other_device_once(outsider: Client) -> None:
    code = code_from(with_a_session(outsider))
    other, third = Client(), Client()
    assert other.post("/device/take-over/", {"code": code.lower()}).url == "/"
    assert kept_by(other).sessions == kept_by(outsider).sessions
    refused = third.post("/device/take-over/", {"code": code}).content.decode()
    assert "This code does not work." in refused
    assert not Parcel.objects.exists()


def test_a_code_works_for_minutes_and_then_is_deleted(outsider: Client) -> None:
    code = code_from(with_a_session(outsider))
    with time_machine.travel(timezone.now() + timedelta(minutes=services.LASTS_MINUTES, seconds=1)):
        refused = Client().post("/device/take-over/", {"code": code}).content.decode()
        assert "This code does not work." in refused
        services.delete_expired()
    assert not Parcel.objects.exists()


def test_the_server_holds_neither_the_code_nor_anything_it_can_read(outsider: Client) -> None:
    code = code_from(with_a_session(outsider))
    parcel = Parcel.objects.get()
    stored = parcel.lookup.encode() + bytes(parcel.sealed)
    assert code.replace("-", "").encode() not in stored
    (session,) = kept_by(outsider).sessions
    assert session.id.encode() not in stored


def test_the_code_is_in_no_address_that_a_server_sees(outsider: Client) -> None:
    page = with_a_session(outsider).post("/device/hand-over/")
    assert page["Cache-Control"] == "private, no-store"
    assert "/device/take-over/#" in page.context["link"]
    assert f'readonly value="{page.context["link"]}"' in page.content.decode()


def test_what_a_device_holds_is_not_replaced_without_asking(outsider: Client) -> None:
    code = code_from(with_a_session(outsider))
    other = with_a_session(Client())
    mine = kept_by(other).sessions
    asked = other.post("/device/take-over/", {"code": code}).content.decode()
    assert "Replace what is on this device?" in asked
    assert "Your sessions, scores and questionnaires" in asked
    assert kept_by(other).sessions == mine
    other.post("/device/take-over/", {"code": code, "replace": "yes"})
    assert kept_by(other).sessions == kept_by(outsider).sessions


def test_a_saved_file_brings_it_back_after_everything_was_deleted(outsider: Client) -> None:
    file, sessions = file_of(with_a_session(outsider)), kept_by(outsider).sessions
    outsider.post("/device/forget/")
    assert kept_by(outsider).sessions == ()
    assert "Your copy is now on this device." in take_in(outsider, file)
    assert kept_by(outsider).sessions == sessions


def test_a_file_asks_before_it_replaces(outsider: Client) -> None:
    file = file_of(with_a_session(outsider))
    other = with_a_session(Client())
    asked = take_in(other, file)
    assert "Replace what is on this device?" in asked
    signed = re.search(r'name="signed" value="([^"]+)"', asked)
    assert signed
    other.post("/device/file/", {"signed": signed[1], "replace": "yes"})
    assert kept_by(other).sessions == kept_by(outsider).sessions


def test_a_file_never_brings_another_person_to_share_as(outsider: Client) -> None:
    screened(outsider).post(
        "/share/", {"name": "Pat Lindgren", "reach": "5035550111", "agree": "on"}
    )
    other = Client()
    take_in(other, file_of(outsider))
    assert "guywire_check" in other.cookies
    assert "guywire_sharing" not in other.cookies


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"\xff\xd8 a photo", "“my-guywire-data.json” is not one of our files."),
        (b"[" * 100_000, "is not one of our files."),
        (b"{}", "We found no hip check and no program in"),
        (b'{"guywire_copy": 7}', "We found no hip check and no program in"),
        (b'{"guywire_copy": "abc:def:ghi"}', "This file was changed, or it comes from another"),
        (b" " * 901_000, "is too large to be one of our files."),
        (b"", "Choose the file you saved."),
    ],
)
def test_a_bad_file_is_refused_in_a_sentence_that_says_why(
    outsider: Client, content: bytes, sentence: str
) -> None:
    page = take_in(outsider, content)
    assert sentence in page.replace("&quot;", '"')
    assert "guywire_check" not in outsider.cookies


def test_a_file_whose_copy_was_changed_is_refused(outsider: Client) -> None:
    data = json.loads(file_of(with_a_session(outsider)))
    copy = data["guywire_copy"]
    data["guywire_copy"] = copy[:20] + ("A" if copy[20] != "A" else "B") + copy[21:]
    assert "This file was changed" in take_in(Client(), json.dumps(data).encode())
