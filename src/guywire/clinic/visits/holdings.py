from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from guywire.clinic.people.device import DeviceRecord
from guywire.clinic.people.models import Patient
from guywire.clinic.people.own_data import DeviceHolding, Holding, Row
from guywire.clinic.visits.links import remembered
from guywire.clinic.visits.models import Visit


def _visits(patient: Patient) -> Iterable[Row]:
    visits = patient.visits.select_related("therapist__staff", "location")
    return [_row(visit) | {"reason": visit.reason} for visit in visits]


def _visits_on(device: DeviceRecord) -> Iterable[Row]:
    return [_row(visit) for visit in remembered(device)]


def _row(visit: Visit) -> dict[str, Any]:
    return {
        "starts_at": visit.starts_at,
        "minutes": visit.minutes,
        "therapist": visit.therapist.name,
        "place": visit.location.name if visit.location else "online",
        "status": visit.get_status_display(),
        "booked_at": visit.created_at,
    }


def patient_behind_links(device: DeviceRecord) -> Patient | None:
    """The person whose visit was booked here last."""
    visits = remembered(device)
    return visits[0].patient if visits else None


HOLDINGS = (Holding("visits", _("Visits"), (Visit,), _visits),)
DEVICE_HOLDINGS = (DeviceHolding("visits", _("Your visits"), _visits_on),)
