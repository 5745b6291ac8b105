"""The anatomy as data the project owns: tables a biomechanist can read, and their loader.

One table a region (`front_of_hip.toml`, `back_of_hip.toml`, …), `skeleton.toml` for the joints,
`segments.toml` for masses and lengths, `sources.toml` for where each came from.
"""

from guywire.body.anatomy.tables import (
    DataSource,
    Muscle,
    PassiveCurve,
    PathPoint,
    Wrap,
    muscles,
    skeleton,
    sources,
)

__all__ = [
    "DataSource",
    "Muscle",
    "PassiveCurve",
    "PathPoint",
    "Wrap",
    "muscles",
    "skeleton",
    "sources",
]
