"""The one way to check a quantity. Every refusal names quantity, value, range and unit."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

FloatArray = NDArray[np.float64]
Kind = TypeVar("Kind")


def checked_type(value: Kind, kind: type[Kind], name: str) -> Kind:
    """Return the value; ValueError if it is of another type."""
    if not isinstance(value, kind):
        raise ValueError(f"{name} is {value!r}; it must be a {kind.__name__}")
    return value


@dataclass(frozen=True)
class Quantity:
    """A named number with a unit and the closed range within which the engine can answer.

    >>> Quantity("height", 1.2, 2.2, "m").scalar(3.0)
    Traceback (most recent call last):
    ValueError: height is 3 m; it must be a finite number from 1.2 to 2.2 m
    """

    name: str
    low: float
    high: float
    unit: str

    def scalar(self, value: float) -> float:
        """The value as a float; ValueError if it is not one finite number within the range."""
        checked = self.array(value)
        if checked.ndim:
            raise ValueError(f"{self.name} must be one number ({self.unit}), got {checked.size}")
        return float(checked)

    def array(self, value: ArrayLike) -> FloatArray:
        """The values as a float64 array of the same shape; ValueError names the first bad one."""
        if np.ma.is_masked(value):
            raise ValueError(f"{self.name} holds masked values; drop them or fill them in first")
        try:
            values = np.asarray(value, dtype=np.float64)
        except (TypeError, ValueError):
            raise ValueError(f"{self.name} must be a number ({self.unit}), got {value!r}") from None
        good = (values >= self.low) & (values <= self.high)
        if not good.all():
            raise ValueError(self._refusal(float(values[~good].flat[0])))
        return values

    def one(self, value: float) -> float:
        """One plain number; ValueError if it is outside the range. The quick way of `scalar`."""
        if self.low <= value <= self.high:
            return value
        return self.scalar(value)

    def held(self, values: FloatArray) -> FloatArray:
        """The values held to the range, for answers that may run past its end."""
        return np.asarray(np.clip(values, self.low, self.high))

    def _refusal(self, value: float) -> str:
        return (
            f"{self.name} is {self._written(value)}; "
            f"it must be a finite number from {self._range()}"
        )

    def _written(self, value: float) -> str:
        if self.unit == "rad" and math.isfinite(value):
            return f"{value:.6g} rad ({math.degrees(value):.4g}°)"
        return f"{value:.6g} {self.unit}"

    def _range(self) -> str:
        written = f"{self.low:.6g} to {self.high:.6g} {self.unit}"
        if self.unit == "rad":
            written += f" ({math.degrees(self.low):.4g}° to {math.degrees(self.high):.4g}°)"
        return written


def angle(name: str, low_deg: float, high_deg: float) -> Quantity:
    """An angle kept in radians, its range written in degrees."""
    return Quantity(name, math.radians(low_deg), math.radians(high_deg), "rad")
