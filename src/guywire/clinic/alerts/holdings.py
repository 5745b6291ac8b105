from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from guywire.clinic.alerts.models import Alert
from guywire.clinic.people.models import Patient
from guywire.clinic.people.own_data import Holding, Row


def _alerts(patient: Patient) -> Iterable[Row]:
    return patient.staff_alerts.values("at", "event", "staff__name")


HOLDINGS = (Holding("alerts", _("What our staff were told about you"), (Alert,), _alerts),)
