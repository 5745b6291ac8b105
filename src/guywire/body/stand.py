"""Question 3: quiet standing, and the effort that the front guy-wires ask for.

People hold a tilt of their own: between people, hip extension and standing tilt do not go together
(r = −0.04 [1]). So tight hips ask for effort, not for a new posture:

    held moment = Σ sides [ M(0, 0) − M_usual(0, 0) ],

signed, at the tilt a person holds. How far the pelvis would tip if nobody held more than an upright
trunk and the hips do by themselves is an upper bound, x in

    (k_upright + k_hips)·x = Σ sides [ M(x, 0) − M_usual(0, 0) ],    x ≥ 0.

k_upright is the stiffness of an upright trunk with its muscles lightly at work (the stiff end of
`guywire.body.trunk`, which was measured standing); the hips are held at least as stiffly as gravity
topples what stands on them, else nobody would stand: k_hips = m·g·h.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np

from guywire.body.person import Person, known_person
from guywire.body.quantities import FloatArray
from guywire.body.roots import rising_root
from guywire.body.tissue import Tissue, moment_scale, muscle_tension
from guywire.body.tissue.laid import Laid, lay
from guywire.body.tissue.parameters import people_in, squeeze_fields
from guywire.body.tissue.usual import usual_tissue
from guywire.body.trunk import ACTIVE_NM_PER_DEG

SMALLEST_SEEN_DEG = 6.3
"""A change of tilt below this is inside the error of measuring it: 2.77 times the SEM of 2.26°
(C02, 10.1016/j.gaitpost.2008.02.015)."""

MAX_TIPPED_DEG = 40.0
GRAVITY_M_S2 = 9.80665
FINE_DEG = 1e-7

SET_BY: dict[str, tuple[str, ...]] = {
    "segment masses": ("D35",),
    "smallest tilt seen": ("C02",),
    "the tilt is the one a person holds": ("C14",),
    "stiffness of an upright trunk": ("Gardner-Morse & Stokes 2001",),
}


@dataclass(frozen=True)
class Standing:
    """Quiet standing compared with usual hips; arrays of the people's shape, () for one person.

    Attributes
    ----------
    held_moment_nm : what trunk and hip extensors hold beyond what usual hips ask, signed: negative
        where the hips are looser. An effort, for a library and not for a person's page.
    tilt_upper_deg : the most that the pelvis could tip if nobody held more; 0 for looser hips. The
        expected tilt is the one that the person holds.
    front_moment_nm : passive flexing moment of each hip at the tilt held
    psoas_compression_n : what passive psoas adds along the spine on both sides, signed, a squeeze
        and not a bend
    """

    held_moment_nm: FloatArray
    tilt_upper_deg: FloatArray
    front_moment_nm: Mapping[str, FloatArray]
    psoas_compression_n: FloatArray

    @property
    def can_be_seen(self) -> FloatArray:
        """Whether a careful measurement could tell even the greatest tilt from none."""
        return np.asarray(self.tilt_upper_deg > SMALLEST_SEEN_DEG)


def stand(
    left: Tissue | None = None, right: Tissue | None = None, *, person: Person | None = None
) -> Standing:
    """What hips ask for in quiet standing with straight knees.

    Parameters
    ----------
    left, right : tissue of each side; the usual if None. Fields are numbers or arrays of shape
        (people,).
    person : who stands; the generic body if None. Segments: de Leva [2].

    Severe contracture does tip a standing pelvis. Bent knees and a forward lean, which also give
    way to a contracture, are not modeled.

    Raises
    ------
    ValueError
        If fields stand for different numbers of people.

    References
    ----------
    [1] Heino JG, Godges JJ, Carter CL. J Orthop Sports Phys Ther 1990;12:243-247.
        doi:10.2519/jospt.1990.12.6.243
    [2] de Leva P. J Biomech 1996;29:1223-1230. doi:10.1016/0021-9290(95)00178-6
    """
    person = known_person(person)
    given = {"left": left or usual_tissue(), "right": right or usual_tissue()}
    _same_people(given)
    sides = {side: squeeze_fields(tissue) for side, tissue in given.items()}
    size = moment_scale(person)
    front = {side: size * _moment(tissue, np.zeros(())) for side, tissue in sides.items()}
    usual = float(size * _moment(usual_tissue(), np.zeros(())))
    return Standing(
        held_moment_nm=np.asarray(sum(front.values()) - 2 * usual),
        tilt_upper_deg=_tilt_upper_deg(sides, person, usual),
        front_moment_nm=front,
        psoas_compression_n=np.asarray(sum(_squeeze(tissue, person) for tissue in sides.values())),
    )


def _same_people(sides: Mapping[str, Tissue]) -> None:
    counts = {people_in(tissue) or 1 for tissue in sides.values()} - {1}
    if len(counts) > 1:
        raise ValueError(f"left and right stand for {sorted(counts)} people; they must be alike")


@cache
def _upright() -> Laid:
    return lay(np.zeros(()), np.zeros(()))


def _moment(tissue: Tissue, tilt_deg: FloatArray) -> FloatArray:
    """Passive hip moment of the generic body standing with this tilt (Nm)."""
    moment, _ = _upright().moment(np.radians(tilt_deg), tissue)
    return np.asarray(moment)


def _tilt_upper_deg(sides: Mapping[str, Tissue], person: Person, usual_nm: float) -> FloatArray:
    """The tilt at which what is held, which rises with it, is what is asked, which falls."""
    size = moment_scale(person)
    stiffness = size * ACTIVE_NM_PER_DEG + _hips_nm_per_deg(person)

    def lacking(tilt_deg: FloatArray) -> FloatArray:
        asked = sum(size * _moment(tissue, tilt_deg) for tissue in sides.values())
        return np.asarray(stiffness * tilt_deg - (asked - 2 * usual_nm))

    shape = lacking(np.zeros(())).shape
    return rising_root(lacking, np.zeros(shape), np.full(shape, MAX_TIPPED_DEG), tolerance=FINE_DEG)


def _hips_nm_per_deg(person: Person) -> float:
    """Gravity's toppling stiffness of head, arms and trunk about the hips (Nm/°)."""
    trunk = person.segment("trunk")
    height_m = trunk.length_m - trunk.center_of_mass_m
    return person.upper_body_mass_kg * GRAVITY_M_S2 * height_m * float(np.radians(1))


def _squeeze(tissue: Tissue, person: Person) -> FloatArray:
    usual = muscle_tension(0.0, 0.0, tissue=usual_tissue(), person=person)["psoas"].tension_n
    theirs = muscle_tension(0.0, 0.0, tissue=tissue, person=person)["psoas"].tension_n
    return np.asarray(theirs - usual)
