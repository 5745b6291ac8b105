"""Reads the tables of the anatomy into typed, frozen records."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Literal

Body = Literal["pelvis", "femur", "patella", "tibia"]
Vector = tuple[float, float, float]

REGIONS = ("front_of_hip", "back_of_hip", "side_of_hip", "inner_thigh", "knee")


@dataclass(frozen=True)
class PathPoint:
    """A point the muscle runs through, in the frame of the segment it is fixed to (m)."""

    on: Body
    at: Vector


@dataclass(frozen=True)
class Wrap:
    """A cylinder the muscle bends around between path point `after_point` (from 1) and the next.

    Its axis is its own z, turned body-fixed about x, y, z. `side` ("-y", say) is the side in the
    cylinder's own axes that the muscle passes on; None lets it take the shorter way.
    """

    after_point: int
    on: Body
    center: Vector
    rotation_xyz_rad: Vector
    radius_m: float
    side: str | None = None


@dataclass(frozen=True)
class PassiveCurve:
    """Passive force against fiber strain, each over its own unit [millard_2013].

    `zero_strain` is where force begins, `one_strain` where it equals `max_isometric_force_n`;
    the stiffnesses are the slopes there.
    """

    zero_strain: float
    one_strain: float
    low_stiffness: float
    one_stiffness: float
    curviness: float


@dataclass(frozen=True)
class Muscle:
    """One muscle, or one part of one, of the generic right leg."""

    name: str
    group: str
    optimal_fiber_length_m: float
    tendon_slack_length_m: float
    pennation_at_optimal_rad: float
    max_isometric_force_n: float
    passive_curve: PassiveCurve
    path: tuple[PathPoint, ...]
    wrap: Wrap | None
    source: tuple[str, ...]

    @property
    def crosses_hip(self) -> bool:
        return self.path[0].on == "pelvis"

    @property
    def crosses_knee(self) -> bool:
        return self.path[-1].on == "tibia"

    @property
    def skips_the_femur(self) -> bool:
        """Whether one span runs from the pelvis past the knee, so that hip and knee interact."""
        return self.crosses_hip and self.crosses_knee and all(p.on != "femur" for p in self.path)


@dataclass(frozen=True)
class DataSource:
    """Where figures come from, and which."""

    citation: str
    doi: str
    gives: str


@cache
def muscles() -> Mapping[str, Muscle]:
    """Every muscle of the generic right leg by name, hip flexors first."""
    found = [
        _muscle(name, row, table["source"]) for table in _regions() for name, row in _rows(table)
    ]
    return MappingProxyType({muscle.name: muscle for muscle in found})


@cache
def skeleton() -> Mapping[str, Any]:
    """The joints that carry the muscles, as `skeleton.toml` states them."""
    return MappingProxyType(read("skeleton"))


@cache
def sources() -> Mapping[str, DataSource]:
    """The papers behind the figures, by the names the tables use."""
    return MappingProxyType({name: DataSource(**row) for name, row in read("sources").items()})


def read(table: str) -> dict[str, Any]:
    """One table of this directory, as TOML gives it."""
    return tomllib.loads((files(__package__) / f"{table}.toml").read_text("utf-8"))


def _regions() -> list[dict[str, Any]]:
    return [read(region) for region in REGIONS]


def _rows(table: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    return [(name, row) for name, row in table.items() if name != "source"]


def _muscle(name: str, row: dict[str, Any], source: list[str]) -> Muscle:
    path = tuple(PathPoint(on, (x, y, z)) for on, x, y, z in row["path"])
    figures = {k: v for k, v in row.items() if k not in {"path", "wrap", "passive_curve"}}
    return Muscle(
        name=name,
        passive_curve=PassiveCurve(**row["passive_curve"]),
        path=path,
        wrap=_wrap(row["wrap"]) if "wrap" in row else None,
        source=tuple(source),
        **figures,
    )


def _wrap(row: dict[str, Any]) -> Wrap:
    vectors = {key: tuple(row[key]) for key in ("center", "rotation_xyz_rad")}
    return Wrap(**(row | vectors))
