"""guywire simulate: what this body does standing, walking and in a stretch."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from guywire.cli import app
from guywire.cli.body_options import Body, Side, simulation
from guywire.cli.output import Answer, Sheet, short

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from guywire.body.hold import Hold, Stretch
    from guywire.body.stand import Standing
    from guywire.body.trunk import Band
    from guywire.body.walk import Step, Stride

simulate = typer.Typer(no_args_is_help=True)
app.add_typer(simulate, name="simulate", help="Ask the engine about one body.")


class Position(StrEnum):
    """The two stretches."""

    supine = "supine"
    prone = "prone"


SUPINE, PRONE = "Supine", "Prone"

SD_TO_90TH = 1.2816


@simulate.command()
@simulation
def hold(
    body: Body,
    position: Annotated[Position, typer.Argument(help="Which stretch.")],
    minutes: Annotated[float, typer.Option(help="How long it is held, 0 to 15.")] = 3.0,
    side: Annotated[Side, typer.Option(help="Which leg.")] = "right",
    arch_deg: Annotated[
        float, typer.Option(help="How far the pelvis rolls forward and the back arches.")
    ] = 0.0,
    bed_height_m: Annotated[float, typer.Option(rich_help_panel=SUPINE)] = 0.55,
    foot_support_height_m: Annotated[
        float,
        typer.Option(help="What stands under the foot; 0 is the floor.", rich_help_panel=SUPINE),
    ] = 0.0,
    strap_knee_flexion_deg: Annotated[
        float, typer.Option(help="Knee flexion the strap holds.", rich_help_panel=PRONE)
    ] = 100.0,
    towel_height_m: Annotated[
        float, typer.Option(help="Roll under the thigh.", rich_help_panel=PRONE)
    ] = 0.0,
) -> Answer:
    """One stretch over its minutes: posture, stretch and tension of each muscle group."""
    from guywire.body.hold import Prone, Supine
    from guywire.body.hold import hold as held

    stretch: Stretch = (
        Supine(bed_height_m, foot_support_height_m, arch_deg)
        if position is Position.supine
        else Prone(strap_knee_flexion_deg, towel_height_m, arch_deg)
    )
    found = held(stretch, minutes=minutes, tissue=body.side(side), person=body.person)
    return Answer(_hold_payload(found, position, side), _hold_sheets(found), _draw_hold(found))


def _hold_payload(found: Hold, position: Position, side: Side) -> dict[str, object]:
    import numpy as np

    return {
        "stretch": position.value,
        "side": side,
        "supports": vars(found.stretch),
        "times_s": found.times_s,
        "hip_flexion_deg": np.degrees(found.hip_flexion),
        "knee_flexion_deg": np.degrees(found.knee_flexion),
        "hip_moment_nm": found.hip_moment,
        "knee_moment_nm": found.knee_moment,
        "support_n": found.support_n,
        "groups": {group: vars(course) for group, course in found.groups.items()},
        "unheld_arch_deg": vars(found.unheld_arch_deg),
        "after": {"rest_times_s": found.rest_times_s, "softening": found.softening},
    }


MOMENTS_OF_A_HOLD_S = (0.0, 20.0, 60.0, 120.0, 180.0, 240.0, 300.0, 600.0, 900.0)


def _hold_sheets(found: Hold) -> list[Sheet]:
    import numpy as np

    end = float(found.times_s[-1])
    times = sorted({*(time for time in MOMENTS_OF_A_HOLD_S if time < end), end})
    columns = {
        "hip flexion °": np.degrees(found.hip_flexion),
        "knee flexion °": np.degrees(found.knee_flexion),
        "hip moment Nm": found.hip_moment,
        **{
            f"{group.replace('_', ' ')} N": course.tension_n
            for group, course in found.groups.items()
        },
        "support N": found.support_n,
    }
    rows = [
        (f"{time:g} s", *(float(np.interp(time, found.times_s, y)) for y in columns.values()))
        for time in times
    ]
    arch = _band(found.unheld_arch_deg)
    rests = zip(found.rest_times_s, found.softening, strict=True)
    after = [(f"{rest / 60:g} min", f"{100 * missing:.1f} %") for rest, missing in rests]
    return [
        Sheet("The hold", ("after", *columns), rows),
        Sheet("If nobody held the pelvis", ("", ""), [("the back arches, °", arch)]),
        Sheet("Softening left after it", ("rest", "tension missing"), after),
    ]


def _draw_hold(found: Hold) -> Callable[[Axes], None]:
    def draw(axes: Axes) -> None:
        for group, course in found.groups.items():
            axes.plot(found.times_s, course.tension_n, label=group.replace("_", " "))
        axes.set(xlabel="time, s", ylabel="passive tension, N", ylim=(0, None))
        axes.legend()

    return draw


@simulate.command()
@simulation
def stand(body: Body) -> Answer:
    """Quiet standing: how far tight hips tip the pelvis, and what they ask for."""
    from guywire.body.stand import stand as stood

    found = stood(body.left, body.right, person=body.person)
    return Answer(asdict(found), [_stand_sheet(found)], _draw_stand(found))


def _stand_sheet(found: Standing) -> Sheet:
    rows = [
        ("forward tilt of the pelvis, °", _band(found.tilt_deg)),
        ("lumbar extension, °", _band(found.lumbar_extension_deg)),
        ("held by trunk and hips, Nm", _band(found.held_moment_nm)),
        *((f"front of the {side} hip, Nm", nm) for side, nm in found.front_moment_nm.items()),
        ("psoas compression along the spine, N", _band(found.psoas_compression_n)),
        ("large enough to be measured", "yes" if found.seen else "no"),
    ]
    return Sheet("Standing, beyond usual hips (80 of 100 by trunk stiffness)", ("", ""), rows)


def _draw_stand(found: Standing) -> Callable[[Axes], None]:
    from guywire.body.stand import SMALLEST_SEEN_DEG

    def draw(axes: Axes) -> None:
        band = found.tilt_deg
        around = [[band.middle - band.low], [band.high - band.middle]]
        axes.errorbar([band.middle], ["this person"], xerr=around, fmt="o", capsize=4)
        axes.axvline(SMALLEST_SEEN_DEG, linestyle="--", label="smallest that can be measured")
        axes.set(xlabel="forward tilt beyond usual hips, °", xlim=(0, None))
        axes.legend()

    return draw


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
    return Answer(payload, _walk_sheets(found, days), _draw_walk(found))


def _days(found: Stride, steps_per_day: float) -> dict[str, tuple[float, float]]:
    """Meters a day that the front of the pelvis travels because of each side, as a 90 % band."""
    from guywire.body.weeks import traveled

    def band(step: Step) -> tuple[float, float]:
        sd = (step.asis_mm.high - step.asis_mm.low) / (2 * SD_TO_90TH)
        day = traveled(steps_per_day / 2, step.asis_mm.middle, mm_per_step_sd=sd)
        return float(day.low), float(day.high)

    return {side: band(step) for side, step in found.steps.items()}


def _walk_sheets(found: Stride, days: dict[str, tuple[float, float]]) -> list[Sheet]:
    labels = {
        "traded_deg": "hip extension traded, °",
        "asis_mm": "front of pelvis, mm a step",
        "lumbosacral_mm": "lumbosacral joint, mm a step",
        "trunk_moment_nm": "trunk moment, Nm",
        "sacroiliac_rotation_deg": "sacroiliac rotation, °",
        "psoas_compression_n": "psoas compression along the spine, N",
    }
    rows: list[tuple[object, ...]] = [
        (label, *(_band(getattr(step, name)) for step in found.steps.values()))
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


def _band(band: Band) -> str:
    return f"{short(band.middle)} ({short(band.low)} to {short(band.high)})"


def _draw_walk(found: Stride) -> Callable[[Axes], None]:
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
