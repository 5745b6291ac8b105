"""How a person gets up without loading the back; it holds after every stretch on the bed."""

from guywire.care.stretches.stretch_definition import Step
from guywire.care.words import message

GETTING_UP = (
    Step(
        message("Bend both knees and roll onto your side, like a log."),
        message("Bend both knees. Roll onto your side."),
        "on_side",
    ),
    Step(
        message("Push up with your hands while your legs go over the edge."),
        message("Push up with your hands. Legs over the edge."),
        "push_up",
    ),
    Step(
        message("Sit for a moment before you stand up."),
        message("Sit for a moment before you stand."),
        "sit",
    ),
)
