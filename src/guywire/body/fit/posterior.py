"""Bayes over the sampled population: a side weighs by how well it explains what was read.

Readings of one side are compared as one normal vector. Hip extension (pelvis − thigh) and knee
flexion (thigh − shin) share the thigh's error, so their errors go against each other.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from guywire.body.fit.predict import (
    HIP_MODEL_SD_DEG,
    KNEE_MODEL_SD_DEG,
    PRONE_MODEL_SD_DEG,
    PRONE_MOST_DEG,
    Expected,
)
from guywire.body.measure import Measurement, Reading, ReadingError
from guywire.body.measure.norms import FLAT_BACK_PELVIS_DEG, UNREAD_PELVIS_SD_DEG
from guywire.body.quantities import FloatArray

INCREDIBLE = {1: -8.00, 2: -9.67, 3: -11.02}
"""Logarithm of how likely one, two or three readings are over the likeliest ones, below which they
are taken again: where a normal density holds all but the share beyond four standard deviations of
one (6.3 in 100,000; half the chi-squared quantile)."""


@dataclass(frozen=True)
class Observed:
    """What was read of one side: values, what each is called, and the covariance of their error."""

    names: tuple[str, ...]
    values_deg: FloatArray
    covariance: FloatArray
    pelvis_deg: float

    def only(self, kept: list[int]) -> Observed:
        """The same with some values left out."""
        return Observed(
            tuple(self.names[index] for index in kept),
            self.values_deg[kept],
            self.covariance[np.ix_(kept, kept)],
            self.pelvis_deg,
        )


def observe(measurement: Measurement | None, prone: Reading | None) -> Observed:
    """The readings of a side as one vector: hip, knee and prone_knee, whichever there are."""
    readings = {reading.name: reading for reading in measurement.readings} if measurement else {}
    thigh, pelvis, shin = (readings.get(name) for name in ("thigh", "pelvis", "shin"))
    at = pelvis.mean_deg if pelvis else FLAT_BACK_PELVIS_DEG.mean
    names, values, errors = [], [], []
    if thigh:
        pelvis_sd = pelvis.sd_deg if pelvis else UNREAD_PELVIS_SD_DEG
        names, values = ["hip"], [at - thigh.mean_deg]
        errors = [pelvis_sd**2 + thigh.sd_deg**2 + HIP_MODEL_SD_DEG**2]
    if thigh and shin:
        names, values = [*names, "knee"], [*values, thigh.mean_deg - shin.mean_deg]
        errors.append(thigh.sd_deg**2 + shin.sd_deg**2 + KNEE_MODEL_SD_DEG**2)
    if prone:
        names, values = [*names, "prone_knee"], [*values, min(prone.mean_deg, PRONE_MOST_DEG)]
        errors.append(prone.sd_deg**2 + PRONE_MODEL_SD_DEG**2)
    covariance = np.diag(np.array(errors, float))
    if thigh and shin:
        covariance[0, 1] = covariance[1, 0] = -(thigh.sd_deg**2)
    return Observed(tuple(names), np.array(values, float), covariance, at)


def predicted(expect: Expected, observed: Observed) -> FloatArray:
    """What each sampled side would read, one column a value observed."""
    hip, knee = expect.at_pelvis(observed.pelvis_deg)
    columns = {"hip": hip, "knee": knee, "prone_knee": expect.prone_knee_deg}
    if not observed.names:
        return np.empty((len(hip), 0))
    return np.stack([columns[name] for name in observed.names], axis=1)


def weights(expect: Expected, observed: Observed) -> FloatArray:
    """How much each sampled side counts after the readings; they sum to one."""
    off = observed.values_deg - predicted(expect, observed)
    return normalized(expect.log_prior - squared(off, observed.covariance) / 2)


def squared(off: FloatArray, covariance: FloatArray) -> FloatArray:
    """Squared distance of each row in units of a covariance."""
    if not off.shape[1]:
        return np.zeros(len(off))
    return np.asarray((off * np.linalg.solve(covariance, off.T).T).sum(axis=1))


def normalized(logs: FloatArray) -> FloatArray:
    """Weights from their logarithms."""
    raised = np.exp(logs - logs.max(axis=-1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=-1, keepdims=True))


def check_credible(expect: Expected, observed: Observed, measurement: Measurement | None) -> None:
    """Raise `ReadingError`, naming the reading to take again, if hardly anybody reads like this."""
    count = len(observed.names)
    if not count or _likelihood(expect, observed) > INCREDIBLE[count]:
        return
    suspect = _suspect(expect, observed)
    reading = {"hip": _hip_reading(measurement), "knee": "shin"}.get(suspect, suspect)
    listed = ", ".join(
        f"{_TITLES[name]} {value:.0f}°"
        for name, value in zip(observed.names, observed.values_deg, strict=True)
    )
    listed = listed[0].upper() + listed[1:]
    raise ReadingError(
        reading,
        f"{listed}: hardly anybody reads like this. "
        f"Take the {reading.replace('_', ' ')} reading again, {_HOW.get(reading, _HANGING)}.",
    )


_HANGING = "with the leg hanging loose"
_HOW = {"prone_knee": "stopping where the pelvis begins to lift"}
_TITLES = {"hip": "hip extension", "knee": "knee bend", "prone_knee": "prone knee bend"}


def _likelihood(expect: Expected, observed: Observed) -> float:
    """Logarithm of how likely the readings are in the population, over the middle ones."""
    of = predicted(expect, observed)

    def log_density(values: FloatArray) -> float:
        return float(np.logaddexp.reduce(-squared(values - of, observed.covariance) / 2))

    return log_density(observed.values_deg) - log_density(np.median(of, axis=0))


def _suspect(expect: Expected, observed: Observed) -> str:
    """The value without which the rest is most believable."""
    if len(observed.names) == 1:
        return observed.names[0]
    count = range(len(observed.names))
    without = [
        _likelihood(expect, observed.only([other for other in count if other != one]))
        for one in count
    ]
    return observed.names[int(np.argmax(without))]


def _hip_reading(measurement: Measurement | None) -> str:
    """Pelvis or thigh: the one that lies further from where people's usually lie."""
    readings = {reading.name: reading for reading in measurement.readings} if measurement else {}
    if "pelvis" not in readings:
        return "thigh"
    pelvis_off = abs(readings["pelvis"].mean_deg - FLAT_BACK_PELVIS_DEG.mean) / 7.0
    thigh_off = abs(readings["thigh"].mean_deg - -10.6) / 9.6
    return "pelvis" if pelvis_off >= thigh_off else "thigh"
