"""The normative stride as smooth periodic curves, from its samples every 5 %."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from guywire.body.quantities import FloatArray, Quantity

SPEED = Quantity("speed_m_s", 0.6, 2.0, "m/s")

STRIDE_GROWS_WITH_SPEED_TO_THE = 0.42
"""Step length grows with speed to this power (Grieve & Gear 1966, remembered); swings about their
mean are scaled alike. At the measured speed of 1.24 m/s nothing is scaled."""


@dataclass(frozen=True)
class NormalStride:
    """One leg's stride (degrees), hip and pelvis counted from quiet standing, not from bone."""

    percent: FloatArray
    pelvis_tilt_deg: FloatArray
    hip_flexion_deg: FloatArray
    knee_flexion_deg: FloatArray
    ankle_dorsiflexion_deg: FloatArray


def normal_stride(percent: FloatArray, speed_m_s: float) -> NormalStride:
    """The mean stride of 24 young adults at points of the stride (%).

    Hip flexion and pelvic tilt were measured from the bony points of the pelvis; the mean tilt of
    the stride (10.5°) is taken for the tilt of quiet standing and is what zero is here.
    """
    table = _table()
    grown = (SPEED.scalar(speed_m_s) / table["speed_m_s"]) ** STRIDE_GROWS_WITH_SPEED_TO_THE
    standing_tilt = float(np.mean(table["pelvis_tilt_deg"]))

    def curve(name: str) -> FloatArray:
        samples = np.asarray(table[name])
        return np.asarray(samples.mean() + grown * (_periodic(samples, percent) - samples.mean()))

    return NormalStride(
        percent,
        curve("pelvis_tilt_deg") - standing_tilt,
        curve("hip_flexion_deg") - standing_tilt,
        np.maximum(curve("knee_flexion_deg"), 0.0),
        curve("ankle_dorsiflexion_deg"),
    )


def _periodic(samples: FloatArray, percent: FloatArray) -> FloatArray:
    """Trigonometric interpolation: the smoothest periodic curve through all samples."""
    count = len(samples)
    waves = np.fft.rfft(samples) / count
    weights = np.full(len(waves), 2.0)
    weights[0] = 1.0
    if count % 2 == 0:
        weights[-1] = 1.0
    turns = np.exp(2j * np.pi * np.outer(np.asarray(percent) / 100, np.arange(len(waves))))
    return np.asarray((turns * (weights * waves)).sum(axis=1).real)


@cache
def _table() -> dict[str, Any]:
    text = (files("guywire.body.walk") / "fukuchi2018.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
