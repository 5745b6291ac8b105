from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from guywire.clinic.conversations.models import Thread, ThreadMessage
from guywire.clinic.people.models import Patient
from guywire.clinic.people.own_data import Holding, Row


def _thread(patient: Patient) -> Iterable[Row]:
    return patient.thread_messages.values("written_at", "writer", "staff__name", "text", "read_at")


HOLDINGS = (Holding("thread", _("Messages between you and us"), (Thread, ThreadMessage), _thread),)
