from dataclasses import asdict
from typing import Any

from django.db import transaction

from guywire.care.human import Thresholds
from guywire.clinic.checks import queries
from guywire.clinic.checks.models import RuleNumbers, SharedCheck
from guywire.clinic.checks.record import Check
from guywire.clinic.people.models import Patient, Staff
from guywire.clinic.people.services import record_audit


def keep_shared_check(patient: Patient, device_check: dict[str, Any]) -> None:
    """Copy the device's check into the clinic's record. Copying again changes nothing."""
    content = Check.from_json(device_check).to_json()
    SharedCheck.objects.update_or_create(
        patient=patient, check_id=content.pop("id"), defaults=content
    )


@transaction.atomic
def change_thresholds(staff: Staff, thresholds: Thresholds) -> None:
    """New numbers for the rules, with who changed them and from what."""
    before = queries.current_thresholds()
    if before == thresholds:
        return
    RuleNumbers.objects.create(changed_by=staff, **asdict(thresholds))
    record_audit(staff, "rules changed", before=asdict(before), after=asdict(thresholds))
