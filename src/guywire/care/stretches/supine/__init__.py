"""The stretch on your back, leg off the side of the bed."""

from guywire.care.stretches.reasons import EVERY_STRETCH
from guywire.care.stretches.stretch_definition import (
    FOOT_SUPPORT,
    Coaching,
    Step,
    StretchDefinition,
    Watch,
)
from guywire.care.vocabulary import MuscleGroup, Stretch
from guywire.care.words import message

DEFINITION = StretchDefinition(
    stretch=Stretch.SUPINE,
    label=message("on your back, leg off the side of the bed"),
    order_for={MuscleGroup.ILIOPSOAS: 1},
    ruled_out_by=EVERY_STRETCH | {"back_lying"},
    ruled_out_label=message("Not on the back"),
    setup=(FOOT_SUPPORT,),
    begins_supported=True,
    coaching=Coaching(
        title=message("On your back, leg off the side of the bed"),
        short_title=message("On your back"),
        drawing="hang",
        from_above="hang_above",
        moving="move_supine",
        steps=(
            Step(
                message("Sit on the side of the bed, near the middle."),
                message("Sit on the side of the bed, near the middle."),
                "sit",
                8,
            ),
            Step(
                message("Lie down on your side, knees bent. Let your hands do the work."),
                message("Lie down on your side, knees bent."),
                "on_side",
            ),
            Step(
                message("Roll onto your back, close to the edge. Your {leg} is at the edge."),
                message("Roll onto your back. Your {leg} is at the edge."),
                "lie_back",
            ),
            Step(
                message(
                    "Hold your {other_knee} to your chest with both hands. Keep your back flat."
                ),
                message("Hold your {other_knee} with both hands. Lower back flat."),
                "hold_knee",
            ),
            Step(
                message("Let your {leg} hang off the side. Let it be heavy."),
                message("Let your {leg} hang off the side. Heavy and loose."),
                "hang",
                8,
            ),
        ),
        feel=message("A gentle pull at the front of the hip or the top of the thigh. Never pain."),
        hold_cue=message("Let the leg hang heavy. Breathe slowly."),
        quiet=(
            message("Breathe out slowly."),
            message("Let the leg get heavy."),
            message("Lower back flat."),
        ),
        support=message("Support under your foot"),
        support_question=message("On your back: something under the hanging foot?"),
        support_yes=message("Yes: two firm pillows, a stool or a chair"),
        support_no=message("No, the leg hangs free"),
        supported=Step(
            message(
                "Let your {leg} hang off the side, the foot on the support: two firm pillows, a "
                "stool, or a dining chair."
            ),
            message("Let your {leg} down. Rest the foot on the support."),
            "hang_stool",
        ),
        ease_off=(
            message("Put two firm pillows or a stool under your foot, so the leg hangs less."),
            message("Raise the support under your foot. Or let go of your knee a little."),
        ),
        ease_off_supported=(
            message("Raise the support under your foot."),
            message("Let go of your knee a little."),
        ),
        change_sides=message("Done. Bend both knees. Move to the other edge. {Other_leg} next."),
        get_up=message("Bend both knees. Roll onto your side. Push up with your hands."),
        watch=Watch(
            place=message(
                "Lay the phone on the front of your pelvis, screen up, its top edge toward your "
                "feet."
            ),
            away=message("Lower back is arching. Let it sink flat."),
            back=message("Good. Lower back is flat again."),
            tilts_up=False,
        ),
        supported_is_last_step=True,
    ),
)
