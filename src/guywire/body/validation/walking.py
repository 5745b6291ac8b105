"""Rows on walking, and on what the prone knee bend does to the back."""

from __future__ import annotations

from functools import cache

import numpy as np

from guywire.body.cohort import sample, thomas, walking
from guywire.body.evidence import finding
from guywire.body.hold import Prone, hold
from guywire.body.tissue import Tissue, tissue_with_deficit
from guywire.body.validation.row import NO_SPREAD, Bounds, ValidationRow, compared, judged
from guywire.body.validation.standing import LARGEST_DIFFERENCE_DEG
from guywire.body.walk import Walk, walk, walk_spread

CONTRACTURE_DEG = 30.0
CONTRACTURE = (
    f"Hips that lost {CONTRACTURE_DEG:g}° on both sides, the average over trunk stiffness and the "
    "price of a step. The patients also had their nerve disease."
)
INCLINOMETER_SEM_DEG = 2.26
PACES = {"slow": 0.9, "fast": 1.6}
"""Speeds of adults (m/s) for what the children of D07 were asked for."""
KERRIGAN_T = 1.66
"""The t of a two-sided p of 0.103 with 46 degrees of freedom; 2.01 bounds 95 %."""
SAMPLED_PEOPLE = 1000
SMALL_EFFECT = 0.2
"""Below this, a standardized difference counts as none."""
TIGHT_GROUP = (
    f"Hips that lost {LARGEST_DIFFERENCE_DEG:g}° on both sides, the largest difference published "
    "(I03), over the spread of healthy adults ({spread}). The people of I14 were not chosen for "
    "tight hips, so the engine should overshoot if their hips differ less than that."
)
AGELESS = "The engine knows no age: its answer is none by construction, for better or worse."


def rows() -> list[ValidationRow]:
    """Every row on walking."""
    return [
        *_normal_stride(),
        _speed(),
        *_tight(),
        *_back_pain(),
        _between_people(),
        _after_a_program(),
        *_age(),
        _prone_knee_bend(),
    ]


def _normal_stride() -> list[ValidationRow]:
    usual = walk()
    thigh = usual.legs["left"].thigh_from_vertical_deg
    linear = (
        "Variance of the passive hip moment explained by a straight line in the hip angle, 30 to "
        "55 % of the stride. Published for the whole moment, muscles at work included."
    )
    thighs = (
        "The thigh behind the vertical in the stride that the engine takes for normal, which is "
        "another laboratory's: it holds the stride, not the engine. Published from the thigh, too."
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


def _speed() -> ValidationRow:
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
        "quantitative",
    )


def _tight() -> list[ValidationRow]:
    tight = tissue_with_deficit(CONTRACTURE_DEG)
    stride = walk_spread(tight, tight)
    step = stride.steps["left"]
    return [
        judged(
            "D31",
            "walk",
            "contracture goes with more forward tilt",
            Bounds(INCLINOMETER_SEM_DEG, 90.0, "more than the error of reading it (C02)"),
            float(stride.compensation_deg.mean(axis=0).max()),
            "deg",
            CONTRACTURE,
        ),
        compared(
            "D16",
            "rotation, at most",
            "walk",
            float(step.sacroiliac_rotation_deg.max()),
            f"{CONTRACTURE} The engine never lets these joints pass 2° (D17).",
            Bounds(0.0, 3.6, "the most ever seen"),
            "too_wide",
        ),
        judged(
            "I09",
            "walk",
            "limited hip extension goes with lumbar rotation, not extension",
            Bounds(0.0, 50.0, "less than half by extension"),
            100.0,
            "% of the tilt by extension",
            "The engine is sagittal: all of the tilt becomes lumbar extension. In these people the "
            "missing motion went with lumbar rotation, which the engine cannot show.",
        ),
    ]


def _back_pain() -> list[ValidationRow]:
    tight = tissue_with_deficit(LARGEST_DIFFERENCE_DEG)
    stride, usual = walk_spread(tight, tight), walk()
    lost_mm = sum(float(step.step_shortened_mm.mean()) for step in stride.steps.values())
    steps = finding("D04").value_of("step length")
    stride_sd_mm = 2000 * (steps.sd or 0.0)
    pelvis, hip = (_more_motion_deg(stride, usual, of) for of in ("pelvis", "hip"))
    motion = "no difference in how far the {part} moves"
    none = Bounds(-SMALL_EFFECT, SMALL_EFFECT, "no difference; a small effect is 0.2")
    return [
        compared(
            "I14",
            "stride length",
            "walk",
            -lost_mm / stride_sd_mm,
            TIGHT_GROUP.format(spread=f"{stride_sd_mm:g} mm a stride, D04"),
        ),
        compared(
            "I15",
            "step length",
            "walk",
            -lost_mm / 2 / (stride_sd_mm / 2),
            TIGHT_GROUP.format(spread=f"{stride_sd_mm / 2:g} mm a step, D04"),
        ),
        judged(
            "I14",
            "walk",
            motion.format(part="pelvis"),
            none,
            pelvis / PELVIS_RANGE_SD_DEG,
            "SMD",
            TIGHT_GROUP.format(spread=f"{PELVIS_RANGE_SD_DEG:.2g}° of range a stride, D02"),
        ),
        judged(
            "I14",
            "walk",
            motion.format(part="hip"),
            none,
            hip / HIP_RANGE_SD_DEG,
            "SMD",
            TIGHT_GROUP.format(spread=f"{HIP_RANGE_SD_DEG:.2g}° of range, D01"),
        ),
    ]


PELVIS_RANGE_SD_DEG = (4.5 - 2.2) / 2 / 1.2816
HIP_RANGE_SD_DEG = (44.0 - 37.6) / 2 / 1.2816


def _more_motion_deg(stride: Walk, usual: Walk, of: str) -> float:
    """How much further pelvis or hip moves in a stride than with usual hips, on average."""
    if of == "pelvis":
        tight, free = stride.pelvis_tilt_deg, usual.pelvis_tilt_deg
    else:
        tight, free = (walked.legs["left"].hip_flexion_deg for walked in (stride, usual))
    return float(np.ptp(tight, axis=1).mean() - np.ptp(free))


def _between_people() -> ValidationRow:
    return judged(
        "D29",
        "walk",
        "the static Thomas test does not foretell peak hip extension",
        Bounds(-0.53, 0.53, "not significant with n = 14"),
        thomas_against_walking(),
        "r",
        f"{SAMPLED_PEOPLE:,} sampled people with tissue, stride, trunk and price of a step of "
        "their own: the hip extension of the Thomas test against that in walking. Published for "
        "running.",
    )


def _after_a_program() -> ValidationRow:
    before, after = (
        finding("D13").value_of(f"peak hip extension walking, {when}").value or 0.0
        for when in ("before", "after")
    )
    gained = after - before
    half = 2.01 * gained / KERRIGAN_T
    why = (
        "Hips that lost 10° regain the 1.6° of static extension that the trial gained. The bounds "
        "are the 95 % interval that p = 0.103 leaves: from nothing to twice what was seen."
    )
    model = peak_extension_deg(tissue_with_deficit(8.4)) - peak_extension_deg(
        tissue_with_deficit(10)
    )
    return judged(
        "D13",
        "walk",
        f"peak hip extension walking changed by {gained:+.1f} deg",
        Bounds(gained - half, gained + half, "95 % CI"),
        model,
        "deg",
        why,
        "too_wide",
    )


def _age() -> list[ValidationRow]:
    return [
        judged(
            "D39",
            "walk",
            "passive hip work in walking does not differ between old and young",
            Bounds(-1.0, 1.0, "no difference; the abstract gives no size"),
            0.0,
            "J more in the old",
            AGELESS,
            "too_wide",
        ),
        judged(
            "D40",
            "walk",
            "pelvis and trunk of older adults move as those of younger ones",
            Bounds(-1.0, 1.0, "no difference; the abstract gives no size"),
            0.0,
            "deg more in the old",
            AGELESS,
            "too_wide",
        ),
        judged(
            "D41",
            "tissue",
            "the passive hip moment near full extension is larger in old men",
            Bounds(0.1, 100.0, "larger; the abstract gives no size"),
            0.0,
            "Nm more in the old",
            f"{AGELESS} Here it misses: an older person's hips count as tighter than usual.",
        ),
    ]


def _prone_knee_bend() -> ValidationRow:
    straight, bent = (hold(Prone(knee), minutes=0).unrestrained_tilt_deg for knee in (0, 120))
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


def straightness(stride: Walk) -> float:
    """Share of the variance of the late passive hip moment that a straight line explains."""
    late = (stride.percent >= 30) & (stride.percent <= 55)
    leg = stride.legs["left"]
    r = np.corrcoef(leg.hip_flexion_deg[late], leg.passive_hip_moment_nm[late])[0, 1]
    return float(r**2)


def peak_extension_deg(tissue: Tissue) -> float:
    """Most hip extension in the stride of people with such hips on both sides, on average."""
    return -float(walk_spread(tissue, tissue).legs["left"].hip_flexion_deg.min(axis=1).mean())


@cache
def thomas_against_walking() -> float:
    """Correlation over sampled people of hip extension in the Thomas test and in walking."""
    people = sample(SAMPLED_PEOPLE)
    lying = thomas(people)["left_thigh_deg"]
    upright = walking(people)["left_peak_hip_extension_deg"]
    return float(np.corrcoef(-np.asarray(lying, float), np.asarray(upright, float))[0, 1])
