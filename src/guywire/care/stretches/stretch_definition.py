"""What a stretch is: everything that a page, a program or the voice asks of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from guywire.care.vocabulary import MuscleGroup, Stretch
from guywire.care.words import Message

STEP_SECONDS = 12
"""How long a step is given, after its words, when the phone lies still and nobody taps."""
FOOT_SUPPORT, KNEE_BEND, TOWEL = "foot_support_cm", "knee_bend_deg", "towel"
"""What can be set up for one side: the fields of `guywire.care.beginning.Start`."""


@dataclass(frozen=True)
class Step:
    """One thing to do: what is read, what is heard, the drawing that shows it."""

    words: Message
    spoken: Message
    drawing: str
    seconds: int = STEP_SECONDS


@dataclass(frozen=True)
class Watch:
    """A phone on the pelvis during a hold: where it lies, and what it says."""

    place: Message
    away: Message
    """Said when the pelvis has rolled."""
    back: Message
    tilts_up: bool
    """Whether the phone's top edge, toward the feet, rises as the pelvis rolls forward."""


@dataclass(frozen=True)
class Coaching:
    """What a person reads, sees and hears, in the words a therapist would use.

    Every text is a whole sentence with named parts of the body ({leg}, {other_knee}), so that
    another language can give each its own article. Spoken words follow rule 12 of the voice: one
    instruction, at most ten words, the body part or the side first, nothing to look at.
    """

    title: Message
    short_title: Message
    drawing: str
    steps: tuple[Step, ...]
    feel: Message
    hold_cue: Message
    quiet: tuple[Message, ...]
    """Spoken in turn every half minute of a hold."""
    support: Message
    support_question: Message
    support_yes: Message
    support_no: Message
    supported: Step
    """The step that a person takes who has chosen the support."""
    ease_off: tuple[Message, ...]
    ease_off_supported: tuple[Message, ...]
    change_sides: Message
    get_up: Message
    watch: Watch | None = None
    from_above: str = ""
    moving: str = ""
    """The drawing whose frames show how to get into place."""
    supported_is_last_step: bool = False
    """Whether `supported` takes the place of the last step."""
    supported_after_steps: int | None = None
    """After how many steps `supported` comes, where it cannot come after the last."""


@dataclass(frozen=True)
class StretchDefinition:
    stretch: Stretch
    label: Message
    order_for: Mapping[MuscleGroup, int]
    """The groups it reaches, and which choice it is for each: 1 is the first."""
    ruled_out_by: frozenset[str]
    """The screening items that speak against it."""
    ruled_out_label: Message
    """The tag beside such an item."""
    setup: tuple[str, ...]
    """What is set up for a side, of the three names above."""
    begins_supported: bool
    """Whether a person who was not measured begins with the support."""
    coaching: Coaching
    is_offered: bool = True
    """Whether programs may hold it. Off, it is data that no page shows."""

    @property
    def reaches(self) -> tuple[MuscleGroup, ...]:
        return tuple(sorted(self.order_for, key=self.order_for.__getitem__))
