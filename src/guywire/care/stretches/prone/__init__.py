"""The stretch on your stomach, knee bent with a strap."""

from guywire.care.stretches.reasons import EVERY_STRETCH
from guywire.care.stretches.stretch_definition import (
    KNEE_BEND,
    TOWEL,
    Coaching,
    Step,
    StretchDefinition,
    Watch,
)
from guywire.care.vocabulary import MuscleGroup, Stretch
from guywire.care.words import message

DEFINITION = StretchDefinition(
    stretch=Stretch.PRONE,
    label=message("on your stomach, knee bent with a strap"),
    order_for={MuscleGroup.RECTUS_FEMORIS: 1, MuscleGroup.ILIOPSOAS: 2},
    ruled_out_by=EVERY_STRETCH | {"knee_hurts_bent", "stomach_lying"},
    ruled_out_label=message("Not on the stomach"),
    setup=(KNEE_BEND, TOWEL),
    begins_supported=False,
    coaching=Coaching(
        title=message("On your stomach, knee bent with a strap"),
        short_title=message("On your stomach"),
        drawing="prone_strap",
        from_above="prone_above",
        moving="move_prone",
        steps=(
            Step(
                message(
                    "Put a strap, belt or long towel around your {ankle}. Lie on your stomach, "
                    "the strap over your {shoulder}."
                ),
                message("Strap around your {ankle}. Lie on your stomach."),
                "prone_loop",
                20,
            ),
            Step(
                message("Rest your head on your other arm, your face to the side."),
                message("Rest your head on your other arm."),
                "prone_loop",
                6,
            ),
            Step(
                message("Pull the strap over your {shoulder}. Let it bend your {knee}."),
                message("Pull the strap over your {shoulder}. Let the {knee} bend."),
                "prone_strap",
            ),
            Step(
                message("Hips flat on the bed. The strap holds the leg, so you can let go."),
                message("Hips flat. The strap holds the leg."),
                "prone_strap",
                6,
            ),
        ),
        feel=message(
            "A gentle pull along the front of the thigh. Never pain, nothing in the back."
        ),
        hold_cue=message("Hips flat and heavy. Breathe slowly."),
        quiet=(
            message("Breathe out slowly."),
            message("Hips flat and heavy."),
            message("Let the strap hold the leg."),
        ),
        support=message("A rolled towel under the thigh"),
        support_question=message("On your stomach: a rolled towel above the knee?"),
        support_yes=message("Yes: without it I feel nothing"),
        support_no=message("No towel"),
        supported=Step(
            message("Put a rolled towel under your {thigh}, just above the knee. Hips stay flat."),
            message("Rolled towel under the {thigh}, just above the knee."),
            "prone_towel",
        ),
        ease_off=(
            message("Let the strap out a little, so the knee bends less."),
            message("Let the strap out some more."),
        ),
        ease_off_supported=(
            message("Take the towel away."),
            message("Let the strap out a little, so the knee bends less."),
        ),
        change_sides=message("Done. Let the leg down. Move the strap to the {other_ankle}."),
        get_up=message("Let the leg down. Roll onto your side. Push up with your hands."),
        watch=Watch(
            place=message(
                "Lay the phone on the flat bone between your hips, below the waist. Screen up, its "
                "top edge toward your feet."
            ),
            away=message("Hips are lifting. Let them sink down."),
            back=message("Good. Hips are flat again."),
            tilts_up=True,
        ),
    ),
)
