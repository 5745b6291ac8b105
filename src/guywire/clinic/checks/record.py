"""The check as it lies on a person's device: what was asked, what was ticked, what was read."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from guywire.care.about import Age, Place, Since
from guywire.care.screening import SCREENING_VERSION, Screening, screen
from guywire.care.screening_items import REASON_QUESTIONS, RED_FLAG_QUESTIONS
from guywire.care.vocabulary import Side
from guywire.clinic.people.device import DeviceRecord, DeviceRecordFullError
from guywire.hips.readings import Before, EarlierSide, LastRead, SideReadings, days_before

SECTION = "check"
ABOUT = ("age", "place", "since", "goal")
STRETCH, MEASURE = "stretch", "measure"
"""What a person came for: one of the two doors of the first page."""
EDITION_BEFORE_VERSIONS = "350af6d3"
"""Devices have it from release 0.1.0, where it was a checksum of the same questions."""
SHAPE = 1
"""Raised when what lies on devices would no longer be understood."""
MAX_EARLIER_SIDES = 24
"""Under a hundred bytes each on the device: the first of each side, and then the newest."""
QUESTIONS = {question.id: question for question in (*RED_FLAG_QUESTIONS, *REASON_QUESTIONS)}


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
    """As they were typed; `readings_of` adds what both share."""
    earlier: tuple[EarlierSide, ...] = ()
    """Oldest first; `carried_over` says which are kept."""
    measured_at: datetime | None = None
    """When a side was last typed."""
    standing: tuple[float, ...] = ()
    """Trials of the pelvis while standing, in degrees: 0 upright, + rotated back."""
    has_helper: bool | None = None
    """Whether someone else places the phone; None before they are asked."""
    measured_by: str = ""
    """The therapist's name, if it was not the person; known to the clinic alone."""

    age: Age | None = None
    place: Place | None = None
    since: Since | None = None
    goal: str = ""

    @property
    def is_for_stretching(self) -> bool:
        """The next page after the questions is a session, not a reading."""
        return self.goal == STRETCH and not self.sides

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
        return screen(self.answers, self.age)

    @property
    def last_reads(self) -> dict[Side, LastRead]:
        """Every side that this check or one before it has read."""
        return {side: last for side in Side if (last := self.last_read(side))}

    @property
    def measured_sides(self) -> dict[Side, SideReadings]:
        return {side: self.readings_of(side) for side in Side if self.has_readings(side)}

    def readings_of(self, side: Side) -> SideReadings:
        """Return a side with the standing reading that both sides share."""
        return replace(self.sides.get(side, SideReadings()), standing=self.standing)

    @property
    def days(self) -> list[EarlierSide]:
        """Return today's sides as later checks keep them."""
        return [
            EarlierSide(self.on, side, readings.in_tenths())
            for side, readings in self.measured_sides.items()
        ]

    @property
    def on(self) -> date:
        return timezone.localtime(self.started_at).date()

    def before(self, side: Side) -> tuple[Before, ...]:
        """What earlier checks read of a side, newest first."""
        return days_before(self.on, [one for one in self.earlier if one.side is side])

    def last_read(self, side: Side) -> LastRead | None:
        """A side as this check read it, or else the newest check that did."""
        if self.has_readings(side):
            return LastRead(self.on, self.readings_of(side), self.before(side))
        days = [one for one in self.earlier if one.side is side]
        if not days:
            return None
        newest = days[-1]
        return LastRead(newest.on, newest.readings, days_before(newest.on, days[:-1]))

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

    def with_answer(self, name: str, value: Age | Place | Since) -> Check:
        answered: dict[str, Any] = {name: value}
        return replace(self, asked=self._asked_also(name), **answered)

    def without_screening(self) -> Check:
        rest = tuple(name for name in self.asked if name not in QUESTIONS)
        return replace(self, asked=rest, ticked=frozenset())

    def with_sitting(self, hours: float | None) -> Check:
        return replace(self, asked=self._asked_also("sitting"), sitting_hours=hours)

    def with_steps(self, steps: int | None) -> Check:
        return replace(self, asked=self._asked_also("steps"), steps=steps)

    def with_helper(self, has_helper: bool) -> Check:
        return replace(self, asked=self._asked_also("helper"), has_helper=has_helper)

    def with_standing(self, trials: tuple[float, ...]) -> Check:
        return replace(self, asked=self._asked_also("standing"), standing=trials)

    def with_side(self, side: Side, readings: SideReadings) -> Check:
        own = replace(readings, standing=())
        return replace(self, sides=self.sides | {side: own}, measured_at=timezone.now())

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
            "standing": list(self.standing),
            "has_helper": self.has_helper,
            **{name: value for name in ABOUT if (value := getattr(self, name))},
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
            earlier=EarlierSide.all_from_json(data.get("earlier", ())),
            measured_at=datetime.fromisoformat(data["measured_at"])
            if data.get("measured_at")
            else None,
            standing=tuple(map(float, data.get("standing", ()))),
            has_helper=data.get("has_helper"),
            age=Age(data["age"]) if data.get("age") else None,
            place=Place(data["place"]) if data.get("place") else None,
            since=Since(data["since"]) if data.get("since") else None,
            goal=data.get("goal", ""),
        )


def carried_over(check: Check) -> tuple[EarlierSide, ...]:
    """Return what the next check saves of this one and those before it."""
    days = [*check.earlier, *check.days]
    hung = [day for day in days if day.readings.thigh]
    first = [next((day for day in hung if day.side is side), None) for side in Side]
    firsts = [day for day in days if day in first]
    later = [day for day in days if day not in first]
    return tuple(firsts + later[-(MAX_EARLIER_SIDES - len(firsts)) :])


def new_check() -> Check:
    now = timezone.now()
    return Check(id=str(uuid.uuid4()), started_at=now, screened_at=now)


def check_on(device: DeviceRecord) -> Check | None:
    """The check this device holds, if it holds one that can still be read.

    Answers to safety questions that have since been changed count as not given.
    """
    return read_check(device.read(SECTION))


def draft_on(device: DeviceRecord) -> Check | None:
    """Return the check that was begun to take the place of a complete one, if there is one."""
    content = device.read(SECTION)
    return read_check({**content, **content["draft"]}) if "draft" in content else None


def read_check(data: dict[str, Any]) -> Check | None:
    if data.get("shape") != SHAPE:
        return None
    check = Check.from_json(data)
    is_current = data["edition"] in (SCREENING_VERSION, EDITION_BEFORE_VERSIONS)
    return check if is_current else check.without_screening()


def keep_on(device: DeviceRecord, check: Check, draft: Check | None = None) -> None:
    """Write it; where it no longer fits, earlier days go, the first of each side last."""
    begun = {"draft": draft.to_json()} if draft else {}
    while True:
        try:
            content = {"shape": SHAPE, "edition": SCREENING_VERSION, **check.to_json(), **begun}
            device.write(SECTION, content)
        except DeviceRecordFullError:
            if not check.earlier:
                raise
            check = replace(check, earlier=_without_least_missed(check.earlier))
        else:
            return


def _without_least_missed(days: tuple[EarlierSide, ...]) -> tuple[EarlierSide, ...]:
    """Leave out the oldest day of a side that is not its first: change is judged from that."""
    firsts = [next((day for day in days if day.side is side), None) for side in Side]
    spare = next((day for day in days if day not in firsts), days[-1])
    return tuple(day for day in days if day is not spare)
