"""Whose question is it? A question from the web is a patient's own when it is linked to them, or
when both the name and the telephone number (or e-mail) are theirs: a family shares a number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from guywire.clinic.people.contact import fold
from guywire.clinic.people.models import Patient
from guywire.clinic.welcome.models import WebQuestion

Key = tuple[str, str]


def keys_of(patient: Patient) -> set[Key]:
    ways = {patient.phone, patient.email.casefold()} - {""}
    return {("record", str(patient.pk)), *((fold(patient.name), way) for way in ways)}


def key_of(question: WebQuestion) -> Key:
    if question.patient_id is not None:
        return ("record", str(question.patient_id))
    return (fold(question.name), question.phone or question.email.casefold())


class Askers:
    def __init__(self, questions: Iterable[WebQuestion]) -> None:
        self._by_key: dict[Key, list[WebQuestion]] = defaultdict(list)
        for question in questions:
            self._by_key[key_of(question)].append(question)
        self._known: set[Key] = set()

    def of(self, patient: Patient) -> list[WebQuestion]:
        keys = keys_of(patient)
        self._known |= keys
        return [question for key in keys for question in self._by_key.get(key, ())]

    def of_nobody_we_know(self) -> list[WebQuestion]:
        """What nobody passed to `of` has asked."""
        strangers = self._by_key.keys() - self._known
        return [question for key in strangers for question in self._by_key[key]]
