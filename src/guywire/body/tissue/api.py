"""What tissue is asked for: moments, tensions and stored energy of relaxed tissue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from guywire.body.length_surfaces import HIP_FLEXION_RANGE
from guywire.body.person import GENERIC_HEIGHT_M, GENERIC_MASS_KG, Person, known_person
from guywire.body.quantities import FloatArray, angle
from guywire.body.tissue.constants import constants
from guywire.body.tissue.parameters import GROUPS, MUSCLES_OF, Tissue, TissueGroup, known_tissue
from guywire.body.tissue.potential import MuscleState, Posture, energy, moments, posture, states

HIP = HIP_FLEXION_RANGE
KNEE = angle("knee_flexion", -10, 135)
ANKLE = angle("ankle_dorsiflexion", -40, 40)


@dataclass(frozen=True)
class PassiveMoment:
    """Moments of relaxed tissue (Nm), positive where they flex the joint."""

    hip: FloatArray
    knee: FloatArray


@dataclass(frozen=True)
class Tension:
    """One muscle or group: stretch past slack (optimal fiber lengths) and tension (N).

    Of a group, the stretch is the greatest of its muscles' and the tension their sum.
    """

    stretch: FloatArray
    tension_n: FloatArray


def passive_moment(
    hip_flexion: ArrayLike,
    knee_flexion: ArrayLike,
    *,
    tissue: Tissue | None = None,
    person: Person | None = None,
    ankle_dorsiflexion: ArrayLike = 0.0,
) -> PassiveMoment:
    """Moments that relaxed tissue puts on hip and knee.

    Derivatives of one potential energy: hip-flexor muscles by an exponential toe and a line,
    capsule, buttock, hamstrings, calf, and the knee's own tissue. Calibrated on the mean curves
    of 20 young adults [1]; muscle figures share the moment out [2].

    Parameters
    ----------
    hip_flexion : rad, −40° to 120°; zero is upright standing
    knee_flexion : rad, −10° to 135°
    tissue : one side's tissue; the usual if None. Its fields may be arrays.
    person : whose body; the generic one if None. Moments grow with mass times height, an
        assumption: the same tissue scaled in length and cross-section.
    ankle_dorsiflexion : rad, −40° to 40°

    Angles and tissue fields broadcast against each other. The curves were measured from −15° to
    80° of hip flexion and 0° to 120° of knee flexion; outside, every part goes on as a straight
    line, so that usual tissue stays below 350 Nm everywhere. In extension rectus femoris lies on
    the femoral head, a departure from the paths of `guywire.body.geometry` [3].

    Raises
    ------
    ValueError
        If an angle is outside its range or not finite.

    References
    ----------
    [1] Silder A et al. J Biomech 2007;40:2628-2635. doi:10.1016/j.jbiomech.2006.12.017
    [2] Rajagopal A et al. IEEE Trans Biomed Eng 2016;63:2068-2079.
        doi:10.1109/TBME.2016.2586891
    [3] `guywire.body.tissue.constants.RECTUS_ON_HEAD`
    """
    at = _posture(hip_flexion, knee_flexion, ankle_dorsiflexion)
    hip, knee = moments(at, known_tissue(tissue), constants())
    size = moment_scale(person)
    return PassiveMoment(size * hip, size * knee)


def passive_energy(
    hip_flexion: ArrayLike,
    knee_flexion: ArrayLike,
    *,
    tissue: Tissue | None = None,
    person: Person | None = None,
    ankle_dorsiflexion: ArrayLike = 0.0,
) -> FloatArray:
    """The potential (J) whose slopes, reversed, are `passive_moment`; same arguments."""
    at = _posture(hip_flexion, knee_flexion, ankle_dorsiflexion)
    return moment_scale(person) * energy(at, known_tissue(tissue), constants())


def muscle_tension(
    hip_flexion: ArrayLike,
    knee_flexion: ArrayLike,
    *,
    tissue: Tissue | None = None,
    person: Person | None = None,
) -> Mapping[str, Tension]:
    """Stretch and passive tension of every muscle of the three groups, by muscle name."""
    found, force = _states(hip_flexion, knee_flexion, tissue, person)
    return {
        name: Tension(found[name].stretch, force * found[name].force_n)
        for group in GROUPS
        for name in MUSCLES_OF[group]
    }


def group_tension(
    hip_flexion: ArrayLike,
    knee_flexion: ArrayLike,
    *,
    tissue: Tissue | None = None,
    person: Person | None = None,
) -> Mapping[TissueGroup, Tension]:
    """Stretch and passive tension of the three groups."""
    found, force = _states(hip_flexion, knee_flexion, tissue, person)
    return {
        group: _together([found[name] for name in MUSCLES_OF[group]], force) for group in GROUPS
    }


def moment_scale(person: Person | None) -> float:
    """A person's passive moments over the generic body's: mass times height."""
    person = known_person(person)
    return person.mass_kg * person.height_m / (GENERIC_MASS_KG * GENERIC_HEIGHT_M)


def _states(
    hip: ArrayLike, knee: ArrayLike, tissue: Tissue | None, person: Person | None
) -> tuple[Mapping[str, MuscleState], float]:
    found = states(_posture(hip, knee, 0.0), known_tissue(tissue), constants())
    return found, moment_scale(person) / known_person(person).scale


def _together(parts: list[MuscleState], force: float) -> Tension:
    stretch = np.max([part.stretch for part in parts], axis=0)
    return Tension(stretch, force * np.sum([part.force_n for part in parts], axis=0))


def _posture(hip: ArrayLike, knee: ArrayLike, ankle: ArrayLike) -> Posture:
    return posture(HIP.array(hip), KNEE.array(knee), ANKLE.array(ankle))
