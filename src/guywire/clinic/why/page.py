"""What the explanation page says and shows before any script runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor, log10
from typing import Any

from django.utils.translation import gettext, gettext_noop, ngettext
from django.utils.translation import gettext_lazy as _

from guywire.care.words import Message, Number, message
from guywire.clinic.checks.queries import fitted_in
from guywire.clinic.checks.record import Check
from guywire.clinic.figure.overlay import Overlay, overlay
from guywire.clinic.figure.side_view import LegAngles, Posture, draw, place, wedge
from guywire.clinic.why import explanation, story
from guywire.hips.findings import tightest_hip
from guywire.hips.walking import SAMPLES, Walking, degrees_text, walking_of

WEEKS = 6
POSES = (
    ("walk", _("Walk")),
    ("stand", _("Stand")),
    ("supine", _("On back")),
    ("prone", _("On stomach")),
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
        if abs(self.more_deg) < 0.05:
            return ""
        return f"{'+' if self.more_deg > 0 else ''}{Number(self.more_deg, 1)}°"


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
        "words": script_words(),
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
        "traded": degrees_text(tables["traded_deg"][own][1]),
        "steps_number": steps,
        "weeks": WEEKS,
        "total": total[1],
        "said": said(tables["traded_deg"][own], tables["travel_mm"][own], total, steps),
        "sentences": [*(walking.sentences if walking else []), *total_sentences(total, steps)],
    }


MM, FEET, MILES = (
    gettext_noop("{count} mm"),
    gettext_noop("{count} feet"),
    gettext_noop("{count} miles"),
)
LIKELY = {
    "likely_degrees": gettext_noop("most likely {low}° to {high}°"),
    "likely_mm": gettext_noop("most likely {low} to {high} mm"),
    "likely": gettext_noop("most likely {low} to {high}"),
}
MAX_WEEKS = 26


def said(
    traded: Sequence[float], travel: Sequence[float], total: list[str], steps: int
) -> dict[str, str]:
    """Return what stands under the figures, as why.js says it when a slider moves."""
    words = {name: gettext(text) for name, text in LIKELY.items()}
    low_deg, _middle, high_deg = map(degrees_text, traded)
    low_mm, mm, high_mm = map(degrees_text, travel)
    return {
        "travel": gettext(MM).format(count=mm),
        "traded_band": words["likely_degrees"].format(low=low_deg, high=high_deg),
        "travel_band": words["likely_mm"].format(low=low_mm, high=high_mm),
        "total_band": words["likely"].format(low=total[0], high=total[2]),
        "weeks": _weeks_text(WEEKS),
        "steps": gettext("{count} steps").format(count=Number(steps, 0)),
    }


def script_words() -> dict[str, Any]:
    """Return the words of why.js in the language of the page."""
    return {
        "pause": gettext("Pause"),
        "walk": gettext("Walk"),
        "hours": gettext("{count} hours"),
        "steps": gettext("{count} steps"),
        "weeks": [_weeks_text(weeks) for weeks in range(1, MAX_WEEKS + 1)],
        **{name: gettext(text) for name, text in LIKELY.items()},
        "mm": gettext(MM),
        "feet": gettext(FEET),
        "miles": gettext(MILES),
    }


def _weeks_text(weeks: int) -> str:
    return ngettext("{count} week", "{count} weeks", weeks).format(count=weeks)


def total_sentences(total: list[str], steps: int) -> list[Message]:
    low, middle, high = total
    return [
        message(
            "With {steps} steps a day, over {weeks} weeks, these small movements add up to about "
            "{total}, most likely {low} to {high}.",
            steps=Number(steps, 0),
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
            gettext("You") if own else gettext("Tight hips"),
            gettext(
                "Side view, walking, the near leg behind. The pelvis is tipped forward {degrees} "
                "degrees more than most people's."
            ).format(degrees=Number(you.pelvis - usual.pelvis, 1)),
            you,
            _pulls(tables, level),
            usual.pelvis,
        ),
        FigureView(
            gettext("Most people"),
            gettext("Side view of the same step with the hips of the middle person."),
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
        return gettext(MM).format(count=_two_digits(millimeters))
    feet = millimeters / 304.8
    if feet < 5280:
        return gettext(FEET).format(count=_two_digits(feet))
    miles = feet / 5280
    count = str(Number(miles, 1)) if miles < 9.95 else _two_digits(miles)
    return gettext(MILES).format(count=count)


def _two_digits(value: float) -> str:
    """More would claim what a band this wide does not know."""
    step = 10 ** max(0, floor(log10(max(1.0, value))) - 1)
    return str(Number(floor(value / step + 0.5) * step, 0))
