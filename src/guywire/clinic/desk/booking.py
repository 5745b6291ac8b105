"""Booking for a caller."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction

from guywire.clinic.people.contact import fold
from guywire.clinic.people.models import Patient, Staff
from guywire.clinic.people.queries import reached_by
from guywire.clinic.people.services import change_patient
from guywire.clinic.visits import services
from guywire.clinic.visits.choice import Choice
from guywire.clinic.visits.models import Visit, VisitKind

SAME_PERSON, SOMEBODY_ELSE = "same", "else"


@transaction.atomic
def book_for_caller(
    staff: Staff,
    caller: Patient,
    at: datetime,
    choice: Choice,
    *,
    kind: VisitKind | None = None,
    reason: str,
    override: str = "",
    key: uuid.UUID,
) -> Visit:
    """Somebody new, and what was typed of somebody known, is kept with the visit or not at all."""
    existing = Visit.objects.filter(booking_key=key).first()
    if existing is not None:
        return existing
    if caller.pk is None:
        caller.save()
    else:
        values = {name: getattr(caller, name) for name in ("name", "phone", "email")}
        caller = change_patient(caller, staff, **values)
    return services.book(
        caller,
        at,
        place=choice.place,
        therapist=choice.therapist,
        kind=kind,
        reason=reason,
        override=override,
        key=key,
        by=staff,
    )


def same_or_new(name: str, phone: str, email: str) -> Patient:
    """Whom we know by this name and number (or email); else somebody new, not yet kept."""
    known = reached_by(phone, email)
    same = (patient for patient in known if fold(patient.name) == fold(name))
    patient = next(same, None)
    if patient is None:
        return Patient(name=name, phone=phone, email=email)
    patient.phone, patient.email = phone or patient.phone, email or patient.email
    return patient


def caller_from(
    typed: dict[str, str], known: Patient | None, whose: str, changed: dict[str, str]
) -> Patient | None:
    """Who the visit is for. None where a known person's name was changed and no one said why.

    Of a known person only what was `changed` on this page is kept.
    """
    if known is None or whose == SOMEBODY_ELSE:
        return same_or_new(**typed)
    if fold(known.name) != fold(changed.get("name", known.name)) and whose != SAME_PERSON:
        return None
    for name, value in changed.items():
        setattr(known, name, value)
    return known
