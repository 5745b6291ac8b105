from guywire.clinic.visits.models.changes import VisitChange
from guywire.clinic.visits.models.held import HeldTime
from guywire.clinic.visits.models.hours import Absence, Availability, ClosingDay, Weekday
from guywire.clinic.visits.models.kinds import (
    CELL_MINUTES,
    GAPS,
    LENGTHS,
    VISIT_MINUTES,
    VisitKind,
    VisitSettings,
)
from guywire.clinic.visits.models.places import Location, Portrait, Therapist, known_zone
from guywire.clinic.visits.models.room import Room, RoomSignal, Seat
from guywire.clinic.visits.models.visit import (
    AWAITED,
    PRESENT,
    CanceledBy,
    Reminder,
    Status,
    Visit,
    VisitCell,
    new_calendar_uid,
)
from guywire.clinic.visits.models.waiting import (
    Offer,
    OfferOutcome,
    PartOfDay,
    WaitingEntry,
)

__all__ = [
    "AWAITED",
    "CELL_MINUTES",
    "GAPS",
    "LENGTHS",
    "PRESENT",
    "VISIT_MINUTES",
    "Absence",
    "Availability",
    "CanceledBy",
    "ClosingDay",
    "HeldTime",
    "Location",
    "Offer",
    "OfferOutcome",
    "PartOfDay",
    "Portrait",
    "Reminder",
    "Room",
    "RoomSignal",
    "Seat",
    "Status",
    "Therapist",
    "Visit",
    "VisitCell",
    "VisitChange",
    "VisitKind",
    "VisitSettings",
    "WaitingEntry",
    "Weekday",
    "known_zone",
    "new_calendar_uid",
]
