"""What changes visits."""

from guywire.clinic.visits.services.attendance import (
    last_change,
    mark,
    mark_attended,
    mark_no_show,
    undo,
    walk_in,
)
from guywire.clinic.visits.services.booking import (
    Visitor,
    book,
    book_as_visitor,
    cancel,
    lock_schedules,
    move,
)
from guywire.clinic.visits.services.errors import (
    BookingError,
    OverlapError,
    TimeNotOfferedError,
    TimeTakenError,
    UndoError,
    VisitClosedError,
)

__all__ = [
    "BookingError",
    "OverlapError",
    "TimeNotOfferedError",
    "TimeTakenError",
    "UndoError",
    "VisitClosedError",
    "Visitor",
    "book",
    "book_as_visitor",
    "cancel",
    "last_change",
    "lock_schedules",
    "mark",
    "mark_attended",
    "mark_no_show",
    "move",
    "undo",
    "walk_in",
]
