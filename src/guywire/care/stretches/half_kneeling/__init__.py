"""The stretch on one knee. Not offered: no therapist of ours has tried its words at home yet."""

from guywire.care.stretches.reasons import EVERY_STRETCH
from guywire.care.stretches.stretch_definition import (
    TOWEL,
    Coaching,
    Step,
    StretchDefinition,
)
from guywire.care.vocabulary import MuscleGroup, Stretch
from guywire.care.words import message

DEFINITION = StretchDefinition(
    stretch=Stretch.HALF_KNEELING,
    label=message("on one knee, next to a chair"),
    order_for={MuscleGroup.ILIOPSOAS: 3},
    ruled_out_by=EVERY_STRETCH | {"knee_hurts_bent"},
    ruled_out_label=message("Not on one knee"),
    setup=(TOWEL,),
    begins_supported=True,
    is_offered=False,
    coaching=Coaching(
        title=message("On one knee, next to a chair"),
        short_title=message("On one knee"),
        drawing="half_kneeling",
        steps=(
            Step(
                message("Put a chair at your side, where your hand can reach it."),
                message("Put a chair at your side."),
                "chair_at_side",
            ),
            Step(
                message("Kneel on your {knee}. Put the other foot flat on the floor in front."),
                message("Kneel on your {knee}. Other foot in front."),
                "kneel",
            ),
            Step(
                message("Tuck your pelvis under, as if to flatten your lower back."),
                message("Tuck your pelvis under. Lower back long."),
                "kneel_tucked",
            ),
            Step(
                message("Move your hips forward a little, until the front of your {thigh} pulls."),
                message("Hips forward a little. Gentle pull."),
                "half_kneeling",
                8,
            ),
        ),
        feel=message("A gentle pull at the front of the hip you kneel on. Never pain."),
        hold_cue=message("Pelvis tucked under. Breathe slowly."),
        quiet=(
            message("Breathe out slowly."),
            message("Pelvis tucked under."),
            message("Hand on the chair."),
        ),
        support=message("A pillow under the knee"),
        support_question=message("On one knee: a pillow under the knee?"),
        support_yes=message("Yes, a pillow or a folded towel"),
        support_no=message("No, the floor is soft"),
        supported=Step(
            message("Put a pillow or a folded towel under your {knee}."),
            message("Pillow under the {knee}."),
            "chair_and_pillow",
        ),
        supported_after_steps=1,
        ease_off=(
            message("Move your hips back a little."),
            message("Hold the chair with your hand, and lean on it."),
        ),
        ease_off_supported=(
            message("Move your hips back a little."),
            message("Hold the chair with your hand, and lean on it."),
        ),
        change_sides=message("Done. Stand up by the chair. {Other_knee} next."),
        get_up=message("Hand on the chair. Stand up slowly."),
    ),
)
