"""What a person entered fits on their device, whatever they entered, and comes back the same."""

from datetime import UTC, datetime

from django.http import HttpResponse
from hypothesis import given
from hypothesis import strategies as st

from guywire.care.screening import ITEM_IDS
from guywire.care.vocabulary import Side
from guywire.clinic.checks.record import (
    QUESTIONS,
    Check,
    SideReadings,
    check_on,
    keep_on,
    new_check,
)
from guywire.clinic.people.device import DeviceRecord

ANGLES = st.lists(st.floats(-170, 70), max_size=3).map(tuple)
SIDES = st.builds(SideReadings, ANGLES, ANGLES, ANGLES)
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2036, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
CHECKS = st.builds(
    Check,
    id=st.uuids(version=4).map(str),
    started_at=MOMENTS,
    screened_at=MOMENTS,
    asked=st.lists(st.sampled_from([*QUESTIONS, "sitting", "steps"]), unique=True).map(tuple),
    ticked=st.frozensets(st.sampled_from(ITEM_IDS)),
    sitting_hours=st.none() | st.floats(0, 24),
    steps=st.none() | st.integers(0, 100_000),
    sides=st.dictionaries(st.sampled_from(Side), SIDES),
)


@given(CHECKS)
def test_any_check_fits_and_is_read_back_as_it_was(check: Check) -> None:
    device, response = DeviceRecord({}), HttpResponse()
    keep_on(device, check)
    device.save_on(response)
    cookies = {name: morsel.value for name, morsel in response.cookies.items()}
    assert check_on(DeviceRecord(cookies)) == check


def test_a_device_that_holds_nothing_has_no_check() -> None:
    assert check_on(DeviceRecord({})) is None


def test_safety_questions_that_were_changed_are_asked_anew_and_the_rest_is_kept() -> None:
    check = new_check().with_question("nerves", []).with_sitting(8)
    before = {"shape": 1, "edition": "of last year", **check.to_json()}
    device = DeviceRecord({})
    device.write("check", before)
    now = check_on(device)
    assert now is not None
    assert now.answers == {}
    assert now.sitting_hours == 8


def test_a_record_of_another_shape_starts_afresh() -> None:
    device = DeviceRecord({})
    device.write("check", {"shape": 0, "answers": "as they were kept long ago"})
    assert check_on(device) is None
