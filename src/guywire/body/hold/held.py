"""The tissue of one leg of each of n people, in the postures it goes through in a hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import radians

import numpy as np
from numpy.typing import NDArray

from guywire.body.person import Person
from guywire.body.quantities import FloatArray
from guywire.body.relaxation import END_OF_RANGE_NM
from guywire.body.thomas import RELAXED_ANKLE_DEG
from guywire.body.tissue import Tension, Tissue, TissueGroup, group_tension, passive_moment
from guywire.body.tissue.parameters import map_fields, taken

ANKLE = radians(RELAXED_ANKLE_DEG)


@dataclass(frozen=True)
class Held:
    """Tissue with fields of shape (n,), on one body; `strength` (n,) is 1 over the load.

    Postures have the shape (2, n) or (2, n, m): hip and knee flexion (rad) of every person, at m
    times or in m other ways.
    """

    tissue: Tissue
    person: Person
    strength: FloatArray

    @property
    def count(self) -> int:
        return len(self.strength)

    def only(self, chosen: NDArray[np.bool_]) -> Held:
        """Some of the people."""
        return Held(taken(self.tissue, chosen), self.person, self.strength[chosen])

    def law(self, joints: FloatArray) -> FloatArray:
        """Elastic flexion moments (Nm) of hip and knee, of the shape of `joints`."""
        at = passive_moment(
            *joints, tissue=self._tissue(joints), person=self.person, ankle_dorsiflexion=ANKLE
        )
        return np.asarray(self._strength(joints) * np.stack([at.hip, at.knee]))

    def intensity(self, joints: FloatArray) -> FloatArray:
        """How hard the tissue is pulled: its moment over that at the end of range, the larger."""
        hip, knee = self.law(joints)
        of_hip, of_knee = np.abs(hip) / END_OF_RANGE_NM["hip"], -knee / END_OF_RANGE_NM["knee"]
        return np.asarray(np.maximum(of_hip, of_knee))

    def tensions(self, joints: FloatArray) -> Mapping[TissueGroup, Tension]:
        """Stretch and elastic tension of each group."""
        strength = self._strength(joints)
        found = group_tension(*joints, tissue=self._tissue(joints), person=self.person)
        return {group: Tension(at.stretch, strength * at.tension_n) for group, at in found.items()}

    def _tissue(self, joints: FloatArray) -> Tissue:
        if joints.ndim == 2:
            return self.tissue
        return map_fields(self.tissue, lambda values: values[:, None])

    def _strength(self, joints: FloatArray) -> FloatArray:
        return self.strength if joints.ndim == 2 else self.strength[:, None]
