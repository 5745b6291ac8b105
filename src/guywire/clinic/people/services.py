from collections.abc import Iterable
from typing import Any

from guywire.clinic.people.models import AuditEntry, DeletionRequest, Patient, Staff


def record_audit(
    staff: Staff | None, action: str, patient: Patient | None = None, **detail: Any
) -> None:
    AuditEntry.objects.create(staff=staff, action=action, patient=patient, detail=detail)


def ask_to_delete(patient: Patient, *, by_sharing: bool) -> DeletionRequest:
    """Ask once; asking again while it is open changes nothing."""
    request, _made = DeletionRequest.objects.get_or_create(
        patient=patient, answered_at=None, defaults={"by_sharing": by_sharing}
    )
    return request


def record_look(staff: Staff, page: str, patients: Iterable[int | None], **detail: Any) -> None:
    """Record which people's names a page of the desk showed. A list is one row, however long."""
    numbers = sorted({number for number in patients if number is not None})
    AuditEntry.objects.create(
        staff=staff,
        action=f"look.{page}",
        patient_id=numbers[0] if len(numbers) == 1 else None,
        seen=f",{','.join(map(str, numbers))}," if len(numbers) > 1 else "",
        detail=detail,
    )
