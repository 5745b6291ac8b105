"""Two records of one person become one, in one act that can be undone."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import ForeignKey, Model, OneToOneField
from django.utils import timezone

from guywire.clinic.people.changes import patient_changed
from guywire.clinic.people.models import AuditEntry, Patient, PatientJoin, SearchKey, Staff
from guywire.clinic.people.services import change_patient, record_audit

STAY = (AuditEntry, PatientJoin, SearchKey)
"""The trail is never rewritten: its page looks at the numbers of both records. Each record has the
search keys of its own names."""
EMPTY = {"born_on": None}
CHOSEN = ("name", "preferred_name", "born_on", "phone", "email", "language")
"""Of these, staff choose one where the two records differ. Both notes stay."""
FILLED = ("preferred_name", "born_on", "phone", "email", "language", "note")


class JoinError(ValueError):
    """Why the two cannot be joined, in a sentence for the desk."""


@transaction.atomic
def join(patient: Patient, double: Patient, by: Staff, chosen: Collection[str] = ()) -> PatientJoin:
    """Move everything of `double` to `patient`, fill what is empty there, and hide `double`.

    The fields in `chosen` take the double's value where both have one. A row that both have for
    one day (two weekly scores) stays where it is.
    """
    patient, double = _both_locked(patient, double)
    if patient.pk == double.pk:
        raise JoinError("This is the same record already.")
    if patient.joined_into_id or double.joined_into_id:
        raise JoinError("One of the two was joined in the meantime. Look at them once more.")
    moved = {
        model._meta.label_lower: numbers
        for model, name in _relations()
        if (numbers := _move(model, name, double, patient))
    }
    empty = [name for name in FILLED if not getattr(patient, name) and getattr(double, name)]
    replacing = [name for name in CHOSEN if name in chosen and getattr(double, name)]
    taken = {name: getattr(double, name) for name in (*empty, *replacing)}
    replaced = {name: str(getattr(patient, name)) for name in replacing if name not in empty}
    if patient.note and double.note and double.note not in patient.note:
        taken["note"], replaced["note"] = _both_notes(patient.note, double), patient.note
    patient = change_patient(patient, by, **taken)
    Patient.objects.filter(pk=double.pk).update(joined_into=patient)
    record_audit(by, "patient.join", patient, double=double.pk)
    done = PatientJoin.objects.create(
        patient=patient,
        double=double,
        staff=by,
        moved=moved,
        filled=empty,
        replaced=replaced,
    )
    _tell_about(patient, double)
    return done


@transaction.atomic
def undo(done: PatientJoin, by: Staff) -> None:
    """Give the double back what was its own; what came since stays with the other record."""
    patient, double = _both_locked(done.patient, done.double)
    if done.undone_at is not None or double.joined_into_id != patient.pk:
        raise JoinError("This join was undone already.")
    names = dict(_relations())
    for label, numbers in done.moved.items():
        model = apps.get_model(label)
        rows = model._default_manager.filter(pk__in=numbers, **{names[model]: patient})
        rows.update(**{names[model]: double})
    unchanged = [name for name in done.filled if getattr(patient, name) == getattr(double, name)]
    cleared: dict[str, object] = {name: EMPTY.get(name, "") for name in unchanged}
    _keep_a_way(patient, cleared)
    change_patient(patient, by, **cleared, **_put_back(done, patient, double))
    Patient.objects.filter(pk=double.pk).update(joined_into=None)
    PatientJoin.objects.filter(pk=done.pk).update(undone_at=timezone.now())
    record_audit(by, "patient.join_undone", patient, double=double.pk)
    _tell_about(patient, double)


def _both_notes(note: str, double: Patient) -> str:
    return f"{note}\n{double.note}"


def _put_back(done: PatientJoin, patient: Patient, double: Patient) -> dict[str, object]:
    """What was replaced, where no one has changed it since."""
    values: dict[str, object] = {}
    for name, before in done.replaced.items():
        joined = _both_notes(before, double) if name == "note" else getattr(double, name)
        if getattr(patient, name) == joined:
            values[name] = date.fromisoformat(before) if name == "born_on" else before
    return values


def current(patient: Patient) -> Patient:
    """The record that stands for this person now, locked until the transaction ends.

    A booking takes it, so that a join beside it either moves the visit or is seen by it.
    """
    locked = Patient.objects.select_for_update().get(pk=patient.pk)
    if locked.joined_into_id is None:
        return locked
    return Patient.objects.select_for_update().get(pk=locked.joined_into_id)


def _keep_a_way(patient: Patient, cleared: dict[str, object]) -> None:
    """A record always has a phone number or an email; the first stays if both would go."""
    left = [way for way in ("phone", "email") if getattr(patient, way) and way not in cleared]
    if not left:
        cleared.pop("phone" if "phone" in cleared else "email", None)


def _both_locked(one: Patient, other: Patient) -> tuple[Patient, Patient]:
    rows = Patient.objects.select_for_update().filter(pk__in=(one.pk, other.pk)).order_by("pk")
    by_number = {row.pk: row for row in rows}
    return by_number[one.pk], by_number[other.pk]


def _relations() -> Iterator[tuple[type[Model], str]]:
    """Every model that points to a person and may point to another, with the field's name."""
    for relation in Patient._meta.related_objects:
        field, model = relation.field, relation.related_model
        moves = isinstance(field, ForeignKey) and not isinstance(field, OneToOneField)
        if moves and model not in (*STAY, Patient):
            yield model, field.name


def _move(model: type[Model], name: str, double: Patient, patient: Patient) -> list[int]:
    """Move the rows, one by one only where the database refuses some of them."""
    rows = model._default_manager.filter(**{name: double})
    numbers = list(rows.order_by("pk").values_list("pk", flat=True))
    if not numbers:
        return []
    try:
        with transaction.atomic():
            rows.update(**{name: patient})
    except IntegrityError:
        return [number for number in numbers if _moved(model, name, number, patient)]
    return numbers


def _moved(model: type[Model], name: str, number: int, patient: Patient) -> bool:
    try:
        with transaction.atomic():
            model._default_manager.filter(pk=number).update(**{name: patient})
    except IntegrityError:
        return False
    return True


def _tell_about(*patients: Patient) -> None:
    for patient in patients:
        patient.refresh_from_db()
        patient_changed.send(Patient, patient=patient)
