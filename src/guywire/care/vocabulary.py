"""The words every room of the house speaks in."""

from enum import StrEnum

from guywire.care.words import Message, message


class Side(StrEnum):
    LEFT = "left"
    RIGHT = "right"

    @property
    def label(self) -> Message:
        return message("left") if self is Side.LEFT else message("right")

    @property
    def leg(self) -> Message:
        return message("left leg") if self is Side.LEFT else message("right leg")

    @property
    def hip(self) -> Message:
        return message("left hip") if self is Side.LEFT else message("right hip")

    @property
    def other(self) -> "Side":
        return Side.RIGHT if self is Side.LEFT else Side.LEFT


class MuscleGroup(StrEnum):
    """A muscle group that can be tight."""

    ILIOPSOAS = "iliopsoas"
    RECTUS_FEMORIS = "rectus_femoris"

    @property
    def label(self) -> Message:
        return {
            MuscleGroup.ILIOPSOAS: message("deep hip muscle"),
            MuscleGroup.RECTUS_FEMORIS: message("front thigh muscle"),
        }[self]

    @property
    def anatomical_name(self) -> Message:
        return {
            MuscleGroup.ILIOPSOAS: message("iliopsoas (iliacus and psoas)"),
            MuscleGroup.RECTUS_FEMORIS: message("rectus femoris"),
        }[self]


class Stretch(StrEnum):
    """The long holds that have a folder in `care/stretches`; it says which are offered."""

    # Devices hold positions in this order. Add at the end, never reorder.
    SUPINE = "supine"
    PRONE = "prone"
    HALF_KNEELING = "half_kneeling"


class Verdict(StrEnum):
    """Tight: among the third of people with the least hip extension, or front thigh length."""

    # Stored values: in programs, in the JSON of `guywire check`.
    TIGHT = "short"
    UNCLEAR = "borderline"
    NOT_TIGHT = "fine"

    @property
    def label(self) -> Message:
        return {
            Verdict.TIGHT: message("tight"),
            Verdict.UNCLEAR: message("not clear"),
            Verdict.NOT_TIGHT: message("not tight"),
        }[self]


class Feeling(StrEnum):
    """How the back feels after a session, beside how it felt before."""

    BETTER = "better"
    SAME = "same"
    WORSE = "worse"

    @property
    def label(self) -> Message:
        return {
            Feeling.BETTER: message("a little better"),
            Feeling.SAME: message("about the same"),
            Feeling.WORSE: message("worse"),
        }[self]
