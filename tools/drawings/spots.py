"""Where the phone lies on a person: the middle of a segment's front, as the picture shows it."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from drawings import props
from drawings.body import SKIN_VERTICES
from drawings.camera import Camera
from drawings.paint import Prop
from drawings.rig import Rig
from drawings.rotation import Array, unit

CLOTH_MM = 16.0
FELT_IN_MM = 26.0


@dataclass(frozen=True)
class Spot:
    at: Array
    along: Array
    out: Array

    def flat(self, camera: Camera) -> "Spot":
        there = camera.flat(self.at)
        return Spot(
            there,
            unit(camera.flat(self.at + self.along) - there),
            unit(camera.flat(self.at + self.out) - there),
        )


def spot(rig: Rig, name: str) -> Spot:
    """Return the spot `pelvis`, `thigh` or `shin` of the left side."""
    if name == "pelvis":
        down = unit(rig.direction("pelvis", (0, -1, -0.12)))
        start = rig.at("pelvis")
        return _front(rig, ("pelvis",), "pelvis", start - down * 20, down, CLOTH_MM)
    upper, lower, share, cloth = {
        "thigh": ("thigh_l", "calf_l", 0.52, CLOTH_MM),
        "shin": ("calf_l", "foot_l", 0.46, 2.0),
    }[name]
    start, end = rig.at(upper), rig.at(lower)
    return _front(rig, (upper,), upper, start + (end - start) * share, unit(end - start), cloth)


def _front(
    rig: Rig, bones: tuple[str, ...], bone: str, middle: Array, along: Array, cloth_mm: float
) -> Spot:
    """Return the foremost skin around `middle`, and the direction square to the segment there."""
    out = rig.direction(bone, (0, 0, 1))
    out = unit(out - along * (out @ along))
    skin = rig.skin()[:SKIN_VERTICES]
    near = rig.body.weight_of(*bones)[:SKIN_VERTICES] > 0.5
    near &= np.abs((skin - middle) @ along) < 45
    height = float(((skin[near] - middle) @ out).max())
    return Spot(middle + out * (height + cloth_mm), along, out)


def felt_at(share: float) -> Callable[[Rig, Camera], Prop]:
    """Return where the stretch is felt: the front of the left thigh, at a share of its length."""
    return lambda rig, camera: _felt(rig, camera, share)


def _felt(rig: Rig, camera: Camera, share: float) -> Prop:
    start, end = rig.at("thigh_l"), rig.at("calf_l")
    there = _front(
        rig, ("thigh_l",), "thigh_l", start + (end - start) * share, unit(end - start), 0
    ).flat(camera)
    return Prop("felt", props.felt(there.at - there.out * FELT_IN_MM, there.along), over=True)


def phone_on(name: str, *, in_hand: bool = False) -> Callable[[Rig, Camera], Prop]:
    """Return the phone on a spot, ringed; `in_hand` leaves its place to the picture's depths."""
    return lambda rig, camera: _phone(rig, camera, name, in_hand)


def _phone(rig: Rig, camera: Camera, name: str, in_hand: bool) -> Prop:
    place = spot(rig, name)
    there = place.flat(camera)
    svg = props.phone_on(there.at, there.along, there.out) + props.ring(there.at, there.along)
    if not in_hand:
        return Prop("phone", svg, over=True)
    ends = [place.at - place.along * 70, place.at + place.along * 70, place.at + place.out * 12]
    return Prop("phone", svg, np.array([ends]))
