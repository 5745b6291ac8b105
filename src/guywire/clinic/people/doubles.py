"""People who may be one: the desk is shown them, and nobody but staff joins them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.db.models import Q

from guywire.clinic.people.contact import email_key, fold, phone_key
from guywire.clinic.people.models import Patient, SearchKey
from guywire.clinic.people.search import within_one_edit
from guywire.clinic.people.search_keys import is_birthday, is_word, mailbox, whole_name

MAX_DOUBLES = 5
MAX_COMPARED = 200


def likely_doubles(patient: Patient) -> list[Patient]:
    """Others of the same name, or nearly, who share a number, a mailbox or a birthday with them.

    Also others of exactly the same name, where no birthday speaks against it: a family shares
    numbers and a last name, but rarely a first name too.
    """
    alike = SearchKey.objects.filter(_may_be(patient)).values("patient")
    others = Patient.objects.filter(pk__in=alike, joined_into=None).exclude(pk=patient.pk)
    others = others.order_by("pk")
    return [other for other in others[:MAX_COMPARED] if _is_like(patient, other)][:MAX_DOUBLES]


class KnownPeople:
    """Everyone who is here, read once: for an import, which asks of thousands."""

    def __init__(self, people: Iterable[Patient]) -> None:
        self._by_key: defaultdict[object, list[Patient]] = defaultdict(list)
        for patient in people:
            self.add(patient)

    @classmethod
    def of_the_practice(cls) -> KnownPeople:
        people = Patient.objects.filter(joined_into=None)
        return cls(people.only("name", "phone", "email", "born_on").iterator())

    def add(self, patient: Patient) -> None:
        for key in _keys(patient):
            self._by_key[key].append(patient)

    def has_double(self, patient: Patient) -> bool:
        return any(
            _is_like(patient, other)
            for key in _keys(patient)
            for other in self._by_key.get(key, ())
        )


def _keys(patient: Patient) -> Iterator[object]:
    """What two people who may be one have in common: at least one of these."""
    yield "name", fold(patient.name)
    if patient.phone:
        yield "phone", phone_key(patient.phone)
    if patient.email:
        yield "email", email_key(patient.email)
    if patient.born_on:
        yield patient.born_on


def _may_be(patient: Patient) -> Q:
    condition = is_word(whole_name(patient.name))
    if patient.phone:
        condition |= is_word(phone_key(patient.phone).lstrip("+"))
    if patient.email:
        condition |= is_word(mailbox(patient.email))
    if patient.born_on:
        condition |= is_birthday(patient.born_on)
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
