"""What a person's device holds from release 0.1.0 is read as it was."""

import json
from pathlib import Path

import pytest

from guywire.clinic.checks.record import check_on
from guywire.clinic.people.device import DeviceRecord
from guywire.clinic.programs.record import keep_on, kept_on

DEVICE = json.loads((Path(__file__).parent / "data/device_0_1_0.json").read_text())


@pytest.fixture
def device(settings, time_machine) -> DeviceRecord:
    settings.SECRET_KEY = DEVICE["secret_key"]
    time_machine.move_to(DEVICE["seen_at"], tick=False)
    return DeviceRecord(DEVICE["cookies"])


def test_sessions_scores_and_readings_are_all_there(device: DeviceRecord) -> None:
    kept, check = kept_on(device), check_on(device)
    assert (len(kept.sessions), len(kept.weekly)) == (60, 13)
    assert kept.sessions[0].note == "Day 0: a bit stiff at first"
    assert [score.pain for score in kept.weekly][:2] == [6, 6]
    assert check
    assert len(check.measured_sides) == 2


def test_saving_them_again_counts_all(device: DeviceRecord) -> None:
    before, after = kept_on(device), keep_on(device, kept_on(device))
    assert len(after.sessions) + after.dropped == len(before.sessions)
    assert after.weekly == before.weekly
