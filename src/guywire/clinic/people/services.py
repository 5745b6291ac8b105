from collections.abc import Iterable
from typing import Any

from django.db import transaction

from guywire.clinic.people.models import (
    AuditEntry,
    DeletionRequest,
    Patient,
    PatientChange,
    Staff,
)


def record_audit(
    staff: Staff | None, action: str, patient: Patient | None = None, **detail: Any
) -> None:
    AuditEntry.objects.create(staff=staff, action=action, patient=patient, detail=detail)


@transaction.atomic
def change_patient(patient: Patient, by: Staff | None, **values: Any) -> Patient:
    """Write what differs, with what it was before. `by` is None when the person did it."""
    locked = Patient.objects.select_for_update().get(pk=patient.pk)
    changed = {
        name: [_text(getattr(locked, name)), _text(value)]
        for name, value in values.items()
        if getattr(locked, name) != value
    }
    if not changed:
        return locked
    for name in changed:
        setattr(locked, name, values[name])
    locked.save(update_fields=list(changed))
    PatientChange.objects.create(patient=locked, staff=by, fields=changed)
    if by is not None:
        record_audit(by, "patient.change", locked, fields=sorted(changed))
    return locked


@transaction.atomic
def add_patient(by: Staff, **values: Any) -> Patient:
    """Keep a person who has no visit yet."""
    patient = Patient.objects.create(**values)
    record_audit(by, "patient.add", patient)
    return patient


def _text(value: object) -> str:
    return "" if value is None else str(value)


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
