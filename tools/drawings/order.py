"""Which part lies in front of which, by votes of the depths where two overlap."""

from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from drawings.camera import Camera
from drawings.rotation import Array

CELL_MM = 6.0
SAMPLES = 6
MIN_SHARED_CELLS = 3
FULL_VOTE_MM = 8.0
FORCED = 1e9

Cells = tuple[NDArray[np.int64], Array]
Edges = dict[tuple[str, str], float]


def cells(triangles: Array, camera: Camera) -> Cells:
    """Return the picture's cells that the triangles cover and their nearest depth in each."""
    shares = np.array(
        [
            (i / SAMPLES, j / SAMPLES, 1 - (i + j) / SAMPLES)
            for i in range(SAMPLES + 1)
            for j in range(SAMPLES + 1 - i)
        ]
    )
    points = np.einsum("wk,nkc->nwc", shares, triangles[..., :3]).reshape(-1, 3)
    depth = camera.depth(points)
    key = cell_keys(camera.flat(points))
    nearest_first = np.lexsort((-depth, key))
    unique, first = np.unique(key[nearest_first], return_index=True)
    return unique, depth[nearest_first][first]


def cell_keys(flat: Array) -> NDArray[np.int64]:
    """Return a number for the cell of each picture point."""
    cell = np.floor(flat / CELL_MM).astype(np.int64)
    return np.asarray((cell[:, 0] + 5000) * 20000 + cell[:, 1] + 5000)


class Overlaps:
    """Votes (`edges`, below → above) and mean distances in depth of parts that overlap."""

    def __init__(self, parts: Mapping[str, Array], camera: Camera) -> None:
        self.cells = {name: cells(triangles, camera) for name, triangles in parts.items()}
        self.edges: Edges = {}
        self.apart_mm: dict[frozenset[str], float] = {}
        names = list(parts)
        for number, first in enumerate(names):
            for second in names[number + 1 :]:
                self._compare(first, second)

    def _compare(self, first: str, second: str) -> None:
        _, of_first, of_second = np.intersect1d(
            self.cells[first][0], self.cells[second][0], assume_unique=True, return_indices=True
        )
        if len(of_first) < MIN_SHARED_CELLS:
            return
        ahead = self.cells[first][1][of_first] - self.cells[second][1][of_second]
        self.apart_mm[frozenset((first, second))] = float(np.abs(ahead).mean())
        vote = float(np.clip(ahead / FULL_VOTE_MM, -1, 1).sum())
        if abs(vote) >= 1:
            self.edges[(second, first) if vote > 0 else (first, second)] = abs(vote)

    def depth(self, name: str) -> float:
        return float(np.median(self.cells[name][1]))


def back_to_front(overlaps: Overlaps, forced: Iterable[tuple[str, str]]) -> list[str]:
    """Return the names from the farthest; each pair of `forced` is (below, above)."""
    edges = dict(overlaps.edges)
    for below, above in forced:
        if below in overlaps.cells and above in overlaps.cells:
            edges.pop((above, below), None)
            edges[(below, above)] = FORCED
    left = dict.fromkeys(overlaps.cells)
    order = []
    while left:
        covered = {
            name: sum(vote for (low, high), vote in edges.items() if high == name and low in left)
            for name in left
        }
        least = min(covered.values())
        free = [name for name in left if covered[name] <= least + 1e-9]
        lowest = min(free, key=overlaps.depth)
        order.append(lowest)
        del left[lowest]
    return order
