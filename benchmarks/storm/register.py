"""What may be true: each quarter hour of a therapist is one register that holds one visit or none.

The history is a list of attempts with the moments they began and were answered. Between the two
moments nobody knows whether the attempt has taken effect; before and after, everybody does.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from math import inf


class Answer(StrEnum):
    CONFIRMED = "confirmed"
    TAKEN = "refused: the time is taken"
    REFUSED = "refused for another reason"
    UNAVAILABLE = "not saved, said the page"
    UNKNOWN = "no answer"


@dataclass
class Attempt:
    """One thing somebody tried. `quarter` counts quarter hours since 1970."""

    kind: str
    began: float
    key: str = ""
    email: str = ""
    visit: str = ""
    therapists: frozenset[int] = frozenset()
    quarter: int = 0
    ended: float = inf
    answer: Answer = Answer.UNKNOWN
    detail: str = ""


@dataclass(frozen=True)
class StoredVisit:
    public_id: str
    key: str
    therapist: int
    quarter: int
    length: int
    status: str
    email: str

    @property
    def is_standing(self) -> bool:
        return self.status != "cancelled"

    @property
    def cells(self) -> frozenset[tuple[int, int]]:
        return frozenset((self.therapist, self.quarter + number) for number in range(self.length))


@dataclass(frozen=True)
class Stored:
    """What the database holds at the end."""

    visits: list[StoredVisit]
    cells: list[tuple[str, int, int]]
    """Visit, therapist, quarter."""
    people: Counter[str]
    """Patients by email address."""


@dataclass
class Hold:
    """A visit at a time: surely from `sure_from` until `sure_until`, maybe within the wider two."""

    visit: str
    therapist: int
    quarters: range
    maybe_from: float
    sure_from: float
    sure_until: float = inf
    maybe_until: float = inf


@dataclass
class Life:
    """The holds of one visit, one after the other, and how it may stand at the end."""

    holds: list[Hold] = field(default_factory=list)
    ends: set[tuple[str, int]] = field(default_factory=set)


def anomalies(history: Iterable[Attempt], stored: Stored) -> list[str]:
    """Every sentence is a fault of the product: an answer that was not true."""
    attempts = sorted(history, key=lambda attempt: attempt.began)
    visits = {visit.public_id: visit for visit in stored.visits}
    bookings = [attempt for attempt in attempts if attempt.key]
    changes: dict[str, list[Attempt]] = defaultdict(list)
    for attempt in attempts:
        if not attempt.key:
            changes[attempt.visit].append(attempt)
    faults = [*_wrong_bookings(bookings, stored), *_wrong_cells(stored)]
    holds = [_hold_of_before(visit) for visit in _of_before(bookings, stored)]
    by_key = {visit.key: visit for visit in stored.visits}
    for booking in bookings:
        visit = by_key.get(booking.key)
        if visit is not None:
            life = _life(booking, visit, changes[visit.public_id])
            holds += life.holds
            now = (visit.status, visit.quarter)
            if now not in life.ends:
                faults.append(f"visit {visit.public_id} stands as {now}, may be {life.ends}")
    cells: dict[tuple[int, int], list[Hold]] = defaultdict(list)
    for hold in holds:
        for quarter in hold.quarters:
            cells[hold.therapist, quarter].append(hold)
    faults += _held_twice(cells)
    faults += _refused_though_free(attempts, cells, visits)
    return faults


def _wrong_bookings(bookings: list[Attempt], stored: Stored) -> Iterator[str]:
    by_key = Counter(visit.key for visit in stored.visits)
    ids = {visit.key: visit.public_id for visit in stored.visits}
    for booking in bookings:
        times, people = by_key[booking.key], stored.people[booking.email]
        if booking.answer is Answer.CONFIRMED:
            if times != 1:
                yield f"{booking.kind} {booking.key} is confirmed and stored {times} times"
            elif ids[booking.key] != booking.visit:
                yield f"{booking.kind} {booking.key} was confirmed as another visit"
        elif booking.answer is not Answer.UNKNOWN and times:
            yield (
                f"{booking.kind} {booking.key} is stored, the answer was {booking.answer}: "
                f"{booking.detail}"
            )
        if people != times:
            yield f"{booking.kind} {booking.key} left {people} people for {times} visits"


def _wrong_cells(stored: Stored) -> Iterator[str]:
    held: dict[str, set[tuple[int, int]]] = defaultdict(set)
    for visit, therapist, quarter in stored.cells:
        held[visit].add((therapist, quarter))
    takers: dict[tuple[int, int], str] = {}
    for visit in stored.visits:
        wanted = visit.cells if visit.is_standing else frozenset()
        if held.pop(visit.public_id, set()) != wanted:
            yield f"visit {visit.public_id} ({visit.status}) holds other quarter hours than its own"
        for cell in wanted:
            if cell in takers:
                yield f"visits {visit.public_id} and {takers[cell]} stand at the same time {cell}"
            takers[cell] = visit.public_id
    for visit_id in held:
        yield f"quarter hours are held for {visit_id}, which is no visit"


def _of_before(bookings: list[Attempt], stored: Stored) -> Iterator[StoredVisit]:
    """Visits that no attempt of this history made."""
    keys = {booking.key for booking in bookings}
    return (visit for visit in stored.visits if visit.key not in keys and visit.is_standing)


def _hold_of_before(visit: StoredVisit) -> Hold:
    quarters = range(visit.quarter, visit.quarter + visit.length)
    return Hold(visit.public_id, visit.therapist, quarters, -inf, -inf)


def _life(booking: Attempt, visit: StoredVisit, changes: list[Attempt]) -> Life:
    def hold(attempt: Attempt) -> Hold:
        quarters = range(attempt.quarter, attempt.quarter + visit.length)
        sure = attempt.ended if attempt.answer is Answer.CONFIRMED else inf
        return Hold(visit.public_id, visit.therapist, quarters, attempt.began, sure)

    life = Life([hold(booking)], {("booked", booking.quarter)})
    for change in changes:
        if change.answer not in (Answer.CONFIRMED, Answer.UNKNOWN):
            continue
        is_sure = change.answer is Answer.CONFIRMED
        for earlier in life.holds:
            earlier.sure_until = min(earlier.sure_until, change.began)
            if is_sure:
                earlier.maybe_until = min(earlier.maybe_until, change.ended)
        if is_sure:
            life.ends.clear()
        if "cancel" in change.kind:
            life.ends |= {("cancelled", quarter) for quarter in _quarters(life)}
        else:
            life.holds.append(hold(change))
            life.ends.add(("booked", change.quarter))
    return life


def _quarters(life: Life) -> set[int]:
    return {hold.quarters.start for hold in life.holds}


def _held_twice(cells: dict[tuple[int, int], list[Hold]]) -> Iterator[str]:
    for cell, holds in cells.items():
        sure = sorted(
            (hold for hold in holds if hold.sure_from < hold.sure_until),
            key=lambda hold: hold.sure_from,
        )
        for number, first in enumerate(sure):
            for second in sure[number + 1 :]:
                if second.sure_from >= first.sure_until:
                    break
                if second.visit != first.visit:
                    yield f"{first.visit} and {second.visit} both hold {cell} at one moment"


def _refused_though_free(
    attempts: Iterable[Attempt],
    cells: dict[tuple[int, int], list[Hold]],
    visits: dict[str, StoredVisit],
) -> Iterator[str]:
    for attempt in attempts:
        if attempt.answer is Answer.TAKEN:
            own = visits.get(attempt.visit)
            therapists = attempt.therapists or frozenset({own.therapist} if own else ())
            length = own.length if own else 2
            quarters = range(attempt.quarter, attempt.quarter + length)
            for therapist in therapists:
                near = [
                    hold for quarter in quarters for hold in cells.get((therapist, quarter), ())
                ]
                if not any(
                    hold.maybe_from <= attempt.ended and attempt.began <= hold.maybe_until
                    for hold in near
                ):
                    held = [(hold.maybe_from, hold.maybe_until) for hold in near]
                    yield (
                        f"{attempt.kind} at {attempt.quarter} was refused as taken, and was free: "
                        f"asked {attempt.began:.2f} to {attempt.ended:.2f}, held {held}"
                    )
