"""The words of a stretch for one side, in the language of the page."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from guywire.care.stretches import definition
from guywire.care.stretches.stretch_definition import Step
from guywire.care.vocabulary import Side, Stretch
from guywire.care.words import Message, message
from guywire.clinic.translation import translated


def limbs(side: Side) -> dict[str, str]:
    """Return the names of parts of the body that texts speak of, on the stretching side first."""
    left = {
        "leg": _("left leg"),
        "knee": _("left knee"),
        "ankle": _("left ankle"),
        "thigh": _("left thigh"),
        "shoulder": _("left shoulder"),
        "hip": _("left hip"),
        "foot": _("left foot"),
    }
    right = {
        "leg": _("right leg"),
        "knee": _("right knee"),
        "ankle": _("right ankle"),
        "thigh": _("right thigh"),
        "shoulder": _("right shoulder"),
        "hip": _("right hip"),
        "foot": _("right foot"),
    }
    own, other = (left, right) if side is Side.LEFT else (right, left)
    named = own | {f"other_{part}": name for part, name in other.items()}
    capitals = {f"{part[:1].upper()}{part[1:]}": _capital(name) for part, name in named.items()}
    return named | capitals


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def filled(text: Message, side: Side) -> str:
    return translated(text.filled(**limbs(side)))


class StepToShow(NamedTuple):
    """A step of one side, in the language of the page."""

    words: str
    spoken: str
    drawing: str
    seconds: int


def step_to_show(step: Step, side: Side) -> StepToShow:
    words, spoken = filled(step.words, side), filled(step.spoken, side)
    return StepToShow(words, spoken, step.drawing, step.seconds)


def spoken_cues(stretch: Stretch, side: Side, following: Stretch | None = None) -> dict[str, str]:
    """Return what the voice says at each moment of a hold; `following` is the stretch after it."""
    coaching = definition(stretch).coaching
    cue, get_up = translated(coaching.hold_cue), translated(coaching.get_up)
    after = definition(following).coaching.short_title if following else ""
    return {
        "ready": filled(message("{Leg}. Get ready."), side),
        "hold": _("Hold. {cue}").format(cue=cue),
        "half": _("Halfway there."),
        "ten": _("Ten seconds left."),
        "switch": filled(coaching.change_sides, side),
        "next": _("This stretch is done. {get_up} Next: {stretch}.").format(
            get_up=get_up, stretch=after
        ),
        "end": _("All done. {get_up}").format(get_up=get_up),
        "pause": _("Paused."),
        "resume": _("Starting again."),
        "when": _("In position? Tap, or lay the phone down still."),
    }
