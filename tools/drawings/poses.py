"""The postures, each set on a rig that stands at rest. The bed's surface is y = 0.

A person who lies has the feet toward +z (on the back) or −z (on the stomach). The leg that
stretches is the left one, nearer to a viewer on the person's left.
"""

from collections.abc import Callable

import numpy as np

from drawings.body import SKIN_VERTICES
from drawings.parts import lowest
from drawings.rig import Rig, sign_of
from drawings.rotation import Array, about, about_x, about_y, about_z, unit

BED_MM = 550.0
"""As high as the engine's bed (`guywire.body.gentle.BED_M`)."""
SINK_MM = 12.0
HANG = {"flex": -20.0, "abduct": 16.0, "knee": 70.0, "plantar": 22.0}
HELD = {"flex": 122.0, "abduct": 3.0, "knee": 128.0, "plantar": 15.0}
SUPINE_SPINE = {
    "pelvis": -10.0, "spine_01": 5.0, "spine_02": 5.0, "spine_03": 4.0, "neck_01": 9.0,
    "head": 5.0,
}  # fmt: skip


def stand(rig: Rig) -> None:
    for side in "lr":
        g = sign_of(side)
        rig.leg(side, flex=3 if side == "l" else -1, abduct=2, rotate=5, knee=4)
        rig.arm(side, (g * 0.14, -1, 0.02), (g * 0.05, -1, 0.2), hinge=(-1, 0, -g * 0.1))
        rig.hand(side, (0, -1, 0.15), (-g, 0, -0.2))
    rig.move((0, -rig.skin()[:SKIN_VERTICES, 1].min() - BED_MM, 0))


CHAIR_AHEAD_MM, CHAIR_BACK_MM = 240.0, 870.0
"""How far ahead of the hips a chair's back stands, and how high it is."""
KNEE_PILLOW_MM = 60.0
KNEE_MM = 38.0
"""From the middle of a bent knee to the pillow that it sinks into."""


def stand_by_chair(rig: Rig) -> None:
    """Standing, the right hand on the back of a chair."""
    stand(rig)
    rig.spine(pelvis=3, spine_01=5, spine_02=5, neck_01=-4)
    _hand_on_chair(rig)


def kneel(rig: Rig) -> None:
    """On the left knee, a pillow under it, the right foot in front, a hand on the chair."""
    _half_kneel(rig, forward=0, tuck=-12)


def kneel_tucked(rig: Rig) -> None:
    """The same, the pelvis rolled under and the lower back long."""
    _half_kneel(rig, forward=0, tuck=12)


def half_kneeling(rig: Rig) -> None:
    """The same, the hips as far ahead of the knee as the stretch takes them."""
    _half_kneel(rig, forward=16, tuck=10)


def _half_kneel(rig: Rig, forward: float, tuck: float) -> None:
    """The thigh leans `forward` degrees over the knee, the pelvis is rolled under by `tuck`."""
    rig.spine(pelvis=-tuck, spine_01=0.7 * tuck, spine_02=0.3 * tuck)

    def too_low(shin: float) -> bool:
        rig.leg("l", flex=-forward - tuck, abduct=2, knee=90 - forward - shin, plantar=60)
        knee = rig.at("calf_l")[1] - KNEE_MM
        rig.move((0, KNEE_PILLOW_MM - BED_MM - knee, 0))
        return lowest(rig, "foot_l", "ball_l") < -BED_MM

    solve(too_low, 20, -5)

    def too_high(thigh: float) -> bool:
        rig.leg("r", flex=thigh - tuck, abduct=6, knee=thigh + forward, plantar=-forward)
        return lowest(rig, "foot_r", "ball_r") > -BED_MM

    solve(too_high, 125, 30)
    rig.arm("l", (0.2, -1, -0.42), (0.02, -1, 0.1), hinge=(-1, 0, -0.1))
    rig.hand("l", (0, -1, 0.1), (-1, 0, 0))
    _hand_on_chair(rig)


def _hand_on_chair(rig: Rig) -> None:
    top, hip = CHAIR_BACK_MM - BED_MM, rig.at("pelvis")
    rig.reach("r", (hip[0] - 225, top + 48, hip[2] + CHAIR_AHEAD_MM - 74), (-0.6, -0.6, -0.5))
    rig.hand("r", (0.1, -0.6, 1), (0, -1, -0.6), "fist")


def _rest_on_bed(rig: Rig, *bones: str) -> None:
    rig.move((0, -SINK_MM - lowest(rig, *bones), 0))


def _on_back(rig: Rig) -> None:
    rig.root = np.zeros(3)
    rig.turn("Root", about_x(-90))
    rig.spine(**SUPINE_SPINE)


def _shoulders_forward(rig: Rig, forward: float = 18, up: float = 5) -> None:
    for side in "lr":
        g = sign_of(side)
        rig.turn(f"clavicle_{side}", about_y(-g * forward) @ about_z(g * up))


def _clasp(rig: Rig, leg: str, down: float = 34, front: float = 54) -> None:
    """Clasp the shin of a bent leg with both hands, just below the knee."""
    _shoulders_forward(rig)
    knee, ankle = rig.at(f"calf_{leg}"), rig.at(f"foot_{leg}")
    shin = unit(ankle - knee)
    front_of = rig.direction(f"calf_{leg}", (0, 0, 1))
    front_of = unit(front_of - shin * (front_of @ shin))
    left = rig.direction(f"calf_{leg}", (1, 0, 0))
    for side in "lr":
        g = sign_of(side)
        wrist = knee + shin * (down + 14 * g) + front_of * (front - 12) + left * g * 62
        rig.reach(side, wrist, rig.direction("spine_03", (g, -0.5, -0.55)))
        rig.hand(side, -left * g + front_of * 0.25 - shin * 0.5, -front_of, "clasp")


def hang(rig: Rig, flex: float = HANG["flex"], knee: float = HANG["knee"]) -> None:
    """On the back by the edge, the right knee held, the left leg off the side of the bed."""
    _on_back(rig)
    rig.leg("l", **HANG | {"flex": flex, "knee": knee})
    rig.leg("r", **HELD)
    _rest_on_bed(rig, "pelvis", "spine")
    _clasp(rig, "r")


def hang_on(rig: Rig, height_mm: float) -> None:
    """Let the hanging foot stand on a support: the hip that puts the sole there, shin upright."""
    hang(rig)

    def too_high(flex: float) -> bool:
        rig.leg("l", flex=flex, abduct=HANG["abduct"], knee=84 + flex, plantar=-2)
        return lowest(rig, "foot_l", "ball_l") + BED_MM > height_mm

    solve(too_high, 60, -40)


def lie_back(rig: Rig) -> None:
    """On the back by the edge, both knees bent, feet on the bed, hands beside."""
    _on_back(rig)
    _rest_on_bed(rig, "pelvis", "spine")
    for side in "lr":
        _foot_on_bed(rig, side)
    _hands_beside(rig)


def _foot_on_bed(rig: Rig, side: str, knee: float = 98) -> None:
    def too_high(flex: float) -> bool:
        rig.leg(side, flex=flex, abduct=4, knee=knee, plantar=knee - flex - 2)
        return lowest(rig, f"foot_{side}", f"ball_{side}") > 0

    solve(too_high, 75, 20)


def solve(too_far: Callable[[float], bool], far: float, near: float, steps: int = 10) -> None:
    """Set what lies between two values where `too_far` turns from true, at `far`, to false."""
    for _ in range(steps):
        middle = (far + near) / 2
        far, near = (middle, near) if too_far(middle) else (far, middle)


def _hands_beside(rig: Rig) -> None:
    for side in "lr":
        g = sign_of(side)
        shoulder = rig.at(f"upperarm_{side}")
        rig.reach(side, (shoulder[0] + g * 110, 38, shoulder[2] + 420), (g, 0.1, -0.2))
        rig.hand(side, (g * 0.05, -0.06, 1), (0, -1, 0), "flat")


def hold_knee(rig: Rig) -> None:
    """On the back, the right knee held, the left foot still on the bed."""
    lie_back(rig)
    rig.leg("r", **HELD)
    _clasp(rig, "r")


def thomas(rig: Rig, flex: float = -18, knee: float = 67, pelvis: float = -10) -> None:
    """On the back at the end of the bed, the right knee held, the left leg hanging down."""
    _on_back(rig)
    rig.spine(pelvis=pelvis)
    rig.leg("l", flex=flex, abduct=3, knee=knee, plantar=22)
    rig.leg("r", **HELD)
    _rest_on_bed(rig, "pelvis", "spine")
    _clasp(rig, "r")


def prone_flat(rig: Rig) -> None:
    """On the stomach, both legs straight, head turned to us, right arm under it."""
    _on_stomach(rig)
    rig.leg("l", flex=0, abduct=4, knee=4, plantar=58)
    _rest_on_bed(rig, "pelvis", "spine_01", "spine_02")
    _head_on_arm(rig)
    shoulder = rig.at("upperarm_l")
    rig.reach("l", (shoulder[0] + 120, 40, shoulder[2] + 120), (1, 0, -0.8))
    rig.hand("l", (-0.1, -0.1, 1), (0, -1, 0), "flat")


def prone_strap(rig: Rig, knee: float = 90, lift: float = 0.0) -> None:
    """On the stomach, the left knee bent by a strap over the left shoulder."""
    _on_stomach(rig)
    rig.leg("l", flex=-lift, abduct=4, knee=knee, plantar=2 if knee > 30 else 50)
    _rest_on_bed(rig, "pelvis", "spine_01", "spine_02")
    _head_on_arm(rig)
    shoulder = rig.at("upperarm_l")
    rig.reach("l", shoulder + np.array((104, -50, 84)), (0.5, -0.6, -1))
    rig.hand("l", (-0.2, 1, -0.3), (-1, 0, -0.2), "fist")


def prone_bent(rig: Rig, knee: float = 100) -> None:
    """On the stomach, the left knee bent without a strap."""
    prone_flat(rig)
    rig.leg("l", flex=0, abduct=4, knee=knee, plantar=2)


def prone_on_towel(rig: Rig, height_mm: float, knee: float = 90) -> None:
    """The same with a rolled towel under the thigh: the hip goes back until it lies on it."""

    def too_high(lift: float) -> bool:
        prone_strap(rig, knee, lift)
        over = rig.skin()[:SKIN_VERTICES]
        along = unit(rig.at("calf_l") - rig.at("thigh_l"))
        length = np.linalg.norm(rig.at("calf_l") - rig.at("thigh_l"))
        share = (over - rig.at("thigh_l")) @ along / length
        thigh = (rig.body.weight_of("thigh_l")[:SKIN_VERTICES] > 0.6) & (np.abs(share - 0.8) < 0.06)
        return float(over[thigh][:, 1].min()) > height_mm

    solve(too_high, 30, 0)


def _on_stomach(rig: Rig) -> None:
    rig.root = np.zeros(3)
    rig.turn("Root", about_x(90))
    rig.spine(spine_01=-2, spine_02=-3, spine_03=-4)
    rig.leg("r", flex=0, abduct=5, knee=4, plantar=58)


def _head_on_arm(rig: Rig, above_bed_mm: float = 42) -> None:
    """Turn the head to us and lower it onto the right forearm."""

    def too_high(flex: float) -> bool:
        rig.turn("neck_01", about_x(flex) @ about_y(36))
        rig.turn("head", about_y(40))
        return lowest(rig, "head") > above_bed_mm

    solve(too_high, -30, 40)
    head = rig.at("head")
    rig.turn("clavicle_r", about_z(-12))
    rig.reach("r", (head[0] + 10, 30, head[2] + 105), (-1, -0.3, 0.6))
    rig.hand("r", (0.85, 0, 0.5), (0, -1, 0), "flat")


def sit(rig: Rig, turned: float = 0, tipped: float = 0) -> None:
    """On the edge of the bed, feet on the floor, hands on the bed beside the hips.

    `turned` is the angle about the vertical, `tipped` how far the body has gone down to its left.
    """
    rig.root = np.zeros(3)
    rig.turn("Root", about_x(-tipped) @ about_y(turned))
    rig.spine(pelvis=-4, spine_01=4, spine_02=3, spine_03=2, neck_01=2, head=2)
    for side in "lr":
        rig.leg(side, flex=62, abduct=7, rotate=2, knee=76, plantar=-1)
    _rest_on_bed(rig, "pelvis")
    for side in "lr":
        _hand_on_thigh(rig, side)


def sit_facing(rig: Rig) -> None:
    sit(rig, 90)


def _hand_on_thigh(rig: Rig, side: str) -> None:
    """Rest a hand on the thigh, as far toward the knee as the arm reaches with ease."""
    hip, knee = rig.at(f"thigh_{side}"), rig.at(f"calf_{side}")
    along = unit(knee - hip)
    out = rig.direction("Root", (sign_of(side), 0, 0))
    up = unit(np.cross(np.cross(along, (0, 1, 0)), along))
    shoulder, easy = rig.at(f"upperarm_{side}"), 0.96 * rig.arm_length(side)

    def wrist(share: float) -> Array:
        return np.asarray(hip + (knee - hip) * share + up * 98 + out * 6)

    at = 0.4
    while at > -0.2 and np.linalg.norm(wrist(at) - shoulder) > easy:
        at -= 0.05
    way = wrist(at) - shoulder
    place = shoulder + way * min(1.0, easy / float(np.linalg.norm(way)))
    rig.reach(side, place, out * 0.7 - along)
    rig.hand(side, along - up * 0.12 - out * 0.15, -up, "flat")


def on_side(rig: Rig) -> None:
    """On the left side, facing a viewer on the left of a person on the back, knees bent."""
    _lie_on_left(rig)
    shoulder = rig.at("upperarm_r")
    rig.reach("r", (shoulder[0] + 300, 44, shoulder[2] + 60), (0.3, 1, 0.6))
    rig.hand("r", (0.5, -0.1, -0.6), (0, -1, 0), "flat")
    head = rig.at("head")
    rig.reach("l", (head[0] + 150, 34, head[2] + 10), (1, -0.2, 0.6))
    rig.hand("l", (-0.6, 0, -1), (0, 1, 0), "flat")


def _lie_on_left(rig: Rig) -> None:
    rig.root = np.zeros(3)
    rig.turn("Root", about_z(-90) @ about_x(-90))
    rig.spine(pelvis=4, spine_01=4, spine_02=4, neck_01=8, head=2)
    rig.turn("head", about_x(2) @ about_z(-10))
    rig.leg("l", flex=48, abduct=4, knee=72, plantar=14)
    rig.leg("r", flex=56, abduct=-17, knee=76, plantar=14)
    _rest_on_bed(rig, "pelvis", "spine", "calf_l")


def on_right_side(rig: Rig) -> None:
    """On the right side, facing a viewer on the left of a person on the stomach, knees bent."""
    rig.root = np.zeros(3)
    rig.turn("Root", about((1, 1, 1), 120))
    rig.spine(pelvis=4, spine_01=4, spine_02=4, neck_01=8)
    rig.turn("head", about_x(2) @ about_z(10))
    rig.leg("r", flex=48, abduct=4, knee=72, plantar=14)
    rig.leg("l", flex=56, abduct=-17, knee=76, plantar=14)
    _rest_on_bed(rig, "pelvis", "spine", "calf_r")
    shoulder = rig.at("upperarm_l")
    rig.reach("l", (shoulder[0] + 300, 44, shoulder[2] - 60), (0.3, 1, -0.6))
    rig.hand("l", (0.5, -0.1, 0.6), (0, -1, 0), "flat")
    head = rig.at("head")
    rig.reach("r", (head[0] + 150, 34, head[2] - 10), (1, -0.2, -0.6))
    rig.hand("r", (-0.6, 0, 1), (0, 1, 0), "flat")


def strap_on(rig: Rig) -> None:
    """On the right side, the left heel toward the buttock, the left hand at its ankle."""
    on_right_side(rig)
    rig.leg("l", flex=28, abduct=-8, knee=122, plantar=20)
    _rest_on_bed(rig, "pelvis", "spine", "calf_r")
    ankle, shoulder = rig.at("foot_l"), rig.at("upperarm_l")
    way = ankle + np.array((20, 60, 30)) - shoulder
    way *= min(1.0, 0.97 * rig.arm_length("l") / float(np.linalg.norm(way)))
    rig.reach("l", shoulder + way, (0.2, 1, 0.2))
    rig.hand("l", (0.1, -0.6, -0.8), (0, -0.6, 0.4), "fist")


def push_up(rig: Rig) -> None:
    """Half way up from the side: on the left elbow, the legs over the edge."""
    sit(rig, 90, 52)
    rig.turn("spine_01", about_x(4) @ about_z(8))
    rig.turn("spine_03", about_x(2) @ about_z(8))
    rig.turn("neck_01", about_x(2) @ about_z(14))
    rig.leg("l", flex=66, abduct=4, knee=70, plantar=14)
    rig.leg("r", flex=60, abduct=-2, knee=72, plantar=14)
    _rest_on_bed(rig, "pelvis")
    shoulder = rig.at("upperarm_l")
    rig.reach("l", (shoulder[0] + 30, 56, shoulder[2] - 80), (0.6, 0, 1))
    rig.hand("l", (0.75, -0.2, -0.6), (0, -1, 0), "flat")
    _hand_on_thigh(rig, "r")


def stand_with_phone(rig: Rig) -> None:
    """Standing, the right hand pressing a phone to the front of the pelvis."""
    stand(rig)
    spot = rig.at("pelvis") + rig.direction("pelvis", (0, -20, 118))
    wrist = spot + np.array((-96, 44, -4))
    rig.reach("r", wrist, (-1, -0.3, -0.9))
    rig.hand("r", (1, -0.35, 0.25), (0, 0, -1), "flat")
