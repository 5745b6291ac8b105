"""Strides as smooth periodic curves: the normative one, anybody's own, and how people differ."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from guywire.body.quantities import FloatArray, Quantity

SPEED = Quantity("speed_m_s", 0.6, 2.0, "m/s")
HIP = Quantity("hip_flexion_deg", -40.0, 100.0, "°")
KNEE = Quantity("knee_flexion_deg", -10.0, 134.0, "°")
PELVIS = Quantity("pelvis_tilt_deg", -60.0, 60.0, "°")
ANKLE = Quantity("ankle_dorsiflexion_deg", -60.0, 60.0, "°")
MIN_SAMPLES = 8

STRIDE_GROWS_WITH_SPEED_TO_THE = 0.42
"""Step length grows with speed to this power (Grieve & Gear 1966, remembered); swings about their
mean are scaled alike. At the measured speed of 1.24 m/s nothing is scaled."""

HIP_OFFSET_SD_DEG = 6.1
"""How far the hip curve of one person lies from another's: peak hip flexion of 138 adults spreads
by 7.9° (D05), of which 5° is the shape of the bone it is counted from (C06)."""
HIP_SWING_SD = 0.063
"""How far the hip's swing spreads about its mean: 37.6° to 44.0° from the 10th to the 90th
percentile of 24 adults around 39.8° (D01)."""


@dataclass(frozen=True)
class StrideCurves:
    """One leg's stride in degrees, evenly spaced from its heel strike; the other is half a stride
    later.

    Parameters
    ----------
    hip_flexion_deg : thigh against pelvis, −40 to 100, counted from quiet standing
    knee_flexion_deg : −10 to 134
    pelvis_tilt_deg : forward tilt counted from quiet standing, −60 to 60; level if None
    ankle_dorsiflexion_deg : −60 to 60, for the picture alone; level if None

    At least 8 samples each, all alike in number, the first of the next stride left out. A people
    axis may come first: shape (people, samples).

    Raises
    ------
    ValueError
        If a value is outside its range or the curves do not fit one another.
    """

    hip_flexion_deg: FloatArray
    knee_flexion_deg: FloatArray
    pelvis_tilt_deg: FloatArray = field(default_factory=lambda: np.zeros(1))
    ankle_dorsiflexion_deg: FloatArray = field(default_factory=lambda: np.zeros(1))

    def __post_init__(self) -> None:
        hip, knee = HIP.array(self.hip_flexion_deg), KNEE.array(self.knee_flexion_deg)
        level = np.zeros(hip.shape[-1:])
        curves = {
            "hip_flexion_deg": hip,
            "knee_flexion_deg": knee,
            "pelvis_tilt_deg": PELVIS.array(self.pelvis_tilt_deg),
            "ankle_dorsiflexion_deg": ANKLE.array(self.ankle_dorsiflexion_deg),
        }
        for name, given in curves.items():
            curve = given + level if given.shape == (1,) else given
            if curve.ndim not in (1, 2) or curve.shape[-1] != hip.shape[-1]:
                raise ValueError(
                    f"{name} has shape {curve.shape}; every curve of a stride needs the shape "
                    f"(samples,) or (people, samples) with as many samples as hip_flexion_deg"
                )
            object.__setattr__(self, name, curve)
        if len({len(curve) for curve in curves.values() if curve.ndim == 2}) > 1:
            raise ValueError("the curves of a stride stand for different numbers of people")
        if knee.ndim == 2 and hip.ndim == 1:
            object.__setattr__(self, "hip_flexion_deg", np.broadcast_to(hip, knee.shape))
        if hip.shape[-1] < MIN_SAMPLES:
            raise ValueError(
                f"a stride has {hip.shape[-1]} samples; it needs at least {MIN_SAMPLES}"
            )

    def at(self, percent: FloatArray) -> StrideCurves:
        """The same stride at other points (%), by trigonometric interpolation."""
        knee = _periodic(self.knee_flexion_deg, percent)
        return StrideCurves(
            np.clip(_periodic(self.hip_flexion_deg, percent), HIP.low, HIP.high),
            np.clip(knee, min(float(self.knee_flexion_deg.min()), 0.0), KNEE.high),
            _periodic(self.pelvis_tilt_deg, percent),
            _periodic(self.ankle_dorsiflexion_deg, percent),
        )


def normal_stride(speed_m_s: float) -> StrideCurves:
    """The mean stride of 24 young adults, every 5 %.

    Hip flexion and pelvic tilt were measured from the bony points of the pelvis; the mean tilt of
    the stride (10.5°) is taken for the tilt of quiet standing and is what zero is here.
    """
    table = _table()
    grown = (SPEED.scalar(speed_m_s) / table["speed_m_s"]) ** STRIDE_GROWS_WITH_SPEED_TO_THE
    standing_tilt = float(np.mean(table["pelvis_tilt_deg"]))

    def curve(name: str) -> FloatArray:
        samples = np.asarray(table[name])
        return np.asarray(samples.mean() + grown * (samples - samples.mean()))

    return StrideCurves(
        curve("hip_flexion_deg") - standing_tilt,
        np.maximum(curve("knee_flexion_deg"), 0.0),
        curve("pelvis_tilt_deg") - standing_tilt,
        curve("ankle_dorsiflexion_deg"),
    )


def stride_by_stride(z: FloatArray, speed_m_s: float = 1.24) -> StrideCurves:
    """Strides of different people from standard normals, shape (people, 2).

    The first moves a person's hip curve up or down, the second widens its swing; knee, ankle and
    pelvis keep to the normal stride.
    """
    normal = normal_stride(speed_m_s)
    mean = normal.hip_flexion_deg.mean()
    swing = 1 + HIP_SWING_SD * z[:, 1:2]
    hip = mean + HIP_OFFSET_SD_DEG * z[:, :1] + swing * (normal.hip_flexion_deg - mean)
    return StrideCurves(
        np.clip(hip, HIP.low, HIP.high),
        normal.knee_flexion_deg,
        normal.pelvis_tilt_deg,
        normal.ankle_dorsiflexion_deg,
    )


def _periodic(curve: FloatArray, percent: FloatArray) -> FloatArray:
    """Trigonometric interpolation: the smoothest periodic curve through all samples."""
    count = curve.shape[-1]
    waves = np.fft.rfft(curve) / count
    weights = np.full(waves.shape[-1], 2.0)
    weights[0] = 1.0
    if count % 2 == 0:
        weights[-1] = 1.0
    turns = np.exp(2j * np.pi * np.outer(np.arange(waves.shape[-1]), np.asarray(percent) / 100))
    return np.asarray(((weights * waves) @ turns).real)


@cache
def _table() -> dict[str, Any]:
    text = (files("guywire.body.walk") / "fukuchi2018.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
