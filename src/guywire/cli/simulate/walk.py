"""One stride, and a day of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer

from guywire.cli.body_options import Body, simulation
from guywire.cli.output import Answer, Sheet, band_text
from guywire.cli.simulate import simulate

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from guywire.body.walk import StepCompensation, Walk

LABELS = {
    "compensation_deg": "forward tilt of the pelvis, °",
    "shorter_deg": "thigh swings back less, °",
    "step_shortened_mm": "step shorter, mm",
    "asis_mm": "front of pelvis, mm",
    "lumbosacral_mm": "lumbosacral joint, mm",
    "trunk_moment_nm": "trunk moment, Nm",
    "sacroiliac_rotation_deg": "sacroiliac rotation, °",
    "psoas_compression_n": "psoas compression along the spine, N",
}


@simulate.command()
@simulation
def walk(
    body: Body,
    speed_m_s: Annotated[float, typer.Option(help="Walking speed, 0.6 to 2.0 m/s.")] = 1.24,
    steps_per_day: Annotated[float, typer.Option(help="Steps of both legs in a day.")] = 5000.0,
) -> Answer:
    """One stride: what hips ask of pelvis, lower back and step length, and a day of it."""
    from guywire.body.walk import walk_spread

    found = walk_spread(body.left, body.right, person=body.person, speed_m_s=speed_m_s)
    days = _days(found, steps_per_day)
    by_trunk = _by_trunk_stiffness(body, speed_m_s)
    payload = _payload(found) | {
        "by_trunk_stiffness": by_trunk,
        "steps_per_day": steps_per_day,
        "meters_per_day": days,
    }
    return Answer(payload, _sheets(found, days, by_trunk), _draw(found))


def _payload(found: Walk) -> dict[str, Any]:
    """Averages and the ends of 80 of 100, over what is not known of trunk and step."""
    return {
        "percent": found.percent,
        "usual_pelvis_tilt_deg": found.usual_pelvis_tilt_deg,
        "pelvis_tilt_deg": found.pelvis_tilt_deg.mean(axis=0),
        "compensation_deg": found.compensation_deg.mean(axis=0),
        "legs": {
            side: {
                "hip_flexion_deg": leg.hip_flexion_deg.mean(axis=0),
                "knee_flexion_deg": leg.knee_flexion_deg,
                "ankle_dorsiflexion_deg": leg.ankle_dorsiflexion_deg,
            }
            for side, leg in found.legs.items()
        },
        "steps": {side: _summary(step) for side, step in found.steps.items()},
    }


def _summary(step: StepCompensation) -> dict[str, dict[str, float]]:
    from guywire.body.intervals import Interval

    return {
        name: {"mean": float(values.mean()), **vars(Interval.of(values))}
        for name, values in vars(step).items()
    }


def _by_trunk_stiffness(body: Body, speed_m_s: float) -> list[dict[str, float]]:
    """Tilt of each step at several stiffnesses of the trunk, to show how it hangs on them."""
    import numpy as np

    from guywire.body.trunk import TABLE_NM_PER_DEG
    from guywire.body.walk import Prices
    from guywire.body.walk import walk as walked

    prices = Prices(trunk_nm_per_deg=np.array(TABLE_NM_PER_DEG))
    found = walked(body.left, body.right, person=body.person, speed_m_s=speed_m_s, prices=prices)
    return [
        {
            "trunk_nm_per_deg": stiffness,
            **{side: float(step.compensation_deg[row]) for side, step in found.steps.items()},
        }
        for row, stiffness in enumerate(TABLE_NM_PER_DEG)
    ]


def _days(found: Walk, steps_per_day: float) -> dict[str, tuple[float, float]]:
    """Meters a day that the front of the pelvis travels because of each side, as a 90 % band."""
    from guywire.body.weeks import traveled

    def band(step: StepCompensation) -> tuple[float, float]:
        mm, sd = float(step.asis_travel_mm.mean()), float(step.asis_travel_mm.std())
        day = traveled(steps_per_day / 2, max(mm, 0.0), mm_per_step_sd=sd)
        return float(day.low), float(day.high)

    return {side: band(step) for side, step in found.steps.items()}


def _sheets(
    found: Walk,
    days: Mapping[str, tuple[float, float]],
    by_trunk: list[dict[str, float]],
) -> list[Sheet]:
    from guywire.body.intervals import Interval

    rows: list[tuple[object, ...]] = [
        (label, *(band_text(Interval.of(getattr(step, name))) for step in found.steps.values()))
        for name, label in LABELS.items()
    ]
    rows.append(
        ("front of pelvis, m a day", *(f"{low:.0f} to {high:.0f}" for low, high in days.values()))
    )
    title = "One step, compared with usual hips (80 of 100 by trunk and step)"
    stiff = [tuple(f"{value:.3g}" for value in row.values()) for row in by_trunk]
    return [
        Sheet(title, ("", *found.steps), rows),
        Sheet("How the tilt hangs on the trunk", ("Nm/°", "left °", "right °"), stiff),
    ]


def _draw(found: Walk) -> Callable[[Axes], None]:
    import numpy as np

    def draw(axes: Axes) -> None:
        axes.plot(found.percent, found.usual_pelvis_tilt_deg, "k--", label="usual hips")
        axes.plot(found.percent, found.pelvis_tilt_deg.mean(axis=0), label="this person")
        low, high = np.quantile(found.pelvis_tilt_deg, (0.1, 0.9), axis=0)
        axes.fill_between(found.percent, low, high, alpha=0.25, label="80 of 100")
        axes.set(xlabel="stride from left heel strike, %", ylabel="pelvic tilt from standing, °")
        axes.legend()

    return draw
