"""The person cut into parts at rest: skin, clothes and hair, each by fields on the mesh."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from drawings.body import SKIN_VERTICES, Body
from drawings.outline import cut
from drawings.rig import Rig
from drawings.rotation import Array, unit

FINGERS = ("hand", "index", "middle", "ring", "pinky", "thumb")
SHORTS_END = 0.74
"""Where the hem of the shorts lies, as a share of the thigh; the sleeve's below, of the arm."""
SLEEVE_END = 0.56


@dataclass
class Part:
    """Triangles where every field is positive, pushed outward along the normals."""

    faces: NDArray[np.int64]
    fields: list[Array]
    color: str
    group: str
    push: Array | None = None


@dataclass
class Style:
    """How one person dresses and wears their hair."""

    sex: str
    hair: str = "short"
    neck_mm: float = 76.0
    loose: float = 1.0


@dataclass
class Cut:
    body: Body
    style: Style
    parts: dict[str, Part] = field(default_factory=dict)
    shirt_end_mm: float = 45.0

    def __post_init__(self) -> None:
        self.waist = float(self.body.head_of("pelvis")[1]) + 35
        for side in "lr":
            self._arm(side)
            self._leg(side)
        self._trunk()
        self._head()

    def _along(self, first: str, second: str) -> Array:
        """Return how far along a bone each vertex lies, from 0 to 1."""
        start, way = self.body.head_of(first), self.body.head_of(second) - self.body.head_of(first)
        return np.asarray((self.body.vertices - start) @ way / (way @ way))

    def _hand_weight(self, side: str) -> Array:
        bones = [f"{finger}_" for finger in FINGERS]
        return sum(
            (
                self.body.weights[:, number]
                for number, bone in enumerate(self.body.bones)
                if bone.endswith(f"_{side}") and bone.startswith(tuple(bones))
            ),
            np.zeros(len(self.body.vertices)),
        )

    def _arm(self, side: str) -> None:
        skin, tights = self.body.faces_of("body"), self.body.faces_of("helper-tights")
        weight = self.body.weight_of
        hand, lower = self._hand_weight(side), weight(f"lowerarm_{side}")
        arm = weight(f"upperarm_{side}") + lower + hand
        along = self._along(f"upperarm_{side}", f"lowerarm_{side}")
        group = f"arm_{side}"
        self.parts[f"upperarm_{side}"] = Part(
            skin, [arm - 0.5, along - (SLEEVE_END - 0.12), 0.55 - lower - hand], "skin", group
        )
        self.parts[f"forearm_{side}"] = Part(skin, [lower + hand - 0.3, 0.6 - hand], "skin", group)
        self.parts[f"hand_{side}"] = Part(skin, [hand - 0.3], "skin", group)
        flare = (8 + 14 * np.clip(along / SLEEVE_END, 0, 1) ** 1.5) * self.style.loose
        self.parts[f"sleeve_{side}"] = Part(
            tights,
            [arm - 0.38, SLEEVE_END - along, 1 - lower * 3],
            "top",
            f"sleeve_{side}",
            flare,
        )

    def _leg(self, side: str) -> None:
        skin, tights = self.body.faces_of("body"), self.body.faces_of("helper-tights")
        weight = self.body.weight_of
        calf, foot = weight(f"calf_{side}"), weight(f"foot_{side}", f"ball_{side}")
        leg = weight(f"thigh_{side}") + calf + foot
        along = self._along(f"thigh_{side}", f"calf_{side}")
        group = f"leg_{side}"
        self.parts[f"thigh_{side}"] = Part(
            skin, [leg - 0.5, along - (SHORTS_END - 0.1), 0.55 - calf - foot], "skin", group
        )
        self.parts[f"calf_{side}"] = Part(skin, [calf + foot - 0.3, 0.6 - foot], "skin", group)
        self.parts[f"foot_{side}"] = Part(skin, [foot - 0.3], "skin", group)
        flare = (6 + 19 * np.clip(along / SHORTS_END, 0, 1) ** 1.5) * self.style.loose
        self.parts[f"short_{side}"] = Part(
            tights, [leg - 0.3, SHORTS_END - along], "low", "shorts", flare
        )

    def _trunk(self) -> None:
        body, tights = self.body, self.body.faces_of("helper-tights")
        height = body.vertices[:, 1]
        legs = body.weight_of("thigh", "calf", "foot", "ball")
        arms = body.weight_of("upperarm", "lowerarm", *FINGERS)
        self.parts["hips"] = Part(
            tights,
            [0.75 - legs, self.waist + 70 - height, 0.5 - arms],
            "low",
            "shorts",
            np.full(len(height), 7.0),
        )
        loose = (10 + 9 * np.clip((self.waist + 150 - height) / 200, 0, 1)) * self.style.loose
        self.parts["trunk"] = Part(
            tights,
            [0.8 - arms, height - (self.waist - self.shirt_end_mm), self._neckline(), 0.95 - legs],
            "top",
            "trunk",
            loose,
        )
        neck = body.weight_of("neck", "head", "spine_03", "clavicle")
        self.parts["neck"] = Part(
            body.faces_of("body"),
            [neck - 0.5, self._above_neckline() + 25, 0.6 - body.weight_of("head")],
            "skin",
            "head",
        )

    def end_shirt(self, below_waist_mm: float) -> None:
        """Move the shirt's hem: in some postures the shirt slips up."""
        self.shirt_end_mm = below_waist_mm
        fields = self.parts["trunk"].fields
        fields[1] = self.body.vertices[:, 1] - (self.waist - below_waist_mm)

    def _above_neckline(self) -> Array:
        start = self.body.head_of("neck_01") + np.array([0, -22, 0])
        return np.asarray((self.body.vertices - start) @ unit((0, 1, 0.42)))

    def _neckline(self) -> Array:
        above = self._above_neckline()
        vertices, neck = self.body.vertices, self.body.head_of("neck_01")
        forward = (vertices[:, 2] - neck[2] - (neck[1] - vertices[:, 1]) * 0.35 - 2) * 0.95
        outside = np.hypot(vertices[:, 0], forward) - self.style.neck_mm
        return np.asarray(np.maximum(-above, np.minimum(outside, 26 - above)))

    def _head(self) -> None:
        body, skin = self.body, self.body.faces_of("body")
        head = body.weight_of("head")
        self.parts["head"] = Part(skin, [head - 0.35], "skin", "head")
        above, thick = HAIR[self.style.hair](body)
        self.parts["hair"] = Part(skin, [head - 0.5, above], "hair", "hair", thick)


def _cap(
    body: Body, line: tuple[tuple[float, float], ...], thick_mm: float, part_mm: float = 0
) -> tuple[Array, Array]:
    """Return hair above a line from nape to forehead, in z and y beside the eye's middle.

    `part_mm` is how deep a parting over the left eye goes into it.
    """
    x = body.vertices[:, 0]
    y, z = body.vertices[:, 1] - body.eye[1], body.vertices[:, 2] - body.eye[2]
    at = np.array(line)
    parting = part_mm * np.exp(-(((x - 22) / 15) ** 2)) * (z > -40)
    above = y - np.interp(z, at[:, 0], at[:, 1]) - parting
    crown = np.clip((y - 30) / 60, 0, 1)
    return above, thick_mm * (np.clip(above / 20, 0, 1) * (1 + 0.35 * crown)) + 1


def _tied(body: Body) -> tuple[Array, Array]:
    line = (
        (-300, -88), (-130, -80), (-105, -62), (-92, -20), (-80, 2), (-62, 8), (-52, 20),
        (-40, 34), (-22, 46), (-4, 58), (12, 64), (40, 70),
    )  # fmt: skip
    return _cap(body, line, 13, 20)


def _short(body: Body) -> tuple[Array, Array]:
    line = (
        (-300, -62), (-128, -56), (-104, -40), (-92, -14), (-80, 0), (-66, -12), (-56, -10),
        (-50, 12), (-38, 28), (-22, 40), (-14, 56), (4, 66), (14, 74), (40, 84),
    )  # fmt: skip
    return _cap(body, line, 10)


HAIR = {"tied": _tied, "short": _short}


def bun(body: Body, style: Style) -> Array | None:
    """Return triangles with normals of a bun of hair at rest, where the person wears it."""
    if style.hair != "tied":
        return None
    middle = np.array([0.0, body.eye[1] + 86, body.eye[2] - 172])
    return ball(middle, 44.0)


def ball(middle: Array, radius_mm: float, rings: int = 10) -> Array:
    """Return a sphere's triangles, each corner with its normal."""
    polar, around = np.linspace(0, np.pi, rings + 1), np.linspace(0, 2 * np.pi, 2 * rings + 1)
    normal = np.array(
        [[(np.sin(t) * np.cos(p), np.cos(t), np.sin(t) * np.sin(p)) for p in around] for t in polar]
    )
    grid = np.concatenate([middle + radius_mm * normal, normal], axis=2)
    a, b = grid[:-1, :-1].reshape(-1, 6), grid[1:, :-1].reshape(-1, 6)
    c, d = grid[1:, 1:].reshape(-1, 6), grid[:-1, 1:].reshape(-1, 6)
    return np.concatenate([np.stack([a, c, b], axis=1), np.stack([a, d, c], axis=1)])


def posed(cutting: Cut, rig: Rig) -> dict[str, Array]:
    """Return each part's triangles after posing: corners with point and normal (n, 3, 6)."""
    skin = rig.skin()
    normals = _normals(skin, rig.body.faces)
    shapes = {}
    for name, part in cutting.parts.items():
        points = skin if part.push is None else skin + normals * part.push[:, None]
        inside = np.ones(len(part.faces), dtype=bool)
        for values in part.fields:
            inside &= (values[part.faces] > 0).any(axis=1)
        faces = part.faces[inside]
        corners = [points[faces], normals[faces]]
        corners += [values[faces][..., None] for values in part.fields]
        triangles = np.concatenate(corners, axis=2)
        for number in range(len(part.fields)):
            triangles = cut(triangles, triangles[..., 6 + number])
        shapes[name] = triangles[..., :6]
    _add_balls(cutting, rig, shapes)
    return shapes


def _add_balls(cutting: Cut, rig: Rig, shapes: dict[str, Array]) -> None:
    """Add the bun, and round hips, which skinning flattens where a thigh is bent far."""
    knot = bun(rig.body, cutting.style)
    if knot is not None:
        shapes["hair"] = np.concatenate([shapes["hair"], _moved(knot, rig, "head")])
    for side in "lr":
        hip = ball(rig.body.head_of(f"thigh_{side}") + np.array([0, -8, -12]), 88.0)
        shapes["hips"] = np.concatenate([shapes["hips"], _moved(hip, rig, "pelvis")])


def _moved(triangles: Array, rig: Rig, bone: str) -> Array:
    number = rig.body.index[bone]
    turn = rig.turns[number]
    points = (triangles[..., :3] - rig.body.heads[number]) @ turn.T + rig.places[number]
    return np.asarray(np.concatenate([points, triangles[..., 3:] @ turn.T], axis=2))


def _normals(points: Array, faces: NDArray[np.int64]) -> Array:
    a, b, c = (points[faces[:, corner]] for corner in range(3))
    of_faces = np.cross(b - a, c - a)
    normals = np.zeros_like(points)
    for corner in range(3):
        np.add.at(normals, faces[:, corner], of_faces)
    return np.asarray(normals / (np.linalg.norm(normals, axis=1)[:, None] + 1e-9))


def lowest(rig: Rig, *bones: str) -> float:
    """Return the height of the lowest skin that mostly follows these bones."""
    follows = rig.body.weight_of(*bones)[:SKIN_VERTICES] > 0.6
    return float(rig.skin()[:SKIN_VERTICES][follows][:, 1].min())
