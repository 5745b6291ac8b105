"""Quiet standing."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from guywire.cli.body_options import Body, simulation
from guywire.cli.output import Answer, Sheet
from guywire.cli.simulate import simulate

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from guywire.body.stand import Standing


@simulate.command()
@simulation
def stand(body: Body) -> Answer:
    """Quiet standing: the effort that the hips ask for, and how far the pelvis could tip."""
    from guywire.body.stand import stand as stood

    found = stood(body.left, body.right, person=body.person)
    payload = {
        "held_moment_nm": found.held_moment_nm,
        "tilt_upper_deg": found.tilt_upper_deg,
        "front_moment_nm": found.front_moment_nm,
        "psoas_compression_n": found.psoas_compression_n,
        "can_be_seen": found.can_be_seen,
    }
    return Answer(payload, [_sheet(found)], _draw(found))


def _sheet(found: Standing) -> Sheet:
    rows = [
        ("held by trunk and hips, Nm", float(found.held_moment_nm)),
        ("tilt of the pelvis, °", "the one that the person holds"),
        ("at most, if nobody held more, °", float(found.tilt_upper_deg)),
        *(
            (f"front of the {side} hip, Nm", float(nm))
            for side, nm in found.front_moment_nm.items()
        ),
        ("psoas compression along the spine, N", float(found.psoas_compression_n)),
        ("large enough to be measured", "yes" if found.can_be_seen else "no"),
    ]
    return Sheet("Standing, compared with usual hips", ("", ""), rows)


def _draw(found: Standing) -> Callable[[Axes], None]:
    from guywire.body.stand import SMALLEST_SEEN_DEG

    def draw(axes: Axes) -> None:
        axes.barh(["this person, at most"], [float(found.tilt_upper_deg)])
        axes.axvline(SMALLEST_SEEN_DEG, linestyle="--", label="smallest that can be measured")
        axes.set(xlabel="forward tilt beyond the one held, °", xlim=(0, None))
        axes.legend()

    return draw
