from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from guywire.clinic.messages.models import Message
from guywire.clinic.people.models import Patient
from guywire.clinic.people.own_data import Holding, Row


def _messages(patient: Patient) -> Iterable[Row]:
    return patient.messages.values("kind", "channel", "recipient", "state", "created_at")


HOLDINGS = (Holding("messages", _("Messages we sent"), (Message,), _messages),)
