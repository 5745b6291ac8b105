"""From where a picture is seen."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from drawings.rotation import Array


@dataclass(frozen=True)
class Camera:
    """Directions of the world that lie to the right, upward and toward us in the picture."""

    right: tuple[float, float, float]
    up: tuple[float, float, float]
    toward: tuple[float, float, float]

    def flat(self, points: Array) -> Array:
        """Return picture coordinates, y downward as in SVG."""
        x, y = points @ np.asarray(self.right), -(points @ np.asarray(self.up))
        return np.stack([x, y], axis=-1)

    def depth(self, points: Array) -> Array:
        return np.asarray(points @ np.asarray(self.toward))

    def facing(self, triangles: Array) -> NDArray[np.bool_]:
        """Return whether each triangle's outer side faces us."""
        corners = triangles[..., :3]
        normal = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
        return np.asarray(normal @ np.asarray(self.toward) > 0)


SIDE_FROM_RIGHT = Camera((0, 0, 1), (0, 1, 0), (-1, 0, 0))
SIDE_FROM_LEFT = Camera((0, 0, -1), (0, 1, 0), (1, 0, 0))
FRONT = Camera((1, 0, 0), (0, 1, 0), (0, 0, 1))
ABOVE = Camera((0, 0, -1), (-1, 0, 0), (0, 1, 0))
"""From above, in step with the view from the left: what was near is at the bottom."""
