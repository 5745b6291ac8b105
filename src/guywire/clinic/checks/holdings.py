from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from guywire.clinic.checks.models import SharedCheck
from guywire.clinic.people.device import DeviceRecord
from guywire.clinic.people.models import Patient
from guywire.clinic.people.own_data import DeviceHolding, Holding, Row

NAMES = ("started_at", "asked", "ticked", "sitting_hours", "steps", "sides", "earlier")


def _checks(patient: Patient) -> Iterable[Row]:
    rows: Iterable[Row] = SharedCheck.objects.filter(patient=patient).values(
        *NAMES, "measured_by__name", "measured_at", "shared_at"
    )
    return rows


def _check_on(device: DeviceRecord) -> Iterable[Row]:
    content = device.read("check")
    return [content] if content else []


HOLDINGS = (Holding("checks", _("Hip checks and measurements"), (SharedCheck,), _checks),)
DEVICE_HOLDINGS = (DeviceHolding("check", _("Your safety answers and hip check"), _check_on),)
