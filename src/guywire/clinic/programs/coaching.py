"""What a person reads, sees and hears for each stretch, in the words a therapist would use.

Every text is a whole sentence with named parts of the body ({leg}, {other_knee}), so that another
language can give each its own article. Spoken words follow rule 12 of the voice: one instruction,
at most ten words, the body part or the side first, nothing to look at.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from guywire.care.vocabulary import Side, Stretch

Words = str | Promise
"""A sentence, or one that takes the language of the page when it is shown."""
STEP_SECONDS = 12
"""How long a step is given, after its words, when the phone lies still and nobody taps."""


@dataclass(frozen=True)
class Step:
    """One thing to do: what is read, what is heard, the drawing that shows it."""

    words: Words
    spoken: Words
    drawing: str
    seconds: int = STEP_SECONDS


@dataclass(frozen=True)
class Coaching:
    title: Words
    short_title: Words
    drawing: str
    from_above: str
    steps: tuple[Step, ...]
    feel: Words
    hold_cue: Words
    quiet: tuple[Words, ...]
    """Spoken in turn every half minute of a hold."""
    support: Words
    support_question: Words
    support_yes: Words
    support_no: Words
    supported: Step
    """The step that a person takes who has chosen the support."""
    ease_off: tuple[Words, ...]
    ease_off_supported: tuple[Words, ...]
    change_sides: Words
    get_up: Words


COACHING = {
    Stretch.SUPINE: Coaching(
        title=lazy("On your back, leg off the side of the bed"),
        short_title=lazy("On your back"),
        drawing="hang",
        from_above="hang_above",
        steps=(
            Step(
                lazy("Sit on the side of the bed, near the middle."),
                lazy("Sit on the side of the bed, near the middle."),
                "sit",
                8,
            ),
            Step(
                lazy("Lie down on your side, knees bent. Let your hands do the work."),
                lazy("Lie down on your side, knees bent."),
                "on_side",
            ),
            Step(
                lazy("Roll onto your back, close to the edge. Your {leg} is at the edge."),
                lazy("Roll onto your back. Your {leg} is at the edge."),
                "lie_back",
            ),
            Step(
                lazy("Hold your {other_knee} to your chest with both hands. Keep your back flat."),
                lazy("Hold your {other_knee} with both hands. Lower back flat."),
                "hold_knee",
            ),
            Step(
                lazy("Let your {leg} hang off the side. Let it be heavy."),
                lazy("Let your {leg} hang off the side. Heavy and loose."),
                "hang",
                8,
            ),
        ),
        feel=lazy("A gentle pull at the front of the hip or the top of the thigh. Never pain."),
        hold_cue=lazy("Let the leg hang heavy. Breathe slowly."),
        quiet=(
            lazy("Breathe out slowly."),
            lazy("Let the leg get heavy."),
            lazy("Lower back flat."),
        ),
        support=lazy("Support under your foot"),
        support_question=lazy("On your back: something under the hanging foot?"),
        support_yes=lazy("Yes: two firm pillows, a stool or a chair"),
        support_no=lazy("No, the leg hangs free"),
        supported=Step(
            lazy(
                "Let your {leg} hang off the side, the foot on the support: two firm pillows, a "
                "stool, or a dining chair."
            ),
            lazy("Let your {leg} down. Rest the foot on the support."),
            "hang_stool",
        ),
        ease_off=(
            lazy("Put two firm pillows or a stool under your foot, so the leg hangs less."),
            lazy("Raise the support under your foot. Or let go of your knee a little."),
        ),
        ease_off_supported=(
            lazy("Raise the support under your foot."),
            lazy("Let go of your knee a little."),
        ),
        change_sides=lazy("Done. Bend both knees. Move to the other edge. {Other_leg} next."),
        get_up=lazy("Bend both knees. Roll onto your side. Push up with your hands."),
    ),
    Stretch.PRONE: Coaching(
        title=lazy("On your stomach, knee bent with a strap"),
        short_title=lazy("On your stomach"),
        drawing="prone_strap",
        from_above="prone_above",
        steps=(
            Step(
                lazy(
                    "Put a strap, belt or long towel around your {ankle}. Lie on your stomach, "
                    "the strap over your {shoulder}."
                ),
                lazy("Strap around your {ankle}. Lie on your stomach."),
                "prone_loop",
                20,
            ),
            Step(
                lazy("Rest your head on your other arm, your face to the side."),
                lazy("Rest your head on your other arm."),
                "prone_loop",
                6,
            ),
            Step(
                lazy("Pull the strap over your {shoulder}. Let it bend your {knee}."),
                lazy("Pull the strap over your {shoulder}. Let the {knee} bend."),
                "prone_strap",
            ),
            Step(
                lazy("Hips flat on the bed. The strap holds the leg, so you can let go."),
                lazy("Hips flat. The strap holds the leg."),
                "prone_strap",
                6,
            ),
        ),
        feel=lazy("A gentle pull along the front of the thigh. Never pain, nothing in the back."),
        hold_cue=lazy("Hips flat and heavy. Breathe slowly."),
        quiet=(
            lazy("Breathe out slowly."),
            lazy("Hips flat and heavy."),
            lazy("Let the strap hold the leg."),
        ),
        support=lazy("A rolled towel under the thigh"),
        support_question=lazy("On your stomach: a rolled towel above the knee?"),
        support_yes=lazy("Yes: without it I feel nothing"),
        support_no=lazy("No towel"),
        supported=Step(
            lazy("Put a rolled towel under your {thigh}, just above the knee. Hips stay flat."),
            lazy("Rolled towel under the {thigh}, just above the knee."),
            "prone_towel",
        ),
        ease_off=(
            lazy("Let the strap out a little, so the knee bends less."),
            lazy("Let the strap out some more."),
        ),
        ease_off_supported=(
            lazy("Take the towel away."),
            lazy("Let the strap out a little, so the knee bends less."),
        ),
        change_sides=lazy("Done. Let the leg down. Move the strap to the {other_ankle}."),
        get_up=lazy("Let the leg down. Roll onto your side. Push up with your hands."),
    ),
}

GETTING_UP = (
    Step(
        lazy("Bend both knees and roll onto your side, like a log."),
        lazy("Bend both knees. Roll onto your side."),
        "on_side",
    ),
    Step(
        lazy("Push up with your hands while your legs go over the edge."),
        lazy("Push up with your hands. Legs over the edge."),
        "push_up",
    ),
    Step(
        lazy("Sit for a moment before you stand up."),
        lazy("Sit for a moment before you stand."),
        "sit",
    ),
)
"""How a person gets up without loading the back; it holds after both stretches."""


def limbs(side: Side) -> dict[str, str]:
    """Return the names of parts of the body that texts speak of, on the stretching side first."""
    left = {
        "leg": _("left leg"),
        "knee": _("left knee"),
        "ankle": _("left ankle"),
        "thigh": _("left thigh"),
        "shoulder": _("left shoulder"),
    }
    right = {
        "leg": _("right leg"),
        "knee": _("right knee"),
        "ankle": _("right ankle"),
        "thigh": _("right thigh"),
        "shoulder": _("right shoulder"),
    }
    own, other = (left, right) if side is Side.LEFT else (right, left)
    named = own | {f"other_{part}": name for part, name in other.items()}
    capitals = {f"{part[:1].upper()}{part[1:]}": _capital(name) for part, name in named.items()}
    return named | capitals


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def filled(text: Words, side: Side) -> str:
    return str(text).format(**limbs(side))


def filled_step(step: Step, side: Side) -> Step:
    return Step(filled(step.words, side), filled(step.spoken, side), step.drawing, step.seconds)


def spoken_cues(stretch: Stretch, side: Side, following: Stretch | None = None) -> dict[str, str]:
    """Return what the voice says at each moment of a hold; `following` is the stretch after it."""
    coaching = COACHING[stretch]
    after = COACHING[following].short_title if following else ""
    return {
        "ready": filled(_("{Leg}. Get ready."), side),
        "hold": _("Hold. {cue}").format(cue=coaching.hold_cue),
        "half": _("Half way."),
        "ten": _("Ten seconds more."),
        "switch": filled(coaching.change_sides, side),
        "next": _("This stretch is done. {get_up} Next: {stretch}.").format(
            get_up=coaching.get_up, stretch=str(after).lower()
        ),
        "end": _("All done. {get_up}").format(get_up=coaching.get_up),
        "pause": _("Paused."),
        "resume": _("Going on."),
        "when": _("In position? Tap, or lay the phone down still."),
    }
