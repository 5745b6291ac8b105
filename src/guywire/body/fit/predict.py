"""What the engine expects to read on every sampled person of the population.

Hip extension and knee flexion at rest in the Thomas position, at any rotation of the pelvis; and
the prone knee bend, where the knee stops when bending it lifts the pelvis.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from guywire.body.fit.population import People, normals, people
from guywire.body.person import Person
from guywire.body.quantities import FloatArray
from guywire.body.roots import rising_root
from guywire.body.thomas import rest
from guywire.body.tissue import Tissue, passive_moment
from guywire.body.tissue.lost import (
    REFERENCE_MOMENT_NM,
    hip_flexion_at_moment_deg,
    knee_flexion_at_moment_deg,
)

PELVIS_NODES_DEG = np.array([-10.0, 12.5, 35.0])
PELVIS_RANGE_DEG = (-25.0, 50.0)
REDRAWN = 2048
WIDER = 1.3
NARROWEST = 0.02
"""No direction is drawn from more narrowly than this variance, in units of the population's."""

LIFT_NM = 15.0
"""Bending the knee of somebody lying prone lifts the pelvis when it adds this moment at the hip:
9 kg of lower trunk 0.10 m from the hips (D35) and 2° of a passive lower back (3.2 Nm/°)."""
PRONE_MOST_DEG = 134.0
PRONE_KNEES_DEG = np.arange(20.0, PRONE_MOST_DEG + 1, 2.0)


@dataclass(frozen=True)
class Expected:
    """Per sampled side: what would be read, and its lost degrees at 15 Nm.

    Hip and knee are given at one or more rotations of the pelvis (rows). `log_prior` is the
    population's density over the one the sides were drawn from: 0 for the population itself.
    """

    of: People
    z: FloatArray
    log_prior: FloatArray
    pelvis_deg: FloatArray
    hip_extension_deg: FloatArray
    knee_flexion_deg: FloatArray
    prone_knee_deg: FloatArray
    lost_hip_deg: FloatArray
    lost_knee_deg: FloatArray

    def at_pelvis(self, pelvis_deg: float) -> tuple[FloatArray, FloatArray]:
        """Hip extension and knee flexion at rest with the pelvis rotated back so far."""
        within = float(np.clip(pelvis_deg, *PELVIS_RANGE_DEG))
        weights = _lagrange(self.pelvis_deg, within)
        return weights @ self.hip_extension_deg, weights @ self.knee_flexion_deg


@lru_cache(maxsize=16)
def expected(person: Person) -> Expected:
    """The whole population's readings, with this person's leg; kept for the next question."""
    z = normals()
    return expect(z, np.zeros(len(z)), PELVIS_NODES_DEG, person)


def expect(
    z: FloatArray, log_prior: FloatArray, pelvis_deg: FloatArray, person: Person
) -> Expected:
    """What sides given by standard normals (n, 6) would read at rotations of the pelvis."""
    sampled = people(z)
    nodes = pelvis_deg[:, None]
    posture = rest(nodes, tissue=sampled.tissue, load=sampled.load, person=person)
    return Expected(
        sampled,
        z,
        log_prior,
        pelvis_deg,
        -posture.hip_flexion_deg,
        posture.knee_flexion_deg,
        prone_knee_deg(sampled),
        lost_hip_deg(sampled.tissue),
        lost_knee_deg(sampled.tissue),
    )


def drawn_around(
    z: FloatArray, weight: FloatArray, pelvis_deg: FloatArray, person: Person
) -> Expected:
    """Sides drawn anew, evenly, from a wide normal around weighted ones, for pelvis angles."""
    middle = weight @ z
    spread = (weight * (z - middle).T) @ (z - middle) + NARROWEST * np.eye(z.shape[1])
    root = WIDER * np.linalg.cholesky(spread)
    even = normals(REDRAWN)
    anew = middle + even @ root.T
    log_prior = -(anew**2).sum(axis=1) / 2 + (even**2).sum(axis=1) / 2
    at = np.unique(np.clip(pelvis_deg, *PELVIS_RANGE_DEG))
    nodes = at if len(at) == 1 else np.linspace(at[0], at[-1], len(PELVIS_NODES_DEG))
    return expect(anew, log_prior, nodes, person)


def prone_knee_deg(sampled: People) -> FloatArray:
    """Knee flexion at which the pelvis lifts; 134° where the heel meets the buttock first."""
    tissue = _columns(sampled.tissue)
    bent = passive_moment(0.0, np.radians(PRONE_KNEES_DEG), tissue=tissue).hip
    straight = passive_moment(0.0, np.zeros(1), tissue=tissue).hip
    added = (bent - straight) / sampled.load[:, None]
    return _crossing(added, LIFT_NM)


def lost_hip_deg(tissue: Tissue) -> FloatArray:
    """Hip extension lost to usual tissue at 15 Nm, knee straight; many tissues at once."""
    shape = np.shape(tissue.iliopsoas.shift)

    def short_of(hip_deg: FloatArray) -> FloatArray:
        moment = passive_moment(np.radians(hip_deg), 0.0, tissue=tissue).hip
        return REFERENCE_MOMENT_NM - moment

    low, high = np.full(shape, -39.9), np.full(shape, 119.9)
    reached = rising_root(short_of, low, high, tolerance=1e-3)
    return np.asarray(reached - hip_flexion_at_moment_deg(Tissue()))


def lost_knee_deg(tissue: Tissue) -> FloatArray:
    """Knee flexion lost to usual tissue at 15 Nm, hip straight; many tissues at once."""
    knees = np.arange(11.0, 135.0, 3.0)
    moment = -passive_moment(0.0, np.radians(knees), tissue=_columns(tissue)).knee
    reached = _crossing(moment, REFERENCE_MOMENT_NM, knees)
    return np.asarray(knee_flexion_at_moment_deg(Tissue()) - reached)


def _crossing(rising: FloatArray, level: float, at: FloatArray = PRONE_KNEES_DEG) -> FloatArray:
    """Where each row first reaches a level, on straight lines between columns; else the end."""
    past = rising >= level
    column = np.clip(past.argmax(axis=1), 1, None)
    rows = np.arange(len(rising))
    before, after = rising[rows, column - 1], rising[rows, column]
    part = np.clip((level - before) / np.where(after > before, after - before, 1.0), 0.0, 1.0)
    found = at[column - 1] + part * (at[column] - at[column - 1])
    return np.asarray(np.where(past.any(axis=1), found, at[-1]))


def _columns(tissue: Tissue) -> Tissue:
    """A row of tissues as a column, so that it broadcasts against a row of angles."""

    def column(values: object) -> FloatArray:
        return np.asarray(values, float).reshape(-1, 1)

    groups = [tissue.iliopsoas, tissue.rectus_femoris, tissue.tensor_fasciae_latae]
    one, two, three = (type(g)(column(g.shift), column(g.slope)) for g in groups)
    return Tissue(one, two, three, column(tissue.capsule_onset_deg))


def _lagrange(nodes: FloatArray, at: float) -> FloatArray:
    """Weights of the nodes for the polynomial through all of them."""
    others = [np.delete(nodes, index) for index in range(len(nodes))]
    pairs = zip(nodes, others, strict=True)
    return np.array([np.prod((at - rest) / (node - rest)) for node, rest in pairs])


KNEE_MODEL_SD_DEG = 4.7
"""Silder's error of 1.4 Nm at the knee (D25) over the 0.3 Nm/° that hold a hanging shin."""
HIP_MODEL_SD_DEG = 1.0
"""Silder's error of 2.5 Nm at the hip (D25) over the 2.5 Nm/° that hold a hanging leg."""
PRONE_MODEL_SD_DEG = 8.0
"""A third of `LIFT_NM` over the 0.6 Nm/° that rectus femoris adds at the hip near its end."""
