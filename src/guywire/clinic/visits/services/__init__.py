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
from guywire.clinic.visits.services.holding import held_by, hold, holder_of, let_go
from guywire.clinic.visits.services.series import (
    MAX_WEEKS,
    PlannedVisit,
    cancel_rest,
    plan,
    repeat,
)
from guywire.clinic.visits.services.taking import lock_schedules

__all__ = [
    "MAX_WEEKS",
    "BookingError",
    "OverlapError",
    "PlannedVisit",
    "TimeNotOfferedError",
    "TimeTakenError",
    "UndoError",
    "VisitClosedError",
    "Visitor",
    "book",
    "book_as_visitor",
    "cancel",
    "cancel_rest",
    "held_by",
    "hold",
    "holder_of",
    "last_change",
    "let_go",
    "lock_schedules",
    "mark",
    "mark_attended",
    "mark_no_show",
    "move",
    "plan",
    "repeat",
    "undo",
    "walk_in",
]
