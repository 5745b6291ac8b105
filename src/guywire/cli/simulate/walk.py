"""One stride, and a day of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from guywire.cli.body_options import Body, simulation
from guywire.cli.output import Answer, Sheet, band_text
from guywire.cli.simulate import simulate

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from guywire.body.walk import Step, Stride

NINETIETH = 1.2816
"""Standard deviations from the middle to the 90th percentile, where a band of 80 of 100 ends."""


@simulate.command()
@simulation
def walk(
    body: Body,
    speed_m_s: Annotated[float, typer.Option(help="Walking speed, 0.6 to 2.0 m/s.")] = 1.24,
    steps_per_day: Annotated[float, typer.Option(help="Steps of both legs in a day.")] = 5000.0,
) -> Answer:
    """One stride: what tight hips trade for pelvic tilt and lumbar extension, and ask a day."""
    from guywire.body.walk import walk as walked

    found = walked(body.left, body.right, person=body.person, speed_m_s=speed_m_s)
    days = _days(found, steps_per_day)
    payload = asdict(found) | {"steps_per_day": steps_per_day, "meters_per_day": days}
    return Answer(payload, _sheets(found, days), _draw(found))


def _days(found: Stride, steps_per_day: float) -> dict[str, tuple[float, float]]:
    """Meters a day that the front of the pelvis travels because of each side, as a 90 % band."""
    from guywire.body.weeks import traveled

    def band(step: Step) -> tuple[float, float]:
        sd = (step.asis_mm.high - step.asis_mm.low) / (2 * NINETIETH)
        day = traveled(steps_per_day / 2, step.asis_mm.median, mm_per_step_sd=sd)
        return float(day.low), float(day.high)

    return {side: band(step) for side, step in found.steps.items()}


def _sheets(found: Stride, days: dict[str, tuple[float, float]]) -> list[Sheet]:
    labels = {
        "traded_deg": "hip extension traded, °",
        "asis_mm": "front of pelvis, mm a step",
        "lumbosacral_mm": "lumbosacral joint, mm a step",
        "trunk_moment_nm": "trunk moment, Nm",
        "sacroiliac_rotation_deg": "sacroiliac rotation, °",
        "psoas_compression_n": "psoas compression along the spine, N",
    }
    rows: list[tuple[object, ...]] = [
        (label, *(band_text(getattr(step, name)) for step in found.steps.values()))
        for name, label in labels.items()
    ]
    rows.append(
        ("front of pelvis, m a day", *(f"{low:.0f} to {high:.0f}" for low, high in days.values()))
    )
    title = "One step, because of tight hips (80 of 100 by trunk stiffness)"
    stiff = [
        (f"{row.trunk_stiffness_nm_per_deg:g}", row.left_traded_deg, row.right_traded_deg)
        for row in found.by_trunk_stiffness
    ]
    return [
        Sheet(title, ("", *found.steps), rows),
        Sheet("How it hangs on the trunk", ("Nm/°", "left °", "right °"), stiff),
    ]


def _draw(found: Stride) -> Callable[[Axes], None]:
    def draw(axes: Axes) -> None:
        axes.plot(found.percent, found.normal_pelvis_tilt_deg, "k--", label="usual hips")
        axes.plot(found.percent, found.pelvis_tilt_deg, label="this person")
        low, high = (
            found.normal_pelvis_tilt_deg + traded
            for traded in (found.traded_low_deg, found.traded_high_deg)
        )
        axes.fill_between(found.percent, low, high, alpha=0.25, label="80 of 100 trunks")
        axes.set(xlabel="stride from left heel strike, %", ylabel="pelvic tilt from standing, °")
        axes.legend()

    return draw
