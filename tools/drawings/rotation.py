"""Rotations and frames in three dimensions, in degrees and as 3×3 matrices."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]


def unit(vector: ArrayLike) -> Array:
    v = np.asarray(vector, dtype=float)
    length = float(np.linalg.norm(v))
    if length == 0:
        raise ValueError("a vector of length 0 has no direction")
    return v / length


def about(axis: ArrayLike, degrees: float) -> Array:
    """Return the rotation by `degrees` about `axis`, right-handed."""
    x, y, z = unit(axis)
    cross = np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
    angle = np.radians(degrees)
    return np.asarray(np.eye(3) + np.sin(angle) * cross + (1 - np.cos(angle)) * cross @ cross)


def about_x(degrees: float) -> Array:
    return about((1, 0, 0), degrees)


def about_y(degrees: float) -> Array:
    return about((0, 1, 0), degrees)


def about_z(degrees: float) -> Array:
    return about((0, 0, 1), degrees)


def frame(along: ArrayLike, side: ArrayLike) -> Array:
    """Return an orthonormal frame: `along`, `side` made square to it, and their cross product."""
    first = unit(along)
    second = np.asarray(side, dtype=float)
    second = unit(second - first * (first @ second))
    return np.stack([first, second, np.cross(first, second)], axis=1)


def rotation_vector(matrix: Array) -> Array:
    """Return the axis times the angle in degrees."""
    angle = np.arccos(np.clip((np.trace(matrix) - 1) / 2, -1, 1))
    skew = np.array(
        [
            matrix[2, 1] - matrix[1, 2],
            matrix[0, 2] - matrix[2, 0],
            matrix[1, 0] - matrix[0, 1],
        ]
    )
    if angle < 1e-6:
        return np.zeros(3)
    if np.pi - angle < 1e-4:
        square = (matrix + np.eye(3)) / 2
        column = square[:, int(np.argmax(np.diag(square)))]
        return np.asarray(unit(column) * np.degrees(angle))
    return np.asarray(skew / (2 * np.sin(angle)) * np.degrees(angle))


def between(first: Array, second: Array, share: float) -> Array:
    """Return the rotation `share` of the way from `first` to `second`, by the shortest turn."""
    turn = rotation_vector(first.T @ second)
    degrees = float(np.linalg.norm(turn))
    return first if degrees < 1e-9 else np.asarray(first @ about(turn, degrees * share))
