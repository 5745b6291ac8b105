"""From the balance of a stride to the answers of `walk`."""

from __future__ import annotations

from collections.abc import Mapping
from math import hypot

import numpy as np

from guywire.body.anatomy.tables import skeleton
from guywire.body.person import Person
from guywire.body.quantities import FloatArray
from guywire.body.tissue import Tissue, moment_scale, muscle_tension
from guywire.body.tissue.api import HIP
from guywire.body.tissue.parameters import map_fields, people_in
from guywire.body.tissue.usual import usual_tissue
from guywire.body.trunk import sacroiliac_rotation_deg
from guywire.body.walk.balance import BLOCK, Compensation, WalkingLeg, compensation
from guywire.body.walk.prices import LEG_M, Prices
from guywire.body.walk.results import LegKinematics, StepCompensation, Walk
from guywire.body.walk.rows import columns, sample_of_each, some_rows
from guywire.body.walk.strides import LaidStride


class Answer:
    """Solves the stride for all people, a block of them at a time."""

    def __init__(
        self, stride: LaidStride, tissues: Mapping[str, Tissue], person: Person, prices: Prices
    ) -> None:
        self.stride, self.person = stride, person
        self.tissues = {side: map_fields(tissue, columns) for side, tissue in tissues.items()}
        self.prices = tuple(
            columns(np.asarray(value, float))
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
                some_rows(trunk, rows),
                some_rows(step, rows),
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
        tissue = map_fields(self.tissues[side], lambda values: some_rows(values, rows))
        hip = np.radians(self.stride.curves[side].hip_flexion_deg)
        laid = self.stride.laid[side]
        hip = some_rows(np.atleast_2d(hip), rows)
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
        tilt = sample_of_each(solved.pelvis_deg, most)
        way = tilt - sample_of_each(solved.pelvis_deg, least)
        moment = self.size * self.prices[0][:, 0] * tilt
        rotation = sacroiliac_rotation_deg(moment, self.size * self.prices[2][:, 0])
        answers = {
            "compensation_deg": tilt,
            "shorter_deg": sample_of_each(solved.shorter_deg[number], most),
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
        thigh = sample_of_each(np.atleast_2d(curves.hip_flexion_deg - curves.pelvis_tilt_deg), now)
        shorter = sample_of_each(shorter_deg, now)
        leg_mm = 1000 * LEG_M * self.person.scale
        return leg_mm * (np.sin(np.radians(thigh + shorter)) - np.sin(np.radians(thigh)))

    def _psoas_n(
        self, side: str, solved: Compensation, number: int, most: FloatArray
    ) -> FloatArray:
        """Psoas tension beyond that of usual tissue in the person's own stride (N)."""
        curves = self.stride.curves[side]
        own = sample_of_each(np.atleast_2d(curves.hip_flexion_deg), most)
        knee = np.radians(sample_of_each(np.atleast_2d(curves.knee_flexion_deg), most))
        given = sample_of_each(solved.pelvis_deg + solved.shorter_deg[number], most)
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


def _arms_mm_per_deg(person: Person) -> tuple[float, float]:
    """How far the front bony point and the lumbosacral joint go a degree about the hips (mm)."""
    bones = skeleton()
    hip, joint = bones["hip"]["center"], bones["lumbosacral"]["center"]
    to_asis = hypot(hip[0], hip[1])
    to_joint = hypot(joint[0] - hip[0], joint[1] - hip[1])
    scale = person.scale * 1000 * float(np.radians(1))
    return to_asis * scale, to_joint * scale
