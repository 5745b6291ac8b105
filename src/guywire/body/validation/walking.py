"""Rows on walking, and on what the prone knee bend does to the back."""

from __future__ import annotations

import numpy as np

from guywire.body.evidence import finding
from guywire.body.hold import Prone, hold
from guywire.body.measure.norms import FLAT_BACK_PELVIS_DEG
from guywire.body.quantities import FloatArray
from guywire.body.thomas import rest
from guywire.body.tissue import Tissue, tissue_that_lost
from guywire.body.validation.row import NO_SPREAD, Bounds, Row, compared, judged
from guywire.body.walk import Stride, walk

CONTRACTURE_DEG = 30.0
CONTRACTURE = (
    f"Hips that lost {CONTRACTURE_DEG:g}° on both sides, middle trunk stiffness. The patients also "
    "had their nerve disease."
)
TIGHTNESS_DEG = (-4.0, 0.0, 4.0, 8.0, 12.0, 16.0)
INCLINOMETER_SEM_DEG = 2.26
PACES = {"slow": 0.9, "fast": 1.6}
"""Speeds of adults (m/s) for what the children of D07 were asked for."""
KERRIGAN_T = 1.66
"""The t of a two-sided p of 0.103 with 46 degrees of freedom; 2.01 bounds 95 %."""


def rows() -> list[Row]:
    """Every row on walking."""
    return [
        *_normal_stride(),
        _speed(),
        *_tight(),
        *_between_people(),
        _after_a_program(),
        _prone_knee_bend(),
    ]


def _normal_stride() -> list[Row]:
    usual = walk()
    thigh = usual.sides["left"].thigh_from_vertical_deg
    linear = (
        "Variance of the passive hip moment explained by a straight line in the hip angle, 30 to "
        "55 % of the stride. Published for the whole moment, muscles at work included."
    )
    thighs = (
        "The thigh behind the vertical in the stride that the engine takes for normal, which is "
        "another laboratory's. Published from the thigh, too."
    )
    return [
        compared("D12", "young", "walk", -float(thigh.min()), thighs),
        compared(
            "D28",
            "variance explained by a straight line, extension",
            "walk",
            100 * straightness(usual),
            linear,
        ),
    ]


def _speed() -> Row:
    about = finding("D07")
    slow, fast = (about.value_of(f"mean pelvic tilt, {pace}").value or 0.0 for pace in PACES)
    tilts = [
        round(float(walk(speed_m_s=speed).pelvis_tilt_deg.mean()), 3) for speed in PACES.values()
    ]
    more = fast - slow
    return judged(
        "D07",
        "walk",
        f"mean pelvic tilt rises by {more:.1f} deg from slow to fast",
        Bounds(0.9 * more, 1.1 * more, NO_SPREAD),
        tilts[1] - tilts[0],
        "deg",
        "Away from comfortable speed the engine scales the swings of the stride about their means; "
        "people also lean and tilt forward as they hurry. Use it near comfortable speed.",
    )


def _tight() -> list[Row]:
    tight = tissue_that_lost(CONTRACTURE_DEG)
    stride = walk(tight, tight)
    return [_more_tilt(stride), _sacroiliac_motion(stride), _by_extension(stride)]


def _more_tilt(stride: Stride) -> Row:
    return judged(
        "D31",
        "walk",
        "contracture goes with more forward tilt",
        Bounds(INCLINOMETER_SEM_DEG, 90.0, "more than the error of reading it (C02)"),
        float((stride.pelvis_tilt_deg - stride.normal_pelvis_tilt_deg).max()),
        "deg",
        CONTRACTURE,
    )


def _sacroiliac_motion(stride: Stride) -> Row:
    return compared(
        "D16",
        "rotation, at most",
        "walk",
        stride.steps["left"].sacroiliac_rotation_deg.high,
        f"{CONTRACTURE} The engine never lets these joints pass 2° (D17): hardly a test.",
        Bounds(0.0, 3.6, "the most ever seen"),
    )


def _by_extension(stride: Stride) -> Row:
    return judged(
        "I09",
        "walk",
        "limited hip extension goes with lumbar rotation, not extension",
        Bounds(0.0, 50.0, "less than half by extension"),
        100 * float(stride.lumbar_extension_deg.max() / stride.traded_deg.max()),
        "% traded for extension",
        "The engine is sagittal: all that is traded becomes lumbar extension. In these people the "
        "missing motion went with lumbar rotation, which the engine cannot show.",
    )


def _between_people() -> list[Row]:
    why = (
        "Over hips from 4° looser to 16° tighter than usual, the Thomas test against peak hip "
        "extension walking. The engine gives everybody the same stride; in people, how they "
        "choose to move swamps what their tissue allows. Published for running."
    )
    return [
        judged(
            "D29",
            "walk",
            "the static Thomas test does not foretell peak hip extension",
            Bounds(-0.53, 0.53, "not significant with n = 14"),
            thomas_against_walking(),
            "r",
            why,
        )
    ]


def _after_a_program() -> Row:
    before, after = (
        finding("D13").value_of(f"peak hip extension walking, {when}").value or 0.0
        for when in ("before", "after")
    )
    gained = after - before
    half = 2.01 * gained / KERRIGAN_T
    why = (
        "Hips that lost 10° regain the 1.6° of static extension that the trial gained. The bounds "
        "are the 95 % interval that p = 0.103 leaves."
    )
    model = peak_extension_deg(tissue_that_lost(8.4)) - peak_extension_deg(tissue_that_lost(10))
    return judged(
        "D13",
        "walk",
        f"peak hip extension walking changed by {gained:+.1f} deg",
        Bounds(gained - half, gained + half, "95 % CI"),
        model,
        "deg",
        why,
    )


def _prone_knee_bend() -> Row:
    straight, bent = (hold(Prone(knee), minutes=0).unheld_arch_deg for knee in (0, 120))
    return judged(
        "H12",
        "hold",
        "bending the knee lying prone deepens the lumbar curve",
        Bounds(0.1, 30.0, "deeper; the abstract gives no size"),
        bent.median - straight.median,
        "deg",
        "How much more the back arches at 120° of knee flexion than at 0 if nobody holds the "
        "pelvis, one leg bent, middle trunk stiffness.",
    )


def straightness(stride: Stride) -> float:
    """Share of the variance of the late passive hip moment that a straight line explains."""
    late = (stride.percent >= 30) & (stride.percent <= 55)
    side = stride.sides["left"]
    r = np.corrcoef(side.hip_flexion_deg[late], side.passive_hip_moment_nm[late])[0, 1]
    return float(r**2)


def peak_extension_deg(tissue: Tissue) -> float:
    """Most hip extension in the stride of a person with such hips on both sides."""
    return -float(walk(tissue, tissue).sides["left"].hip_flexion_deg.min())


def thomas_against_walking() -> float:
    """Correlation of the Thomas test's thigh angle with peak hip extension walking."""
    hips = [tissue_that_lost(lost) for lost in TIGHTNESS_DEG]
    thighs: FloatArray = np.array(
        [float(rest(FLAT_BACK_PELVIS_DEG.mean, tissue=hip).thigh_deg) for hip in hips]
    )
    return float(np.corrcoef(-thighs, [peak_extension_deg(hip) for hip in hips])[0, 1])
