"""What a person entered fits on their device, whatever they entered, and comes back the same."""

from dataclasses import replace
from datetime import UTC, date, datetime

import numpy as np
from django.http import HttpResponse
from hypothesis import given, settings
from hypothesis import strategies as st

from guywire.care.screening import ITEM_IDS
from guywire.care.vocabulary import Side
from guywire.clinic.checks.record import (
    MAX_EARLIER_SIDES,
    QUESTIONS,
    Check,
    check_on,
    keep_on,
    new_check,
)
from guywire.clinic.people.device import MAX_BYTES, DeviceRecord
from guywire.hips.readings import EarlierSide, SideReadings

ANGLES = st.lists(st.floats(-170, 70), max_size=3).map(tuple)
SIDES = st.builds(SideReadings, ANGLES, ANGLES, ANGLES)
TENTHS = st.lists(st.integers(-1700, 700).map(lambda tenth: tenth / 10), max_size=3).map(tuple)
EARLIER = st.builds(
    EarlierSide,
    st.dates(date(2026, 1, 1), date(2036, 1, 1)),
    st.sampled_from(Side),
    st.builds(SideReadings, TENTHS, TENTHS, TENTHS, TENTHS),
)
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
    earlier=st.lists(EARLIER, max_size=MAX_EARLIER_SIDES).map(tuple),
)


@given(CHECKS)
@settings(max_examples=60)
def test_any_check_fits_and_only_earlier_days_are_ever_left_out(check: Check) -> None:
    device, response = DeviceRecord({}), HttpResponse()
    keep_on(device, check)
    device.save_on(response)
    cookies = {name: morsel.value for name, morsel in response.cookies.items()}
    loaded = check_on(DeviceRecord(cookies))
    assert loaded is not None
    assert replace(loaded, earlier=check.earlier) == check
    assert is_in_order(loaded.earlier, check.earlier)
    if loaded.earlier:
        assert loaded.earlier[0] == check.earlier[0]


def is_in_order(part: tuple[EarlierSide, ...], whole: tuple[EarlierSide, ...]) -> bool:
    rest = iter(whole)
    return all(day in rest for day in part)


def test_as_many_earlier_days_as_are_kept_fit_with_every_repeat_there_can_be() -> None:
    rng = np.random.default_rng(7)

    def repeats() -> tuple[float, ...]:
        return tuple(float(value) for value in rng.integers(-1700, 700, 3) / 10)

    def full() -> SideReadings:
        return SideReadings(repeats(), repeats(), repeats(), repeats())

    earlier = tuple(
        EarlierSide(date(2026, 1, 1 + day), list(Side)[day % 2], full())
        for day in range(MAX_EARLIER_SIDES)
    )
    check = new_check()
    for question in QUESTIONS.values():
        check = check.with_question(question.id, [item.id for item in question.items])
    check = replace(check, earlier=earlier, sides={side: full() for side in Side})
    device, response = DeviceRecord({}), HttpResponse()
    keep_on(device, check)
    device.save_on(response)
    assert len(response.cookies["guywire_check"].value) <= MAX_BYTES["check"]


def test_what_an_older_device_kept_as_a_bare_angle_is_forgotten_and_the_rest_is_not() -> None:
    check = new_check().with_sitting(8)
    kept = check.to_json() | {"earlier": [[739_700, 0, 52, 41]]}
    assert Check.from_json(kept) == check


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
