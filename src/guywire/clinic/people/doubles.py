"""People who may be one: the desk is shown them, and nobody but staff joins them."""

from __future__ import annotations

from django.db.models import Q

from guywire.clinic.people.contact import email_key, fold, phone_key
from guywire.clinic.people.models import Patient
from guywire.clinic.people.search import within_one_edit

MAX_DOUBLES = 5
MAX_COMPARED = 200


def likely_doubles(patient: Patient) -> list[Patient]:
    """Others of the same name, or nearly, who share a number, a mailbox or a birthday with them.

    Also others of exactly the same name, where no birthday speaks against it: a family shares
    numbers and a last name, but rarely a first name too.
    """
    others = (
        Patient.objects.filter(_may_be(patient), joined_into=None)
        .exclude(pk=patient.pk)
        .order_by("pk")
    )
    return [other for other in others[:MAX_COMPARED] if _is_like(patient, other)][:MAX_DOUBLES]


def _may_be(patient: Patient) -> Q:
    condition = Q(folded__startswith=f" {fold(patient.name)} ")
    if patient.phone:
        condition |= Q(phone__startswith=phone_key(patient.phone))
    if patient.email:
        condition |= Q(email__iexact=patient.email)
    if patient.born_on:
        condition |= Q(born_on=patient.born_on)
    return condition


def _is_like(one: Patient, other: Patient) -> bool:
    birthdays = {one.born_on, other.born_on} - {None}
    if len(birthdays) > 1:
        return False
    if fold(one.name) == fold(other.name):
        return True
    return _shares_a_way(one, other) and _nearly_same_name(one, other)


def _shares_a_way(one: Patient, other: Patient) -> bool:
    same_phone = one.phone and phone_key(one.phone) == phone_key(other.phone)
    same_email = one.email and email_key(one.email) == email_key(other.email)
    same_birthday = one.born_on is not None and one.born_on == other.born_on
    return bool(same_phone or same_email or same_birthday)


def _nearly_same_name(one: Patient, other: Patient) -> bool:
    words, others = sorted(fold(one.name).split()), sorted(fold(other.name).split())
    if len(words) != len(others):
        return set(words) <= set(others) or set(others) <= set(words)
    different = [pair for pair in zip(words, others, strict=True) if pair[0] != pair[1]]
    return len(different) <= 1 and all(within_one_edit(*pair) for pair in different)
