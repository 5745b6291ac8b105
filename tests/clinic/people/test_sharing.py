"""What is on the device reaches the clinic only when the person says so, and stops when they do."""

import pytest

from guywire.clinic.people import sharing
from guywire.clinic.people.device import DeviceRecord
from guywire.clinic.people.models import Patient

pytestmark = pytest.mark.django_db
Kept = list[tuple[Patient, dict[str, object]]]


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> Kept:
    received: Kept = []
    keepers = {"check": lambda *sent: received.append(sent)}
    monkeypatch.setattr(sharing, "_keepers", keepers)
    return received


def test_nothing_is_sent_before_the_person_agrees(patient: Patient, kept: Kept) -> None:
    device = DeviceRecord({})
    device.write("check", {"steps": 4000})
    assert sharing.share_if_agreed(device) is False
    assert kept == []


def test_agreeing_sends_what_is_there_and_writes_down_the_words(
    patient: Patient, kept: Kept
) -> None:
    device = DeviceRecord({})
    device.write("check", {"steps": 4000})
    sharing.start_sharing(device, patient)
    assert kept == [(patient, {"steps": 4000})]
    assert patient.consents.get().words == sharing.CONSENT_WORDS


def test_after_agreeing_later_changes_follow(patient: Patient, kept: Kept) -> None:
    device = DeviceRecord({})
    sharing.start_sharing(device, patient)
    device.write("check", {"steps": 5000})
    assert sharing.share_if_agreed(device) is True
    assert kept[-1] == (patient, {"steps": 5000})


def test_after_stopping_nothing_follows(patient: Patient, kept: Kept) -> None:
    device = DeviceRecord({})
    sharing.start_sharing(device, patient)
    sharing.stop_sharing(device)
    device.write("check", {"steps": 5000})
    assert sharing.share_if_agreed(device) is False
    assert kept == []
    assert patient.consents.get().withdrawn_at is not None


def test_a_device_cannot_share_as_somebody_who_never_agreed(
    another_patient: Patient, kept: Kept
) -> None:
    device = DeviceRecord({})
    device.write("sharing", {"patient": str(another_patient.public_id)})
    assert sharing.sharing_patient(device) is None
