"""Question of stiffness: how relaxed tissue resists hip and knee, and what makes it tight."""

from guywire.body.tissue.api import (
    PassiveMoment,
    Tension,
    group_tension,
    moment_scale,
    muscle_tension,
    passive_energy,
    passive_moment,
)
from guywire.body.tissue.deficit import (
    extension_deficit_deg,
    flexion_deficit_deg,
    hip_flexion_at_moment_deg,
    knee_flexion_at_moment_deg,
    tissue_with_deficit,
)
from guywire.body.tissue.parameters import (
    GROUPS,
    MUSCLES_OF,
    GroupTissue,
    Tissue,
    TissueGroup,
    flat,
    stacked,
    taken,
)
from guywire.body.tissue.usual import usual_tissue

__all__ = [
    "GROUPS",
    "MUSCLES_OF",
    "GroupTissue",
    "PassiveMoment",
    "Tension",
    "Tissue",
    "TissueGroup",
    "extension_deficit_deg",
    "flat",
    "flexion_deficit_deg",
    "group_tension",
    "hip_flexion_at_moment_deg",
    "knee_flexion_at_moment_deg",
    "moment_scale",
    "muscle_tension",
    "passive_energy",
    "passive_moment",
    "stacked",
    "taken",
    "tissue_with_deficit",
    "usual_tissue",
]
