"""What walking asks of the lower back with these hips, over all that is not known of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from guywire.body.walk import Walk, walk_spread
from guywire.care.vocabulary import MuscleGroup, Side
from guywire.care.words import Message, Number, message
from guywire.hips.estimates import Estimate
from guywire.hips.fitting import Fitted

DRAWS = 128
SAMPLES = 40
NOTHING_DEG = 0.3
"""An average below this is most likely nothing: a tenth of what clearly tight hips ask for."""

SMALLEST_SAID_DEG = 0.5
"""Pages say no smaller number than half a degree, unless they say that it is nothing."""


@dataclass(frozen=True)
class StepEstimate:
    """What one leg asks of pelvis and lower back late in its step, against the median person."""

    compensation_deg: Estimate
    travel_mm: Estimate
    """How far the lumbosacral joint is from where the median person has it."""
    is_probably_tight: bool = False
    """Tight more likely than not: such a hip is never told that it asks for nothing."""

    @property
    def is_near_nothing(self) -> bool:
        return self.compensation_deg.mean < NOTHING_DEG and not self.is_probably_tight


@dataclass(frozen=True)
class Walking:
    """Both steps, and the stride they are taken from: a row for each draw."""

    steps: Mapping[Side, StepEstimate]
    average_step: StepEstimate
    tighter: Side
    stride: Walk

    @property
    def step(self) -> StepEstimate:
        """The step of the tighter leg."""
        return self.steps[self.tighter]

    @property
    def sentences(self) -> list[Message]:
        return step_sentences(self.tighter, self.step)


def walking_of(hips: Fitted) -> Walking | None:
    """Let every draw of both hips walk one stride. A hip not measured is as the other."""
    measured = {
        side: fitted.groups[MuscleGroup.ILIOPSOAS].deficit_deg.mean
        for side, fitted in hips.sides.items()
        if MuscleGroup.ILIOPSOAS in fitted.groups
    }
    if not measured:
        return None
    tighter = max(measured, key=lambda side: measured[side])
    draws = dict(zip(Side, hips.whole.tissues(DRAWS), strict=True))
    left, right = (draws[side if side in measured else tighter] for side in Side)
    probably_tight = frozenset(
        side
        for side in measured
        if hips.sides[side].groups[MuscleGroup.ILIOPSOAS].finding.probability_tight > 0.5
    )
    return walking_from(walk_spread(left, right, samples=SAMPLES), tighter, probably_tight)


def walking_from(
    stride: Walk, tighter: Side, probably_tight: frozenset[Side] = frozenset()
) -> Walking:
    steps = {side: stride.steps[side] for side in Side}
    return Walking(
        {
            side: StepEstimate(
                Estimate.of(step.compensation_deg),
                Estimate.of(step.lumbosacral_mm),
                side in probably_tight,
            )
            for side, step in steps.items()
        },
        StepEstimate(
            Estimate.of(np.mean([step.compensation_deg for step in steps.values()], axis=0)),
            Estimate.of(np.mean([step.lumbosacral_mm for step in steps.values()], axis=0)),
        ),
        tighter,
        stride,
    )


def step_sentences(side: Side, step: StepEstimate) -> list[Message]:
    """Say what is asked of the lower back in each step, and how sure that is."""
    asked, high = step.compensation_deg, max(round(step.compensation_deg.high), 1)
    if step.is_near_nothing:
        return [
            message(
                "Most likely your lower back has nothing to make up for when you walk. At most "
                "about {high}° in each step.",
                high=high,
            )
        ]
    if asked.low < NOTHING_DEG:
        return [
            message(
                "When your {leg} cannot go farther back, your pelvis and lower back move instead: "
                "about {degrees}° in each step. It is most likely not more than {high}°, and it "
                "may be nothing.",
                leg=side.leg,
                degrees=degrees_text(max(asked.mean, SMALLEST_SAID_DEG)),
                high=degrees_text(asked.high),
            )
        ]
    return [
        message(
            "When your {leg} cannot go farther back, your pelvis and lower back move instead: "
            "about {degrees}° in each step, most likely {low}° to {high}°.",
            leg=side.leg,
            degrees=degrees_text(asked.mean),
            low=degrees_text(asked.low),
            high=degrees_text(asked.high),
        )
    ]


def degrees_text(degrees: float) -> Number:
    """Return whole degrees, or half ones below 2°, where more would claim too much."""
    rounded = round(degrees) if abs(degrees) >= 2 else round(2 * degrees) / 2
    return Number(rounded)
