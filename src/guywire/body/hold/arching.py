"""How far the lower back would arch in a stretch if nobody kept it from doing so."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from guywire.body.intervals import Interval
from guywire.body.person import Person
from guywire.body.quantities import FloatArray
from guywire.body.roots import rising_root
from guywire.body.tissue import moment_scale
from guywire.body.trunk import TRUNK

MOST_DEG = 60.0


def unheld_arch_deg(
    hip_moment: Callable[[FloatArray], FloatArray],
    *,
    room_deg: float,
    hanging_free: bool,
    person: Person,
) -> Interval:
    """Degrees by which the hip's moment would roll the pelvis forward, as a band.

    The thigh stays where it is and the pelvis rolls by x until the trunk holds it,

        k x = M(x),

    `hip_moment` giving M (Nm) after a roll of x (rad), `room_deg` how far the hip has to go. Under
    a leg that hangs free the moment stays, for its weight follows. One leg is in the stretch; the
    other, on the bed, is taken to neither help nor hinder.
    """
    stiffness = moment_scale(person) * np.array([TRUNK.quantile(q) for q in (0.9, 0.5, 0.1)])

    def lacking(arch_deg: FloatArray) -> FloatArray:
        rolled = np.zeros(3) if hanging_free else np.radians(arch_deg)
        return stiffness * arch_deg - hip_moment(rolled)

    most = min(MOST_DEG, room_deg)
    arch = rising_root(lacking, np.zeros(3), np.full(3, most), tolerance=1e-5)
    return Interval(*(float(degrees) for degrees in arch))
