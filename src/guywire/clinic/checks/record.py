"""The check as it lies on a person's device: what was asked, what was ticked, what was read."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, NamedTuple

from django.utils import timezone

from guywire.body.fit import WEEKS_AGO
from guywire.body.measure.readings import TakenBy
from guywire.care.screening import EDITION, Screening, screen
from guywire.care.screening_items import REASON_QUESTIONS, RED_FLAG_QUESTIONS
from guywire.care.vocabulary import Side
from guywire.clinic.people.device import DeviceRecord

SECTION = "check"
SHAPE = 1
"""Raised when what lies on devices would no longer be understood."""
HANGING = ("pelvis", "thigh", "shin")
"""Read on the back, with the leg hanging."""
READINGS = (*HANGING, "prone_knee")
SIDES = tuple(Side)
HANDS: tuple[TakenBy, ...] = ("self", "clinician")
QUESTIONS = {question.id: question for question in (*RED_FLAG_QUESTIONS, *REASON_QUESTIONS)}


@dataclass(frozen=True)
class SideReadings:
    """Repeats of what was read of one side, in degrees: three inclinations with the leg hanging,
    and the bend of the knee at which the pelvis lifts, lying on the stomach."""

    pelvis: tuple[float, ...] = ()
    thigh: tuple[float, ...] = ()
    shin: tuple[float, ...] = ()
    prone_knee: tuple[float, ...] = ()
    taken_by: TakenBy = "self"

    def to_json(self) -> dict[str, Any]:
        repeats = {name: list(getattr(self, name)) for name in READINGS if getattr(self, name)}
        return repeats if self.taken_by == "self" else repeats | {"taken_by": self.taken_by}

    @classmethod
    def of(cls, spots: Iterable[Iterable[float]], taken_by: TakenBy = "self") -> SideReadings:
        """From the repeats of each spot, in the order of `READINGS`."""
        pelvis, thigh, shin, prone_knee = (tuple(map(float, repeats)) for repeats in spots)
        return cls(pelvis, thigh, shin, prone_knee, taken_by)

    def in_tenths(self) -> SideReadings:
        """As finely as a phone reads, and short enough to keep many."""
        spots = (getattr(self, name) for name in READINGS)
        return self.of(([round(value, 1) for value in spot] for spot in spots), self.taken_by)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> SideReadings:
        return cls.of((data.get(name, ()) for name in READINGS), data.get("taken_by", "self"))


@dataclass(frozen=True)
class EarlierSide:
    """One side as an earlier check on this device read it."""

    on: date
    side: Side
    readings: SideReadings

    def to_json(self) -> list[Any]:
        repeats = (list(getattr(self.readings, name)) for name in READINGS)
        hands = HANDS.index(self.readings.taken_by)
        return [self.on.toordinal(), SIDES.index(self.side), hands, *repeats]

    @classmethod
    def from_json(cls, line: list[Any]) -> EarlierSide:
        on, side, hands, *spots = line
        return cls(date.fromordinal(on), SIDES[side], SideReadings.of(spots, HANDS[hands]))


class Before(NamedTuple):
    """The same side some weeks before."""

    on: date
    weeks_ago: float
    readings: SideReadings


class LastRead(NamedTuple):
    """The newest readings of a side, and those before them, newest first."""

    on: date
    readings: SideReadings
    before: tuple[Before, ...]


@dataclass(frozen=True)
class Check:
    """`asked` holds what has been answered: question ids, `sitting` and `steps`.
    `screened_at` is when a safety question was last answered."""

    id: str
    started_at: datetime
    screened_at: datetime
    asked: tuple[str, ...] = ()
    ticked: frozenset[str] = frozenset()
    sitting_hours: float | None = None
    steps: int | None = None
    sides: dict[Side, SideReadings] = field(default_factory=dict)
    earlier: tuple[EarlierSide, ...] = ()
    """Oldest first; `guywire.clinic.checks.trend` says which are kept."""
    measured_at: datetime | None = None
    """When a side was last typed."""
    measured_by: str = ""
    """The therapist's name, if it was not the person; known to the clinic alone."""

    @property
    def answers(self) -> dict[str, bool]:
        """Each screening item that was on a page already answered: ticked or not."""
        return {
            item.id: item.id in self.ticked
            for question_id in self.asked
            if question_id in QUESTIONS
            for item in QUESTIONS[question_id].items
        }

    @property
    def screening(self) -> Screening:
        return screen(self.answers)

    @property
    def last_reads(self) -> dict[Side, LastRead]:
        """Every side that this check or one before it has read."""
        return {side: last for side in Side if (last := self.last_read(side))}

    @property
    def measured_sides(self) -> dict[Side, SideReadings]:
        return {side: self.sides[side] for side in Side if self.has_readings(side)}

    @property
    def on(self) -> date:
        return timezone.localtime(self.started_at).date()

    def before(self, side: Side) -> tuple[Before, ...]:
        """What earlier checks read of a side, newest first."""
        return _before(self.on, [one for one in self.earlier if one.side is side])

    def last_read(self, side: Side) -> LastRead | None:
        """A side as this check read it, or else the newest check that did."""
        if self.has_readings(side):
            return LastRead(self.on, self.sides[side], self.before(side))
        days = [one for one in self.earlier if one.side is side]
        if not days:
            return None
        newest = days[-1]
        return LastRead(newest.on, newest.readings, _before(newest.on, days[:-1]))

    def has_readings(self, side: Side) -> bool:
        readings = self.sides.get(side, SideReadings())
        return bool(readings.thigh or readings.prone_knee)

    def with_question(self, question_id: str, ticked: Iterable[str]) -> Check:
        on_page = {item.id for item in QUESTIONS[question_id].items}
        kept = (self.ticked - on_page) | (set(ticked) & on_page)
        return replace(
            self,
            asked=self._asked_also(question_id),
            ticked=frozenset(kept),
            screened_at=timezone.now(),
        )

    def without_screening(self) -> Check:
        rest = tuple(name for name in self.asked if name not in QUESTIONS)
        return replace(self, asked=rest, ticked=frozenset())

    def with_sitting(self, hours: float | None) -> Check:
        return replace(self, asked=self._asked_also("sitting"), sitting_hours=hours)

    def with_steps(self, steps: int | None) -> Check:
        return replace(self, asked=self._asked_also("steps"), steps=steps)

    def with_side(self, side: Side, readings: SideReadings) -> Check:
        return replace(self, sides=self.sides | {side: readings}, measured_at=timezone.now())

    def _asked_also(self, name: str) -> tuple[str, ...]:
        return self.asked if name in self.asked else (*self.asked, name)

    def to_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "started_at": self.started_at.isoformat(),
            "screened_at": self.screened_at.isoformat(),
            "asked": list(self.asked),
            "ticked": sorted(self.ticked),
            "sitting_hours": self.sitting_hours,
            "steps": self.steps,
            "sides": {side.value: readings.to_json() for side, readings in self.sides.items()},
            "earlier": [one.to_json() for one in self.earlier],
            "measured_at": self.measured_at.isoformat() if self.measured_at else None,
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Check:
        return cls(
            id=data["id"],
            started_at=datetime.fromisoformat(data["started_at"]),
            screened_at=datetime.fromisoformat(data["screened_at"]),
            asked=tuple(data["asked"]),
            ticked=frozenset(data["ticked"]),
            sitting_hours=data["sitting_hours"],
            steps=data["steps"],
            sides={
                Side(side): SideReadings.from_json(readings)
                for side, readings in data["sides"].items()
            },
            earlier=tuple(
                EarlierSide.from_json(line)
                for line in data.get("earlier", ())
                if len(line) == len(READINGS) + 3  # An older shape held less.
            ),
            measured_at=datetime.fromisoformat(data["measured_at"])
            if data.get("measured_at")
            else None,
        )


def _before(on: date, days: list[EarlierSide]) -> tuple[Before, ...]:
    """A clock that was set back puts a day after the one in hand: it counts as the same day."""
    weeks = (min(max((on - one.on).days / 7, 0.0), WEEKS_AGO.high) for one in days)
    found = [Before(one.on, ago, one.readings) for ago, one in zip(weeks, days, strict=True)]
    return tuple(reversed(found))


def new_check() -> Check:
    now = timezone.now()
    return Check(id=str(uuid.uuid4()), started_at=now, screened_at=now)


def check_on(device: DeviceRecord) -> Check | None:
    """The check this device holds, if it holds one that can still be read.

    Answers to safety questions that have since been changed count as not given.
    """
    return read_check(device.read(SECTION))


def read_check(data: dict[str, Any]) -> Check | None:
    if data.get("shape") != SHAPE:
        return None
    check = Check.from_json(data)
    return check if data["edition"] == EDITION else check.without_screening()


def keep_on(device: DeviceRecord, check: Check) -> None:
    device.write(SECTION, {"shape": SHAPE, "edition": EDITION, **check.to_json()})
