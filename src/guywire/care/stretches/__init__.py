"""The stretches, a folder each. A new one is a folder, a line in `Stretch`, and its drawings."""

from guywire.care.stretches import half_kneeling, prone, supine
from guywire.care.stretches.stretch_definition import StretchDefinition
from guywire.care.vocabulary import MuscleGroup, Stretch

MAX_IN_PROGRAM = 2
"""More is not asked of anybody: gains level off, and a long program is not done."""
DEFINITIONS: dict[Stretch, StretchDefinition] = {
    room.DEFINITION.stretch: room.DEFINITION for room in (supine, prone, half_kneeling)
}


def definition(stretch: Stretch) -> StretchDefinition:
    return DEFINITIONS[stretch]


def offered() -> tuple[Stretch, ...]:
    """Return the stretches that a program may hold, in their usual order."""
    return tuple(stretch for stretch in Stretch if DEFINITIONS[stretch].is_offered)


def best_for(group: MuscleGroup, allowed: frozenset[Stretch]) -> Stretch | None:
    """Return the first choice for a muscle group among the allowed stretches."""
    reaching = (one for one in offered() if one in allowed and group in DEFINITIONS[one].order_for)
    return min(reaching, key=lambda one: DEFINITIONS[one].order_for[group], default=None)


def ruled_out_by(item: str) -> frozenset[Stretch]:
    """Return the offered stretches that an answer to a safety question speaks against."""
    return frozenset(one for one in offered() if item in DEFINITIONS[one].ruled_out_by)
