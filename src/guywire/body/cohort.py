"""Question 8: sampled people, any question asked of each over many processes, one tidy table.

People have the height and mass of young adults (1.71 SD 0.09 m, 70.0 SD 15.6 kg, n = 29: Vigotsky
2016, 10.7717/peerj.2325), of either sex alike, and tissue from the population that
`guywire.body.fit` takes for its prior. Sides are independent, but share how heavy the leg is for
its tissue; height, mass and tissue are independent of one another.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from dataclasses import dataclass
from os import PathLike

import numpy as np

from guywire.body.fit.population import DIMENSIONS, people
from guywire.body.person import HEIGHT, MASS, Person, Sex
from guywire.body.quantities import FloatArray, Quantity
from guywire.body.stand import stand
from guywire.body.thomas import rest
from guywire.body.tissue import Tissue, lost_hip_extension_deg, taken
from guywire.body.walk import walk

COUNT = Quantity("count", 1, 1_000_000, "people")
PROCESSES = Quantity("processes", 1, 4096, "")

HEIGHT_M = (1.71, 0.09)
MASS_KG = (70.0, 15.6)
FLAT_PELVIS_DEG = (12.5, 5.6)

SET_BY: dict[str, tuple[str, ...]] = {"height, mass": ("10.7717/peerj.2325",)}

Value = float | int | str
Row = Mapping[str, Value]


@dataclass(frozen=True)
class Member:
    """One sampled person."""

    number: int
    person: Person
    left: Tissue
    right: Tissue
    load: float
    pelvis_held_flat_deg: float


Question = Callable[[Member], Row]


@dataclass(frozen=True)
class Table:
    """One row a person; every row has the same columns."""

    rows: tuple[Row, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(self.rows[0]) if self.rows else ()

    def column(self, name: str) -> list[Value]:
        """One column; KeyError if there is none of that name."""
        return [row[name] for row in self.rows]

    def to_csv(self, path: str | PathLike[str]) -> None:
        """Write the table with a header line."""
        with open(path, "w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, self.columns)
            writer.writeheader()
            writer.writerows(self.rows)


def sample(count: int, *, seed: int = 0) -> list[Member]:
    """So many people; the same for the same count and seed."""
    number = int(COUNT.scalar(count))
    rng = np.random.default_rng(seed)
    left, right = rng.standard_normal((2, number, DIMENSIONS))
    right[:, -1] = left[:, -1]
    heights = _normal(rng, HEIGHT_M, number).clip(1.40, HEIGHT.high)
    masses = _normal(rng, MASS_KG, number).clip(40.0, MASS.high)
    pelves = _normal(rng, FLAT_PELVIS_DEG, number)
    lefts, rights, load = people(left).tissue, people(right).tissue, people(left).load
    return [
        Member(
            index,
            Person(float(heights[index]), float(masses[index]), _sex(index)),
            taken(lefts, index),
            taken(rights, index),
            float(load[index]),
            float(pelves[index]),
        )
        for index in range(number)
    ]


def ask(
    question: Question,
    members: Sequence[Member],
    *,
    processes: int = 1,
    executor: Executor | None = None,
    each: Callable[[], object] | None = None,
) -> Table:
    """Ask one question of every member and keep the answers in their order.

    Parameters
    ----------
    question : a function at the top level of a module, from a member to a row: one of `thomas`,
        `standing` and `walking` here, or your own
    processes : how many processes to spread over; 1 stays in this one
    executor : where to run instead: anything with the interface of `concurrent.futures`, such as
        a Dask cluster's `client.get_executor()`. It is left open.
    each : called once for every answer, for a progress bar

    The table does not depend on where it was made. An error in one answer is raised here.
    """
    count = int(PROCESSES.scalar(processes))
    if executor is not None:
        return _gather(executor.map(question, members), each)
    if count == 1:
        return _gather(map(question, members), each)
    chunk = max(1, len(members) // (8 * count))
    with ProcessPoolExecutor(count) as pool:
        return _gather(pool.map(question, members, chunksize=chunk), each)


def thomas(member: Member) -> Row:
    """The rest posture of both sides in the Thomas test, the back held flat."""
    row: dict[str, Value] = {**_who(member), "pelvis_deg": member.pelvis_held_flat_deg}
    for side, tissue in (("left", member.left), ("right", member.right)):
        posture = rest(
            member.pelvis_held_flat_deg, tissue=tissue, person=member.person, load=member.load
        )
        row[f"{side}_thigh_deg"] = float(posture.thigh_deg)
        row[f"{side}_hip_extension_deg"] = -float(posture.hip_flexion_deg)
        row[f"{side}_knee_flexion_deg"] = float(posture.knee_flexion_deg)
    return row


def standing(member: Member) -> Row:
    """Quiet standing: tilt, and what holds it."""
    found = stand(member.left, member.right, person=member.person)
    return {
        **_who(member),
        "tilt_deg": found.tilt_deg.median,
        "held_moment_nm": found.held_moment_nm.median,
    }


def walking(member: Member) -> Row:
    """One stride: what is traded and how far points travel, both sides."""
    found = walk(member.left, member.right, person=member.person, samples=50)
    row: dict[str, Value] = dict(_who(member))
    for side, step in found.steps.items():
        row[f"{side}_traded_deg"] = step.traded_deg.median
        row[f"{side}_asis_mm"] = step.asis_mm.median
        row[f"{side}_lumbosacral_mm"] = step.lumbosacral_mm.median
        row[f"{side}_trunk_moment_nm"] = step.trunk_moment_nm.median
    return row


def _who(member: Member) -> Row:
    return {
        "number": member.number,
        "sex": member.person.sex,
        "height_m": member.person.height_m,
        "mass_kg": member.person.mass_kg,
        "left_lost_hip_extension_deg": lost_hip_extension_deg(member.left),
        "right_lost_hip_extension_deg": lost_hip_extension_deg(member.right),
    }


def _gather(answers: Iterator[Row], each: Callable[[], object] | None) -> Table:
    rows = []
    for row in answers:
        rows.append(row)
        if each:
            each()
    return Table(tuple(rows))


def _normal(rng: np.random.Generator, of: tuple[float, float], count: int) -> FloatArray:
    return rng.normal(of[0], of[1], count)


def _sex(index: int) -> Sex:
    return "male" if index % 2 else "female"
