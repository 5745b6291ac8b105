"""What the explanation page says and shows before any script runs."""

from __future__ import annotations

from dataclasses import dataclass
from math import floor, log10
from typing import Any

from guywire.body.person import Person
from guywire.care.vocabulary import Group, Side
from guywire.clinic.checks.queries import fitted_in
from guywire.clinic.checks.record import Check
from guywire.clinic.figure.side_view import LegAngles, Posture, draw, place, wedge
from guywire.clinic.why import explanation, story
from guywire.clinic.why.explanation import Hips

EXAMPLE = Hips({Side.LEFT: 10.0, Side.RIGHT: 10.0})
WEEKS = 6
GROUND = 900
TILT_ARM = 235.0
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
        return f"translate(0 {GROUND - place(self.posture).lowest:.2f})"

    @property
    def more_deg(self) -> float:
        return self.posture.pelvis - self.usual_pelvis_deg

    @property
    def wedge(self) -> str:
        return wedge(self.usual_pelvis_deg, self.posture.pelvis, TILT_ARM)

    @property
    def label(self) -> str:
        return f"{self.more_deg:+.1f}°" if abs(self.more_deg) >= 0.05 else ""


def context(check: Check | None) -> dict[str, Any]:
    hips = hips_of(check)
    tables = explanation.tables(
        hips or EXAMPLE,
        person=Person(),
        steps=check.steps if check else None,
        hours=check.sitting_hours if check else None,
    )
    return {
        "own": hips is not None,
        "tables": tables,
        "poses": POSES,
        "facts": facts(tables),
        "figures": figures(tables, own=hips is not None),
        "story": story.context(check),
    }


def hips_of(check: Check | None) -> Hips | None:
    """How much hip extension each side has lost; one not measured goes with the other."""
    if check is None:
        return None
    lost = {
        side: found.groups[Group.ILIOPSOAS].tissue.deficit_deg.median
        for side, found in fitted_in(check).sides.items()
        if Group.ILIOPSOAS in found.groups
    }
    if not lost:
        return None
    return Hips({side: lost.get(side, next(iter(lost.values()))) for side in Side})


def facts(tables: dict[str, Any]) -> dict[str, Any]:
    own = tables["levels"].index(tables["own"]["lost_deg"])
    traded, travel = tables["traded_deg"][own], tables["lumbosacral_mm"][own]
    steps = tables["own"]["steps"]
    total = [distance(mm * steps * 7 * WEEKS) for mm in travel]
    found = {
        "lost_deg": tables["own"]["lost_deg"],
        "sitting_hours": tables["own"]["sitting_hours"],
        "traded": traded,
        "travel": travel,
        "steps_number": steps,
        "steps": f"{steps:,}",
        "weeks": WEEKS,
        "total": total,
    }
    return found | {"sentences": sentences(found)}


def sentences(found: dict[str, Any]) -> list[str]:
    low, middle, high = found["traded"]
    mm_low, mm, mm_high = found["travel"]
    if middle < 0.1:
        return [
            "These hips have as much extension as most. The model finds nothing that pelvis and "
            "lower back would have to take over.",
        ]
    return [
        f"The tighter hip has lost about {found['lost_deg']:.0f}° of extension, beside the usual "
        "hip of our model.",
        f"When the leg is behind you, just before it leaves the ground, about {middle:.1f}° of "
        f"what the hip does not give turns up as pelvis and lower-back motion instead. The true "
        f"figure is somewhere from {low:.1f}° to {high:.1f}°.",
        f"For the base of the spine that is about {mm:.1f} millimeters each step ({mm_low:.1f} to "
        f"{mm_high:.1f}). With {found['steps']} steps a day, over {found['weeks']} weeks, these "
        f"small movements add up to about {found['total'][1]} ({found['total'][0]} to "
        f"{found['total'][2]}).",
        "Standing still, tight hips change almost nothing. It is the end of each step that asks "
        "for the motion.",
    ]


def figures(tables: dict[str, Any], *, own: bool) -> list[FigureView]:
    level = tables["levels"].index(tables["own"]["lost_deg"])
    late = round(tables["late_percent"] / 100 * explanation.SAMPLES)
    you = _late(tables, level, late)
    free = _late(tables, 0, late)
    return [
        FigureView(
            "You" if own else "Tight hips",
            "Side view, walking, the near leg behind. The pelvis is tipped forward "
            f"{you.pelvis - free.pelvis:.1f} degrees more than with free hips.",
            you,
            _pulls(tables, level, late),
            free.pelvis,
        ),
        FigureView(
            "Free hips",
            "Side view of the same step with hips that have lost nothing.",
            free,
            _pulls(tables, 0, late),
            free.pelvis,
            free=True,
        ),
    ]


def _late(tables: dict[str, Any], level: int, late: int) -> Posture:
    stride = tables["walk"][level]
    legs = {
        name: LegAngles(
            stride[f"{name}_hip"][late],
            tables[f"{name}_knee"][late],
            tables[f"{name}_ankle"][late],
        )
        for name in ("near", "far")
    }
    return Posture(stride["pelvis"][late], stride["lumbar"][late], **legs)


def _pulls(tables: dict[str, Any], level: int, late: int) -> dict[str, float]:
    stride = tables["walk"][level]
    front, back = stride["near_front"][late], stride["back"][late]
    rectus = stride["near_rectus"][late]
    return {
        "psoas": front,
        "iliacus": front,
        "rectus": rectus,
        "gluteus": back,
        "hamstrings": back,
    }


def distance(millimeters: float) -> str:
    """Millimeters in the unit a person can picture; as distance() in why.js."""
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
