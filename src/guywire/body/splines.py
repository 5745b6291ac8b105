"""Uniform cubic B-splines in several variables, evaluated for many postures at once.

Within a cell, t in [0, 1), a spline is the sum over its four nearest coefficients c of b(t) c with

    b = ((1 − t)³,  3t³ − 6t² + 4,  −3t³ + 3t² + 3t + 1,  t³) / 6;

in several variables the weights multiply. Its slope is the same sum with b′, so a slope returned
here is the derivative of the value returned here, not an estimate of it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial, reduce
from typing import Any

import numpy as np
from numpy.typing import NDArray

from guywire.body.quantities import FloatArray, Quantity


@dataclass(frozen=True)
class Spot:
    """Where values lie on an axis: first of four coefficients, their weights and slopes."""

    first: NDArray[np.intp]
    weights: FloatArray
    slopes: FloatArray


@dataclass(frozen=True, eq=False)
class Axis:
    """One variable of a table: a quantity's range cut into equal cells."""

    quantity: Quantity
    cells: int

    @property
    def size(self) -> int:
        """How many coefficients the axis has."""
        return self.cells + 3

    @property
    def samples(self) -> FloatArray:
        """Ends and middles of the cells: where a table is sampled to be fitted."""
        return np.linspace(self.quantity.low, self.quantity.high, 2 * self.cells + 1)

    def spot(self, values: FloatArray) -> Spot:
        """Locate values that lie in the range."""
        per_unit = self.cells / (self.quantity.high - self.quantity.low)
        along = (values - self.quantity.low) * per_unit
        first = np.minimum(along.astype(np.intp), self.cells - 1)
        t = along - first
        powers = np.empty((4, len(t)))
        powers[0], powers[1] = 1.0, t
        np.multiply(t, t, out=powers[2])
        np.multiply(powers[2], t, out=powers[3])
        return Spot(first, _WEIGHTS @ powers, per_unit * _SLOPES @ powers)

    def weights_at(self, value: float) -> tuple[int, FloatArray]:
        """Of one value in the range: the first coefficient near it; weights and slopes, (2, 4)."""
        per_unit = self.cells / (self.quantity.high - self.quantity.low)
        along = (value - self.quantity.low) * per_unit
        first = min(int(along), self.cells - 1)
        t = along - first
        s, half = 1.0 - t, per_unit / 2
        cube, other = t * t * t / 6, s * s * s / 6
        weights = (other, 2 / 3 - t * t + 3 * cube, 2 / 3 - s * s + 3 * other, cube)
        slopes = (-half * s * s, half * t * (3 * t - 4), half * s * (4 - 3 * s), half * t * t)
        return first, np.array((weights, slopes))

    def design(self, values: FloatArray) -> FloatArray:
        """The matrix that takes coefficients to spline values, shape (values, size)."""
        spot = self.spot(values)
        matrix = np.zeros((len(values), self.size))
        rows = np.arange(len(values))
        for offset in range(4):
            matrix[rows, spot.first + offset] = spot.weights[offset]
        return matrix


def fit(axes: Sequence[Axis], sampled: FloatArray) -> FloatArray:
    """Coefficients of the splines nearest, by least squares, to samples on the axes' `samples`.

    `sampled` has shape (tables, *samples of each axis); the answer (tables, *size of each axis).
    """
    coefficients = sampled
    for number, axis in enumerate(axes, start=1):
        inverse = np.linalg.pinv(axis.design(axis.samples))
        coefficients = np.moveaxis(np.tensordot(inverse, coefficients, (1, number)), 0, number)
    return coefficients


def evaluate(
    table: FloatArray, spots: Sequence[Spot], slopes_along: Sequence[int] = ()
) -> FloatArray:
    """Values of several splines at the spots, and their slopes along some of the axes.

    Parameters
    ----------
    table : coefficients, shape (splines, *size of each axis)
    spots : one an axis, for the same number of postures
    slopes_along : the axes whose slopes are wanted

    Returns
    -------
    array of shape (1 + slopes, splines, postures) : the values, then each slope asked for
    """
    sizes = table.shape[1:]
    strides = [math.prod(sizes[axis + 1 :]) for axis in range(len(sizes))]
    places = [(_FOUR + spot.first) * stride for spot, stride in zip(spots, strides, strict=True)]
    near = reduce(partial(_outer, np.add), places)
    coefficients = table.reshape(len(table), -1).take(near, axis=1)
    result = np.empty((1 + len(slopes_along), len(table), near.shape[-1]))
    for row, sloped in enumerate((None, *slopes_along)):
        np.einsum("son,on->sn", coefficients, _weights(spots, sloped), out=result[row])
    return result


_FOUR = np.arange(4)[:, np.newaxis]

# Rows: the four weights b(t); columns: their coefficients of 1, t, t², t³.
_WEIGHTS = np.array([[1, -3, 3, -1], [4, 0, -6, 3], [1, 3, 3, -3], [0, 0, 0, 1]]) / 6
_SLOPES = np.array([[-3, 6, -3, 0], [0, -12, 9, 0], [3, 6, -9, 0], [0, 0, 3, 0]]) / 6


def _weights(spots: Sequence[Spot], sloped: int | None) -> FloatArray:
    """Each posture's weight on every coefficient near it, shape (4 ** axes, postures)."""
    factors = [s.slopes if axis == sloped else s.weights for axis, s in enumerate(spots)]
    return reduce(partial(_outer, np.multiply), factors)


def _outer(operation: np.ufunc, rows: Any, columns: Any) -> Any:
    """Every row with every column, posture by posture."""
    return operation(rows[:, np.newaxis], columns).reshape(-1, rows.shape[-1])
