"""One of the two stretches, held."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from guywire.cli.body_options import Body, Side, simulation
from guywire.cli.output import Answer, Sheet, band_text
from guywire.cli.simulate import simulate

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from guywire.body.hold import Hold, StretchPosture


class Position(StrEnum):
    """The two stretches."""

    supine = "supine"
    prone = "prone"


SUPINE, PRONE = "Supine", "Prone"


@simulate.command()
@simulation
def hold(
    body: Body,
    position: Annotated[Position, typer.Argument(help="Which stretch.")],
    minutes: Annotated[float, typer.Option(help="How long it is held, 0 to 15.")] = 3.0,
    side: Annotated[Side, typer.Option(help="Which leg.")] = "right",
    pelvic_tilt_deg: Annotated[
        float,
        typer.Option("--arch-deg", help="How far the pelvis rolls forward and the back arches."),
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

    stretch: StretchPosture = (
        Supine(bed_height_m, foot_support_height_m, pelvic_tilt_deg)
        if position is Position.supine
        else Prone(strap_knee_flexion_deg, towel_height_m, pelvic_tilt_deg)
    )
    found = held(stretch, minutes=minutes, tissue=body.side(side), person=body.person)
    return Answer(_payload(found, position, side), _sheets(found), _draw(found))


def _payload(found: Hold, position: Position, side: Side) -> dict[str, object]:
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
        "unheld_arch_deg": vars(found.unrestrained_tilt_deg),
        "after": {"rest_times_s": found.rest_times_s, "softening": found.softening},
    }


MOMENTS_OF_A_HOLD_S = (0.0, 20.0, 60.0, 120.0, 180.0, 240.0, 300.0, 600.0, 900.0)


def _sheets(found: Hold) -> list[Sheet]:
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
    arch = band_text(found.unrestrained_tilt_deg)
    rests = zip(found.rest_times_s, found.softening, strict=True)
    after = [(f"{rest / 60:g} min", f"{100 * missing:.1f} %") for rest, missing in rests]
    return [
        Sheet("The hold", ("after", *columns), rows),
        Sheet("If nobody held the pelvis", ("", ""), [("the back arches, °", arch)]),
        Sheet("Softening left after it", ("rest", "tension missing"), after),
    ]


def _draw(found: Hold) -> Callable[[Axes], None]:
    def draw(axes: Axes) -> None:
        for group, course in found.groups.items():
            axes.plot(found.times_s, course.tension_n, label=group.replace("_", " "))
        axes.set(xlabel="time, s", ylabel="passive tension, N", ylim=(0, None))
        axes.legend()

    return draw
