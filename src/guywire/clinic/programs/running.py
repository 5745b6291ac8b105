"""One session laid out hold by hold: for the page that shows it and the timer that runs it."""

from dataclasses import dataclass
from typing import Any

from guywire.care.beginning import Start
from guywire.care.program import Program
from guywire.care.vocabulary import Side, Stretch
from guywire.clinic.programs.coaching import COACHING, Coaching, filled, spoken_cues
from guywire.clinic.programs.record import Begun

GET_READY_SECONDS = 15
CHANGE_SIDES_SECONDS = 30


@dataclass(frozen=True)
class HoldToRun:
    stretch: Stretch
    side: Side
    seconds: int
    supported: bool
    start: Start | None = None

    @property
    def coaching(self) -> Coaching:
        return COACHING[self.stretch]

    @property
    def figure_file(self) -> str:
        return f"programs/figures/{self.stretch.value}.svg"

    @property
    def figure_label(self) -> str:
        return filled(self.coaching.figure, self.side)

    @property
    def mirrored(self) -> bool:
        """The drawings show the left leg."""
        return self.side is Side.RIGHT

    @property
    def set_up(self) -> str:
        return filled(self.coaching.set_up, self.side)

    @property
    def steps(self) -> list[str]:
        return [filled(step, self.side) for step in self.coaching.steps]

    @property
    def minutes(self) -> int:
        return self.seconds // 60

    @property
    def ease_off(self) -> tuple[str, ...]:
        return self.coaching.ease_off_supported if self.supported else self.coaching.ease_off

    def for_timer(self) -> dict[str, Any]:
        return {
            "stretch": self.stretch.value,
            "side": self.side.value,
            "seconds": self.seconds,
            "supported": self.supported,
            "title": self.coaching.short_title,
            "cue": self.coaching.hold_cue,
            "easeOff": list(self.ease_off),
            "say": spoken_cues(self.stretch, self.side),
        }


def holds_to_run(program: Program, begun: Begun) -> list[HoldToRun]:
    return [
        HoldToRun(
            planned.stretch,
            side,
            planned.seconds_a_side,
            planned.stretch in begun.supported,
            planned.start_on(side),
        )
        for planned in program.stretches
        for side in planned.sides
    ]


def first_holds(program: Program) -> list[HoldToRun]:
    """Each stretch once, on the side to begin with, as the program page shows it."""
    return [
        HoldToRun(planned.stretch, planned.sides[0], planned.seconds_a_side, True)
        for planned in program.stretches
    ]


def timer_plan(program: Program, begun: Begun) -> dict[str, Any]:
    return {
        "id": begun.id,
        "getReadySeconds": GET_READY_SECONDS,
        "changeSidesSeconds": CHANGE_SIDES_SECONDS,
        "holds": [hold.for_timer() for hold in holds_to_run(program, begun)],
    }
