"""From probabilities, wherever they came from, to a verdict and how sure it is, in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import isfinite

from guywire.care.vocabulary import Group, Side, TightBecause, Verdict

SHORT_FROM = 0.8
"""At or above this probability of being short, a group is called short."""
FINE_UP_TO = 0.2
"""At or below it, a group is called long enough."""

HOW_SURE = (
    (0.95, "almost certainly"),
    (0.9, "very likely"),
    (0.0, "probably"),
)
CANNOT_TELL = "cannot tell"


@dataclass(frozen=True)
class Finding:
    """What is held about one muscle group on one side.

    `shortfall_deg` is how many degrees the muscle has lost (negative: it has room to spare). It
    decides which side is tighter. `by_therapist`: a therapist's own reading is among what it rests
    on.
    """

    side: Side
    group: Group
    probability_short: float
    shortfall_deg: float = 0.0
    because: TightBecause = TightBecause.CANNOT_TELL
    by_therapist: bool = False

    def __post_init__(self) -> None:
        if not 0 <= self.probability_short <= 1:
            raise ValueError(
                f"The probability of being short is {self.probability_short}; "
                "it has to lie between 0 and 1."
            )
        if not isfinite(self.shortfall_deg):
            raise ValueError(f"The shortfall is {self.shortfall_deg}; it has to be a number.")

    @property
    def verdict(self) -> Verdict:
        if self.probability_short >= SHORT_FROM:
            return Verdict.SHORT
        if self.probability_short <= FINE_UP_TO:
            return Verdict.FINE
        return Verdict.BORDERLINE

    @property
    def how_sure(self) -> str:
        if self.verdict is Verdict.BORDERLINE:
            return CANNOT_TELL
        sureness = max(self.probability_short, 1 - self.probability_short)
        return next(words for at_least, words in HOW_SURE if sureness >= at_least)

    @property
    def percent_short(self) -> int:
        """Kept off 0 and 100: no reading is that sure."""
        return min(max(round(100 * self.probability_short), 1), 99)

    @property
    def sentence(self) -> str:
        place = f"Your {self.side.label} {self.group.label}"
        if self.verdict is Verdict.BORDERLINE:
            return f"{place} is {self.verdict.label}."
        return f"{place} is {self.how_sure} {self.verdict.label}."


def groups_called(verdict: Verdict, findings: Iterable[Finding]) -> tuple[Group, ...]:
    """The groups with this verdict on at least one side."""
    called = {finding.group for finding in findings if finding.verdict is verdict}
    return tuple(group for group in Group if group in called)


def tighter_side(findings: Iterable[Finding], group: Group) -> Side | None:
    """The side on which `group` is shorter; None when it was not checked or both are equal."""
    ranked = sorted(
        (finding for finding in findings if finding.group is group),
        key=lambda finding: (finding.shortfall_deg, finding.probability_short),
        reverse=True,
    )
    if not ranked:
        return None
    first, *others = ranked
    equal = any(
        (other.shortfall_deg, other.probability_short)
        == (first.shortfall_deg, first.probability_short)
        for other in others
    )
    return None if equal else first.side
