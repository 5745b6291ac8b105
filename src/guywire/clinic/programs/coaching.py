"""What a person is told before and during each stretch, in the words a therapist would use."""

from dataclasses import dataclass

from guywire.care.vocabulary import Side, Stretch


@dataclass(frozen=True)
class Coaching:
    """`steps` carry the numbers of the marks in the drawing. {side} and {other} are filled in."""

    title: str
    short_title: str
    figure: str
    set_up: str
    steps: tuple[str, ...]
    feel: str
    hold_cue: str
    support: str
    support_question: str
    support_yes: str
    support_no: str
    ease_off: tuple[str, ...]
    ease_off_supported: tuple[str, ...]


COACHING = {
    Stretch.SUPINE: Coaching(
        title="On your back, leg off the side of the bed",
        short_title="On your back",
        figure="A person lies on their back on a bed, lower back flat. They hold one knee to the "
        "chest with both hands. The {side} leg hangs off the side of the bed, the foot on a stool.",
        set_up="Lie on your back, close to the {side} edge of the bed.",
        steps=(
            "Lower back flat on the bed. Do not let it arch.",
            "Hold your {other} knee to your chest with both hands.",
            "Let the {side} leg hang off the side. Let it be heavy.",
            "If it pulls too much: a stool, books or firm pillows under the foot.",
        ),
        feel="A gentle pull at the front of the hip or the top of the thigh. Never pain.",
        hold_cue="Let the leg hang heavy. Breathe slowly.",
        support="Something firm under the foot",
        support_question="On your back: something under the hanging foot?",
        support_yes="Yes: a stool, books or firm pillows",
        support_no="No, the leg hangs free",
        ease_off=(
            "Put something firm under the foot, so that the leg hangs less.",
            "Make the support higher, or let the knee you hold come away from your chest a little.",
        ),
        ease_off_supported=(
            "Make the support under the foot higher.",
            "Let the knee you hold come away from your chest a little.",
        ),
    ),
    Stretch.PRONE: Coaching(
        title="On your stomach, knee bent with a strap",
        short_title="On your stomach",
        figure="A person lies on their stomach, hips flat, head resting on one arm. A strap around "
        "the {side} ankle holds the knee bent. A rolled towel lies under the thigh, just above "
        "the knee.",
        set_up="Put a strap, belt or long towel around your {side} ankle. Lie on your stomach.",
        steps=(
            "Hips flat on the bed. Do not let them lift.",
            "Bend the {side} knee and hold it with the strap. Let the strap do the work.",
            "If you feel nothing: a rolled towel under the thigh, just above the knee.",
            "Rest your head on your other arm.",
        ),
        feel="A gentle pull along the front of the thigh. Never pain, and nothing in the back.",
        hold_cue="Hips flat and heavy. Breathe slowly.",
        support="A rolled towel under the thigh",
        support_question="On your stomach: a rolled towel above the knee?",
        support_yes="Yes: without it I feel nothing",
        support_no="No towel",
        ease_off=(
            "Let the strap out a little, so that the knee bends less.",
            "Let the strap out some more.",
        ),
        ease_off_supported=(
            "Take the towel away.",
            "Let the strap out a little, so that the knee bends less.",
        ),
    ),
}


def filled(text: str, side: Side) -> str:
    return text.format(side=side.label, other=side.other.label)


def spoken_cues(stretch: Stretch, side: Side) -> dict[str, str]:
    """What the voice says at each moment of one hold."""
    coaching = COACHING[stretch]
    return {
        "ready": f"{side.label.capitalize()} leg. Get ready.",
        "hold": f"Hold. {coaching.hold_cue}",
        "half": "Half way.",
        "ten": "Ten seconds more.",
        "switch": f"Done. Slowly change over to the {side.other.label} leg.",
        "next": "This stretch is done. Come up slowly, and look at the screen for the next one.",
        "end": "All done. Get up slowly.",
        "pause": "Paused.",
        "resume": "Going on.",
    }
