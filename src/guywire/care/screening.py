"""From ticked answers to: go on, go on with one stretch, ask a therapist, or get help now."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from guywire.care.about import UNDER_AGE, Age
from guywire.care.screening_items import (
    REASONS_NOT_TO_STRETCH,
    RED_FLAGS,
    ReasonNotToStretch,
    RedFlag,
    WhereToGo,
)
from guywire.care.stretches import offered
from guywire.care.vocabulary import Stretch

ITEM_IDS = (
    *(flag.id for flag in RED_FLAGS),
    *(reason.id for reason in REASONS_NOT_TO_STRETCH),
)
SCREENING_VERSION = 1
"""Raise it by hand when the meaning of a question changes: everybody is then asked again."""


class ScreeningOutcome(StrEnum):
    RED_FLAG = "red_flag"
    UNFINISHED = "unfinished"
    THERAPIST_FIRST = "therapist_first"
    ONE_STRETCH = "one_stretch"
    CLEAR = "clear"


@dataclass(frozen=True)
class Screening:
    red_flags: tuple[RedFlag, ...] = ()
    reasons: tuple[ReasonNotToStretch, ...] = ()
    unanswered: tuple[str, ...] = ()

    @property
    def allowed(self) -> frozenset[Stretch]:
        """The stretches nothing speaks against; none while a question is open."""
        if self.red_flags or self.unanswered:
            return frozenset()
        stopped = frozenset[Stretch]().union(*(reason.stops for reason in self.reasons))
        return frozenset(offered()) - stopped

    @property
    def outcome(self) -> ScreeningOutcome:
        if self.red_flags:
            return ScreeningOutcome.RED_FLAG
        if self.unanswered:
            return ScreeningOutcome.UNFINISHED
        if not self.allowed:
            return ScreeningOutcome.THERAPIST_FIRST
        is_clear = self.allowed == set(offered())
        return ScreeningOutcome.CLEAR if is_clear else ScreeningOutcome.ONE_STRETCH

    @property
    def may_measure(self) -> bool:
        """Measuring lets the leg hang off the bed: whoever may not stretch so, may not measure."""
        return Stretch.SUPINE in self.allowed

    @property
    def where_to_go(self) -> WhereToGo | None:
        """The most urgent of the places the ticked red flags send a person to."""
        return min((flag.where_to_go for flag in self.red_flags), default=None)


def screen(answers: Mapping[str, bool], age: Age | None = Age.ADULT) -> Screening:
    """Judge the answers, True or False for each item that was asked. None is an age not asked."""
    unknown = sorted(set(answers) - set(ITEM_IDS))
    if unknown:
        raise ValueError(
            f"No screening question is called {', '.join(unknown)}; "
            f"the questions are {', '.join(ITEM_IDS)}."
        )
    return Screening(
        red_flags=tuple(flag for flag in RED_FLAGS if answers.get(flag.id)),
        reasons=(
            *((UNDER_AGE,) if age is Age.UNDER_18 else ()),
            *(reason for reason in REASONS_NOT_TO_STRETCH if answers.get(reason.id)),
        ),
        unanswered=(
            *(("age",) if age is None else ()),
            *(item for item in ITEM_IDS if item not in answers),
        ),
    )
