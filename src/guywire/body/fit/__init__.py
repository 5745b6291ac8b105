"""Question 2: from what was read to what the tissue may be, on both sides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from guywire.body.fit.answer import Fit, GroupFit, SideFit
from guywire.body.fit.credible import agrees, check_credible
from guywire.body.fit.further import FurtherReading
from guywire.body.fit.groups import group_fit
from guywire.body.fit.occasions import Occasion, occasion
from guywire.body.fit.posterior import observe, sample_posterior
from guywire.body.fit.predict import expected
from guywire.body.intervals import Interval
from guywire.body.measure import Measurement
from guywire.body.measure.readings import TakenBy, take
from guywire.body.person import Person
from guywire.body.quantities import FloatArray, Quantity
from guywire.body.tissue import GroupTissue, Tissue

__all__ = ["Earlier", "Fit", "FurtherReading", "GroupFit", "SideFit", "fit", "fit_side"]

WEEKS_AGO = Quantity("weeks_ago", 0.0, 1040.0, "weeks")


@dataclass(frozen=True)
class Earlier:
    """What was read of the same side so many weeks before, as `fit` takes it for today.

    `taken_by` is who took the prone reading; a measurement knows it of its own.
    """

    weeks_ago: float
    measurement: Measurement | None = None
    prone_knee_deg: Sequence[float] | None = None
    taken_by: TakenBy = "self"


def fit(
    left: Measurement | None = None,
    right: Measurement | None = None,
    *,
    left_prone_knee_deg: Sequence[float] | None = None,
    right_prone_knee_deg: Sequence[float] | None = None,
    left_earlier: Sequence[Earlier] = (),
    right_earlier: Sequence[Earlier] = (),
    taken_by: TakenBy = "self",
    person: Person | None = None,
) -> Fit:
    """What the tissue of both sides may be, given what was read.

    Importance sampling, the same bits every time: 4,096 sides spread evenly over the population
    (`guywire.body.fit.population`) weigh by how well the engine's own rest posture in the Thomas
    position explains the readings, errors included. One angle cannot tell a short group from a
    stiff one, and the answer says so.

    What was read weeks before counts too, for less the longer ago (`guywire.body.fit.drift`), and
    with what the same hand does wrong each time. It is left out where it cannot be right beside
    what was read now.

    Parameters
    ----------
    left, right : what `guywire.body.measure` made of a side's readings; None if not taken.
        Pelvis and shin may be missing there.
    left_prone_knee_deg, right_prone_knee_deg : knee flexion (degrees, 30 to 160, one to ten
        repeats) at which the pelvis begins to lift, lying prone (Ely, Duncan)
    left_earlier, right_earlier : the same side as it was read on other days, in any order
    taken_by : who took the prone readings; a measurement knows it of its own
    person : whose legs; the generic body if None

    The sides are taken as independent: a reading of one says nothing about the other.

    Raises
    ------
    ReadingError
        If fewer than one in 10,000 people would give such readings; `.reading` says which to take
        again.
    ValueError
        For weeks outside 0 to 1040.

    References
    ----------
    Ferber 2010, 10.4085/1062-6050-45.4.344. Harvey 1998, 10.1136/bjsm.32.1.68. Silder 2007,
    10.1016/j.jbiomech.2006.12.017.
    """
    who = person or Person()
    left_now = Earlier(0.0, left, left_prone_knee_deg, taken_by)
    right_now = Earlier(0.0, right, right_prone_knee_deg, taken_by)
    return Fit(
        _side(who, left_now, left_earlier),
        _side(who, right_now, right_earlier),
    )


def fit_side(
    measurement: Measurement | None = None,
    *,
    prone_knee_deg: Sequence[float] | None = None,
    earlier: Sequence[Earlier] = (),
    taken_by: TakenBy = "self",
    person: Person | None = None,
) -> SideFit:
    """One side by itself: `fit`, with nothing known of the other side."""
    today = Earlier(0.0, measurement, prone_knee_deg, taken_by)
    return _side(person or Person(), today, earlier)


def _side(person: Person, today: Earlier, earlier: Sequence[Earlier]) -> SideFit:
    people, measurement, now = expected(person), today.measurement, _occasion(today)
    check_credible(people, observe([now], people), measurement)
    before = tuple(_occasion(one) for one in earlier)
    counted = tuple(agrees(people, now, day) for day in before)
    occasions = (now, *(day for day, was in zip(before, counted, strict=True) if was))
    expect, weight = sample_posterior(occasions, person)
    hip, knee = expect.at_pelvis(now.pelvis_deg)
    tissue = expect.of.tissue
    return SideFit(
        groups={
            "iliopsoas": group_fit(expect, weight, "iliopsoas", people),
            "rectus_femoris": group_fit(expect, weight, "rectus_femoris", people),
        },
        hip_extension_deg=Interval.of(hip, weight),
        knee_flexion_deg=Interval.of(knee, weight),
        capsule_onset_deg=Interval.of(np.asarray(tissue.capsule_onset_deg), weight),
        tissue=_middle(tissue, weight),
        readings=now.names,
        weight=weight,
        sampled=expect,
        occasions=occasions,
        person=person,
        taken_by=_hands(today),
        weeks_ago=tuple(day.weeks_ago for day in before),
        counted=counted,
    )


def _occasion(read: Earlier) -> Occasion:
    hands = _hands(read)
    bent = read.prone_knee_deg
    prone = None if bent is None else take("prone_knee", bent, hands)
    return occasion(read.measurement, prone, hands, WEEKS_AGO.scalar(read.weeks_ago))


def _hands(read: Earlier) -> TakenBy:
    return read.measurement.taken_by if read.measurement else read.taken_by


def _middle(tissue: Tissue, weight: FloatArray) -> Tissue:
    def group(of: GroupTissue) -> GroupTissue:
        return GroupTissue(
            float(weight @ np.asarray(of.shift)), float(np.exp(weight @ np.log(of.slope)))
        )

    onset = float(weight @ np.asarray(tissue.capsule_onset_deg))
    return Tissue(group(tissue.iliopsoas), group(tissue.rectus_femoris), capsule_onset_deg=onset)
