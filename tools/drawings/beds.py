"""The bed under a person, placed by where the hips are in the picture."""

from __future__ import annotations

from dataclasses import dataclass

from drawings import props
from drawings.camera import Camera
from drawings.paint import Prop
from drawings.rig import Rig

PILLOW_MM = 460.0


@dataclass(frozen=True)
class Bed:
    """`left` and `right` tell how far the bed reaches from the hips in the picture."""

    left: float
    right: float
    pillow: bool = False
    shadow: tuple[str, str] | None = None
    """The bones between which the body lies on the bed."""

    pillow_at: float | None = None
    """Where the pillow lies from the hips, where it does not follow the head."""

    def things(self, rig: Rig, camera: Camera) -> list[Prop]:
        hip = _x(rig, camera, "pelvis")
        things = [props.bed_side(hip + self.left, hip + self.right)]
        if self.shadow:
            ends = sorted(_x(rig, camera, bone) for bone in self.shadow)
            things.append(props.shadow(ends[0] - 60, ends[1] + 60))
        if self.pillow:
            things.append(self._pillow(rig, camera, hip))
        return things

    def _pillow(self, rig: Rig, camera: Camera, hip: float) -> Prop:
        head = _x(rig, camera, "head")
        x = head + (110 if head > hip else -110)
        if self.pillow_at is not None:
            x = hip + self.pillow_at
        z = x * camera.right[2]
        half = PILLOW_MM / 2
        return Prop("pillow", props.pillow_path(x), props.box(-300, 300, 0, 66, z - half, z + half))


@dataclass(frozen=True)
class BedFromAbove(Bed):
    """`far` and `close` tell how far the bed reaches upward and downward in the picture."""

    far: float = 420
    close: float = 420

    def things(self, rig: Rig, camera: Camera) -> list[Prop]:
        hip, across = camera.flat(rig.at("pelvis"))
        left, right = float(hip) + self.left, float(hip) + self.right
        top, bottom = float(across) - self.far, float(across) + self.close
        things = [props.bed_above(left, top, right, bottom)]
        if self.pillow:
            head = self.pillow_at or _x(rig, camera, "head") - hip
            x = right - 400 if head > 0 else left + 40
            path = props.rect("sheet", x, top + 60, 360, bottom - top - 120, 60)
            things.append(Prop("pillow", path))
        return things


def _x(rig: Rig, camera: Camera, bone: str) -> float:
    return float(camera.flat(rig.at(bone))[0])
