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
from guywire.body.tissue.lost import (
    hip_flexion_at_moment_deg,
    knee_flexion_at_moment_deg,
    lost_hip_extension_deg,
    lost_knee_flexion_deg,
    tissue_that_lost,
)
from guywire.body.tissue.parameters import (
    GROUPS,
    MUSCLES_OF,
    Group,
    GroupTissue,
    Tissue,
    flat,
    taken,
)

__all__ = [
    "GROUPS",
    "MUSCLES_OF",
    "Group",
    "GroupTissue",
    "PassiveMoment",
    "Tension",
    "Tissue",
    "flat",
    "group_tension",
    "hip_flexion_at_moment_deg",
    "knee_flexion_at_moment_deg",
    "lost_hip_extension_deg",
    "lost_knee_flexion_deg",
    "moment_scale",
    "muscle_tension",
    "passive_energy",
    "passive_moment",
    "taken",
    "tissue_that_lost",
]
