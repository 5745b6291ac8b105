"""A body that moves: joints turned by anatomical angles, arms by inverse kinematics."""

import numpy as np
from numpy.typing import ArrayLike

from drawings.body import Body
from drawings.rotation import Array, about, about_x, about_y, about_z, between, frame, unit

MAX_REACH = 1.0
Pose = tuple[tuple[Array, ...], Array]


def sign_of(side: str) -> int:
    """Return 1 for the left, whose x is positive, and −1 for the right."""
    return 1 if side == "l" else -1


class Rig:
    """Rotations are kept for each bone in its parent, both as they stand at rest in the world."""

    def __init__(self, body: Body) -> None:
        self.body = body
        self.local = [np.eye(3) for _ in body.bones]
        self.root = np.zeros(3)
        self.turns: list[Array] = []
        self.places = np.zeros((len(body.bones), 3))
        self.grip = {"l": "relaxed", "r": "relaxed"}
        self.solve()

    def rest(self) -> None:
        self.local = [np.eye(3) for _ in self.body.bones]
        self.root = np.zeros(3)
        self.grip = {"l": "relaxed", "r": "relaxed"}
        self.solve()

    def solve(self) -> None:
        body = self.body
        self.turns = []
        for bone, parent in enumerate(body.parents):
            if parent < 0:
                self.turns.append(self.local[bone])
                self.places[bone] = body.heads[bone] + self.root
            else:
                self.turns.append(self.turns[parent] @ self.local[bone])
                offset = body.heads[bone] - body.heads[parent]
                self.places[bone] = self.places[parent] + self.turns[parent] @ offset

    def turn(self, bone: str, matrix: Array) -> None:
        self.local[self.body.index[bone]] = matrix
        self.solve()

    def turn_in_world(self, bone: str, matrix: Array) -> None:
        number = self.body.index[bone]
        parent = self.body.parents[number]
        self.turn(bone, self.turns[parent].T @ matrix)

    def at(self, bone: str, rest_point: ArrayLike | None = None) -> Array:
        """Return where a bone's joint is, or where a point that moves with the bone has gone."""
        number = self.body.index[bone]
        place = self.places[number]
        if rest_point is None:
            return np.asarray(place.copy())
        offset = np.asarray(rest_point, dtype=float) - self.body.heads[number]
        return np.asarray(place + self.turns[number] @ offset)

    def direction(self, bone: str, rest_direction: ArrayLike) -> Array:
        return np.asarray(self.turns[self.body.index[bone]] @ np.asarray(rest_direction, float))

    def move(self, by: ArrayLike) -> None:
        self.root = self.root + np.asarray(by, dtype=float)
        self.solve()

    def _rest(self, first: str, second: str) -> Array:
        return np.asarray(self.body.head_of(second) - self.body.head_of(first))

    # Spine and legs

    def spine(self, **flexion: float) -> None:
        """Bend pelvis, spine_01 to spine_03, neck_01 and head forward by degrees."""
        for bone, degrees in flexion.items():
            self.turn(bone, about_x(degrees))

    def leg(
        self,
        side: str,
        *,
        flex: float = 0,
        abduct: float = 0,
        rotate: float = 0,
        knee: float = 0,
        plantar: float = 0,
        toes: float = 0,
    ) -> None:
        """Set one leg by anatomical angles in degrees, the hip's relative to the pelvis."""
        thigh = unit(self._rest(f"thigh_{side}", f"calf_{side}"))
        shank = unit(self._rest(f"calf_{side}", f"foot_{side}"))
        straight = frame((0, -1, 0), (1, 0, 0)) @ frame(thigh, (1, 0, 0)).T
        g = sign_of(side)
        self.turn(
            f"thigh_{side}", about_x(-flex) @ about_z(g * abduct) @ about_y(g * rotate) @ straight
        )
        bent_at_rest = np.degrees(
            np.arctan2(-shank[2], -shank[1]) - np.arctan2(-thigh[2], -thigh[1])
        )
        self.turn(f"calf_{side}", about_x(knee - bent_at_rest))
        self.turn(f"foot_{side}", about_x(plantar))
        self.turn(f"ball_{side}", about_x(-toes))

    # Arms and hands

    def arm_length(self, side: str) -> float:
        upper = self._rest(f"upperarm_{side}", f"lowerarm_{side}")
        return float(
            np.linalg.norm(upper) + np.linalg.norm(self._rest(f"lowerarm_{side}", f"hand_{side}"))
        )

    def reach(self, side: str, wrist: ArrayLike, elbow_toward: ArrayLike) -> None:
        """Put the wrist at a point, the elbow bending toward a direction.

        Raises ValueError where the arm is too short for it.
        """
        shoulder = self.at(f"upperarm_{side}")
        upper = float(np.linalg.norm(self._rest(f"upperarm_{side}", f"lowerarm_{side}")))
        lower = float(np.linalg.norm(self._rest(f"lowerarm_{side}", f"hand_{side}")))
        way = np.asarray(wrist, dtype=float) - shoulder
        distance = float(np.linalg.norm(way))
        share = distance / (upper + lower)
        if share > MAX_REACH:
            raise ValueError(f"the {side} hand is asked to reach {share:.2f} of the arm's length")
        distance = min(distance, 0.995 * (upper + lower))
        along = unit(way)
        foot = (upper**2 - lower**2 + distance**2) / (2 * distance)
        height = np.sqrt(max(upper**2 - foot**2, 0.0))
        pole = np.asarray(elbow_toward, dtype=float)
        pole = unit(pole - along * (pole @ along))
        elbow = shoulder + along * foot + pole * height
        self.arm(side, elbow - shoulder, shoulder + along * distance - elbow)

    def arm(
        self, side: str, upper: ArrayLike, lower: ArrayLike, hinge: ArrayLike | None = None
    ) -> None:
        """Point upper arm and forearm in directions of the world."""
        rest_upper = unit(self._rest(f"upperarm_{side}", f"lowerarm_{side}"))
        rest_lower = unit(self._rest(f"lowerarm_{side}", f"hand_{side}"))
        rest_hinge = unit(np.cross(rest_upper, rest_lower))
        up, low = np.asarray(upper, dtype=float), np.asarray(lower, dtype=float)
        axis = np.cross(up, low) if hinge is None else np.asarray(hinge, dtype=float)
        self.turn_in_world(f"upperarm_{side}", frame(upper, axis) @ frame(rest_upper, rest_hinge).T)
        self.turn_in_world(f"lowerarm_{side}", frame(lower, axis) @ frame(rest_lower, rest_hinge).T)

    def hand(self, side: str, fingers: ArrayLike, palm: ArrayLike, grip: str = "relaxed") -> None:
        """Point the fingers and the palm in directions of the world; `grip` names the drawing."""
        self.grip[side] = grip
        along = unit(self._rest(f"hand_{side}", f"middle_01_{side}"))
        across = self._rest(f"index_01_{side}", f"pinky_01_{side}")
        rest_palm = np.cross(along, across) * -sign_of(side)
        turned = frame(fingers, palm) @ frame(along, rest_palm).T
        forearm = self.body.index[f"lowerarm_{side}"]
        axis = unit(self.turns[forearm] @ self._rest(f"lowerarm_{side}", f"hand_{side}"))
        twist = _twist(turned @ self.turns[forearm].T, axis) / 2
        self.turn_in_world(f"lowerarm_{side}", about(axis, twist) @ self.turns[forearm])
        self.turn_in_world(f"hand_{side}", turned)

    # The whole

    def skin(self) -> Array:
        """Return all vertices after linear blend skinning."""
        body = self.body
        moved = np.zeros_like(body.vertices)
        for bone, (turn, place) in enumerate(zip(self.turns, self.places, strict=True)):
            weight = body.weights[:, bone]
            follows = weight > 0
            if follows.any():
                points = (body.vertices[follows] - body.heads[bone]) @ turn.T + place
                moved[follows] += weight[follows, None] * points
        return moved

    def pose(self) -> Pose:
        return tuple(matrix.copy() for matrix in self.local), self.root.copy()

    def set_pose(self, pose: Pose) -> None:
        self.local = [matrix.copy() for matrix in pose[0]]
        self.root = pose[1].copy()
        self.solve()


def blended(first: Pose, second: Pose, share: float) -> Pose:
    """Return the pose `share` of the way between two."""
    turns = tuple(between(a, b, share) for a, b in zip(first[0], second[0], strict=True))
    return turns, first[1] * (1 - share) + second[1] * share


def _twist(turn: Array, axis: Array) -> float:
    """Return how far a rotation turns about `axis`, in degrees from −180 to 180."""
    skew = np.array([turn[2, 1] - turn[1, 2], turn[0, 2] - turn[2, 0], turn[1, 0] - turn[0, 1]])
    degrees = 2 * np.degrees(np.arctan2(skew @ axis, 1 + np.trace(turn)))
    return float((degrees + 180) % 360 - 180)
