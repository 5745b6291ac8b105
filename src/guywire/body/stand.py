"""Question 3: quiet standing, and the moment the front guy-wires ask for.

With the thighs upright the pelvis is tipped forward by x, the lower back extended by as much,
where what tight tissue asks beyond usual tissue is held:

    (k_trunk + k_hips)·x = Σ sides [ M(x, 0) − M_usual(0, 0) ],    x ≥ 0.

The hips are held at least as stiffly as gravity topples what stands on them, else nobody would
stand: k_hips = m·g·h, a lower bound, so that the tilt is rather over- than understated.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from guywire.body.intervals import Interval
from guywire.body.person import Person
from guywire.body.quantities import FloatArray
from guywire.body.roots import rising_root
from guywire.body.tissue import Tissue, moment_scale, muscle_tension, passive_moment
from guywire.body.trunk import TRUNK

SMALLEST_SEEN_DEG = 6.3
"""A change of tilt below this is inside the error of measuring it: 2.77 times the SEM of 2.26°
(C02, 10.1016/j.gaitpost.2008.02.015)."""

MOST_TIPPED_DEG = 60.0
GRAVITY_M_S2 = 9.80665

SET_BY: dict[str, tuple[str, ...]] = {"segment masses": ("D35",), "smallest tilt seen": ("C02",)}


@dataclass(frozen=True)
class Standing:
    """Quiet standing beside the same person with usual hips; bands over trunk stiffness.

    `front_moment_nm` is the passive flexing moment of each hip; `held_moment_nm` what trunk and
    hip extensors hold together beyond usual; `psoas_compression_n` what passive psoas adds along
    the spine on both sides, a squeeze and not a bend. `seen` says whether the tilt is large
    enough for a careful measurement to tell it from none.
    """

    tilt_deg: Interval
    lumbar_extension_deg: Interval
    held_moment_nm: Interval
    psoas_compression_n: Interval
    front_moment_nm: Mapping[str, float]
    seen: bool


def stand(
    left: Tissue | None = None, right: Tissue | None = None, *, person: Person | None = None
) -> Standing:
    """How far tight hips tip the pelvis of somebody standing quietly with straight knees.

    Parameters
    ----------
    left, right : tissue of each side; the usual if None
    person : who stands; the generic body if None. Segments: de Leva [1].

    Moderate tightness is expected to tip the pelvis less than can be measured, as between people
    hip extension and standing tilt do not go together [2]; severe contracture does tip it. Bent
    knees and a forward lean, which also give way to a contracture, are not modelled.

    References
    ----------
    [1] de Leva P. J Biomech 1996;29:1223-1230. doi:10.1016/0021-9290(95)00178-6
    [2] Heino JG, Godges JJ, Carter CL. J Orthop Sports Phys Ther 1990;12:243-247.
        doi:10.2519/jospt.1990.12.6.243
    """
    person = person or Person()
    sides = {"left": left or Tissue(), "right": right or Tissue()}
    trunk = np.array([TRUNK.quantile(share) for share in (0.9, 0.5, 0.1)])
    stiffness = moment_scale(person) * trunk + _hips_nm_per_deg(person)

    def asked(tilt: FloatArray) -> FloatArray:
        return np.asarray(sum(_more(tissue, tilt, person) for tissue in sides.values()))

    tilt = rising_root(
        lambda tilt: stiffness * tilt - asked(tilt),
        np.zeros(3),
        np.full(3, MOST_TIPPED_DEG),
        tolerance=1e-5,
    )
    return Standing(
        tilt_deg=_band(tilt),
        lumbar_extension_deg=_band(tilt),
        held_moment_nm=_band(stiffness * tilt),
        psoas_compression_n=_band(sum(_squeeze(tissue, tilt, person) for tissue in sides.values())),
        front_moment_nm={
            side: float(_moment(tissue, tilt[1], person)) for side, tissue in sides.items()
        },
        seen=bool(tilt[1] > SMALLEST_SEEN_DEG),
    )


def _hips_nm_per_deg(person: Person) -> float:
    """Gravity's toppling stiffness of head, arms and trunk about the hips (Nm/°)."""
    trunk = person.segment("trunk")
    height_m = trunk.length_m - trunk.center_of_mass_m
    return person.upper_body_mass_kg * GRAVITY_M_S2 * height_m * float(np.radians(1))


def _moment(tissue: Tissue, tilt_deg: FloatArray, person: Person) -> FloatArray:
    return passive_moment(np.radians(tilt_deg), 0.0, tissue=tissue, person=person).hip


def _more(tissue: Tissue, tilt_deg: FloatArray, person: Person) -> FloatArray:
    usual = _moment(Tissue(), np.zeros(()), person)
    return np.asarray(_moment(tissue, tilt_deg, person) - usual)


def _squeeze(tissue: Tissue, tilt_deg: FloatArray, person: Person) -> FloatArray:
    usual = muscle_tension(0.0, 0.0, person=person)["psoas"].tension_n
    theirs = muscle_tension(np.radians(tilt_deg), 0.0, tissue=tissue, person=person)["psoas"]
    return np.maximum(theirs.tension_n - usual, 0.0)


def _band(values: FloatArray | float) -> Interval:
    return Interval(*sorted(float(value) for value in np.atleast_1d(values)))
