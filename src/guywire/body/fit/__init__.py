"""Question 2: from what was read to what the tissue may be, on both sides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any, Literal

import numpy as np

from guywire.body.fit.credible import agrees, check_credible
from guywire.body.fit.further import FurtherReading, further_readings
from guywire.body.fit.occasions import Occasion, occasion
from guywire.body.fit.posterior import observe, posterior
from guywire.body.fit.predict import Expected, expected
from guywire.body.measure import Measurement
from guywire.body.measure.readings import TakenBy, take
from guywire.body.person import Person
from guywire.body.quantities import FloatArray, Quantity
from guywire.body.tissue import Group, GroupTissue, Tissue, taken
from guywire.body.trunk import Band

__all__ = ["Earlier", "Fit", "FurtherReading", "GroupFit", "SideFit", "fit"]

SideName = Literal["left", "right"]
Because = Literal["short", "stiff", "cannot_tell", "not_tight"]

WEEKS_AGO = Quantity("weeks_ago", 0.0, 1040.0, "weeks")
TOLD_APART_FROM = 0.5
SURE_FROM = 0.8
TIGHT_FROM = 0.8


@dataclass(frozen=True)
class Earlier:
    """What was read of the same side so many weeks before, as `fit` takes it for today.

    `taken_by` is who took the prone reading; a measurement knows it of its own.
    """

    weeks_ago: float
    measurement: Measurement | None = None
    prone_knee_deg: Sequence[float] | None = None
    taken_by: TakenBy = "self"


@dataclass(frozen=True)
class GroupFit:
    """One muscle group after the readings; bands hold 80 of 100.

    `lost_deg` is hip extension (iliopsoas) or knee flexion (rectus femoris) lost to usual tissue
    at 15 Nm. `tighter_than` is the share of people who have lost less than the middle of it.
    `told_apart` is how much of the question short or stiff the readings settled, from 0 to 1;
    `because` answers it only when at least half is settled and one is four times likelier.
    """

    group: Group
    shift: Band
    slope: Band
    lost_deg: Band
    tighter_than: float
    told_apart: float
    because: Because


@dataclass(frozen=True)
class SideFit:
    """One side after its readings; `tissue` is the middle of the posterior, for one best answer.

    `weight` says how much each of the sides `sampled` counts; `tissues(n)` draws from them.
    `occasions` are the days it rests on, today first. `counted` says of each earlier day, in the
    order given, whether it is among them: it is not if it cannot be right beside today's readings.
    """

    groups: Mapping[str, GroupFit]
    hip_extension_deg: Band
    knee_flexion_deg: Band
    capsule_onset_deg: Band
    tissue: Tissue
    readings: tuple[str, ...]
    weight: FloatArray
    sampled: Expected
    occasions: tuple[Occasion, ...]
    person: Person
    taken_by: TakenBy
    weeks_ago: tuple[float, ...] = ()
    counted: tuple[bool, ...] = ()

    def tissues(self, count: int) -> Tissue:
        """Tissue with array fields: `count` sides spread evenly over the posterior."""
        shares = (np.arange(count) + 0.5) / count
        picked = np.searchsorted(np.cumsum(self.weight), shares).clip(0, len(self.weight) - 1)
        return taken(self.sampled.of.tissue, picked)

    def summary(self) -> dict[str, Any]:
        """Plain data for JSON: every band, what makes it tight, what to read next."""
        return {
            "readings": list(self.readings),
            "earlier": {
                "counted_weeks_ago": list(self.counted_weeks_ago),
                "left_out_weeks_ago": list(self.left_out_weeks_ago),
            },
            "groups": {name: asdict(group) for name, group in self.groups.items()},
            "hip_extension_deg": asdict(self.hip_extension_deg),
            "knee_flexion_deg": asdict(self.knee_flexion_deg),
            "capsule_onset_deg": asdict(self.capsule_onset_deg),
            "further": [asdict(further) for further in self.further],
        }

    @property
    def counted_weeks_ago(self) -> tuple[float, ...]:
        """The earlier days that were weighed in."""
        return tuple(weeks for weeks, was in zip(self.weeks_ago, self.counted, strict=True) if was)

    @property
    def left_out_weeks_ago(self) -> tuple[float, ...]:
        """The earlier days that cannot be right beside what was read now."""
        days = zip(self.weeks_ago, self.counted, strict=True)
        return tuple(weeks for weeks, was in days if not was)

    @cached_property
    def further(self) -> tuple[FurtherReading, ...]:
        """Every reading not yet taken, the one that would narrow this side most first."""
        return further_readings(
            self.sampled, self.occasions, self.weight, self.person, self.taken_by
        )


@dataclass(frozen=True)
class Fit:
    """Both sides, and the reading of either that would narrow the answer most."""

    left: SideFit
    right: SideFit

    @property
    def next_side(self) -> SideName | None:
        """The side to take `next_reading` on."""
        return self._next[0]

    @property
    def next_reading(self) -> FurtherReading | None:
        """Of the sides read at all, the further reading that removes most of a side's spread."""
        return self._next[1]

    def summary(self) -> dict[str, Any]:
        """Plain data for JSON."""
        following = self.next_reading
        return {
            "left": self.left.summary(),
            "right": self.right.summary(),
            "next": following and {"side": self.next_side, **asdict(following)},
        }

    @cached_property
    def _next(self) -> tuple[SideName | None, FurtherReading | None]:
        sides: tuple[tuple[SideName, SideFit], ...] = (("left", self.left), ("right", self.right))
        options = [
            (name, side.further[0]) for name, side in sides if side.readings and side.further
        ]
        return max(options, key=lambda option: option[1].narrows_by, default=(None, None))


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


def _side(person: Person, today: Earlier, earlier: Sequence[Earlier]) -> SideFit:
    people, measurement, now = expected(person), today.measurement, _occasion(today)
    check_credible(people, observe([now], people), measurement)
    before = tuple(_occasion(one) for one in earlier)
    counted = tuple(agrees(people, now, day) for day in before)
    occasions = (now, *(day for day, was in zip(before, counted, strict=True) if was))
    expect, weight = posterior(occasions, person)
    hip, knee = expect.at_pelvis(now.pelvis_deg)
    tissue = expect.of.tissue
    return SideFit(
        groups={
            "iliopsoas": _group(expect, weight, "iliopsoas", people),
            "rectus_femoris": _group(expect, weight, "rectus_femoris", people),
        },
        hip_extension_deg=band(hip, weight),
        knee_flexion_deg=band(knee, weight),
        capsule_onset_deg=band(np.asarray(tissue.capsule_onset_deg), weight),
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


def band(values: FloatArray, weight: FloatArray) -> Band:
    """10th, 50th and 90th percentile of weighted values."""
    order = np.argsort(values)
    shares = np.cumsum(weight[order]) - weight[order] / 2
    return Band(*(float(np.interp(share, shares, values[order])) for share in (0.1, 0.5, 0.9)))


def _group(expect: Expected, weight: FloatArray, name: Group, people: Expected) -> GroupFit:
    tissue = expect.of.tissue.group(name)
    shift, slope = np.asarray(tissue.shift), np.asarray(tissue.slope)
    lost, people_lost = _lost(expect, name), _lost(people, name)
    lost_band = band(lost, weight)
    tighter_than = float(np.mean(people_lost < lost_band.middle))
    told_apart, short = _short_or_stiff(expect.z, weight, name, people)
    return GroupFit(
        name,
        band(shift, weight),
        band(slope, weight),
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


def _middle(tissue: Tissue, weight: FloatArray) -> Tissue:
    def group(of: GroupTissue) -> GroupTissue:
        return GroupTissue(
            float(weight @ np.asarray(of.shift)), float(np.exp(weight @ np.log(of.slope)))
        )

    onset = float(weight @ np.asarray(tissue.capsule_onset_deg))
    return Tissue(group(tissue.iliopsoas), group(tissue.rectus_femoris), capsule_onset_deg=onset)
