"""The words every room of the house speaks in."""

from enum import StrEnum


class Side(StrEnum):
    LEFT = "left"
    RIGHT = "right"

    @property
    def label(self) -> str:
        return self.value

    @property
    def other(self) -> "Side":
        return Side.RIGHT if self is Side.LEFT else Side.LEFT


class MuscleGroup(StrEnum):
    """A muscle group that can be tight."""

    ILIOPSOAS = "iliopsoas"
    RECTUS_FEMORIS = "rectus_femoris"

    @property
    def label(self) -> str:
        return {
            MuscleGroup.ILIOPSOAS: "deep hip muscle",
            MuscleGroup.RECTUS_FEMORIS: "front thigh muscle",
        }[self]

    @property
    def anatomical_name(self) -> str:
        return {
            MuscleGroup.ILIOPSOAS: "iliopsoas (iliacus and psoas)",
            MuscleGroup.RECTUS_FEMORIS: "rectus femoris",
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
    def label(self) -> str:
        return {
            Verdict.TIGHT: "tight",
            Verdict.UNCLEAR: "not clear",
            Verdict.NOT_TIGHT: "not tight",
        }[self]


class Feeling(StrEnum):
    """How the back feels after a session, beside how it felt before."""

    BETTER = "better"
    SAME = "same"
    WORSE = "worse"

    @property
    def label(self) -> str:
        return {
            Feeling.BETTER: "a little better",
            Feeling.SAME: "about the same",
            Feeling.WORSE: "worse",
        }[self]
