"""The engine: anatomy, tissue, posture and stretch. Knows no web."""

from guywire.body.fit import fit
from guywire.body.geometry import Geometry, MuscleGeometry, geometry
from guywire.body.hold import Prone, Supine, hold
from guywire.body.measure import measure
from guywire.body.person import Person, Segment
from guywire.body.quantities import Quantity
from guywire.body.stand import stand
from guywire.body.surface import surface
from guywire.body.tissue import (
    GroupTissue,
    Tissue,
    passive_energy,
    passive_moment,
    tissue_that_lost,
)
from guywire.body.walk import walk

__all__ = [
    "Geometry",
    "GroupTissue",
    "MuscleGeometry",
    "Person",
    "Prone",
    "Quantity",
    "Segment",
    "Supine",
    "Tissue",
    "fit",
    "geometry",
    "hold",
    "measure",
    "passive_energy",
    "passive_moment",
    "stand",
    "surface",
    "tissue_that_lost",
    "walk",
]
