from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from guywire.clinic.people.models import (
    Consent,
    DeletionRequest,
    Patient,
    PatientChange,
    PatientJoin,
    SearchKey,
)
from guywire.clinic.people.own_data import Holding, Row


def _contact(patient: Patient) -> Iterable[Row]:
    names = ("name", "preferred_name", "born_on", "phone", "email", "language", "note")
    yield {name: getattr(patient, name) for name in names} | {"kept_since": patient.created_at}


def _consents(patient: Patient) -> Iterable[Row]:
    return patient.consents.values("words", "edition", "given_at", "withdrawn_at")


def _changes(patient: Patient) -> Iterable[Row]:
    return patient.changes.values("at", "staff__name", "fields")


def _joins(patient: Patient) -> Iterable[Row]:
    return patient.joins.values("at", "undone_at", "double__name", "double__phone", "double__email")


def _requests(patient: Patient) -> Iterable[Row]:
    return patient.deletion_requests.values("asked_at", "answered_at", "answer")


HOLDINGS = (
    Holding("contact", _("You and how to reach you"), (Patient, SearchKey), _contact),
    Holding("consents", _("What you agreed to"), (Consent,), _consents),
    Holding("changes", _("Changes of your contact details"), (PatientChange,), _changes),
    Holding("joins", _("Records of you that were joined"), (PatientJoin,), _joins),
    Holding("deletion_requests", _("Requests to delete"), (DeletionRequest,), _requests),
)
