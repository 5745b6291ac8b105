"""Which readings cannot be right: nobody reads like this, or it contradicts another day."""

from __future__ import annotations

import numpy as np

from guywire.body.fit.occasions import Occasion
from guywire.body.fit.posterior import Given, Observed, given, observe, squared
from guywire.body.fit.predict import Expected
from guywire.body.measure import Measurement, ReadingError
from guywire.body.measure.norms import FLAT_BACK_PELVIS_DEG
from guywire.body.quantities import FloatArray

TINY = 1e-300
INCREDIBLE = {1: -8.00, 2: -9.67, 3: -11.03}
"""Logarithm of how likely one, two or three values are over the middle ones, below which they are
taken again: where a normal density holds all but the share beyond four standard deviations of one
(6.3 in 100,000; half the chi-squared quantile)."""


def agrees(people: Expected, now: Occasion, day: Occasion) -> bool:
    """Whether another day of a side can be right if what was read now is."""
    after = given(people, observe([now, day], people), len(now.names))
    return _is_credible(after, np.array(day.values_deg))


def check_credible(people: Expected, observed: Observed, measurement: Measurement | None) -> None:
    """Raise `ReadingError`, naming the reading to take again, if hardly anybody reads like this."""
    if _is_credible(given(people, observed, 0), observed.values_deg):
        return
    suspect = _suspect(people, observed)
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


def _is_credible(of: Given, values_deg: FloatArray) -> bool:
    return not len(values_deg) or _likelihood(of, values_deg) > INCREDIBLE[len(values_deg)]


def _likelihood(of: Given, values_deg: FloatArray) -> float:
    """Logarithm of how likely values are, over the middle ones."""

    def log_density(values: FloatArray) -> float:
        off = squared(values - of.mean_deg, of.covariance)
        return float(np.logaddexp.reduce(np.log(np.maximum(of.weight, TINY)) - off / 2))

    middle = [_median(column, of.weight) for column in of.mean_deg.T]
    return log_density(values_deg) - log_density(np.array(middle))


def _median(values: FloatArray, weight: FloatArray) -> float:
    order = np.argsort(values)
    return float(values[order][np.searchsorted(np.cumsum(weight[order]), 0.5)])


def _suspect(people: Expected, observed: Observed) -> str:
    """The value without which the rest is most believable."""
    if len(observed.names) == 1:
        return observed.names[0]
    count = range(len(observed.names))
    rest = [observed.only([other for other in count if other != one]) for one in count]
    without = [_likelihood(given(people, each, 0), each.values_deg) for each in rest]
    return observed.names[int(np.argmax(without))]


def _hip_reading(measurement: Measurement | None) -> str:
    """Pelvis or thigh: the one that lies further from where people's usually lie."""
    readings = {reading.name: reading for reading in measurement.readings} if measurement else {}
    if "pelvis" not in readings:
        return "thigh"
    pelvis_off = abs(readings["pelvis"].mean_deg - FLAT_BACK_PELVIS_DEG.mean) / 7.0
    thigh_off = abs(readings["thigh"].mean_deg - -10.6) / 9.6
    return "pelvis" if pelvis_off >= thigh_off else "thigh"
