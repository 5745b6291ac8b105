"""From probabilities, wherever they came from, to a verdict and how sure it is, in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import isfinite

from guywire.care.vocabulary import MuscleGroup, Side, Verdict
from guywire.care.words import Message, message

RULE_IN_PROBABILITY = 0.8
"""At or above this probability of being tight, a muscle is called tight."""
RULE_OUT_PROBABILITY = 0.2
"""At or below it, a muscle is called not tight."""

HOW_SURE = (
    (0.95, "almost certainly"),
    (0.9, "very likely"),
    (0.0, "probably"),
)
NOT_CLEAR = "not clear"

THIGH_MUSCLE = {
    Side.LEFT: message("left front thigh muscle"),
    Side.RIGHT: message("right front thigh muscle"),
}
PLACE = {
    MuscleGroup.ILIOPSOAS: {side: side.hip for side in Side},
    MuscleGroup.RECTUS_FEMORIS: THIGH_MUSCLE,
}

TIGHT_TEXT = {
    "almost certainly": message("Your {place} is almost certainly tight."),
    "very likely": message("Your {place} is very likely tight."),
    "probably": message("Your {place} is probably tight."),
}
NOT_TIGHT_TEXT = {
    "almost certainly": message("Your {place} is almost certainly not tight."),
    "very likely": message("Your {place} is very likely not tight."),
    "probably": message("Your {place} is probably not tight."),
}
UNCLEAR_TEXT = message("We cannot say yet if your {place} is tight.")


@dataclass(frozen=True)
class MuscleFinding:
    """What is known of one hip (iliopsoas) or front thigh muscle (rectus femoris) of one side.

    `deficit_deg` is how many degrees it lacks against the median person (negative: it has more).
    It decides which side is tighter. `by_therapist`: a therapist's own reading is among those it
    rests on.
    """

    side: Side
    group: MuscleGroup
    probability_tight: float
    deficit_deg: float = 0.0
    by_therapist: bool = False

    def __post_init__(self) -> None:
        if not 0 <= self.probability_tight <= 1:
            raise ValueError(
                f"The probability of being tight is {self.probability_tight}; "
                "it has to lie between 0 and 1."
            )
        if not isfinite(self.deficit_deg):
            raise ValueError(f"The deficit is {self.deficit_deg}; it has to be a number.")

    @property
    def verdict(self) -> Verdict:
        if self.probability_tight >= RULE_IN_PROBABILITY:
            return Verdict.TIGHT
        if self.probability_tight <= RULE_OUT_PROBABILITY:
            return Verdict.NOT_TIGHT
        return Verdict.UNCLEAR

    @property
    def how_sure(self) -> str:
        if self.verdict is Verdict.UNCLEAR:
            return NOT_CLEAR
        sureness = max(self.probability_tight, 1 - self.probability_tight)
        return next(words for at_least, words in HOW_SURE if sureness >= at_least)

    @property
    def percent_tight(self) -> int:
        """Never 0 or 100: no reading is that sure. For the desk and the terminal."""
        return min(max(round(100 * self.probability_tight), 1), 99)

    @property
    def place(self) -> Message:
        return PLACE[self.group][self.side]

    @property
    def sentence(self) -> Message:
        texts = {Verdict.TIGHT: TIGHT_TEXT, Verdict.NOT_TIGHT: NOT_TIGHT_TEXT}.get(self.verdict)
        return (texts[self.how_sure] if texts else UNCLEAR_TEXT).filled(place=self.place)


def chance_text(probability: float) -> Message:
    """Return a chance of something as "about 8 in 10", to begin a sentence with."""
    if probability < 0.05:
        return message("Fewer than 1 in 10")
    if probability > 0.95:
        return message("More than 9 in 10")
    return message("About {count} in 10", count=min(max(round(10 * probability), 1), 9))


def least_sure(findings: Iterable[MuscleFinding]) -> str:
    """Return the words for how sure the least sure of these findings is."""
    order = [words for _, words in HOW_SURE]
    return max((finding.how_sure for finding in findings), key=order.index)


def groups_called(verdict: Verdict, findings: Iterable[MuscleFinding]) -> tuple[MuscleGroup, ...]:
    """Return the groups with this verdict on at least one side."""
    called = {finding.group for finding in findings if finding.verdict is verdict}
    return tuple(group for group in MuscleGroup if group in called)


def tighter_side(findings: Iterable[MuscleFinding], group: MuscleGroup) -> Side | None:
    """Return the side on which `group` is tighter. None if not checked or both are equal."""
    ranked = sorted(
        (finding for finding in findings if finding.group is group),
        key=lambda finding: (finding.deficit_deg, finding.probability_tight),
        reverse=True,
    )
    if not ranked:
        return None
    first, *others = ranked
    equal = any(
        (other.deficit_deg, other.probability_tight) == (first.deficit_deg, first.probability_tight)
        for other in others
    )
    return None if equal else first.side
