"""The usual person: the median of the population that `guywire.body.fit` takes a person from.

Deficits count from this tissue, and so do walking, standing, holding and every picture: there is
one reference. The mean of Silder's young adults (`Tissue()`) sets the shape of the passive curves;
where the middle of people lies was found from larger samples (`guywire.body.fit.population`).
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from guywire.body.tissue.parameters import GroupTissue, Tissue


@dataclass(frozen=True)
class Spread:
    """How sides differ: front in degrees, what is particular to rectus femoris in fiber lengths."""

    front_mean_deg: float
    front_sd_deg: float
    rectus_mean: float
    rectus_sd: float


@cache
def spread() -> Spread:
    """The frozen means and spreads."""
    text = (files("guywire.body.tissue") / "population.toml").read_text(encoding="utf-8")
    return Spread(**tomllib.loads(text)["spread"])


@cache
def usual_tissue() -> Tissue:
    """The tissue of the usual person, either side."""
    middle = spread()
    return Tissue(
        rectus_femoris=GroupTissue(shift=middle.rectus_mean),
        front_shift_deg=middle.front_mean_deg,
    )
