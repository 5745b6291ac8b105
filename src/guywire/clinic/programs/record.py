"""What a person's own device keeps of their program: sessions, scores, questionnaires, requests."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from guywire.care.goals import ActivityGoal
from guywire.care.roland_morris import Questionnaire
from guywire.care.scores import WeeklyScore
from guywire.care.session import Session
from guywire.care.vocabulary import Stretch
from guywire.care.walking import WalkingPlan
from guywire.clinic.people.device import DeviceRecord, DeviceRecordFullError
from guywire.clinic.programs import packing

SECTION = "program"
FORM = 1
"""The form of what is packed; what has another number is not read."""
SCORES_AT_MOST = 104
"""Two years of weeks."""
QUESTIONNAIRES_AT_MOST = 26
"""Two years, one every 4 weeks."""

MIN_SESSIONS = 12
"""As many as any rule of care may look at: `worse_in_a_row` and `sessions_without_better`."""
WHOLE_NOTES = 3
MIN_QUESTIONNAIRES = 8
MIN_SCORES = 52
NO_FEELINGS = (0,) * len(packing.FEELINGS)


@dataclass(frozen=True)
class Begun:
    """A session that was begun on this device and has not been answered yet."""

    id: str
    started_at: datetime
    before: int
    supported: tuple[Stretch, ...] = ()

    def pack(self) -> packing.Packed:
        supported = [packing.STRETCHES.index(stretch) for stretch in self.supported]
        return [self.id, packing.pack_moment(self.started_at), self.before, supported]

    @classmethod
    def unpack(cls, packed: packing.Packed) -> Begun:
        begun_id, started, before, supported = packed
        stretches = tuple(packing.STRETCHES[index] for index in supported)
        return cls(begun_id, packing.unpack_moment(started), before, stretches)


@dataclass(frozen=True)
class Kept:
    """`dropped` counts the sessions that no longer fitted, `dropped_feelings` how they ended, in
    the order of `packing.FEELINGS`; `helped_at` is when the person said that they had talked to
    a therapist."""

    sessions: tuple[Session, ...] = ()
    weekly: tuple[WeeklyScore, ...] = ()
    questionnaires: tuple[Questionnaire, ...] = ()
    goals: tuple[ActivityGoal, ...] = ()
    walking: WalkingPlan | None = None
    asked: tuple[datetime, ...] = ()
    helped_at: datetime | None = None
    begun: Begun | None = None
    dropped: int = 0
    dropped_feelings: tuple[int, ...] = NO_FEELINGS
    program: list[Any] = field(default_factory=list)

    def with_session(self, session: Session) -> Kept:
        """Each id once: the first answer counts, however often it is sent. One that came
        without an answer waits for it."""
        others = [kept for kept in self.sessions if kept.id != session.id]
        before = next((kept for kept in self.sessions if kept.id == session.id), None)
        if before and (before.is_answered or not session.is_answered):
            return self
        newest_last = sorted((*others, session), key=lambda kept: kept.started_at)
        over = session.is_answered and self.begun is not None and self.begun.id == session.id
        begun = None if over else self.begun
        return replace(self, sessions=tuple(newest_last), begun=begun)

    def with_score(self, score: WeeklyScore) -> Kept:
        """A second score on one day is a correction."""
        others = [kept for kept in self.weekly if kept.on != score.on]
        in_order = sorted((*others, score), key=lambda kept: kept.on)
        return replace(self, weekly=tuple(in_order[-SCORES_AT_MOST:]))

    def with_questionnaire(self, filled: Questionnaire) -> Kept:
        """A second one on one day is a correction. The first stays: change is judged from it."""
        others = [kept for kept in self.questionnaires if kept.on != filled.on]
        first, *later = sorted((*others, filled), key=lambda kept: kept.on)
        newest = later[-(QUESTIONNAIRES_AT_MOST - 1) :]
        return replace(self, questionnaires=(first, *newest))

    def smaller(self) -> Kept | None:
        """Return this with a little less, what is least missed first, or None.

        The rules of care look at the newest sessions and at the last that stopped for pain; the
        charts at scores and questionnaires, change at the first of them.
        """
        if noted := self._noted(self.sessions[:-WHOLE_NOTES]):
            return self._without_note(noted)
        pain = next((one for one in reversed(self.sessions) if one.stopped_for_pain), None)
        if spare := [one for one in self.sessions[:-MIN_SESSIONS] if one is not pain]:
            return self._without_session(spare[0])
        if noted := self._noted(self.sessions):
            return self._without_note(noted)
        if len(self.questionnaires) > MIN_QUESTIONNAIRES:
            first, _, *later = self.questionnaires
            return replace(self, questionnaires=(first, *later))
        if len(self.weekly) > MIN_SCORES:
            oldest, _, *newer = self.weekly
            return replace(self, weekly=(oldest, *newer))
        return self._without_session(self.sessions[0]) if self.sessions else None

    @staticmethod
    def _noted(sessions: tuple[Session, ...]) -> Session | None:
        return next((one for one in sessions if one.note), None)

    def _without_note(self, session: Session) -> Kept:
        sessions = (replace(one, note="") if one is session else one for one in self.sessions)
        return replace(self, sessions=tuple(sessions))

    def _without_session(self, session: Session) -> Kept:
        feelings = zip(packing.FEELINGS, self.dropped_feelings, strict=True)
        return replace(
            self,
            sessions=tuple(one for one in self.sessions if one is not session),
            dropped=self.dropped + 1,
            dropped_feelings=tuple(count + (session.feeling is it) for it, count in feelings),
        )


def new_id() -> str:
    return secrets.token_hex(6)


def pack(kept: Kept) -> dict[str, Any]:
    packed = {
        "s": [packing.pack_session(session) for session in kept.sessions],
        "y": packing.pack_scores(kept.weekly),
        "q": [packing.pack_questionnaire(filled) for filled in kept.questionnaires],
        "g": [packing.pack_goal(goal) for goal in kept.goals],
        "l": packing.pack_walking(kept.walking) if kept.walking else None,
        "a": [packing.pack_moment(moment) for moment in kept.asked[-3:]],
        "h": packing.pack_moment(kept.helped_at) if kept.helped_at else None,
        "b": kept.begun.pack() if kept.begun else None,
        "d": kept.dropped,
        "f": list(kept.dropped_feelings) if any(kept.dropped_feelings) else None,
        "p": kept.program,
    }
    return {"v": FORM} | {name: value for name, value in packed.items() if value}


def unpack(content: dict[str, Any]) -> Kept:
    if content.get("v") != FORM:
        return Kept()
    return Kept(
        sessions=tuple(packing.unpack_session(one) for one in content.get("s", [])),
        weekly=_unpack_weekly(content),
        questionnaires=tuple(packing.unpack_questionnaire(one) for one in content.get("q", [])),
        goals=tuple(packing.unpack_goal(one) for one in content.get("g", [])),
        walking=packing.unpack_walking(content["l"]) if "l" in content else None,
        asked=tuple(packing.unpack_moment(one) for one in content.get("a", [])),
        helped_at=packing.unpack_moment(content["h"]) if "h" in content else None,
        begun=Begun.unpack(content["b"]) if "b" in content else None,
        dropped=content.get("d", 0),
        dropped_feelings=tuple(content.get("f", NO_FEELINGS)),
        program=content.get("p", []),
    )


def _unpack_weekly(content: dict[str, Any]) -> tuple[WeeklyScore, ...]:
    if "y" in content:
        return packing.unpack_scores(content["y"])
    # Devices of 0.1.0 hold a list for each score.
    return tuple(packing.unpack_score(one) for one in content.get("w", []))


def kept_on(device: DeviceRecord) -> Kept:
    return unpack(device.read(SECTION))


def keep_on(device: DeviceRecord, kept: Kept) -> Kept:
    """Write it; where it no longer fits, notes and the oldest sessions go, and are counted."""
    while True:
        try:
            device.write(SECTION, pack(kept))
        except DeviceRecordFullError:
            smaller = kept.smaller()
            if smaller is None:
                raise
            kept = smaller
        else:
            return kept
