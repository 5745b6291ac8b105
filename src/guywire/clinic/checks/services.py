from dataclasses import asdict, replace
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from guywire.body.measure.readings import MAX_TRIAL_RANGE_DEG
from guywire.care.history import Thresholds
from guywire.care.vocabulary import Side
from guywire.clinic.checks import queries
from guywire.clinic.checks.models import RuleNumbers, SharedCheck
from guywire.clinic.checks.record import Check, new_check
from guywire.clinic.people.changes import patient_changed
from guywire.clinic.people.models import Patient, Staff
from guywire.clinic.people.services import record_audit
from guywire.hips.readings import SideReadings

REMOTE_TRIALS = 3


@transaction.atomic
def keep_shared_check(patient: Patient, device_check: dict[str, Any]) -> None:
    """Copy the device's check into the clinic's record. Copying again changes nothing."""
    content = Check.from_json(device_check).to_json()
    content.pop("goal", None)
    SharedCheck.objects.update_or_create(
        patient=patient, check_id=content.pop("id"), defaults=content
    )
    patient_changed.send(Patient, patient=patient)


@transaction.atomic
def keep_measured(
    staff: Staff,
    patient: Patient,
    check_id: UUID,
    sides: dict[Side, SideReadings],
    standing: tuple[float, ...] = (),
) -> None:
    """What a therapist measured, beside what the patient shared. Sent twice, kept once; sent again
    with other numbers, it is corrected. Raises PermissionError for a check of the patient's own."""
    found = SharedCheck.objects.filter(patient=patient, check_id=check_id).first()
    if found and not found.measured_by:
        raise PermissionError(f"check {check_id} is the patient's own")
    record = replace(new_check(), sides=sides, standing=standing).to_json()
    content = {"sides": record["sides"], "standing": record["standing"]}
    if found and {"sides": found.sides, "standing": found.standing} == content:
        return
    detail: dict[str, Any] = {"check": str(check_id)}
    if found:
        detail |= {"before": found.sides, "standing_before": found.standing}
    SharedCheck.objects.update_or_create(
        patient=patient,
        check_id=check_id,
        defaults=content,
        create_defaults={
            **content,
            "measured_by": staff,
            "started_at": timezone.now(),
            "screened_at": timezone.now(),
        },
    )
    record_audit(staff, "check.correct" if found else "check.measure", patient, **detail)
    patient_changed.send(Patient, patient=patient)


@transaction.atomic
def keep_remote_reading(
    staff: Staff, patient: Patient, check_id: UUID, spot: str, side: Side | None, angle_deg: float
) -> None:
    """Add one trial that a therapist read in an online visit. The newest three of a spot stay.

    The patient placed the phone, so the reading carries the error of one's own hand.
    """
    kept, _made = SharedCheck.objects.select_for_update().get_or_create(
        patient=patient,
        check_id=check_id,
        defaults={
            "measured_by": staff,
            "is_remote": True,
            "started_at": timezone.now(),
            "screened_at": timezone.now(),
        },
    )
    angle_deg = round(angle_deg, 1)
    if side is None:
        kept.standing = _with_trial(kept.standing, angle_deg)
    else:
        trials = kept.sides.setdefault(side.value, {})
        trials[spot] = _with_trial(trials.get(spot, []), angle_deg)
    kept.save(update_fields=["sides", "standing"])
    record_audit(staff, "check.remote_reading", patient, check=str(check_id))
    patient_changed.send(Patient, patient=patient)


def _with_trial(trials: list[float], angle_deg: float) -> list[float]:
    """The newest three; one that is far from the others means that the phone was moved."""
    recent = [*trials, angle_deg][-REMOTE_TRIALS:]
    return recent if max(recent) - min(recent) <= MAX_TRIAL_RANGE_DEG else [angle_deg]


@transaction.atomic
def change_thresholds(staff: Staff, thresholds: Thresholds) -> None:
    """New numbers for the rules, with who changed them and from what."""
    before = queries.current_thresholds()
    if before == thresholds:
        return
    RuleNumbers.objects.create(changed_by=staff, **asdict(thresholds))
    record_audit(staff, "rules changed", before=asdict(before), after=asdict(thresholds))
