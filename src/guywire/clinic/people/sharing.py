"""From the device to the clinic, and only because the person chose it.

Each app that keeps something on the device names, in its AppConfig.ready, the function that
copies its section into the clinic's database. Copying again must change nothing.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy

from guywire.clinic.people.device import DeviceRecord
from guywire.clinic.people.models import Consent, Patient

Keeper = Callable[[Patient, dict[str, Any]], None]
_keepers: dict[str, Keeper] = {}
Withdrawer = Callable[[Patient, dict[str, Any], dict[str, Any]], None]
"""Is given the patient, what the section held until now, and what it holds after the undo."""
_withdrawers: dict[str, Withdrawer] = {}

CONSENT_WORDS = gettext_lazy(
    "I agree to share my hip check, my sessions, my weekly scores, my own goals, my walks, and my "
    "back questionnaires with the clinic. This covers what is on this device now and what I add "
    "until I stop sharing."
)
"""Stored with each consent, in the language they were read in."""
CONSENT_EDITION = 2
"""Raise it by hand when the meaning of the words changes. The first edition named no goals and no
walks."""
GOALS_EDITION = 2


@dataclass(frozen=True)
class Sharing:
    """Whether what a patient's device keeps arrives; if it did once, since when not."""

    is_on: bool
    stopped_at: datetime | None = None


def on_share(section: str, keep: Keeper) -> None:
    _keepers[section] = keep


def on_undo(section: str, withdraw: Withdrawer) -> None:
    """Register the function that removes from the clinic what an undo removed from the device."""
    _withdrawers[section] = withdraw


def sharing_patient(device: DeviceRecord) -> Patient | None:
    """The patient this device shares with the clinic as, if it does."""
    public_id = read_patient_id(device.read("sharing"))
    if public_id is None:
        return None
    agreed = Consent.objects.filter(withdrawn_at=None)
    known = Patient.objects.select_related("joined_into").filter(public_id=public_id).first()
    patient = (known.joined_into or known) if known else None
    agrees = patient and agreed.filter(patient=patient).exists()
    return patient if agrees else None


def covers_goals(patient: Patient) -> bool:
    """Whether the patient has agreed to share goals and walks."""
    return patient.consents.filter(withdrawn_at=None, edition__gte=GOALS_EDITION).exists()


def sharing_of(patient: Patient) -> Sharing:
    withdrawn = list(patient.consents.values_list("withdrawn_at", flat=True))
    if None in withdrawn:
        return Sharing(is_on=True)
    return Sharing(is_on=False, stopped_at=max(filter(None, withdrawn), default=None))


def read_patient_id(content: dict[str, Any]) -> uuid.UUID | None:
    public_id = content.get("patient")
    return None if public_id is None else uuid.UUID(public_id)


@transaction.atomic
def start_sharing(device: DeviceRecord, patient: Patient) -> None:
    Consent.objects.create(patient=patient, words=str(CONSENT_WORDS), edition=CONSENT_EDITION)
    device.write("sharing", {"patient": str(patient.public_id)})
    _copy(device, patient)


def share_if_agreed(device: DeviceRecord) -> bool:
    """Send what is new to the clinic, when this device shares. Safe to call after every change."""
    patient = sharing_patient(device)
    if patient is not None:
        _copy(device, patient)
    return patient is not None


@transaction.atomic
def share_undo(device: DeviceRecord, section: str, taken: dict[str, Any]) -> None:
    """Let the clinic's copy follow an undo on this device, when it shares."""
    patient = sharing_patient(device)
    if patient is None:
        return
    if section in _withdrawers:
        _withdrawers[section](patient, taken, device.read(section))
    _copy(device, patient)


def stop_sharing(device: DeviceRecord) -> None:
    patient = sharing_patient(device)
    if patient is not None:
        patient.consents.filter(withdrawn_at=None).update(withdrawn_at=timezone.now())
    device.write("sharing", {})


@transaction.atomic
def _copy(device: DeviceRecord, patient: Patient) -> None:
    for section, keep in _keepers.items():
        content = device.read(section)
        if content:
            keep(patient, content)
