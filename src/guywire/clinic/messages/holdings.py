from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from guywire.clinic.messages.models import Message, TextConsent
from guywire.clinic.people.models import Patient
from guywire.clinic.people.own_data import Holding, Row


def _messages(patient: Patient) -> Iterable[Row]:
    return patient.messages.values("kind", "channel", "recipient", "state", "created_at")


def _text_consents(patient: Patient) -> Iterable[Row]:
    return patient.text_consents.values("phone", "words", "edition", "given_at", "withdrawn_at")


HOLDINGS = (
    Holding("messages", _("Messages we sent"), (Message,), _messages),
    Holding("text_consents", _("Texts you agreed to"), (TextConsent,), _text_consents),
)
