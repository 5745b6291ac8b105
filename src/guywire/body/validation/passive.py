"""Rows on passive moments and on where a relaxed leg hangs."""

from __future__ import annotations

from math import radians

from guywire.body.evidence import finding
from guywire.body.measure.norms import FLAT_BACK_PELVIS_DEG
from guywire.body.thomas import Rest, rest
from guywire.body.tissue import passive_moment
from guywire.body.validation.row import Bounds, ValidationRow, compared, judged

HELD_BACK_DEG = 10.0
"""How far holding the lower back flat may turn the pelvis (A17)."""

FLAT = (
    "Thigh against level of the usual body with the back held flat, the pelvis rotated back "
    f"by {FLAT_BACK_PELVIS_DEG.mean:g}° (SD {FLAT_BACK_PELVIS_DEG.stdev:g}°)."
)
RIENER_AT_DEG = {
    "hip flexed 20": 20.0,
    "hip at 0": 0.0,
    "hip extended 10": -10.0,
    "hip extended 20": -20.0,
}


def rows() -> list[ValidationRow]:
    """Every row on passive moments and the Thomas position."""
    return [*_riener(), *_thomas()]


def _riener() -> list[ValidationRow]:
    error = finding("D25").value_of("hip").value or 0.0
    why = (
        "Another laboratory, ten people, knee straight. Two laboratories differ by about 10 Nm "
        "beyond 10° of extension (at hip −15°, knee 15°: 28 Nm measured by Silder, to which the "
        "engine is fitted, 19 Nm by this equation)."
    )
    rows = []
    for name, hip in RIENER_AT_DEG.items():
        about = finding("D24").value_of(name).value or 0.0
        bounds = Bounds(about - error, about + error, "published error of such fits (D25)")
        model = float(passive_moment(radians(hip), 0.0).hip)
        rows.append(compared("D24", name, "tissue", model, why, bounds))
    return rows


def _thomas() -> list[ValidationRow]:
    why = (
        f"{FLAT} Counted as extension. These controls were older than the engine's young adults, "
        "and nothing says how flat their backs lay."
    )
    held = float(rest(FLAT_BACK_PELVIS_DEG.mean).knee_flexion_deg)
    loose = float(rest(FLAT_BACK_PELVIS_DEG.mean - HELD_BACK_DEG).knee_flexion_deg)
    return [
        compared("I03", "controls", "tissue", -float(_usual().thigh_deg), why),
        judged(
            "A18",
            "tissue",
            "holding the lower back actively lowers the knee angle by 8.2 deg",
            Bounds(-90.0, -1.5, "lower, by more than its standard error"),
            held - loose,
            "deg",
            "The usual body's knee with the pelvis held flat, less the same with it 10° further "
            "forward (A17). In the engine the thigh rises with the pelvis and the shin goes on "
            "hanging. Their people were chosen for tight hips.",
        ),
    ]


def reference_rows() -> list[ValidationRow]:
    """The usual body beside the references that set the population a person is taken from."""
    thigh, knee = float(_usual().thigh_deg), float(_usual().knee_flexion_deg)
    athletes = (
        "The mean of elite athletes, without a spread. The usual knee hangs between it and the 67° "
        "under which a trial calls the muscle short (A11)."
    )
    stiff = f"{FLAT} The usual body (Silder's young adults) hangs a few degrees higher."
    return [
        compared("A12", "all legs", "tissue", thigh, stiff),
        compared("A12", "called negative (392 legs)", "tissue", thigh, stiff),
        compared("A06", "thigh", "tissue", thigh, stiff),
        compared("A06", "knee flexion", "tissue", knee, athletes),
    ]


def _usual() -> Rest:
    return rest(FLAT_BACK_PELVIS_DEG.mean)
