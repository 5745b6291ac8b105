from typing import Any

from guywire.clinic.people.models import AuditEntry, Patient, Staff


def record_audit(
    staff: Staff | None, action: str, patient: Patient | None = None, **detail: Any
) -> None:
    AuditEntry.objects.create(staff=staff, action=action, patient=patient, detail=detail)
