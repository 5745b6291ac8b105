"""Booking for somebody on the telephone."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from guywire.clinic.people.contact import fold
from guywire.clinic.people.models import Patient, Staff
from guywire.clinic.visits import services
from guywire.clinic.visits.choice import Choice
from guywire.clinic.visits.models import Visit


@transaction.atomic
def book_for_caller(
    staff: Staff, caller: Patient, at: datetime, choice: Choice, *, reason: str, key: uuid.UUID
) -> Visit:
    """Somebody new is kept together with the visit, or not at all."""
    existing = Visit.objects.filter(booking_key=key).first()
    if existing is not None:
        return existing
    if caller.pk is None:
        caller.save()
    return services.book(
        caller, at, place=choice.place, therapist=choice.therapist, reason=reason, key=key, by=staff
    )


def same_or_new(name: str, phone: str, email: str) -> Patient:
    """Whom we know by this name and number (or e-mail); else somebody new, not yet kept."""
    ways = Q()
    if phone:
        ways |= Q(phone=phone)
    if email:
        ways |= Q(email__iexact=email)
    known = Patient.objects.filter(ways) if ways else Patient.objects.none()
    same = (patient for patient in known.order_by("pk") if fold(patient.name) == fold(name))
    return next(same, None) or Patient(name=name, phone=phone, email=email)
