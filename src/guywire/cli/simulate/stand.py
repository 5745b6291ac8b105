"""Quiet standing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import TYPE_CHECKING

from guywire.cli.body_options import Body, simulation
from guywire.cli.output import Answer, Sheet, band_text
from guywire.cli.simulate import simulate

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from guywire.body.stand import Standing


@simulate.command()
@simulation
def stand(body: Body) -> Answer:
    """Quiet standing: how far tight hips tip the pelvis, and what they ask for."""
    from guywire.body.stand import stand as stood

    found = stood(body.left, body.right, person=body.person)
    return Answer(asdict(found), [_sheet(found)], _draw(found))


def _sheet(found: Standing) -> Sheet:
    rows = [
        ("forward tilt of the pelvis, °", band_text(found.tilt_deg)),
        ("lumbar extension, °", band_text(found.lumbar_extension_deg)),
        ("held by trunk and hips, Nm", band_text(found.held_moment_nm)),
        *((f"front of the {side} hip, Nm", nm) for side, nm in found.front_moment_nm.items()),
        ("psoas compression along the spine, N", band_text(found.psoas_compression_n)),
        ("large enough to be measured", "yes" if found.seen else "no"),
    ]
    return Sheet("Standing, beyond usual hips (80 of 100 by trunk stiffness)", ("", ""), rows)


def _draw(found: Standing) -> Callable[[Axes], None]:
    from guywire.body.stand import SMALLEST_SEEN_DEG

    def draw(axes: Axes) -> None:
        band = found.tilt_deg
        around = [[band.median - band.low], [band.high - band.median]]
        axes.errorbar([band.median], ["this person"], xerr=around, fmt="o", capsize=4)
        axes.axvline(SMALLEST_SEEN_DEG, linestyle="--", label="smallest that can be measured")
        axes.set(xlabel="forward tilt beyond usual hips, °", xlim=(0, None))
        axes.legend()

    return draw
