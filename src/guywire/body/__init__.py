"""The engine: anatomy, tissue, posture and stretch. Knows no web.

Each question is a module of its name, with the function of that name in it:
`from guywire.body.fit import fit`, and so for `measure`, `stand`, `walk`, `hold`,
`surface` and `geometry`. Here stand only names that hide no module.
"""

from guywire.body.fit import fit_side
from guywire.body.intervals import Interval
from guywire.body.person import Person, Segment
from guywire.body.quantities import Quantity
from guywire.body.tissue import (
    GroupTissue,
    Tissue,
    passive_energy,
    passive_moment,
    tissue_with_deficit,
    usual_tissue,
)

__all__ = [
    "GroupTissue",
    "Interval",
    "Person",
    "Quantity",
    "Segment",
    "Tissue",
    "fit_side",
    "passive_energy",
    "passive_moment",
    "tissue_with_deficit",
    "usual_tissue",
]
