"""Question 8: sampled people by the million, one question asked of all, one tidy table.

People have the height and mass of young adults (1.71 SD 0.09 m, 70.0 SD 15.6 kg, n = 29: Vigotsky
2016, 10.7717/peerj.2325), of either sex alike; tissue from the population that `guywire.body.fit`
takes for its prior; a stride, a trunk and a price of a step of their own, spread as measured. Sides
are independent, but share how heavy the leg is for its tissue; height, mass, tissue and stride are
independent of one another.

People come in batches of 10,000. A batch depends on nothing but the seed and its number, so a table
does not depend on where, in what order or in how many sittings its batches were made.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from guywire.body.fit.population import DIMENSIONS, people
from guywire.body.measure.norms import FLAT_BACK_PELVIS_DEG, PELVIS_OF_PEOPLE_SD_DEG
from guywire.body.person import (
    BODY_MASS_INDEX,
    GENERIC_HEIGHT_M,
    GENERIC_MASS_KG,
    HEIGHT,
    MASS,
    Person,
    Sex,
)
from guywire.body.quantities import FloatArray, Quantity
from guywire.body.stand import stand
from guywire.body.thomas import rest
from guywire.body.tissue import Tissue, taken
from guywire.body.tissue.laid import extension_deficit_deg
from guywire.body.walk import Prices, stride_by_stride, walk

COUNT = Quantity("count", 1, 100_000_000, "people")
SEED = Quantity("seed", 0, 2**32 - 1, "")
BATCH = 10_000
SAMPLES = 20

HEIGHT_M = (1.71, 0.09)
MASS_KG = (70.0, 15.6)
FLAT_PELVIS_DEG = (FLAT_BACK_PELVIS_DEG.mean, PELVIS_OF_PEOPLE_SD_DEG)

SET_BY: dict[str, tuple[str, ...]] = {"height, mass": ("10.7717/peerj.2325",)}

SimulationName = Literal["thomas", "standing", "walking"]
SEXES: tuple[Sex, ...] = ("female", "male")

Columns = Mapping[str, NDArray[np.generic]]
Simulation = Callable[["Sample"], Columns]


@dataclass(frozen=True)
class Sample:
    """Sampled people; every field has the people axis. `male` says who is; the others are female.

    `prices` and `stride` are standard normals, shapes (3, people) and (people, 2).
    """

    number: NDArray[np.int64]
    male: NDArray[np.bool_]
    height_m: FloatArray
    mass_kg: FloatArray
    left: Tissue
    right: Tissue
    load: FloatArray
    pelvis_held_flat_deg: FloatArray
    prices: FloatArray
    stride: FloatArray


def batches(count: int) -> int:
    """How many batches so many people come in."""
    return -(-int(COUNT.scalar(count)) // BATCH)


def sample(count: int, *, seed: int = 0, batch: int = 0) -> Sample:
    """The people of one batch of so many; the same for the same count, seed and batch.

    Raises
    ------
    ValueError
        If count, seed or batch is outside its range.
    """
    if not 0 <= batch < batches(count):
        raise ValueError(
            f"batch is {batch}; {count} people come in batches 0 to {batches(count) - 1}"
        )
    first = batch * BATCH
    number = min(BATCH, int(count) - first)
    rng = np.random.default_rng([int(SEED.scalar(seed)), batch])
    both = people(rng.standard_normal((BATCH, DIMENSIONS))[:number])
    size = rng.standard_normal((3, BATCH))[:, :number]
    heights = (HEIGHT_M[0] + HEIGHT_M[1] * size[0]).clip(1.40, HEIGHT.high)
    lightest = np.maximum(40.0, 1.001 * BODY_MASS_INDEX.low * heights**2)
    masses = (MASS_KG[0] + MASS_KG[1] * size[1]).clip(lightest, MASS.high)
    numbers = np.arange(first, first + number)
    return Sample(
        number=numbers,
        male=numbers % 2 == 1,
        height_m=heights,
        mass_kg=masses,
        left=both.left.tissue,
        right=both.right.tissue,
        load=both.left.load,
        pelvis_held_flat_deg=FLAT_PELVIS_DEG[0] + FLAT_PELVIS_DEG[1] * size[2],
        prices=rng.standard_normal((3, BATCH))[:, :number],
        stride=rng.standard_normal((BATCH, 2))[:number],
    )


def simulate(question: SimulationName | Simulation, of: Sample) -> Columns:
    """One table: who the people are, and what the engine answers for each.

    Parameters
    ----------
    question : "thomas", "standing" or "walking", or a function of your own from a sample to
        columns, each as long as the sample
    of : the people

    Raises
    ------
    ValueError
        If there is no such question, or a column has another length.
    """
    if isinstance(question, str) and question not in get_args(SimulationName):
        known = ", ".join(get_args(SimulationName))
        raise ValueError(f"question is {question!r}; it must be one of {known}")
    ask = SIMULATIONS[question] if isinstance(question, str) else question
    columns = {**_who(of), **ask(of)}
    for name, column in columns.items():
        if np.shape(column) != of.number.shape:
            raise ValueError(
                f"column {name} has shape {np.shape(column)}; a sample of {len(of.number)} people "
                f"needs {of.number.shape}"
            )
    return columns


def thomas(of: Sample) -> Columns:
    """The rest posture of both sides in the Thomas test, the back held flat.

    Gravity and tissue both grow with mass times height, so size moves no joint; sex does, by how
    heavy each segment is.
    """
    answers: dict[str, FloatArray] = {"pelvis_deg": of.pelvis_held_flat_deg}
    for side, tissue in (("left", of.left), ("right", of.right)):
        names = ("thigh_deg", "hip_extension_deg", "knee_flexion_deg")
        columns = {name: np.empty(len(of.number)) for name in names}
        for sex, rows in _by_sex(of):
            posture = rest(
                of.pelvis_held_flat_deg[rows],
                tissue=taken(tissue, rows),
                person=Person(sex=sex),
                load=of.load[rows],
            )
            columns["thigh_deg"][rows] = posture.thigh_deg
            columns["hip_extension_deg"][rows] = -posture.hip_flexion_deg
            columns["knee_flexion_deg"][rows] = posture.knee_flexion_deg
        answers |= {f"{side}_{name}": column for name, column in columns.items()}
    return answers


def standing(of: Sample) -> Columns:
    """Quiet standing: the effort of holding, and how far the pelvis could tip."""
    held, tilt = np.empty((2, len(of.number)))
    for sex, rows in _by_sex(of):
        stood = stand(taken(of.left, rows), taken(of.right, rows), person=Person(sex=sex))
        held[rows], tilt[rows] = stood.held_moment_nm, stood.tilt_upper_deg
    return {"held_moment_nm": _size(of) * held, "tilt_upper_deg": tilt}


def walking(of: Sample) -> Columns:
    """One stride of each person's own: what makes up for the hips, both sides."""
    walked = walk(
        of.left,
        of.right,
        stride=stride_by_stride(of.stride),
        prices=Prices.of_normals(of.prices),
        samples=SAMPLES,
    )
    tall = of.height_m / GENERIC_HEIGHT_M
    answers: dict[str, FloatArray] = {}
    for side, step in walked.steps.items():
        answers[f"{side}_peak_hip_extension_deg"] = -walked.legs[side].hip_flexion_deg.min(axis=1)
        answers[f"{side}_compensation_deg"] = step.compensation_deg
        answers[f"{side}_shorter_deg"] = step.shorter_deg
        answers[f"{side}_step_shortened_mm"] = tall * step.step_shortened_mm
        answers[f"{side}_asis_mm"] = tall * step.asis_mm
        answers[f"{side}_lumbosacral_mm"] = tall * step.lumbosacral_mm
        answers[f"{side}_trunk_moment_nm"] = _size(of) * step.trunk_moment_nm
    return answers


SIMULATIONS: Mapping[SimulationName, Simulation] = {
    "thomas": thomas,
    "standing": standing,
    "walking": walking,
}


def _who(of: Sample) -> Columns:
    return {
        "number": of.number,
        "sex": np.where(of.male, "male", "female"),
        "height_m": of.height_m,
        "mass_kg": of.mass_kg,
        "left_extension_deficit_deg": extension_deficit_deg(of.left),
        "right_extension_deficit_deg": extension_deficit_deg(of.right),
    }


def _by_sex(of: Sample) -> list[tuple[Sex, NDArray[np.int64]]]:
    rows = [(sex, np.flatnonzero(of.male == (sex == "male"))) for sex in SEXES]
    return [(sex, chosen) for sex, chosen in rows if chosen.size]


def _size(of: Sample) -> FloatArray:
    return of.mass_kg * of.height_m / (GENERIC_MASS_KG * GENERIC_HEIGHT_M)
