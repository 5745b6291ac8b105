"""How far the lower back would arch in a stretch if nobody kept it from doing so."""

from __future__ import annotations

import numpy as np

from guywire.body.person import Person
from guywire.body.quantities import FloatArray
from guywire.body.roots import rising_root
from guywire.body.tissue import Tissue, moment_scale, passive_moment
from guywire.body.trunk import TRUNK, Band

MOST_DEG = 60.0


def unheld_arch_deg(
    hip: float, knee: float, *, hanging_free: bool, tissue: Tissue, person: Person
) -> Band:
    """Degrees by which the hip's moment would roll the pelvis forward, as a band.

    The thigh stays where it is and the pelvis rolls by x until the trunk holds it,

        k x = M(h + x, knee),

    except that under a leg that hangs free the moment stays: its weight follows. One leg in the
    stretch; the other, on the bed, is taken to neither help nor hinder.
    """
    stiffness = moment_scale(person) * np.array([TRUNK.quantile(q) for q in (0.9, 0.5, 0.1)])

    def asked(arch_deg: FloatArray) -> FloatArray:
        rolled = np.zeros(3) if hanging_free else np.radians(arch_deg)
        return passive_moment(hip + rolled, knee, tissue=tissue, person=person).hip

    arch = rising_root(
        lambda x: stiffness * x - asked(x), np.zeros(3), np.full(3, MOST_DEG), tolerance=1e-5
    )
    return Band(*(float(degrees) for degrees in arch))
