"""What the desk stores of its own."""

from guywire.clinic.desk.models.follow_up import FollowUpEntry, Outcome, RuleClosure
from guywire.clinic.desk.models.live import DeskVersion
from guywire.clinic.desk.models.notes import (
    NOTE_PARTS,
    Note,
    NoteTemplate,
    NoteText,
    NoteVersion,
)
from guywire.clinic.desk.models.queue import (
    SOURCES,
    Attempt,
    AttemptOutcome,
    QueueItem,
    QueueKind,
)

__all__ = [
    "NOTE_PARTS",
    "SOURCES",
    "Attempt",
    "AttemptOutcome",
    "DeskVersion",
    "FollowUpEntry",
    "Note",
    "NoteTemplate",
    "NoteText",
    "NoteVersion",
    "Outcome",
    "QueueItem",
    "QueueKind",
    "RuleClosure",
]
