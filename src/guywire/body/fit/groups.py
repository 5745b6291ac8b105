"""What the weighed sides say of one muscle group: how much it lost, and whether short or stiff."""

from __future__ import annotations

import numpy as np

from guywire.body.fit.answer import Because, GroupFit
from guywire.body.fit.predict import Expected
from guywire.body.intervals import Interval
from guywire.body.quantities import FloatArray
from guywire.body.tissue import Group

TOLD_APART_FROM = 0.5
SURE_FROM = 0.8
TIGHT_FROM = 0.8


def group_fit(expect: Expected, weight: FloatArray, name: Group, people: Expected) -> GroupFit:
    tissue = expect.of.tissue.group(name)
    shift, slope = np.asarray(tissue.shift), np.asarray(tissue.slope)
    lost, people_lost = _lost(expect, name), _lost(people, name)
    lost_band = Interval.of(lost, weight)
    tighter_than = float(np.mean(people_lost < lost_band.median))
    told_apart, short = _short_or_stiff(expect.z, weight, name, people)
    return GroupFit(
        name,
        Interval.of(shift, weight),
        Interval.of(slope, weight),
        lost_band,
        tighter_than,
        told_apart,
        _because(tighter_than, told_apart, short),
    )


def _lost(expect: Expected, name: Group) -> FloatArray:
    return expect.lost_hip_deg if name == "iliopsoas" else expect.lost_knee_deg


def _short_or_stiff(
    z: FloatArray, weight: FloatArray, name: Group, people: Expected
) -> tuple[float, float]:
    """How much of short or stiff is settled; the chance that shift makes more of the tightness.

    What a single angle sees is shift and slope added up, each by its effect on the lost degrees.
    The question is settled by what is known across that direction, about which the sum is silent.
    """
    first = 0 if name == "iliopsoas" else 2
    own, lost = people.z[:, first : first + 2], _lost(people, name)
    by_shift, by_slope = np.linalg.lstsq(own, lost - lost.mean(), rcond=None)[0]
    shift, slope = z[:, first], z[:, first + 1]
    across = (by_slope * shift - by_shift * slope) / np.hypot(by_shift, by_slope)
    middle = weight @ across
    settled = 1 - weight @ (across - middle) ** 2
    return float(np.clip(settled, 0.0, 1.0)), float(weight @ (by_shift * shift > by_slope * slope))


def _because(tighter_than: float, told_apart: float, short: float) -> Because:
    if tighter_than < TIGHT_FROM:
        return "not_tight"
    if told_apart < TOLD_APART_FROM or 1 - SURE_FROM < short < SURE_FROM:
        return "cannot_tell"
    return "short" if short >= SURE_FROM else "stiff"
