"""The body in side view, drawn on the server: the same figure that figure/figure.js moves.

The numbers it is drawn by stand here alone: `drawn_by()` hands them to the browser.

Lengths in millimeters of the drawing, angles in degrees; flexion, anterior pelvic tilt,
dorsiflexion and lumbar extension positive, zero is upright standing. The hip joint is the
origin, x points forward and y down, as SVG has it.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import cache
from math import cos, hypot, radians, sin
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from guywire.body.anatomy import skeleton
from guywire.clinic.figure import vertebrae

Point = tuple[float, float]

SACRAL_SLOPE = 38.0
LORDOSIS_SHARES = (0.427, 0.252, 0.181, 0.117, 0.023)
LUMBAR = len(LORDOSIS_SHARES)
LORDOSIS = 50.0
LUMBAR_STEP = 37.0
THORACIC_STEP = 24.0
KYPHOSIS_STEP = 3.3
THORACIC: Sequence[vertebrae.Level] = [(THORACIC_STEP, KYPHOSIS_STEP)] * 12
SKIN: Mapping[str, Any] = json.loads(Path(__file__).with_name("skin.json").read_text("utf-8"))
"""The skin of each segment, from the body of the drawings: `make drawings` writes it."""
TRUNK: Sequence[Point] = [(100, 66), (112, 68), *SKIN["trunk"]]
"""How far the skin lies before and behind each joint of the spine."""
HIPS: Sequence[Point] = SKIN["hips"]
ARMS = {"shoulder": SKIN["shoulder"], "elbow": SKIN["elbow"], "share": 0.45, "bend": 16, "held": 60}
"""An arm swings against the leg of its side by `share` of what the legs are apart, its elbow bent
by `bend` and as much again as it swings; both hands go to a thigh bent more than `held` degrees."""
# fmt: off
PATELLA_SHARE = 0.62
"""How much of the bend of the knee the kneecap follows."""
BELLY_TOP = 8
"""The joint of the spine up to which the skin bends; the skin of the chest starts one below."""
SOLES = ((-60, 84), (120, 86), (196, 80))
WIRES: Mapping[str, Sequence[tuple[str, float, float]]] = {
    "psoas": (
        ("vertebra-2", 24, 0), ("pelvis", 34, -60), ("pelvis", 46, -8),
        ("thigh", 30, 44), ("thigh", -12, 66),
    ),
    "iliacus": (
        ("pelvis", -8, -126), ("pelvis", 30, -66), ("pelvis", 46, -8),
        ("thigh", 30, 44), ("thigh", -12, 66),
    ),
    "rectus": (
        ("pelvis", 46, -42), ("thigh", 70, 110), ("thigh", 66, 320),
        ("patella", 50, -18), ("shank", 36, 46),
    ),
    "gluteus": (
        ("pelvis", -100, -96), ("pelvis", -116, -20), ("thigh", -84, 40),
        ("thigh", -18, 120),
    ),
    "hamstrings": (
        ("pelvis", -56, 54), ("thigh", -66, 240), ("thigh", -52, 380),
        ("shank", -36, 46),
    ),
}
"""The segments of the near leg that each wire runs over, and where on them."""
# fmt: on


@dataclass(frozen=True)
class LegAngles:
    hip: float = 0.0
    knee: float = 0.0
    ankle: float = 0.0


@dataclass(frozen=True)
class Posture:
    pelvis: float = 0.0
    lumbar: float = 0.0
    near: LegAngles = field(default_factory=LegAngles)
    far: LegAngles = field(default_factory=LegAngles)


@dataclass(frozen=True)
class Lengths:
    """Where the knee lies on the thigh and the spine on the pelvis, and how long the shank is."""

    knee: Point
    shank: float
    lumbosacral: Point


def _engines_lengths() -> Lengths:
    """The generic body's own joints."""
    bones = skeleton()
    (hip_x, hip_y, _), (x, y, _) = bones["hip"]["center"], bones["lumbosacral"]["center"]
    return Lengths(KNEE, SHANK, (1000 * (x - hip_x), -1000 * (y - hip_y)))


KNEE = (-2.9, 412.5)
"""The middle of where the engine's knee axis slides on the thigh from 0° to 120° of flexion."""
SHANK = 400.0
"""Knee to ankle of the generic body (Rajagopal 2016); the engine's muscles end above the ankle."""

GENERIC = _engines_lengths()


def drawn_by(lengths: Lengths = GENERIC) -> dict[str, Any]:
    """Return every number of the drawing, for figure.js."""
    return {
        **asdict(lengths),
        "sacral_slope": SACRAL_SLOPE,
        "lordosis_shares": LORDOSIS_SHARES,
        "lordosis": LORDOSIS,
        "lumbar_step": LUMBAR_STEP,
        "thoracic_step": THORACIC_STEP,
        "kyphosis_step": KYPHOSIS_STEP,
        "patella_share": PATELLA_SHARE,
        "belly": TRUNK[: BELLY_TOP + 2],
        "hips": HIPS,
        "soles": SOLES,
        "wires": WIRES,
        "arms": ARMS,
    }


@dataclass(frozen=True)
class Frame:
    """A segment's place on the drawing; `turn` is clockwise on the screen."""

    x: float
    y: float
    turn: float

    def at(self, point: Point) -> Point:
        x, y = _turned(point, self.turn)
        return self.x + x, self.y + y

    def sees(self, point: Point) -> Point:
        """A point of the drawing in this frame: `at`, backward."""
        return _turned((point[0] - self.x, point[1] - self.y), -self.turn)

    def seen_from(self, other: "Frame") -> "Frame":
        return Frame(*other.sees((self.x, self.y)), self.turn - other.turn)

    @property
    def transform(self) -> str:
        return f"translate({self.x:.2f} {self.y:.2f}) rotate({self.turn:.2f})"


ORIGIN = Frame(0.0, 0.0, 0.0)


@dataclass(frozen=True)
class Body:
    """Every segment's frame in one posture."""

    pelvis: Frame
    legs: Mapping[str, Mapping[str, Frame]]
    vertebrae: Sequence[Frame]
    spine: Sequence[Point]
    chest: Frame
    arms: Mapping[str, Mapping[str, Frame]]

    @property
    def lowest(self) -> float:
        """How far the lowest point of either foot lies below the hips."""
        return max(leg["foot"].at(sole)[1] for leg in self.legs.values() for sole in SOLES)


def place(posture: Posture, lengths: Lengths = GENERIC) -> Body:
    pelvis = Frame(0.0, 0.0, posture.pelvis)
    legs = {"near": posture.near, "far": posture.far}
    sacrum = Frame(*pelvis.at(lengths.lumbosacral), SACRAL_SLOPE + posture.pelvis)
    lumbar, low, chest = _stack(sacrum, _lumbar(posture.lumbar))
    thoracic, high, _ = _stack(chest, THORACIC)
    placed = {side: _leg(posture.pelvis, angles, lengths) for side, angles in legs.items()}
    arms = {
        "near": _arm(chest, posture.near, posture.far),
        "far": _arm(chest, posture.far, posture.near),
    }
    return Body(pelvis, placed, [*lumbar, *thoracic], [*low, *high[1:]], chest, arms)


def draw(
    posture: Posture,
    tensions: Mapping[str, float] | None = None,
    lengths: Lengths = GENERIC,
    *,
    whole: bool = True,
) -> SafeString:
    """The figure's SVG parts in this posture; put them in an `<svg class="figure">`.

    `tensions` says how tight each wire looks, from 0 (slack) to 10: psoas, iliacus, rectus,
    gluteus, hamstrings. Without `whole`, only what lies around the hips: pelvis, lumbar spine,
    thighs and wires.
    """
    attributes = dict(_attributes(place(posture, lengths)))
    for name, tension in (tensions or {}).items():
        level = max(0, min(10, round(tension)))
        attributes[f"wire-{name}"] += f' data-tension="{level}"'
    return mark_safe(_PART.sub(lambda part: part[0] + attributes.get(part[1], ""), _parts(whole)))  # noqa: S308


def wedge(start_deg: float, end_deg: float, arm: float) -> str:
    """A thin slice between two tilts of the pelvis."""
    start, end = (_say(_turned((arm, -46.0), turn)) for turn in (start_deg, end_deg))
    return f"M0,0L{start}A{arm:g},{arm:g} 0 0 {int(end_deg > start_deg)} {end}Z"


_PART = re.compile(r'data-part="([\w-]+)"')


@cache
def _parts(whole: bool) -> str:
    context = {"skin": SKIN, "vertebrae": vertebrae.to_draw(), "whole": whole}
    return render_to_string("figure/parts.svg", context).replace(' data-tension="0"', "")


def _attributes(body: Body) -> Iterator[tuple[str, str]]:
    for side, segments in body.legs.items():
        for segment, frame in segments.items():
            drawn_in = segments["shank"] if segment == "foot" else ORIGIN
            yield f"{side}-{segment}", f' transform="{frame.seen_from(drawn_in).transform}"'
    for side, arm in body.arms.items():
        for segment, frame in arm.items():
            yield f"{side}-{segment}", f' transform="{frame.transform}"'
    yield "pelvis", f' transform="{body.pelvis.transform}"'
    yield "chest", f' transform="{body.chest.seen_from(body.pelvis).transform}"'
    yield "belly", f' d="{_belly(body)}"'
    for level, frame in enumerate(body.vertebrae[:LUMBAR]):
        yield f"vertebra-{level}", f' transform="{frame.seen_from(body.pelvis).transform}"'
    yield from _chest().items()
    for name, path in _wires(body).items():
        yield f"wire-{name}", f' d="{path}"'


def _leg(pelvis: float, angles: LegAngles, lengths: Lengths) -> dict[str, Frame]:
    forward = angles.hip - pelvis
    thigh = Frame(0.0, 0.0, -forward)
    knee = thigh.at(lengths.knee)
    shank = Frame(*knee, angles.knee - forward)
    foot = Frame(*shank.at((0.0, lengths.shank)), shank.turn - angles.ankle)
    patella = Frame(*knee, PATELLA_SHARE * angles.knee - forward)
    return {"thigh": thigh, "shank": shank, "foot": foot, "patella": patella}


def _arm(chest: Frame, own: LegAngles, other: LegAngles) -> dict[str, Frame]:
    raised = max(own.hip, other.hip)
    forward = ARMS["share"] * (raised if raised > ARMS["held"] else other.hip - own.hip)
    bend = ARMS["bend"] + max(0.0, forward)
    upperarm = Frame(*chest.at(ARMS["shoulder"]), -forward)
    return {
        "upperarm": upperarm,
        "forearm": Frame(*upperarm.at((0.0, ARMS["elbow"])), -forward - bend),
    }


def _stack(
    base: Frame, levels: Iterable[vertebrae.Level]
) -> tuple[list[Frame], list[Point], Frame]:
    """Vertebra on vertebra: their frames, the joints between them, and the frame on top."""
    x, y, turn = base.x, base.y, base.turn
    bones, joints = [], [(x, y)]
    for step, bend in levels:
        turn += bend
        up_x, up_y = _turned((0.0, -step), turn)
        bones.append(Frame(x + up_x / 2, y + up_y / 2, turn))
        x, y = x + up_x, y + up_y
        joints.append((x, y))
    return bones, joints, Frame(x, y, turn)


def _lumbar(extension: float) -> Iterator[vertebrae.Level]:
    for share in LORDOSIS_SHARES:
        yield LUMBAR_STEP, -share * LORDOSIS - extension / 5


def _belly(body: Body) -> str:
    """The skin that bends, seen from the pelvis: from the hips a little way up under the chest."""
    front, back = _sides([body.pelvis.sees(joint) for joint in body.spine], 2, BELLY_TOP + 2)
    return _curve([*reversed(back), *HIPS, *front], ends=False) + "Z"


@cache
def _chest() -> dict[str, str]:
    """What moves as one with the chest, each in its frame: upper vertebrae, head and skin."""
    thoracic, joints, top = _stack(ORIGIN, THORACIC)
    cervical, _, _ = _stack(top, vertebrae.CERVICAL)
    front, back = _sides([(0.0, 0.0)] * LUMBAR + joints, BELLY_TOP - 2, len(TRUNK))
    upper = enumerate([*thoracic, *cervical], LUMBAR)
    placed = {f"vertebra-{level}": f' transform="{frame.transform}"' for level, frame in upper}
    skin = _curve([*front, *reversed(back)], ends=False) + "Z"
    return {**placed, "head": f' transform="{top.transform}"', "chest-skin": f' d="{skin}"'}


def _sides(joints: Sequence[Point], start: int, end: int) -> tuple[list[Point], list[Point]]:
    """The skin before and behind these joints of the spine."""
    front, back = [], []
    for index in range(start, end):
        (x0, y0), (x1, y1) = joints[index - 1], joints[min(len(joints) - 1, index + 1)]
        (x, y), length = joints[index], hypot(x1 - x0, y1 - y0)
        nx, ny = (y0 - y1) / length, (x1 - x0) / length
        before, behind = TRUNK[index]
        front.append((x + nx * before, y + ny * before))
        back.append((x - nx * behind, y - ny * behind))
    return front, back


def _wires(body: Body) -> dict[str, str]:
    frames = {**body.legs["near"], "pelvis": body.pelvis, "vertebra-2": body.vertebrae[2]}
    return {
        name: _curve([frames[segment].at((x, y)) for segment, x, y in points])
        for name, points in WIRES.items()
    }


def _curve(points: Sequence[Point], *, ends: bool = True) -> str:
    """A smooth path through the points (Catmull-Rom); without ends, they only give direction."""
    last = len(points) - 1
    first, stop = (0, last) if ends else (1, last - 1)
    path = f"M{_say(points[first])}"
    for index in range(first, stop):
        before, start = points[max(0, index - 1)], points[index]
        end, after = points[index + 1], points[min(last, index + 2)]
        leave = (start[0] + (end[0] - before[0]) / 6, start[1] + (end[1] - before[1]) / 6)
        reach = (end[0] - (after[0] - start[0]) / 6, end[1] - (after[1] - start[1]) / 6)
        path += f"C{_say(leave)} {_say(reach)} {_say(end)}"
    return path


def _say(point: Point) -> str:
    return f"{point[0]:.1f},{point[1]:.1f}"


def _turned(point: Point, turn: float) -> Point:
    x, y = point
    c, s = cos(radians(turn)), sin(radians(turn))
    return x * c - y * s, x * s + y * c
