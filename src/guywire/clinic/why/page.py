"""What the explanation page says and shows before any script runs."""

from __future__ import annotations

from dataclasses import dataclass
from math import floor, log10
from typing import Any

from guywire.care.words import Message, message
from guywire.clinic.checks.queries import fitted_in
from guywire.clinic.checks.record import Check
from guywire.clinic.figure.overlay import Overlay, overlay
from guywire.clinic.figure.side_view import LegAngles, Posture, draw, place, wedge
from guywire.clinic.why import explanation, story
from guywire.hips.findings import tightest_hip
from guywire.hips.walking import SAMPLES, Walking, degrees_text, walking_of

WEEKS = 6
POSES = (
    ("walk", "Walk"),
    ("stand", "Stand"),
    ("supine", "On back"),
    ("prone", "On stomach"),
)


@dataclass(frozen=True)
class FigureView:
    name: str
    text: str
    posture: Posture
    pulls: dict[str, float]
    usual_pelvis_deg: float
    free: bool = False

    @property
    def drawing(self) -> str:
        return draw(self.posture, self.pulls)

    @property
    def root(self) -> str:
        """Both feet on the ground, or the lower one."""
        return f"translate(0 {explanation.GROUND - place(self.posture).lowest:.2f})"

    @property
    def more_deg(self) -> float:
        return self.posture.pelvis - self.usual_pelvis_deg

    @property
    def wedge(self) -> str:
        return wedge(self.usual_pelvis_deg, self.posture.pelvis, explanation.TILT_ARM)

    @property
    def label(self) -> str:
        return f"{self.more_deg:+.1f}°" if abs(self.more_deg) >= 0.05 else ""


def context(check: Check | None) -> dict[str, Any]:
    hips = fitted_in(check) if check else None
    walking = walking_of(hips) if hips else None
    tightest = tightest_hip(hips) if hips else None
    shows_own = walking is not None and not walking.step.is_near_nothing
    level = tightest.deficit_deg.mean if tightest and shows_own else explanation.EXAMPLE_DEG
    tables = explanation.tables(
        walking if shows_own else None,
        level,
        steps=check.steps if check else None,
        hours=check.sitting_hours if check else None,
    )
    return {
        "own": walking is not None,
        "shows_own": shows_own,
        "example_deg": round(explanation.EXAMPLE_DEG),
        "sentences": walking.sentences if walking else [],
        "tables": tables,
        "poses": POSES,
        "facts": facts(tables, walking if shows_own else None),
        "figures": figures(tables, own=shows_own),
        "overlay": late_overlay(tables),
        "story": story.context(check),
    }


def facts(tables: dict[str, Any], walking: Walking | None) -> dict[str, Any]:
    """Return the numbers of the row that the page opens with, and what they mean in words."""
    own = tables["levels"].index(tables["own"]["lost_deg"])
    steps = tables["own"]["steps"]
    total = [distance(max(mm, 0.0) * steps * 7 * WEEKS) for mm in tables["average_travel_mm"][own]]
    return {
        "lost_deg": tables["own"]["lost_deg"],
        "sitting_hours": tables["own"]["sitting_hours"],
        "traded": [degrees_text(value) for value in tables["traded_deg"][own]],
        "travel": [degrees_text(value) for value in tables["travel_mm"][own]],
        "steps_number": steps,
        "steps": f"{steps:,}",
        "weeks": WEEKS,
        "total": total,
        "sentences": [*(walking.sentences if walking else []), *total_sentences(total, steps)],
    }


def total_sentences(total: list[str], steps: int) -> list[Message]:
    low, middle, high = total
    return [
        message(
            "With {steps} steps a day, over {weeks} weeks, these small movements add up to about "
            "{total}, most likely {low} to {high}.",
            steps=f"{steps:,}",
            weeks=WEEKS,
            total=middle,
            low=low,
            high=high,
        ),
        message(
            "Standing still, tight hips ask for a little effort and change almost nothing. The end "
            "of each step asks for the motion."
        ),
    ]


def figures(tables: dict[str, Any], *, own: bool) -> list[FigureView]:
    level = tables["levels"].index(tables["own"]["lost_deg"])
    you, usual = late_posture(tables, level), late_posture(tables, 0)
    return [
        FigureView(
            "You" if own else "Tight hips",
            "Side view, walking, the near leg behind. The pelvis is tipped forward "
            f"{you.pelvis - usual.pelvis:.1f} degrees more than most people's.",
            you,
            _pulls(tables, level),
            usual.pelvis,
        ),
        FigureView(
            "Most people",
            "Side view of the same step with the hips of the middle person.",
            usual,
            _pulls(tables, 0),
            usual.pelvis,
            free=True,
        ),
    ]


def late_overlay(tables: dict[str, Any]) -> Overlay | None:
    level = tables["levels"].index(tables["own"]["lost_deg"])
    return overlay(late_posture(tables, level), late_posture(tables, 0))


def _late(tables: dict[str, Any]) -> int:
    percent: float = tables["late_percent"]
    return round(percent / 100 * SAMPLES)


def late_posture(tables: dict[str, Any], level: int) -> Posture:
    stride, late = tables["walk"][level], _late(tables)
    legs = {
        name: LegAngles(
            stride[f"{name}_hip"][late],
            tables[f"{name}_knee"][late],
            tables[f"{name}_ankle"][late],
        )
        for name in ("near", "far")
    }
    return Posture(stride["pelvis"][late], stride["lumbar"][late], **legs)


def _pulls(tables: dict[str, Any], level: int) -> dict[str, float]:
    stride, late = tables["walk"][level], _late(tables)
    front, back = stride["near_front"][late], stride["back"][late]
    return {
        "psoas": front,
        "iliacus": front,
        "rectus": stride["near_rectus"][late],
        "gluteus": back,
        "hamstrings": back,
    }


def distance(millimeters: float) -> str:
    """Return millimeters in the unit a person can picture, as distance() in why.js does."""
    if millimeters < 1000:
        return f"{_two_digits(millimeters)} mm"
    feet = millimeters / 304.8
    if feet < 5280:
        return f"{_two_digits(feet)} feet"
    miles = feet / 5280
    return f"{miles:.1f} miles" if miles < 9.95 else f"{_two_digits(miles)} miles"


def _two_digits(value: float) -> str:
    """More would claim what a band this wide does not know."""
    step = 10 ** max(0, floor(log10(max(1.0, value))) - 1)
    return f"{floor(value / step + 0.5) * step:,}"
