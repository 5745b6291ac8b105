"""The back guy-wires: what buttock and hamstrings pull when relaxed."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import ArrayLike

from guywire.body.geometry import geometry
from guywire.body.person import Person
from guywire.body.quantities import FloatArray
from guywire.body.tissue.api import HIP, KNEE, moment_scale
from guywire.body.tissue.constants import constants
from guywire.body.tissue.potential import hip_back_moments

WIRES: Mapping[str, tuple[str, ...]] = {
    "buttock": ("gluteus_maximus_1", "gluteus_maximus_2", "gluteus_maximus_3"),
    "hamstrings": ("biceps_femoris_long_head", "semimembranosus", "semitendinosus"),
}


def back_tension(
    hip_flexion: ArrayLike, knee_flexion: ArrayLike, *, person: Person | None = None
) -> Mapping[str, FloatArray]:
    """Passive tension (N) of the back of the hip, as two wires.

    The passive extension moment of each, as `passive_moment` has it [1], over the mean
    hip-extension arm of its muscles [2]: the tension one wire would need to carry it all.

    Parameters
    ----------
    hip_flexion : rad, −40° to 120°
    knee_flexion : rad, −10° to 135°. The angles broadcast against each other.
    person : whose body; the generic one if None

    Returns
    -------
    Mapping from "buttock" and "hamstrings" to tension (N) of the postures' shape.

    Raises
    ------
    ValueError
        If an angle is outside its range or not finite.

    References
    ----------
    [1] Silder A et al. J Biomech 2007;40:2628-2635. doi:10.1016/j.jbiomech.2006.12.017
    [2] Rajagopal A et al. IEEE Trans Biomed Eng 2016;63:2068-2079.
        doi:10.1109/TBME.2016.2586891
    """
    hip, knee = np.broadcast_arrays(HIP.array(hip_flexion), KNEE.array(knee_flexion))
    moments = dict(zip(WIRES, hip_back_moments(hip, knee, constants()), strict=True))
    paths = geometry(
        hip, knee, person=person, muscles=[n for names in WIRES.values() for n in names]
    )
    size = moment_scale(person)
    return {
        wire: size * moments[wire] / -np.mean([paths[n].hip_flexion_arm for n in names], axis=0)
        for wire, names in WIRES.items()
    }
