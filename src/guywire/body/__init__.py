"""The engine: anatomy, tissue, posture and stretch. Knows no web."""

from guywire.body.geometry import Geometry, MuscleGeometry, geometry
from guywire.body.measure import measure
from guywire.body.person import Person, Segment
from guywire.body.quantities import Quantity

__all__ = ["Geometry", "MuscleGeometry", "Person", "Quantity", "Segment", "geometry", "measure"]
