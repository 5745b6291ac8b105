"""What is kept of one session, and how it is read from and written to JSON."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from guywire.care.program import Dose
from guywire.care.session_fields import (
    SessionError,
    choice,
    identifier,
    moment,
    note,
    optional,
    records,
    whole_number,
    yes_no,
)
from guywire.care.vocabulary import Feeling, Side, Stretch
from guywire.care.words import Message, message

LONGEST_HOLD_SECONDS = Dose().minutes_at_most * 60
HOLDS_AT_MOST = 20
NOTE_AT_MOST = 2000

IN_A_SESSION = (
    message("Before: how is your back right now, from 0 to 10?"),
    message("Gentle: a light pull, never pain."),
    message("If it pulls too much: add support, or ease off."),
    message("If it still pulls too much: stop. You are offered a therapist at once."),
    message("After: was it comfortable? Is your back a little better, about the same, or worse?"),
)
"""What happens in a session, in the words person and therapist both read."""


class Stopped(StrEnum):
    """Why a hold ended early."""

    PAIN = "pain"
    PULLED_TOO_MUCH = "pulled_too_much"
    INTERRUPTED = "interrupted"
    OTHER = "other"

    @property
    def label(self) -> Message:
        return {
            Stopped.PAIN: message("it hurt"),
            Stopped.PULLED_TOO_MUCH: message("it pulled too much"),
            Stopped.INTERRUPTED: message("I was interrupted"),
            Stopped.OTHER: message("another reason"),
        }[self]


MIN_SESSION_SECONDS = 60


@dataclass(frozen=True)
class Hold:
    stretch: Stretch
    side: Side
    seconds_asked: int
    seconds_held: int
    eased_off: int = 0
    stopped: Stopped | None = None

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Hold":
        return cls(
            stretch=choice(data, "stretch", Stretch),
            side=choice(data, "side", Side),
            seconds_asked=whole_number(data, "seconds_asked", 1, LONGEST_HOLD_SECONDS),
            seconds_held=whole_number(data, "seconds_held", 0, LONGEST_HOLD_SECONDS),
            eased_off=whole_number(data, "eased_off", 0, 99, default=0),
            stopped=optional(data, "stopped", lambda: choice(data, "stopped", Stopped)),
        )

    def to_json(self) -> dict[str, Any]:
        return {
            "stretch": self.stretch.value,
            "side": self.side.value,
            "seconds_asked": self.seconds_asked,
            "seconds_held": self.seconds_held,
            "eased_off": self.eased_off,
            "stopped": self.stopped.value if self.stopped else None,
        }


@dataclass(frozen=True)
class Session:
    """One sitting: pain before (0 to 10), the holds, and how it felt afterwards.

    `comfortable` and `feeling` are None until the person has answered.
    """

    id: str
    started_at: datetime
    holds: tuple[Hold, ...]
    before: int | None = None
    comfortable: bool | None = None
    feeling: Feeling | None = None
    note: str = ""

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Session":
        """Reads one session, whoever wrote it. Raises SessionError naming the field."""
        if not isinstance(data, Mapping):
            raise SessionError("session", "A session has to be an object with named fields.")
        return cls(
            id=identifier(data, "id"),
            started_at=moment(data, "started_at"),
            holds=tuple(Hold.from_json(hold) for hold in records(data, "holds", HOLDS_AT_MOST)),
            before=optional(data, "before", lambda: whole_number(data, "before", 0, 10)),
            comfortable=optional(data, "comfortable", lambda: yes_no(data, "comfortable")),
            feeling=optional(data, "feeling", lambda: choice(data, "feeling", Feeling)),
            note=note(data, "note", NOTE_AT_MOST),
        )

    def to_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "started_at": self.started_at.isoformat(),
            "holds": [hold.to_json() for hold in self.holds],
            "before": self.before,
            "comfortable": self.comfortable,
            "feeling": self.feeling.value if self.feeling else None,
            "note": self.note,
        }

    @property
    def stopped_for_pain(self) -> bool:
        return any(hold.stopped is Stopped.PAIN for hold in self.holds)

    @property
    def seconds_held(self) -> int:
        return sum(hold.seconds_held for hold in self.holds)

    @property
    def counts(self) -> bool:
        """Long enough to be a session, or stopped because it hurt."""
        return self.seconds_held >= MIN_SESSION_SECONDS or self.stopped_for_pain

    @property
    def is_answered(self) -> bool:
        return self.comfortable is not None and self.feeling is not None

    @property
    def offers_a_human(self) -> bool:
        """Uncomfortable, worse, or stopped for pain: a therapist is offered at once."""
        return self.stopped_for_pain or self.comfortable is False or self.feeling is Feeling.WORSE
