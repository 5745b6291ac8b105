"""The two stretches and their supports, as a person at home would set them up."""

from __future__ import annotations

from dataclasses import dataclass

from guywire.body.quantities import Quantity

BED = Quantity("bed_height_m", 0.20, 1.20, "m")
SUPPORT = Quantity("foot_support_height_m", 0.0, 1.20, "m")
PELVIC_TILT = Quantity("pelvic_tilt_deg", -25.0, 40.0, "°")
STRAP = Quantity("strap_knee_flexion_deg", 0.0, 130.0, "°")
TOWEL = Quantity("towel_height_m", 0.0, 0.15, "m")


@dataclass(frozen=True)
class Supine:
    """On the back at the side of the bed, one leg hanging over the edge.

    Parameters
    ----------
    bed_height_m : height of the bed's surface above the floor, 0.20 to 1.20 m. The hip joint lies
        about as far above the bed as the ankle above the sole, so the two are left out.
    foot_support_height_m : height above the floor of what stands under the foot; 0 is the floor
    pelvic_tilt_deg : how far the pelvis is rolled forward from its own neutral, lower back arching;
        negative: lower back flattened. −25 to 40.

    Raises
    ------
    ValueError
        If a value is out of range, or the support higher than the bed.
    """

    bed_height_m: float = 0.55
    foot_support_height_m: float = 0.0
    pelvic_tilt_deg: float = 0.0

    def __post_init__(self) -> None:
        bed = BED.scalar(self.bed_height_m)
        PELVIC_TILT.scalar(self.pelvic_tilt_deg)
        if SUPPORT.scalar(self.foot_support_height_m) > bed:
            raise ValueError(
                f"foot_support_height_m is {self.foot_support_height_m:g} m; "
                f"it must be no higher than the bed ({bed:g} m)"
            )


@dataclass(frozen=True)
class Prone:
    """On the stomach, hips flat, the knee bent and held by a strap.

    Parameters
    ----------
    strap_knee_flexion_deg : knee flexion at which the strap holds, 0 to 130
    towel_height_m : height of a roll under the thigh just above the knee, 0 to 0.15 m
    pelvic_tilt_deg : how far the pelvis lifts and rolls forward from its own neutral, −25 to 40

    Raises
    ------
    ValueError
        If a value is out of range.
    """

    strap_knee_flexion_deg: float = 100.0
    towel_height_m: float = 0.0
    pelvic_tilt_deg: float = 0.0

    def __post_init__(self) -> None:
        STRAP.scalar(self.strap_knee_flexion_deg)
        TOWEL.scalar(self.towel_height_m)
        PELVIC_TILT.scalar(self.pelvic_tilt_deg)


StretchPosture = Supine | Prone
