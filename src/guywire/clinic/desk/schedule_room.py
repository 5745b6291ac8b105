"""Which visits fit into a free time of the schedule, before the server is asked to move one."""

from __future__ import annotations

from dataclasses import dataclass

from guywire.clinic.visits.models import Availability, Visit

Mark = tuple[str, object]
"""What a quarter of an hour is, and what it is of: a visit, or hours."""
BUSY = ("visit", "gap", "held")
END_OF_DAY = 96
"""Quarters: no one is busy after the last row."""


@dataclass(frozen=True)
class Room:
    """How long a visit that begins at a free time can be."""

    kept_for: int | None
    """The kind the hours are kept for."""
    inside: int
    """Quarters until these hours end."""
    idle: int
    """Quarters until the therapist is busy: the gap after a visit may reach out of the hours."""
    busy_with: int | None
    """The visit that ends the idle time."""

    def takes(self, visit: Visit, kept_kinds: set[int]) -> bool:
        inside, idle = 15 * self.inside, 15 * self.idle
        is_long_enough = visit.minutes <= inside and visit.held_minutes <= idle
        return is_long_enough and self.kept_for == hours_for(visit, kept_kinds)


def hours_for(visit: Visit, kept_kinds: set[int]) -> int | None:
    """What hours must be kept for to take the visit: its own kind, if any are, or nothing."""
    return visit.kind_id if visit.kind_id in kept_kinds else None


def room_of(marks: list[Mark], number: int) -> Room:
    _kind, here = marks[number]
    kept_for = here.kept_for_id if isinstance(here, Availability) else None
    inside = idle = 0
    for _, of in marks[number:]:
        if not isinstance(of, Availability) or of.kept_for_id != kept_for:
            break
        inside += 1
    busy_with = None
    for kind, of in marks[number:]:
        if kind in BUSY:
            busy_with = of.pk if isinstance(of, Visit) else None
            break
        idle += 1
    else:
        idle = END_OF_DAY
    return Room(kept_for, inside, idle, busy_with)
