"""Every picture of the product."""

from __future__ import annotations

from collections.abc import Callable

from drawings import poses, things
from drawings.beds import Bed, BedFromAbove
from drawings.camera import ABOVE, FRONT, SIDE_FROM_LEFT, SIDE_FROM_RIGHT
from drawings.rig import Rig
from drawings.scene import Order, Scene, Thing
from drawings.spots import felt_at, phone_on

ALONG = Bed(-1020, 880, pillow=True, shadow=("pelvis", "upperarm_l"))
ACROSS = Bed(-1020, 880)
AT_END = Bed(-60, 1150)
AT_END_LYING = Bed(-60, 1150, pillow=True, shadow=("pelvis", "upperarm_l"))
PRONE = Bed(-960, 1080, shadow=("upperarm_l", "calf_r"))

ON_BACK: Order = (
    ("trunk", "sleeve_l"), ("head", "pillow"), ("hair", "pillow"), ("hair_in", "pillow"),
    ("trunk_in", "pillow"), ("neck", "pillow"), ("pillow", "trunk"), ("pillow", "sleeve_l"),
)  # fmt: skip
ON_STOMACH: Order = (("hand_r", "head"), ("hand_r", "hair"), ("forearm_r", "head"))
WITH_STRAP: Order = (
    *ON_STOMACH,
    ("trunk", "strap"), ("sleeve_l", "strap"), ("strap", "hand_l"), ("strap", "forearm_l"),
    ("calf_l", "strap"), ("foot_l", "strap"), ("hips", "strap"), ("calf_r", "strap"),
)  # fmt: skip
WITH_TOWEL: Order = (
    *WITH_STRAP,
    ("towel", "short_l"), ("towel", "thigh_l"), ("towel", "calf_l"), ("towel", "hips"),
)  # fmt: skip
HANDS_ON_TOP: Order = tuple(
    (cloth, f"{part}_{side}")
    for side in "lr"
    for cloth in (f"short_{side}", "hips", "trunk")
    for part in ("hand", "forearm")
)
STANDING: Order = (("short_l", "trunk"), ("short_r", "trunk"))


FELT_ON_BACK, FELT_ON_STOMACH = felt_at(0.14), felt_at(0.52)


def _stands_on(height_mm: float) -> Callable[[Rig], None]:
    return lambda rig: poses.hang_on(rig, height_mm)


def _knee_at(degrees: float) -> Callable[[Rig], None]:
    return lambda rig: poses.prone_strap(rig, degrees)


def _on_towel(rig: Rig) -> None:
    poses.prone_on_towel(rig, 2 * things.TOWEL_RADIUS_MM - 8)


def _on_back(pose: Callable[[Rig], None], *more: Thing) -> Scene:
    """Return a scene on the back by the edge, seen from the side the leg hangs off."""
    return Scene(pose, SIDE_FROM_LEFT, ALONG, more, "l", 8, ON_BACK)


def _on_stomach(pose: Callable[[Rig], None], *more: Thing) -> Scene:
    return Scene(pose, SIDE_FROM_LEFT, PRONE, more, "l", 45, WITH_TOWEL)


def _on_knee(pose: Callable[[Rig], None], *more: Thing) -> Scene:
    """Return a scene on the left knee, a chair at the far side and a pillow under the knee."""
    near = (things.chair_ahead, things.knee_pillow, *more)
    return Scene(pose, SIDE_FROM_LEFT, None, near, "l", 45, STANDING)


def _reading(*spots: str) -> Scene:
    """Return the posture of the hip check with the phone on spots."""
    on = tuple(phone_on(spot) for spot in spots)
    return Scene(poses.thomas, SIDE_FROM_LEFT, AT_END_LYING, on, "l", 8, ON_BACK)


SCENES: dict[str, Scene] = {
    "stand_side": Scene(poses.stand, SIDE_FROM_RIGHT, near="r", shirt_end_mm=45, forced=STANDING),
    "stand_front": Scene(
        poses.stand, FRONT, shirt_end_mm=45, one_piece=True, forced=STANDING
    ),
    "stand_pelvis": Scene(
        poses.stand_with_phone,
        SIDE_FROM_RIGHT,
        None,
        (phone_on("pelvis", in_hand=True),),
        "r",
        45,
        (*STANDING, ("trunk", "phone"), ("hips", "phone"), ("short_r", "phone"),
         ("short_l", "phone"), ("phone", "hand_r")),
    ),
    "sit": Scene(
        poses.sit_facing, SIDE_FROM_LEFT, ACROSS, (), "", 30,
        (*HANDS_ON_TOP, ("hips", "trunk")), one_piece=True,
    ),
    "push_up": Scene(poses.push_up, SIDE_FROM_LEFT, ACROSS, (), "", 30, HANDS_ON_TOP),
    "on_side": Scene(poses.on_side, SIDE_FROM_LEFT, ALONG, (), "", 30, ON_BACK),
    "lie_back": _on_back(poses.lie_back),
    "hold_knee": _on_back(poses.hold_knee),
    "hang": _on_back(poses.hang, FELT_ON_BACK),
    "hang_pillows": _on_back(_stands_on(things.PILLOWS_MM), things.pillows, FELT_ON_BACK),
    "hang_stool": _on_back(_stands_on(things.STOOL_MM), things.stool, FELT_ON_BACK),
    "hang_chair": _on_back(_stands_on(things.CHAIR_MM), things.chair, FELT_ON_BACK),
    "hang_above": Scene(
        poses.hang, ABOVE, BedFromAbove(-1020, 880, pillow=True, far=680, close=130), (),
        "", 8, one_piece=True,
    ),
    "hang_pelvis": _on_back(poses.hang, phone_on("pelvis")),
    "hang_thigh": _on_back(poses.hang, phone_on("thigh")),
    "sit_end": Scene(poses.sit, SIDE_FROM_LEFT, AT_END, (), "l", -10),
    "thomas": _reading(),
    "thomas_pelvis": _reading("pelvis"),
    "thomas_thigh": _reading("thigh"),
    "thomas_shin": _reading("shin"),
    "chair_at_side": Scene(
        poses.stand_by_chair, SIDE_FROM_LEFT, None, (things.chair_ahead,), "l", 45, STANDING
    ),
    "chair_and_pillow": Scene(
        poses.stand_by_chair, SIDE_FROM_LEFT, None, (things.chair_ahead, things.pillow_ready),
        "l", 45, STANDING,
    ),
    "kneel": _on_knee(poses.kneel),
    "kneel_tucked": _on_knee(poses.kneel_tucked),
    "half_kneeling": _on_knee(poses.half_kneeling, FELT_ON_BACK),
    "prone_flat": Scene(poses.prone_flat, SIDE_FROM_LEFT, PRONE, (), "l", 45, ON_STOMACH),
    "prone_loop": _on_stomach(_knee_at(4), things.strap),
    "prone_low": _on_stomach(_knee_at(60), things.strap, FELT_ON_STOMACH),
    "prone_strap": _on_stomach(_knee_at(90), things.strap, FELT_ON_STOMACH),
    "prone_towel": _on_stomach(_on_towel, things.strap, things.towel, FELT_ON_STOMACH),
    "prone_above": Scene(
        poses.prone_strap, ABOVE, BedFromAbove(-960, 1080), (things.strap,), "", 45, WITH_STRAP,
        one_piece=True,
    ),
    "prone_shin": Scene(
        poses.prone_bent, SIDE_FROM_LEFT, PRONE, (phone_on("shin"),), "l", 45, ON_STOMACH
    ),
}  # fmt: skip
