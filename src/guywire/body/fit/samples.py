"""The population as sampled people, and what the engine expects to read of each of them.

Thigh and knee at rest in the Thomas position with the pelvis where the norm's lay, and the prone
knee bend, where the knee stops when bending it lifts the pelvis. For the generic body all of it is
kept in a file (`python -m guywire.body.fit.samples` makes it again), so that the first answer
of a process waits for no posture; for another body it is worked out once.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from functools import cache, cached_property, lru_cache
from importlib.resources import as_file, files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from guywire.body.fit.population import DIMENSIONS, People, Side, people, swapped
from guywire.body.measure.norms import FLAT_BACK_PELVIS_DEG
from guywire.body.person import Person
from guywire.body.quantities import FloatArray
from guywire.body.thomas import rest
from guywire.body.tissue import extension_deficit_deg, flexion_deficit_deg, passive_moment
from guywire.body.tissue.deficit import as_columns, first_crossing

COUNT = 8192
COUNT_OTHER_BODIES = 2048
FEW = 2048
"""Each counts twice: once more with the sides swapped."""

PELVIC_LIFT_MOMENT_NM = 15.0
"""Bending the knee of somebody lying prone lifts the pelvis when it adds this moment at the hip:
9 kg of lower trunk 0.10 m from the hips (D35) and 2° of a passive lower back (3.2 Nm/°)."""
PRONE_MOST_DEG = 134.0
PRONE_KNEES_DEG = np.arange(20.0, PRONE_MOST_DEG + 1, 2.0)

PREDICTED = ("hip_extension", "knee_flexion", "prone_knee", "extension_deficit", "flexion_deficit")


@dataclass(frozen=True)
class Predictions:
    """Sampled people and what would be read of them; angles in degrees, of shape (n, 2 sides).

    `hip_extension_deg` and `knee_flexion_deg` are at rest with the pelvis held flat as in the
    norm, where the engine takes it to lie 10° back. `log_prior` is the population's density over
    the one the people were drawn from: 0 for the population itself. `spare` are normals that
    nothing else uses, for what is known only with an error.
    """

    z: FloatArray
    log_prior: FloatArray
    spare: FloatArray
    hip_extension_deg: FloatArray
    knee_flexion_deg: FloatArray
    prone_knee_deg: FloatArray
    extension_deficit_deg: FloatArray
    flexion_deficit_deg: FloatArray

    @cached_property
    def people(self) -> People:
        return people(self.z)

    def subset(self, chosen: NDArray[np.int_]) -> Predictions:
        """Some of them, by their indices."""
        return Predictions(*(part[chosen] for part in _parts(self)))


@cache
def _kept() -> dict[str, FloatArray]:
    with as_file(files("guywire.body.fit") / "samples.npz") as path, np.load(path) as file:
        return {name: np.asarray(file[name], np.float64) for name in file.files}


@cache
def normals() -> FloatArray:
    """8,192 standard normal points that fill thirteen dimensions evenly, and a spare one.

    A scrambled Sobol sequence (`sobol_normals`), kept in the file: nothing then needs scipy.stats,
    which takes longer to import than the fit takes, and every version gives the same bits.
    """
    return _kept()["z"]


def sobol_normals() -> FloatArray:
    """What the file holds, made again (float32)."""
    from scipy.special import ndtri
    from scipy.stats import qmc

    points = qmc.Sobol(DIMENSIONS + 1, scramble=True, rng=np.random.default_rng(20260))
    return np.asarray(ndtri(points.random(COUNT)), np.float32)


@lru_cache(maxsize=16)
def population(person: Person) -> Predictions:
    """The whole population's readings, with this person's leg; kept for the next question."""
    z, spare = normals()[:, :-1], normals()[:, -1]
    stored = Predictions(z, np.zeros(COUNT), spare, *(_kept()[name] for name in PREDICTED))
    if person == Person():
        return _both_ways(stored)
    some = stored.subset(np.arange(COUNT_OTHER_BODIES))
    return _both_ways(replace(some, **_at_rest(some.people, person)))


@lru_cache(maxsize=16)
def few(person: Person) -> Predictions:
    """Two thousand of the population, where means and covariances are enough."""
    return population(person).subset(np.arange(FEW))


def _both_ways(found: Predictions) -> Predictions:
    """The same people, and once more with their sides swapped."""
    mirrored = [np.vstack([each, each[:, ::-1]]) for each in _angles(found)]
    return Predictions(
        np.vstack([found.z, swapped(found.z)]),
        np.tile(found.log_prior, 2),
        np.concatenate([found.spare, -found.spare]),
        *mirrored,
    )


def joined(some: Predictions, others: Predictions) -> Predictions:
    """All of them."""
    pairs = zip(_parts(some), _parts(others), strict=True)
    return Predictions(*(np.concatenate(pair) for pair in pairs))


def _parts(people: Predictions) -> list[FloatArray]:
    return [people.z, people.log_prior, people.spare, *_angles(people)]


def _angles(found: Predictions) -> list[FloatArray]:
    return [getattr(found, f"{name}_deg") for name in PREDICTED]


def predict(z: FloatArray, log_prior: FloatArray, spare: FloatArray, person: Person) -> Predictions:
    """What people given by standard normals (n, 13) would read."""
    both = people(z)
    angles = _at_rest(both, person) | _of_tissue_alone(both)
    return Predictions(z, log_prior, spare, **angles)


def _at_rest(both: People, person: Person) -> dict[str, FloatArray]:
    """What hangs on the body as well, whose leg pulls on the tissue."""
    left, right = (
        rest(FLAT_BACK_PELVIS_DEG.mean, tissue=side.tissue, load=side.load, person=person)
        for side in (both.left, both.right)
    )
    return {
        "hip_extension_deg": np.stack([-left.hip_flexion_deg, -right.hip_flexion_deg], axis=1),
        "knee_flexion_deg": np.stack([left.knee_flexion_deg, right.knee_flexion_deg], axis=1),
    }


def _of_tissue_alone(both: People) -> dict[str, FloatArray]:
    sides = both.left, both.right
    tissues = [side.tissue for side in sides]
    of_each = {
        "prone_knee_deg": map(prone_knee_deg, sides),
        "extension_deficit_deg": map(extension_deficit_deg, tissues),
        "flexion_deficit_deg": map(flexion_deficit_deg, tissues),
    }
    return {name: np.stack(list(pair), axis=1) for name, pair in of_each.items()}


def prone_knee_deg(side: Side) -> FloatArray:
    """Knee flexion at which the pelvis lifts; 134° where the heel meets the buttock first."""
    tissue = as_columns(side.tissue)
    bent = passive_moment(0.0, np.radians(PRONE_KNEES_DEG), tissue=tissue).hip
    straight = passive_moment(0.0, np.zeros(1), tissue=tissue).hip
    added = (bent - straight) / side.load[:, None]
    return first_crossing(added, PELVIC_LIFT_MOMENT_NM, PRONE_KNEES_DEG)


@lru_cache(maxsize=16)
def pelvis_slopes(person: Person) -> tuple[float, float]:
    """Degrees that thigh and knee flexion at rest follow one degree of the pelvis, on average."""
    z = normals()[:256, :-1]
    side = people(z).left
    back, forward = (
        rest(FLAT_BACK_PELVIS_DEG.mean + by, tissue=side.tissue, load=side.load, person=person)
        for by in (8.0, -8.0)
    )
    by_pelvis = [
        (getattr(back, name) - getattr(forward, name)).mean() / 16.0
        for name in ("thigh_deg", "knee_flexion_deg")
    ]
    return float(by_pelvis[0]), float(by_pelvis[1])


def make(path: Path) -> None:
    """Write the file again."""
    z = sobol_normals()
    points = np.asarray(z, np.float64)
    found = predict(points[:, :-1], np.zeros(len(z)), points[:, -1], Person())
    hip, knee, prone, extension, flexion = (np.asarray(one, np.float32) for one in _angles(found))
    np.savez_compressed(
        path,
        z=z,
        hip_extension=hip,
        knee_flexion=knee,
        prone_knee=prone,
        extension_deficit=extension,
        flexion_deficit=flexion,
    )


if __name__ == "__main__":
    make(Path(__file__).with_name("samples.npz"))
    sys.stdout.write("samples.npz was made again\n")
