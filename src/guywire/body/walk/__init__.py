"""Question 4: one stride with this person's hips, and what makes up for them late in each step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from math import hypot

import numpy as np

from guywire.body.anatomy.tables import skeleton
from guywire.body.person import Person
from guywire.body.quantities import FloatArray, Quantity
from guywire.body.tissue import Tissue, TissueGroup, group_tension, moment_scale, muscle_tension
from guywire.body.tissue.api import HIP
from guywire.body.tissue.laid import Laid, lay
from guywire.body.tissue.parameters import map_fields, people_in
from guywire.body.tissue.usual import usual_tissue
from guywire.body.trunk import sacroiliac_rotation_deg
from guywire.body.walk.balance import (
    BLOCK,
    Compensation,
    WalkingLeg,
    compensation,
)
from guywire.body.walk.curves import SPEED, StrideCurves, normal_stride, stride_by_stride
from guywire.body.walk.prices import LEG_M, Prices

__all__ = [
    "LegKinematics",
    "Prices",
    "StepCompensation",
    "StrideCurves",
    "Walk",
    "normal_stride",
    "stride_by_stride",
    "walk",
    "walk_spread",
]

COMFORTABLE_SPEED_M_S = 1.24
SAMPLES = Quantity("samples", 8, 2000, "")
SPREAD_COUNT = 128

SET_BY: dict[str, tuple[str, ...]] = {
    "stride, speed": ("D01", "D02", "D03", "D04"),
    "spread of strides between people": ("D01", "D05", "C06"),
    "lumbar extension a degree of pelvic tilt": ("C20",),
}


@dataclass(frozen=True)
class LegKinematics:
    """One leg over the stride, after compensation; arrays of shape (*people, samples).

    `shorter_deg` is by how much less the thigh swings back than in the person's own stride.
    """

    hip_flexion_deg: FloatArray
    knee_flexion_deg: FloatArray
    ankle_dorsiflexion_deg: FloatArray
    thigh_from_vertical_deg: FloatArray
    shorter_deg: FloatArray
    passive_hip_moment_nm: FloatArray
    tissue: Tissue
    person: Person

    @cached_property
    def tension_n(self) -> Mapping[TissueGroup, FloatArray]:
        """Passive tension of each muscle group (N); for pictures, never as a number to people."""
        hip = HIP.held(np.radians(self.hip_flexion_deg))
        knee = np.radians(self.knee_flexion_deg)
        tissue = map_fields(self.tissue, _columns)
        tension = group_tension(hip, knee, tissue=tissue, person=self.person)
        return {group: found.tension_n for group, found in tension.items()}


@dataclass(frozen=True)
class StepCompensation:
    """What one step asks because of the hips, at the moment this hip is most extended.

    Arrays of the people's shape, signed: positive where the hip is tighter than usual, negative
    where it is looser and gives room. Angles in degrees from the person's own stride.

    Attributes
    ----------
    compensation_deg : forward tilt of the pelvis and extension of the lower back
    shorter_deg, step_shortened_mm : how much less the thigh swings back, and what that takes off
        the step when the other heel strikes
    asis_mm, lumbosacral_mm : how far the front bony point of the pelvis and the lumbosacral joint
        are, about the hips, from where usual hips have them
    asis_travel_mm, lumbosacral_travel_mm : how much of that is travel within the stride, one way,
        since the moment that asks least of both hips. With very tight hips on both sides the pelvis
        stays tipped, and travels less than it is off.
    trunk_moment_nm : what the trunk holds; it also crosses the sacroiliac joints
    sacroiliac_rotation_deg : how far those turn, under 2°
    psoas_compression_n : what passive psoas of that side adds along the spine, a squeeze and not a
        bend. It hangs on the zero of the hip: not a number for people.
    """

    compensation_deg: FloatArray
    shorter_deg: FloatArray
    step_shortened_mm: FloatArray
    asis_mm: FloatArray
    lumbosacral_mm: FloatArray
    asis_travel_mm: FloatArray
    lumbosacral_travel_mm: FloatArray
    trunk_moment_nm: FloatArray
    sacroiliac_rotation_deg: FloatArray
    psoas_compression_n: FloatArray


@dataclass(frozen=True)
class Walk:
    """A whole stride from left heel strike, for one person or many.

    Angles in degrees from quiet standing, shape (*people, samples): no people axis if nothing
    asked about has one. Pelvic tilt is that of the stride plus `compensation_deg`; the lower back
    extends by as much as that. `steps` holds the answers a step, shape (*people,).
    """

    percent: FloatArray
    pelvis_tilt_deg: FloatArray
    usual_pelvis_tilt_deg: FloatArray
    compensation_deg: FloatArray
    trunk_moment_nm: FloatArray
    asis_mm: FloatArray
    lumbosacral_mm: FloatArray
    legs: Mapping[str, LegKinematics]
    steps: Mapping[str, StepCompensation]

    @property
    def lumbar_extension_deg(self) -> FloatArray:
        """Extension of the lower back beyond that of the person's own stride."""
        return self.compensation_deg


def walk(
    left: Tissue | None = None,
    right: Tissue | None = None,
    *,
    person: Person | None = None,
    stride: StrideCurves | None = None,
    speed_m_s: float = COMFORTABLE_SPEED_M_S,
    prices: Prices | None = None,
    samples: int = 100,
) -> Walk:
    """One stride, and what makes up for hips that differ from the usual ones.

    Hip extension that costs more than in usual hips is given up late in each step: to forward
    tilt of the pelvis and, degree for degree [1], extension of the lower back, against the
    stiffness of the trunk; and to a shorter step, against its price (`guywire.body.walk.prices`).
    Both have a price, so neither is forced. Usual hips are those of the median person of the
    population (`guywire.body.tissue.usual`). Quasi-static; relaxed tissue only.

    Parameters
    ----------
    left, right : tissue of each side; the usual if None. Fields are numbers, or arrays of shape
        (people,) or (people, 1): the people axis.
    person : whose body; the generic one if None. Stiffness and price grow with mass times height,
        as the tissue's moments do, so that degrees do not depend on size.
    stride : the stride walked in, of one person or with a people axis; the mean of 24 young
        adults [2] if None
    speed_m_s : 0.6 to 2.0 m/s; swings of the normative stride are scaled about their means away
        from 1.24 m/s. Not with a stride of your own.
    prices : stiffness of the trunk, price of a shorter step, one for all or one a person; the
        medians if None. `walk_spread` takes their measured spread.
    samples : points of the stride, 8 to 2000

    Returns
    -------
    Walk
        With a people axis first where tissue, stride or prices have one.

    Raises
    ------
    ValueError
        If a value is outside its range, or people axes differ in length.

    References
    ----------
    [1] Levine D, Whittle MW. J Orthop Sports Phys Ther 1996;24:130-135.
        doi:10.2519/jospt.1996.24.3.130
    [2] Fukuchi CA, Fukuchi RK, Duarte M. PeerJ 2018;6:e4640. doi:10.7717/peerj.4640
    """
    if stride is not None and speed_m_s != COMFORTABLE_SPEED_M_S:
        raise ValueError("speed_m_s belongs to the normative stride; leave it out with a stride")
    tissues = {"left": left or usual_tissue(), "right": right or usual_tissue()}
    laid = _laid_stride(stride, speed_m_s, int(SAMPLES.scalar(samples)))
    return _Answer(laid, tissues, person or Person(), prices or Prices()).walk()


def walk_spread(
    left: Tissue | None = None,
    right: Tissue | None = None,
    *,
    person: Person | None = None,
    stride: StrideCurves | None = None,
    speed_m_s: float = COMFORTABLE_SPEED_M_S,
    samples: int = 100,
) -> Walk:
    """`walk` with everything that is not known of a person spread as it was measured.

    Each row of the answer's people axis is one draw: of tissue, if that has a people axis (draws
    from a posterior, say), and of trunk stiffness, price of a step and sacroiliac stiffness. Take
    means and quantiles over rows; never the answer at the middle of each. Without a people axis
    there are 128 rows.
    """
    axes = [tissue for tissue in (left, right) if tissue is not None]
    count = max([people_in(tissue) or 1 for tissue in axes], default=1)
    spread = Prices.spread(SPREAD_COUNT if count == 1 else count)
    return walk(
        left,
        right,
        person=person,
        stride=stride,
        speed_m_s=speed_m_s,
        prices=spread,
        samples=samples,
    )


@dataclass(frozen=True)
class _LaidStride:
    """A stride at the points asked for, both legs laid over their front muscles."""

    percent: FloatArray
    curves: Mapping[str, StrideCurves]
    laid: Mapping[str, Laid]

    @property
    def people(self) -> int | None:
        curves = vars(self.curves["left"]).values()
        return max((len(curve) for curve in curves if curve.ndim == 2), default=None)


def _laid_stride(stride: StrideCurves | None, speed_m_s: float, samples: int) -> _LaidStride:
    if stride is None:
        return _normative(SPEED.scalar(speed_m_s), samples)
    return _lay_stride(stride, samples)


@lru_cache(maxsize=8)
def _normative(speed_m_s: float, samples: int) -> _LaidStride:
    return _lay_stride(normal_stride(speed_m_s), samples)


def _lay_stride(stride: StrideCurves, samples: int) -> _LaidStride:
    percent = np.arange(samples) * 100.0 / samples
    curves = {"left": stride.at(percent), "right": stride.at((percent + 50) % 100)}
    laid = {
        side: lay(np.radians(at.hip_flexion_deg), np.radians(at.knee_flexion_deg))
        for side, at in curves.items()
    }
    return _LaidStride(percent, curves, laid)


class _Answer:
    """Solves the stride for all people, a block of them at a time."""

    def __init__(
        self, stride: _LaidStride, tissues: Mapping[str, Tissue], person: Person, prices: Prices
    ) -> None:
        self.stride, self.person = stride, person
        self.tissues = {side: map_fields(tissue, _columns) for side, tissue in tissues.items()}
        self.prices = tuple(
            _columns(np.asarray(value, float))
            for value in (
                prices.trunk_nm_per_deg,
                prices.step_nm_per_deg,
                prices.sacroiliac_nm_per_deg,
            )
        )
        self.people = self._count(tissues, prices)
        self.size = moment_scale(person)

    def _count(self, tissues: Mapping[str, Tissue], prices: Prices) -> int | None:
        counts = {f"the {side} tissue": people_in(tissue) for side, tissue in tissues.items()}
        counts["the stride"] = self.stride.people
        counts["the prices"] = people_in(prices)
        known = {name: count for name, count in counts.items() if count is not None}
        if len({count for count in known.values() if count != 1}) > 1:
            said = ", ".join(f"{name} {count}" for name, count in known.items())
            raise ValueError(f"people axes differ in length: {said}; they must be alike")
        return max(known.values()) if known else None

    def walk(self) -> Walk:
        solved = self._solve()
        pelvis = self.stride.curves["left"].pelvis_tilt_deg
        tilt = solved.pelvis_deg
        moment = self.size * self.prices[0] * tilt
        asis, lumbosacral = _arms_mm_per_deg(self.person)
        legs = {
            side: self._leg(side, solved, number) for number, side in enumerate(("left", "right"))
        }
        steps = {
            side: self._step(side, solved, number) for number, side in enumerate(("left", "right"))
        }
        return Walk(
            percent=self.stride.percent,
            pelvis_tilt_deg=self._shaped(pelvis + tilt),
            usual_pelvis_tilt_deg=np.asarray(pelvis),
            compensation_deg=self._shaped(tilt),
            trunk_moment_nm=self._shaped(moment),
            asis_mm=self._shaped(asis * tilt),
            lumbosacral_mm=self._shaped(lumbosacral * tilt),
            legs=legs,
            steps=steps,
        )

    def _solve(self) -> Compensation:
        count, samples = self.people or 1, len(self.stride.percent)
        at_once = max(1, BLOCK // samples)
        trunk, step, _ = self.prices
        parts = [
            compensation(
                (self._walking("left", rows), self._walking("right", rows)),
                _rows(trunk, rows),
                _rows(step, rows),
            )
            for rows in (slice(start, start + at_once) for start in range(0, count, at_once))
        ]
        shape = (count, samples)
        pelvis, left, right = (
            np.concatenate([np.broadcast_to(part, (len(part), samples)) for part in column])
            for column in zip(*((p.pelvis_deg, *p.shorter_deg) for p in parts), strict=True)
        )
        return Compensation(
            np.broadcast_to(pelvis, shape),
            (np.broadcast_to(left, shape), np.broadcast_to(right, shape)),
        )

    def _walking(self, side: str, rows: slice) -> WalkingLeg:
        tissue = map_fields(self.tissues[side], lambda values: _rows(values, rows))
        hip = np.radians(self.stride.curves[side].hip_flexion_deg)
        laid = self.stride.laid[side]
        hip = _rows(np.atleast_2d(hip), rows)
        if laid.knee.ndim == 2:
            laid = laid.rows(rows)
        usual, _ = laid.moment(hip, usual_tissue())
        return WalkingLeg(tissue, hip, laid, usual)

    def _leg(self, side: str, solved: Compensation, number: int) -> LegKinematics:
        curves, shorter = self.stride.curves[side], solved.shorter_deg[number]
        hip = curves.hip_flexion_deg + solved.pelvis_deg + shorter
        laid = self.stride.laid[side]
        moment, _ = laid.moment(laid.within(np.radians(hip)), self.tissues[side])
        return LegKinematics(
            hip_flexion_deg=self._shaped(hip),
            knee_flexion_deg=curves.knee_flexion_deg,
            ankle_dorsiflexion_deg=np.asarray(curves.ankle_dorsiflexion_deg),
            thigh_from_vertical_deg=self._shaped(
                curves.hip_flexion_deg - curves.pelvis_tilt_deg + shorter
            ),
            shorter_deg=self._shaped(shorter),
            passive_hip_moment_nm=self._shaped(self.size * moment),
            tissue=self.tissues[side],
            person=self.person,
        )

    def _step(self, side: str, solved: Compensation, number: int) -> StepCompensation:
        asis, lumbosacral = _arms_mm_per_deg(self.person)
        most, least = self._most_extended(side), self._least_asked(side)
        tilt = _at(solved.pelvis_deg, most)
        way = tilt - _at(solved.pelvis_deg, least)
        moment = self.size * self.prices[0][:, 0] * tilt
        rotation = sacroiliac_rotation_deg(moment, self.size * self.prices[2][:, 0])
        answers = {
            "compensation_deg": tilt,
            "shorter_deg": _at(solved.shorter_deg[number], most),
            "step_shortened_mm": self._shortened_mm(side, solved.shorter_deg[number]),
            "asis_mm": asis * tilt,
            "lumbosacral_mm": lumbosacral * tilt,
            "asis_travel_mm": asis * way,
            "lumbosacral_travel_mm": lumbosacral * way,
            "trunk_moment_nm": moment,
            "sacroiliac_rotation_deg": rotation,
            "psoas_compression_n": self._psoas_n(side, solved, number, most),
        }
        return StepCompensation(**{name: self._shaped(value) for name, value in answers.items()})

    def _most_extended(self, side: str) -> FloatArray:
        hip = np.atleast_2d(self.stride.curves[side].hip_flexion_deg)
        return np.asarray(hip.argmin(axis=1))

    def _least_asked(self, side: str) -> FloatArray:
        """When neither hip is extended, in the half stride from this side's heel strike on."""
        hips = [np.atleast_2d(curves.hip_flexion_deg) for curves in self.stride.curves.values()]
        own = (self.stride.percent + (50 if side == "right" else 0)) % 100 < 50
        return np.asarray(np.where(own, np.minimum(*hips), -np.inf).argmax(axis=1))

    def _shortened_mm(self, side: str, shorter_deg: FloatArray) -> FloatArray:
        """What is missing from the step when the other heel strikes, half a stride on."""
        strikes = 50.0 if side == "left" else 0.0
        now = np.array([int(np.abs(self.stride.percent - strikes).argmin())])
        curves = self.stride.curves[side]
        thigh = _at(np.atleast_2d(curves.hip_flexion_deg - curves.pelvis_tilt_deg), now)
        shorter = _at(shorter_deg, now)
        leg_mm = 1000 * LEG_M * self.person.scale
        return leg_mm * (np.sin(np.radians(thigh + shorter)) - np.sin(np.radians(thigh)))

    def _psoas_n(
        self, side: str, solved: Compensation, number: int, most: FloatArray
    ) -> FloatArray:
        """Psoas tension beyond that of usual tissue in the person's own stride (N)."""
        curves = self.stride.curves[side]
        own = _at(np.atleast_2d(curves.hip_flexion_deg), most)
        knee = np.radians(_at(np.atleast_2d(curves.knee_flexion_deg), most))
        given = _at(solved.pelvis_deg + solved.shorter_deg[number], most)
        tissue = map_fields(self.tissues[side], lambda values: values[:, 0])
        usual = muscle_tension(np.radians(own), knee, tissue=usual_tissue(), person=self.person)
        hip = HIP.held(np.radians(own + given))
        theirs = muscle_tension(hip, knee, tissue=tissue, person=self.person)
        return theirs["psoas"].tension_n - usual["psoas"].tension_n

    def _shaped(self, values: FloatArray) -> FloatArray:
        """With the people axis only if somebody asked for one."""
        if self.people is None:
            return np.asarray(values[0])
        return np.asarray(np.broadcast_to(values, (self.people, *values.shape[1:])))


def _columns(values: FloatArray) -> FloatArray:
    """A field as a column: people down, the stride to be broadcast across."""
    return np.asarray(np.atleast_1d(values).reshape(-1, 1))


def _rows(values: FloatArray, rows: slice) -> FloatArray:
    return values if len(values) == 1 else values[rows]


def _at(values: FloatArray, index: FloatArray) -> FloatArray:
    """One sample of each row; one index for all or one a row."""
    count = max(len(values), len(index))
    rows = np.broadcast_to(values, (count, values.shape[1]))
    return np.asarray(rows[np.arange(count), np.broadcast_to(index, (count,))])


def _arms_mm_per_deg(person: Person) -> tuple[float, float]:
    """How far the front bony point and the lumbosacral joint go a degree about the hips (mm)."""
    bones = skeleton()
    hip, joint = bones["hip"]["center"], bones["lumbosacral"]["center"]
    to_asis = hypot(hip[0], hip[1])
    to_joint = hypot(joint[0] - hip[0], joint[1] - hip[1])
    scale = person.scale * 1000 * float(np.radians(1))
    return to_asis * scale, to_joint * scale
