"""Question 4: one stride with this person's hips, and what is traded late in each step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import hypot

import numpy as np

from guywire.body.anatomy.tables import skeleton
from guywire.body.intervals import Interval
from guywire.body.person import Person
from guywire.body.quantities import FloatArray, Quantity
from guywire.body.tissue import Group, Tissue, group_tension, muscle_tension
from guywire.body.trunk import (
    SACROILIAC_PAIR,
    TABLE_NM_PER_DEG,
    TRUNK,
    sacroiliac_rotation_deg,
)
from guywire.body.walk.curves import NormalStride, normal_stride
from guywire.body.walk.trade import Leg, hip_moment_nm, traded_deg

__all__ = ["Leg", "NormalStride", "Row", "Side", "Step", "Stride", "normal_stride", "walk"]

COMFORTABLE_SPEED_M_S = 1.24
SAMPLES = Quantity("samples", 8, 2000, "")
TRUNK_STIFFNESS = Quantity("trunk_stiffness_nm_per_deg", 0.2, 200.0, "Nm/°")

SET_BY: dict[str, tuple[str, ...]] = {
    "stride, speed": ("D01", "D02", "D03", "D04"),
    "lumbar extension a degree of pelvic tilt": ("C20",),
}


@dataclass(frozen=True)
class Side:
    """One leg over the stride; `hip_flexion_deg` is what is left after the trade."""

    hip_flexion_deg: FloatArray
    knee_flexion_deg: FloatArray
    ankle_dorsiflexion_deg: FloatArray
    thigh_from_vertical_deg: FloatArray
    passive_hip_moment_nm: FloatArray
    tension_n: Mapping[Group, FloatArray]


@dataclass(frozen=True)
class Step:
    """What one step asks because of tight hips, each with its band over trunk stiffness.

    Degrees are the most traded in the step. Millimetres are how far the front bony point of the
    pelvis and the lumbosacral joint travel about the hips in the step, one way, because of it;
    `asis_offset_mm` is how far the point is, at most, from where usual hips would have it. With
    very tight hips on both sides the pelvis stays tipped, and travels less than it is off.
    The trunk moment also crosses the sacroiliac joints. Compression is what the passive psoas of
    that side adds along the spine: a squeeze, not a bend.
    """

    traded_deg: Interval
    asis_offset_mm: Interval
    asis_mm: Interval
    lumbosacral_mm: Interval
    trunk_moment_nm: Interval
    sacroiliac_rotation_deg: Interval
    psoas_compression_n: Interval


@dataclass(frozen=True)
class Row:
    """The left and right step at one trunk stiffness."""

    trunk_stiffness_nm_per_deg: float
    left_traded_deg: float
    right_traded_deg: float
    left_asis_mm: float
    right_asis_mm: float


@dataclass(frozen=True)
class Stride:
    """A whole stride from left heel strike; angles in degrees from quiet standing.

    `traded_deg` is at the middle trunk stiffness, `traded_low_deg` and `traded_high_deg` at the
    stiff and the soft end. Pelvic tilt is the normal tilt plus what is traded; the lower back
    extends by what is traded.
    """

    percent: FloatArray
    pelvis_tilt_deg: FloatArray
    normal_pelvis_tilt_deg: FloatArray
    lumbar_extension_deg: FloatArray
    traded_deg: FloatArray
    traded_low_deg: FloatArray
    traded_high_deg: FloatArray
    trunk_moment_nm: FloatArray
    asis_mm: FloatArray
    lumbosacral_mm: FloatArray
    sides: Mapping[str, Side]
    steps: Mapping[str, Step]
    by_trunk_stiffness: tuple[Row, ...]


def walk(
    left: Tissue | None = None,
    right: Tissue | None = None,
    *,
    person: Person | None = None,
    speed_m_s: float = COMFORTABLE_SPEED_M_S,
    trunk_stiffness_nm_per_deg: float | None = None,
    samples: int = 100,
) -> Stride:
    """One stride of a person whose thighs keep to the normal stride.

    Hip extension that costs more than in usual hips is traded for forward pelvic tilt and, degree
    for degree [1], lumbar extension, against the stiffness of the trunk (`guywire.body.trunk`).
    Quasi-static; relaxed tissue only; the normal stride is the mean of 24 young adults [2]. Were
    their neutral pelvis 5° off, 11° of lost extension would trade 2.6° to 2.9° in place of 2.8°,
    and move the front bony point 1.2 to 2.3 mm in place of 1.9 mm.

    Parameters
    ----------
    left, right : tissue of each side; the usual if None
    person : whose body; the generic one if None. Trunk stiffness grows with mass times height,
        as the tissue's moments do.
    speed_m_s : 0.6 to 2.0 m/s; swings are scaled about their means away from 1.24 m/s
    trunk_stiffness_nm_per_deg : one stiffness (0.2 to 200 Nm/°) in place of the distribution,
        which then leaves bands without width
    samples : points of the stride, 8 to 2000

    Raises
    ------
    ValueError
        If a value is outside its range.

    References
    ----------
    [1] Levine D, Whittle MW. J Orthop Sports Phys Ther 1996;24:130-135.
        doi:10.2519/jospt.1996.24.3.130
    [2] Fukuchi CA, Fukuchi RK, Duarte M. PeerJ 2018;6:e4640. doi:10.7717/peerj.4640
    """
    count = int(SAMPLES.scalar(samples))
    percent = np.arange(count) * 100.0 / count
    legs = (
        Leg(left or Tissue(), normal_stride(percent, speed_m_s)),
        Leg(right or Tissue(), normal_stride((percent + 50) % 100, speed_m_s)),
    )
    return _Answer(legs, person or Person(), trunk_stiffness_nm_per_deg).stride()


class _Answer:
    """Solves the stride once, at three trunk stiffnesses and at every one tabled."""

    def __init__(self, legs: tuple[Leg, Leg], person: Person, trunk: float | None) -> None:
        self.legs = dict(zip(("left", "right"), legs, strict=True))
        self.person = person
        self.size = person.mass_kg * person.height_m / (Person().mass_kg * Person().height_m)
        if trunk is not None:
            TRUNK_STIFFNESS.scalar(trunk)
        ends = [trunk or TRUNK.quantile(share) for share in (0.9, 0.5, 0.1)]
        self.stiffness = self.size * np.array([*ends, *TABLE_NM_PER_DEG])
        self.traded = traded_deg(legs, self.stiffness, person)
        self.moment = self.stiffness[:, None] * self.traded
        self.asis_mm_per_deg, self.lumbosacral_mm_per_deg = _arms_mm_per_deg(person)

    def stride(self) -> Stride:
        low, middle, high = self.traded[:3]
        normal = self.legs["left"].stride
        return Stride(
            percent=normal.percent,
            pelvis_tilt_deg=normal.pelvis_tilt_deg + middle,
            normal_pelvis_tilt_deg=normal.pelvis_tilt_deg,
            lumbar_extension_deg=middle,
            traded_deg=middle,
            traded_low_deg=low,
            traded_high_deg=high,
            trunk_moment_nm=self.moment[1],
            asis_mm=self.asis_mm_per_deg * middle,
            lumbosacral_mm=self.lumbosacral_mm_per_deg * middle,
            sides={name: self._side(leg) for name, leg in self.legs.items()},
            steps={name: self._step(leg) for name, leg in self.legs.items()},
            by_trunk_stiffness=self._rows(),
        )

    def _side(self, leg: Leg) -> Side:
        traded, stride = self.traded[1], leg.stride
        hip = stride.hip_flexion_deg + traded
        tension = group_tension(
            np.radians(hip),
            np.radians(stride.knee_flexion_deg),
            tissue=leg.tissue,
            person=self.person,
        )
        return Side(
            hip_flexion_deg=hip,
            knee_flexion_deg=stride.knee_flexion_deg,
            ankle_dorsiflexion_deg=stride.ankle_dorsiflexion_deg,
            thigh_from_vertical_deg=stride.hip_flexion_deg - stride.pelvis_tilt_deg,
            passive_hip_moment_nm=hip_moment_nm(leg, traded, self.person),
            tension_n={group: found.tension_n for group, found in tension.items()},
        )

    def _step(self, leg: Leg) -> Step:
        late = _late_stance(leg.stride)
        degrees = self.traded[:3, late].max(axis=1)
        way = degrees - self.traded[:3].min(axis=1)
        moments = self.moment[:3, late].max(axis=1)
        return Step(
            traded_deg=_band(degrees),
            asis_offset_mm=_band(self.asis_mm_per_deg * degrees),
            asis_mm=_band(self.asis_mm_per_deg * way),
            lumbosacral_mm=_band(self.lumbosacral_mm_per_deg * way),
            trunk_moment_nm=_band(np.sort(moments)),
            sacroiliac_rotation_deg=self._sacroiliac(float(moments[1])),
            psoas_compression_n=_band(np.sort(self._psoas_compression(leg, late))),
        )

    def _sacroiliac(self, moment_nm: float) -> Interval:
        stiffness = [self.size * SACROILIAC_PAIR.quantile(share) for share in (0.9, 0.5, 0.1)]
        return Interval(*(sacroiliac_rotation_deg(moment_nm, value) for value in stiffness))

    def _psoas_compression(self, leg: Leg, late: FloatArray) -> FloatArray:
        """Peak psoas tension past that of usual tissue in the normal stride (N)."""
        knee = np.radians(leg.stride.knee_flexion_deg)
        hips = np.radians(leg.stride.hip_flexion_deg + self.traded[:3])
        usual = muscle_tension(np.radians(leg.stride.hip_flexion_deg), knee, person=self.person)
        theirs = muscle_tension(hips, knee, tissue=leg.tissue, person=self.person)
        more = theirs["psoas"].tension_n - usual["psoas"].tension_n
        return np.asarray(np.maximum(more[:, late].max(axis=1), 0.0))

    def _rows(self) -> tuple[Row, ...]:
        left, right = (_late_stance(leg.stride) for leg in self.legs.values())
        rows = []
        for stiffness, traded in zip(TABLE_NM_PER_DEG, self.traded[3:], strict=True):
            ways = [float(traded[late].max()) for late in (left, right)]
            mm = [self.asis_mm_per_deg * (way - float(traded.min())) for way in ways]
            rows.append(Row(stiffness, *ways, *mm))
        return tuple(rows)


def _late_stance(stride: NormalStride) -> FloatArray:
    """Points of this leg's own stride from 30 to 75 %, where its hip is extended or leaves it."""
    return np.asarray((stride.percent >= 30) & (stride.percent <= 75))


def _band(values: FloatArray) -> Interval:
    return Interval(*(float(value) for value in values))


def _arms_mm_per_deg(person: Person) -> tuple[float, float]:
    """How far the front bony point and the lumbosacral joint go a degree about the hips (mm)."""
    bones = skeleton()
    hip, joint = bones["hip"]["center"], bones["lumbosacral"]["center"]
    to_asis = hypot(hip[0], hip[1])
    to_joint = hypot(joint[0] - hip[0], joint[1] - hip[1])
    scale = person.scale * 1000 * float(np.radians(1))
    return to_asis * scale, to_joint * scale
