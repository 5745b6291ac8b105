"""The stretches as moving drawings: frames between postures, each resting on the bed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from drawings import poses, things
from drawings.beds import BedFromAbove
from drawings.body import SKIN_VERTICES
from drawings.camera import ABOVE, SIDE_FROM_LEFT
from drawings.paint import Person
from drawings.parts import lowest
from drawings.rig import Pose, Rig, blended
from drawings.scene import Order, Scene, Thing, box_around, prepared
from drawings.scenes import ACROSS, HANDS_ON_TOP, ON_BACK, PRONE, WITH_STRAP, WITH_TOWEL

WITH_PILLOW = replace(ACROSS, pillow=True, pillow_at=640)


@dataclass(frozen=True)
class Key:
    """A posture to come to, in `frames` frames; `step` is the instruction it belongs to."""

    pose: Callable[[Rig], None]
    step: int
    frames: int = 4
    forced: Order = ()
    things: Sequence[Thing] = ()
    things_at_once: bool = True
    """Whether the things are there on the way already, or only in the posture itself."""
    near: str = ""


@dataclass(frozen=True)
class Motion:
    scene: Scene
    keys: tuple[Key, ...]


@dataclass(frozen=True)
class Frame:
    step: int
    is_key: bool
    paths: str


@dataclass(frozen=True)
class Moving:
    box: tuple[int, int, int, int]
    bed: str
    frames: list[Frame]


MOTIONS = {
    "supine": Motion(
        Scene(poses.hang, SIDE_FROM_LEFT, WITH_PILLOW, shirt_end_mm=12, coarse=True),
        (
            Key(poses.sit_facing, 0, forced=(*HANDS_ON_TOP, ("hips", "trunk"))),
            Key(poses.on_side, 1, 5, ON_BACK),
            Key(poses.lie_back, 2, 4, ON_BACK, near="l"),
            Key(poses.hold_knee, 3, 4, ON_BACK, near="l"),
            Key(poses.hang, 4, 4, ON_BACK, near="l"),
        ),
    ),
    "get_up": Motion(
        Scene(poses.sit_facing, SIDE_FROM_LEFT, WITH_PILLOW, shirt_end_mm=20, coarse=True),
        (
            Key(poses.lie_back, 0, forced=ON_BACK, near="l"),
            Key(poses.on_side, 0, 5, ON_BACK),
            Key(poses.push_up, 1, 4, HANDS_ON_TOP),
            Key(poses.sit_facing, 2, 3, (*HANDS_ON_TOP, ("hips", "trunk"))),
        ),
    ),
    "prone": Motion(
        Scene(
            poses.prone_strap,
            SIDE_FROM_LEFT,
            replace(PRONE, shadow=None),
            shirt_end_mm=30,
            coarse=True,
        ),
        (
            Key(poses.on_right_side, 0),
            Key(poses.strap_on, 0, 3, (), (things.loop,), things_at_once=False),
            Key(
                lambda rig: poses.prone_strap(rig, 4),
                1,
                5,
                WITH_STRAP,
                (things.strap,),
                things_at_once=False,
                near="l",
            ),
            Key(
                lambda rig: poses.prone_strap(rig, 90),
                2,
                6,
                WITH_STRAP,
                (things.strap,),
                near="l",
            ),
            Key(
                lambda rig: poses.prone_on_towel(rig, 2 * things.TOWEL_RADIUS_MM - 8),
                4,
                2,
                WITH_TOWEL,
                (things.strap, things.towel),
                near="l",
            ),
        ),
    ),
}
ON_BED_FROM_ABOVE = {
    "supine": BedFromAbove(-1020, 880, pillow=True, pillow_at=640, far=680, close=130),
    "get_up": BedFromAbove(-1020, 880, pillow=True, pillow_at=640, far=680, close=130),
    "prone": BedFromAbove(-960, 1080),
}


def _from_above(name: str, motion: Motion) -> Motion:
    """Return the same motion seen from above: the same frames, step for step."""
    scene = replace(motion.scene, camera=ABOVE, bed=ON_BED_FROM_ABOVE[name], one_piece=True)
    keys = (
        replace(
            key,
            forced=WITH_STRAP if things.strap in key.things else (),
            things=tuple(thing for thing in key.things if thing is not things.towel),
            near="",
        )
        for key in motion.keys
    )
    return Motion(scene, tuple(keys))


MOTIONS |= {f"{name}_above": _from_above(name, MOTIONS[name]) for name in tuple(MOTIONS)}


def draw_moving(motion: Motion, person: Person) -> Moving:
    """Return the frames; what stands still is drawn once."""
    person.cut.end_shirt(motion.scene.shirt_end_mm)
    rig = person.rig
    frames, boxes, bed = [], [], ""
    for key, pose, grip, is_key in _poses(motion, rig):
        rig.set_pose(pose)
        rig.grip = dict(grip)
        rest(rig)
        scene = replace(
            motion.scene,
            forced=key.forced,
            things=key.things if is_key or key.things_at_once else (),
            near=key.near,
        )
        painter, extents = prepared(scene, person)
        still = painter.behind()
        bed = bed or still
        frames.append(Frame(key.step, is_key, painter.text().removeprefix(still).strip()))
        boxes += extents
    return Moving(box_around(boxes), bed, frames)


def _poses(motion: Motion, rig: Rig) -> Iterator[tuple[Key, Pose, dict[str, str], bool]]:
    """Yield each frame's posture, eased between one key and the next."""
    before: Pose | None = None
    for key in motion.keys:
        rig.rest()
        key.pose(rig)
        after, grip = _centered(rig), dict(rig.grip)
        shares = [1.0] if before is None else [n / key.frames for n in range(1, key.frames + 1)]
        for share in shares:
            eased = share * share * (3 - 2 * share)
            pose = after if before is None else blended(before, after, eased)
            yield key, pose, grip, share == 1
        before = after


def _centered(rig: Rig) -> Pose:
    """Return the pose with the hips at one place along the bed, so that nobody slides."""
    x, _, z = rig.at("pelvis")
    rig.move((-x, 0, -z))
    return rig.pose()


def rest(rig: Rig) -> None:
    """Let the lowest of trunk and hips lie on the bed, and no hand or foot sink into it."""
    rig.move((0, -poses.SINK_MM - lowest(rig, "pelvis", "spine"), 0))
    skin = rig.skin()[:SKIN_VERTICES]
    over = rig.body.weight_of("hand", "lowerarm")[:SKIN_VERTICES] > 0.6
    sunk = -float(skin[over][:, 1].min())
    behind_edge = float(skin[over][np.argmin(skin[over][:, 1])][0]) < 200
    if sunk > poses.SINK_MM and behind_edge:
        for side in "lr":
            _raise_hand(rig, side)


def _raise_hand(rig: Rig, side: str) -> None:
    """Bring a wrist that is under the bed's surface back above it."""
    wrist = rig.at(f"hand_{side}")
    if wrist[1] >= 30:
        return
    elbow, shoulder = rig.at(f"lowerarm_{side}"), rig.at(f"upperarm_{side}")
    way = np.array((wrist[0], 34.0, wrist[2])) - shoulder
    longest = 0.98 * rig.arm_length(side)
    way *= min(1.0, longest / float(np.linalg.norm(way)))
    rig.reach(side, shoulder + way, elbow - (shoulder + wrist) / 2)
