"""Which readings cannot be right: nobody reads like this, or it contradicts another day."""

from __future__ import annotations

import numpy as np

from guywire.body.fit.occasions import Occasion
from guywire.body.fit.posterior import Observed, observe, predicted, squared
from guywire.body.fit.predict import Expected
from guywire.body.measure import Measurement, ReadingError
from guywire.body.measure.norms import FLAT_BACK_PELVIS_DEG
from guywire.body.quantities import FloatArray

INCREDIBLE = {1: -8.00, 2: -9.67, 3: -11.03, 4: -12.25, 5: -13.38, 6: -14.45}
"""Logarithm of how likely one to six values are over the likeliest ones, below which they cannot
all be right: where a normal density holds all but the share beyond four standard deviations of
one (6.3 in 100,000; half the chi-squared quantile)."""


def in_agreement(
    people: Expected, now: Occasion, earlier: tuple[Occasion, ...]
) -> tuple[Occasion, ...]:
    """The earlier days that can be right beside what was read now, which is taken to be right.

    A slip of the hand weeks ago can no longer be read again, so it is left out instead.
    """
    return tuple(one for one in earlier if _is_credible(people, observe([now, one], people)))


def _is_credible(people: Expected, observed: Observed) -> bool:
    count = len(observed.names)
    return not count or _likelihood(people, observed) > INCREDIBLE[count]


def check_credible(people: Expected, observed: Observed, measurement: Measurement | None) -> None:
    """Raise `ReadingError`, naming the reading to take again, if hardly anybody reads like this."""
    if _is_credible(people, observed):
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


def _likelihood(people: Expected, observed: Observed) -> float:
    """Logarithm of how likely the readings are in the population, over the middle ones."""
    of = predicted(people, observed)

    def log_density(values: FloatArray) -> float:
        return float(np.logaddexp.reduce(-squared(values - of, observed.covariance) / 2))

    return log_density(observed.values_deg) - log_density(np.median(of, axis=0))


def _suspect(people: Expected, observed: Observed) -> str:
    """The value without which the rest is most believable."""
    if len(observed.names) == 1:
        return observed.names[0]
    count = range(len(observed.names))
    without = [
        _likelihood(people, observed.only([other for other in count if other != one]))
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
