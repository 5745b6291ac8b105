"""A stride at the points asked for, laid once over the front muscles of both legs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from guywire.body.quantities import FloatArray
from guywire.body.tissue.laid import Laid, lay
from guywire.body.walk.curves import SPEED, StrideCurves, normal_stride


@dataclass(frozen=True)
class LaidStride:
    """A stride at the points asked for, both legs laid over their front muscles."""

    percent: FloatArray
    curves: Mapping[str, StrideCurves]
    laid: Mapping[str, Laid]

    @property
    def people(self) -> int | None:
        curves = vars(self.curves["left"]).values()
        return max((len(curve) for curve in curves if curve.ndim == 2), default=None)


def laid_stride(stride: StrideCurves | None, speed_m_s: float, samples: int) -> LaidStride:
    if stride is None:
        return _normative(SPEED.scalar(speed_m_s), samples)
    return _lay_stride(stride, samples)


@lru_cache(maxsize=8)
def _normative(speed_m_s: float, samples: int) -> LaidStride:
    return _lay_stride(normal_stride(speed_m_s), samples)


def _lay_stride(stride: StrideCurves, samples: int) -> LaidStride:
    percent = np.arange(samples) * 100.0 / samples
    curves = {"left": stride.at(percent), "right": stride.at((percent + 50) % 100)}
    laid = {
        side: lay(np.radians(at.hip_flexion_deg), np.radians(at.knee_flexion_deg))
        for side, at in curves.items()
    }
    return LaidStride(percent, curves, laid)
