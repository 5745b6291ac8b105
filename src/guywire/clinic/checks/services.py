from dataclasses import asdict, replace
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from guywire.care.human import Thresholds
from guywire.care.vocabulary import Side
from guywire.clinic.checks import queries
from guywire.clinic.checks.models import RuleNumbers, SharedCheck
from guywire.clinic.checks.record import Check, SideReadings, new_check
from guywire.clinic.checks.trend import carried_over
from guywire.clinic.people.models import Patient, Staff
from guywire.clinic.people.services import record_audit


def keep_shared_check(patient: Patient, device_check: dict[str, Any]) -> None:
    """Copy the device's check into the clinic's record. Copying again changes nothing."""
    content = Check.from_json(device_check).to_json()
    SharedCheck.objects.update_or_create(
        patient=patient, check_id=content.pop("id"), defaults=content
    )


@transaction.atomic
def keep_measured(
    staff: Staff, patient: Patient, check_id: UUID, sides: dict[Side, SideReadings]
) -> None:
    """What a therapist measured, as a check of its own after those before. Sent twice, kept once.

    What the patient said of safety and of their week stays as they last said it.
    """
    before = queries.latest_check(patient)
    check = replace(before or new_check(), sides=sides, started_at=timezone.now())
    if before:
        check = replace(check, earlier=carried_over(before))
    content = check.to_json() | {"measured_by": staff}
    del content["id"]
    _, is_new = SharedCheck.objects.get_or_create(
        patient=patient, check_id=check_id, defaults=content
    )
    if is_new:
        record_audit(staff, "check.measure", patient)


@transaction.atomic
def change_thresholds(staff: Staff, thresholds: Thresholds) -> None:
    """New numbers for the rules, with who changed them and from what."""
    before = queries.current_thresholds()
    if before == thresholds:
        return
    RuleNumbers.objects.create(changed_by=staff, **asdict(thresholds))
    record_audit(staff, "rules changed", before=asdict(before), after=asdict(thresholds))
