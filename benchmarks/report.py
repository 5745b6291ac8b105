"""What one person's whole report costs, question by question, cold and warm.

    python -m benchmarks.report

prints JSON: processor seconds of each question the first time in a fresh process, and the least
of twenty times after. No peers are needed.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

from guywire.body import Person, tissue_with_deficit
from guywire.body.fit import fit
from guywire.body.hold import Hold, Prone, StretchPosture, Supine, hold
from guywire.body.measure import measure
from guywire.body.stand import stand
from guywire.body.surface import surface
from guywire.body.tissue import Tissue, stacked
from guywire.body.walk import walk_spread

AGAIN = 20
PROCESSES = 7
PERSON = Person(height_m=1.64, mass_kg=70, sex="female", age_years=47)
READINGS = ([9.0, 10.0, 11.0], [-4.0, -6.0, -5.0], [-60.0, -62.0, -61.0])


@dataclass(frozen=True)
class Cost:
    """One question's processor time (s), the first time and at best."""

    question: str
    first_s: float
    again_s: float


def costs() -> list[Cost]:
    """Every question of the report for one person, in the order a person asks them."""
    return [_cost(question, ask) for question, ask in _questions().items()]


def fit_cost() -> Cost:
    """The posterior over both sides' tissue from one set of readings, which is not the report."""
    sides = (measure(*READINGS), measure(*READINGS))
    return _cost("The fit of both sides", lambda: fit(*sides, person=PERSON))


def in_fresh_processes() -> list[list[Cost]]:
    """Costs of the report and, last, of the fit in some processes, the first times truly first."""
    return [_in_a_fresh_process() for _ in range(PROCESSES)]


def _in_a_fresh_process() -> list[Cost]:
    command = [sys.executable, "-m", "benchmarks.report"]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return [Cost(**row) for row in json.loads(printed)]


def _questions() -> dict[str, Callable[[], object]]:
    sides: list[Tissue] = []

    def tight() -> None:
        sides[:] = [_tissue(lost_deg=12, rectus_deg=15), _tissue(lost_deg=6, rectus_deg=5)]

    return {
        "measure, both sides": lambda: [measure(*readings) for readings in (READINGS, READINGS)],
        "tissue from degrees lost, both sides, two groups": tight,
        "stand": lambda: stand(*sides, person=PERSON),
        "walk": lambda: walk_spread(*sides, person=PERSON),
        "hold, supine, both sides": lambda: _hold(Supine(), sides),
        "hold, prone, both sides": lambda: _hold(Prone(), sides),
        "surface for the phone, both sides": lambda: [surface(t, person=PERSON) for t in sides],
    }


def _tissue(*, lost_deg: float, rectus_deg: float) -> Tissue:
    short = tissue_with_deficit(lost_deg)
    return tissue_with_deficit(rectus_deg, part="rectus_femoris", start=short)


def _hold(stretch: StretchPosture, sides: list[Tissue]) -> Hold:
    return hold(stretch, minutes=5.0, tissue=stacked(sides), person=PERSON)


def _cost(question: str, ask: Callable[[], object]) -> Cost:
    first = _seconds(ask)
    return Cost(question, first, min(_seconds(ask) for _ in range(AGAIN)))


def _seconds(ask: Callable[[], object]) -> float:
    start = time.process_time()
    ask()
    return time.process_time() - start


if __name__ == "__main__":
    print(json.dumps([vars(cost) for cost in [*costs(), fit_cost()]]))
