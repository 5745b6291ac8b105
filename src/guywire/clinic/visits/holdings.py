from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from guywire.clinic.people.device import DeviceRecord
from guywire.clinic.people.models import Patient
from guywire.clinic.people.own_data import DeviceHolding, Holding, Row
from guywire.clinic.visits.links import remembered
from guywire.clinic.visits.models import Offer, Room, RoomSignal, Visit, VisitChange, WaitingEntry


def _visits(patient: Patient) -> Iterable[Row]:
    visits = patient.visits.select_related("therapist__staff", "location", "kind")
    visits = visits.prefetch_related("changes")
    return [_row(visit) | _details(visit) for visit in visits]


def _details(visit: Visit) -> dict[str, Any]:
    """What the device that booked it may not read: whoever holds the phone would see it."""
    return {
        "reason": visit.reason,
        "kind": visit.kind.name if visit.kind else "",
        "canceled_at": visit.canceled_at,
        "canceled_by": visit.get_canceled_by_display(),
        "cancel_reason": visit.cancel_reason,
        "booked_anyway": visit.override_reason,
        "changes": [
            f"{change.action} {change.at:%Y-%m-%d %H:%M} UTC" for change in visit.changes.all()
        ],
    }


def _visits_on(device: DeviceRecord) -> Iterable[Row]:
    return [_row(visit) for visit in remembered(device)]


def _row(visit: Visit) -> dict[str, Any]:
    return {
        "starts_at": visit.starts_at,
        "minutes": visit.minutes,
        "therapist": visit.therapist.name,
        "place": visit.location.name if visit.location else "online",
        "status": visit.status_text,
        "booked_at": visit.created_at,
    }


def patient_behind_links(device: DeviceRecord) -> Patient | None:
    """The person whose visit was booked here last."""
    visits = remembered(device)
    return visits[0].patient if visits else None


def _waiting(patient: Patient) -> Iterable[Row]:
    entries = patient.waiting.select_related("kind", "location", "therapist__staff")
    return [
        {
            "since": entry.added_at,
            "until": entry.until,
            "kind": entry.kind.name if entry.kind else "",
            "part_of_day": entry.get_part_display(),
            "place": entry.location.name if entry.location else "",
            "therapist": entry.therapist.name if entry.therapist else "",
            "closed_at": entry.closed_at,
        }
        for entry in entries
    ]


def _rooms(patient: Patient) -> Iterable[Row]:
    rooms = Room.objects.filter(visit__patient=patient)
    return rooms.values("visit__starts_at", "person_seen_at", "admitted_at")


HOLDINGS = (
    Holding("waiting_list", _("Waiting list"), (WaitingEntry, Offer), _waiting),
    Holding("visits", _("Visits"), (Visit, VisitChange), _visits),
    Holding("online_rooms", _("Online room of a visit of today"), (Room, RoomSignal), _rooms),
)
DEVICE_HOLDINGS = (DeviceHolding("visits", _("Your visits"), _visits_on),)
