"""One muscle's passive force against its stretch: a toe that rises exponentially, then a line."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from guywire.body.quantities import FloatArray


def tangent_exp(u: FloatArray, line_from: float) -> tuple[FloatArray, FloatArray]:
    """exp u up to `line_from` and its tangent beyond; and its integral from −∞ to u."""
    grown = np.exp(np.minimum(u, line_from))
    beyond = np.maximum(u - line_from, 0.0)
    return grown * (1 + beyond), grown * (1 + beyond + beyond**2 / 2)


@dataclass(frozen=True)
class PassiveForce:
    """f(y) = a·(exp y − 1) for 0 ≤ y ≤ Y, its tangent beyond, 0 when slack.

    `y` is the stretch past slack over the muscle's own unit stretch, times the steepness; `f` is
    force over the muscle's greatest isometric force. Toe and line are how tendon and fascicle
    bundles are seen to stretch; the line also keeps a very tight muscle finite.
    """

    toe: float
    line_from: float

    def force(self, y: FloatArray) -> FloatArray:
        """f(y), dimensionless."""
        in_toe, beyond = self._split(y)
        return np.asarray(self.toe * (np.expm1(in_toe) + np.exp(self.line_from) * beyond))

    def energy(self, y: FloatArray) -> FloatArray:
        """∫ f dy from slack, dimensionless."""
        in_toe, beyond = self._split(y)
        line = np.expm1(self.line_from) * beyond + np.exp(self.line_from) * beyond**2 / 2
        return np.asarray(self.toe * (np.expm1(in_toe) - in_toe + line))

    def _split(self, y: FloatArray) -> tuple[FloatArray, FloatArray]:
        in_toe = np.minimum(np.maximum(y, 0.0), self.line_from)
        return in_toe, np.maximum(y - self.line_from, 0.0)
