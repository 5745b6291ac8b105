"""How far the lower back would arch in a stretch if nobody kept it from doing so."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from guywire.body.hold.held import Held
from guywire.body.intervals import PROBABILITIES
from guywire.body.quantities import FloatArray
from guywire.body.roots import rising_root
from guywire.body.tissue import moment_scale
from guywire.body.tissue.api import HIP
from guywire.body.trunk import TRUNK

MAX_ARCH_DEG = 60.0


def unrestrained_tilt_deg(held: Held, joints: FloatArray, hanging: NDArray[np.bool_]) -> FloatArray:
    """Degrees by which the hip's moment would roll the pelvis forward, (n, 3): 10th to 90th.

    The thigh stays where it is, at `joints` (2, n), and the pelvis rolls by x until the trunk
    holds it,

        k x = M(x).

    Under a leg that hangs free (`hanging`) the moment stays, for its weight follows. One leg is in
    the stretch; the other, on the bed, is taken to neither help nor hinder.
    """
    stiff = np.array([TRUNK.quantile(1 - probability) for probability in PROBABILITIES])
    stiffness = moment_scale(held.person) * stiff
    room_deg = np.degrees(HIP.high - joints[0])
    most = np.broadcast_to(np.minimum(MAX_ARCH_DEG, room_deg)[:, None], (held.count, 3))

    def lacking(pelvic_tilt_deg: FloatArray) -> FloatArray:
        rolled = np.where(hanging[:, None], 0.0, np.radians(pelvic_tilt_deg))
        hip = np.minimum(joints[0][:, None] + rolled, HIP.high)
        knee = np.broadcast_to(joints[1][:, None], hip.shape)
        return np.asarray(stiffness * pelvic_tilt_deg - held.law(np.stack([hip, knee]))[0])

    return rising_root(lacking, np.zeros_like(most), most, tolerance=1e-5)
