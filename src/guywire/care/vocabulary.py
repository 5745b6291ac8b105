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


class Group(StrEnum):
    """A muscle group that can be short."""

    ILIOPSOAS = "iliopsoas"
    RECTUS_FEMORIS = "rectus_femoris"

    @property
    def label(self) -> str:
        return {Group.ILIOPSOAS: "deep hip muscle", Group.RECTUS_FEMORIS: "front thigh muscle"}[
            self
        ]

    @property
    def anatomical_name(self) -> str:
        return {
            Group.ILIOPSOAS: "iliopsoas (iliacus and psoas)",
            Group.RECTUS_FEMORIS: "rectus femoris",
        }[self]


class Stretch(StrEnum):
    """The two long holds Guywire offers; there is no third."""

    SUPINE = "supine"
    PRONE = "prone"

    @property
    def label(self) -> str:
        return {
            Stretch.SUPINE: "on your back, leg off the side of the bed",
            Stretch.PRONE: "on your stomach, knee bent with a strap",
        }[self]


class Verdict(StrEnum):
    SHORT = "short"
    BORDERLINE = "borderline"
    FINE = "fine"

    @property
    def label(self) -> str:
        return {
            Verdict.SHORT: "short",
            Verdict.BORDERLINE: "too close to call",
            Verdict.FINE: "long enough",
        }[self]


class TightBecause(StrEnum):
    """What makes a tight muscle tight: it ends early, or it gives way slowly all along."""

    SHORT = "short"
    STIFF = "stiff"
    CANNOT_TELL = "cannot_tell"

    @property
    def sentence(self) -> str:
        return {
            TightBecause.SHORT: "It seems too short rather than too stiff.",
            TightBecause.STIFF: "It seems too stiff rather than too short.",
            TightBecause.CANNOT_TELL: (
                "These readings cannot tell whether it is too short or too stiff; "
                "the stretch is the same for both."
            ),
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
