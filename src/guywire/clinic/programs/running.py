"""One session laid out hold by hold: for the page that shows it and the timer that runs it."""

import json
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from guywire.care.beginning import Start
from guywire.care.program import Program
from guywire.care.stretches import definition
from guywire.care.stretches.stretch_definition import Coaching
from guywire.care.vocabulary import Side, Stretch
from guywire.clinic.programs.coaching import (
    StepToShow,
    filled,
    limbs,
    spoken_cues,
    step_to_show,
)
from guywire.clinic.programs.record import Begun
from guywire.clinic.translation import translated
from guywire.hips.beginnings import usual_tilt_limit

GET_READY_SECONDS = 15
CHANGE_SIDES_SECONDS = 30
SUPPORT_DRAWINGS = ((27, "hang_pillows"), (37, "hang_stool"), (100, "hang_chair"))
"""What is drawn under the foot, up to a height in centimeters."""
LOW_KNEE_DEG = 70
"""Up to this bend of the knee, the drawing shows the heel not yet toward the ceiling."""


@dataclass(frozen=True)
class HoldToRun:
    stretch: Stretch
    side: Side
    seconds: int
    supported: bool
    start: Start | None = None
    following: Stretch | None = None
    """The stretch that comes after this one, where it is another."""

    @property
    def coaching(self) -> Coaching:
        return definition(self.stretch).coaching

    @property
    def leg(self) -> str:
        return limbs(self.side)["leg"]

    @property
    def drawing(self) -> str:
        """Return the drawing of this very hold: its support, its bend of the knee."""
        return self.steps[-1].drawing

    @property
    def steps(self) -> list[StepToShow]:
        """Return how to get into place, one thing at a time."""
        steps = list(self.coaching.steps)
        if self.supported and self.coaching.supported_is_last_step:
            steps[-1] = self.coaching.supported
        elif self.supported:
            steps.insert(self.coaching.supported_after_steps or len(steps), self.coaching.supported)
        shown = [step_to_show(step, self.side) for step in steps]
        return [step._replace(drawing=self._drawn(step.drawing)) for step in shown]

    def _drawn(self, drawing: str) -> str:
        """Return the drawing that fits the numbers of this side's start."""
        start = self.start
        if drawing == "hang_stool" and start and start.foot_support_cm:
            return next(name for cm, name in SUPPORT_DRAWINGS if start.foot_support_cm <= cm)
        if drawing == "prone_strap" and start and (start.knee_bend_deg or 90) <= LOW_KNEE_DEG:
            return "prone_low"
        return drawing

    @property
    def moving(self) -> str:
        """Return the drawing whose frames show how to get into place."""
        return self.coaching.moving

    @property
    def moving_words(self) -> str:
        """Return the caption of each step of the moving drawing, as JSON."""
        return json.dumps([step.words for step in self.steps])

    @property
    def minutes(self) -> int:
        return self.seconds // 60

    @property
    def ease_off(self) -> tuple[str, ...]:
        words = self.coaching.ease_off_supported if self.supported else self.coaching.ease_off
        return tuple(filled(text, self.side) for text in words)

    @property
    def tilt_limit_deg(self) -> int | None:
        """Return how far the pelvis may roll before a phone that lies on it says so."""
        of_side = self.start.tilt_limit_deg if self.start else None
        return of_side or usual_tilt_limit(self.stretch)

    def for_watch(self) -> dict[str, Any] | None:
        watch, limit = self.coaching.watch, self.tilt_limit_deg
        if watch is None or limit is None:
            return None
        return {
            "limit": limit,
            "up": watch.tilts_up,
            "place": translated(watch.place),
            "away": translated(watch.away),
            "back": translated(watch.back),
        }

    def for_timer(self) -> dict[str, Any]:
        return {
            "stretch": self.stretch.value,
            "side": self.side.value,
            "seconds": self.seconds,
            "supported": self.supported,
            "leg": self.leg,
            "next": _("Next: {stretch}").format(stretch=self.coaching.short_title),
            "cue": translated(self.coaching.hold_cue),
            "easeOff": list(self.ease_off),
            "watch": self.for_watch(),
            "quiet": [translated(words) for words in self.coaching.quiet],
            "steps": [{"say": step.spoken, "seconds": step.seconds} for step in self.steps],
            "say": spoken_cues(self.stretch, self.side, self.following),
        }


def holds_to_run(program: Program, begun: Begun) -> list[HoldToRun]:
    followers = [planned.stretch for planned in program.stretches[1:]]
    return [
        HoldToRun(
            planned.stretch,
            side,
            planned.seconds_a_side,
            planned.stretch in begun.supported,
            planned.start_on(side),
            following,
        )
        for planned, following in zip(program.stretches, [*followers, None], strict=True)
        for side in planned.sides
    ]


def first_holds(program: Program) -> list[HoldToRun]:
    """Return each stretch once, on the side to begin with, as the program page shows it."""
    return [
        HoldToRun(
            planned.stretch,
            planned.sides[0],
            planned.seconds_a_side,
            bool(start and start.has_support),
            start,
        )
        for planned in program.stretches
        for start in [planned.start_on(planned.sides[0])]
    ]


def timer_plan(program: Program, begun: Begun) -> dict[str, Any]:
    return {
        "id": begun.id,
        "getReadySeconds": GET_READY_SECONDS,
        "changeSidesSeconds": CHANGE_SIDES_SECONDS,
        "holds": [hold.for_timer() for hold in holds_to_run(program, begun)],
    }
