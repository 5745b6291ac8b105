"""The device record keeps what a person entered on their device, and only there."""

import pytest
from django.http import HttpResponse

from guywire.clinic.people.device import DeviceRecord, DeviceRecordFullError


def round_trip(record: DeviceRecord) -> DeviceRecord:
    response = HttpResponse()
    record.save_on(response)
    return DeviceRecord({name: morsel.value for name, morsel in response.cookies.items()})


def test_what_was_written_is_read_back_from_the_cookies() -> None:
    record = DeviceRecord({})
    record.write("check", {"left": [1.5, -80]})
    assert round_trip(record).read("check") == {"left": [1.5, -80]}


def test_an_update_keeps_the_answers_of_the_other_pages() -> None:
    record = DeviceRecord({})
    record.update("check", sitting_hours=9)
    record.update("check", steps=4000)
    assert round_trip(record).read("check") == {"sitting_hours": 9, "steps": 4000}


def test_a_forged_cookie_counts_as_nothing() -> None:
    record = DeviceRecord({})
    record.write("sharing", {"patient": "mine"})
    response = HttpResponse()
    record.save_on(response)
    forged = response.cookies["guywire_sharing"].value[:-2] + "AA"
    assert DeviceRecord({"guywire_sharing": forged}).read("sharing") == {}


def test_one_section_cannot_stand_in_for_another() -> None:
    record = DeviceRecord({})
    record.write("check", {"patient": "someone"})
    response = HttpResponse()
    record.save_on(response)
    moved = response.cookies["guywire_check"].value
    assert DeviceRecord({"guywire_sharing": moved}).read("sharing") == {}


def test_forgetting_empties_every_section() -> None:
    record = DeviceRecord({})
    record.write("check", {"a": 1})
    record.write("program", {"b": 2})
    record.forget()
    left = round_trip(record)
    assert left.read("check") == left.read("program") == {}


def test_more_than_a_cookie_holds_is_refused_with_its_size() -> None:
    import random

    noise = "".join(random.Random(1).choices("abcdefghijklmnopqrstuvwxyz0123456789", k=9000))
    with pytest.raises(DeviceRecordFullError, match="its cookie holds 900"):
        DeviceRecord({}).write("check", {"noise": noise})
