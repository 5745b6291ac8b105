"""A person: height, mass, sex and age, and the body segments that follow from them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, get_args

from guywire.body.anatomy.tables import read
from guywire.body.quantities import Quantity, checked_type

Sex = Literal["female", "male", "unspecified"]
SegmentName = Literal[
    "head", "trunk", "lower_trunk", "upper_arm", "forearm", "hand", "thigh", "shank", "foot"
]

HEIGHT = Quantity("height_m", 1.20, 2.20, "m")
MASS = Quantity("mass_kg", 25.0, 300.0, "kg")
AGE = Quantity("age_years", 16.0, 110.0, "years")
BODY_MASS_INDEX = Quantity("body mass index (mass over height squared)", 13.0, 60.0, "kg/m²")

GENERIC_HEIGHT_M = 1.70
GENERIC_MASS_KG = 75.337


@dataclass(frozen=True)
class Segment:
    """One segment of one person: mass, length, and centre of mass from its first endpoint."""

    mass_kg: float
    length_m: float
    center_of_mass_m: float


@dataclass(frozen=True)
class Person:
    """An adult, as the engine needs to know one.

    The default is the generic body itself (170 cm, 75.337 kg [1]), so that `Person()` scales
    nothing. Segment masses, lengths and centres of mass follow de Leva [2]; a person of
    unspecified sex has the mean of de Leva's women and men.

    Parameters
    ----------
    height_m : 1.20 to 2.20 m
    mass_kg : 25 to 300 kg, and a body mass index of 13 to 60 kg/m²: beyond, nobody like this was
        among the people whose segments are known
    sex : "female", "male" or "unspecified"
    age_years : 16 to 110 years. The anatomy is that of an adult.

    Raises
    ------
    ValueError
        If a value is outside its range, naming quantity, value, range and unit.

    References
    ----------
    [1] Rajagopal A et al. Full-body musculoskeletal model for muscle-driven simulation of human
        gait. IEEE Trans Biomed Eng 2016;63(10):2068-2079. doi:10.1109/TBME.2016.2586891
    [2] de Leva P. Adjustments to Zatsiorsky-Seluyanov's segment inertia parameters.
        J Biomech 1996;29(9):1223-1230. doi:10.1016/0021-9290(95)00178-6
    """

    height_m: float = GENERIC_HEIGHT_M
    mass_kg: float = GENERIC_MASS_KG
    sex: Sex = "unspecified"
    age_years: float = 30.0

    def __post_init__(self) -> None:
        HEIGHT.scalar(self.height_m)
        MASS.scalar(self.mass_kg)
        AGE.scalar(self.age_years)
        BODY_MASS_INDEX.scalar(self.mass_kg / self.height_m**2)
        if self.sex not in get_args(Sex):
            raise ValueError(f"sex is {self.sex!r}; it must be one of {', '.join(get_args(Sex))}")

    @property
    def scale(self) -> float:
        """Every length of the generic anatomy times this is this person's (isometric)."""
        return self.height_m / GENERIC_HEIGHT_M

    def segment(self, name: SegmentName) -> Segment:
        """Mass, length and centre of mass of one segment (one side, for the limbs)."""
        mass, length, center = _fractions(name, self.sex)
        length_m = length * self.height_m
        return Segment(mass * self.mass_kg, length_m, center * length_m)

    @property
    def upper_body_mass_kg(self) -> float:
        """Mass of head, arms and trunk: what stands on the two hips."""
        leg = [self.segment("thigh"), self.segment("shank"), self.segment("foot")]
        return self.mass_kg - 2 * sum(segment.mass_kg for segment in leg)


@cache
def _fractions(name: SegmentName, sex: Sex) -> tuple[float, float, float]:
    """Mass / body mass, length / height, centre of mass / length."""
    if sex == "unspecified":
        pairs = zip(_fractions(name, "female"), _fractions(name, "male"), strict=True)
        mass, length, center = ((woman + man) / 2 for woman, man in pairs)
        return mass, length, center
    table = _de_leva()
    if name not in table:
        raise ValueError(
            f"segment is {name!r}; it must be one of {', '.join(get_args(SegmentName))}"
        )
    row = table[name]
    length = row["length_mm"][sex] / 1000 / table["height_m"][sex]
    return row["mass"][sex], length, row["center_of_mass"][sex]


@cache
def _de_leva() -> dict[str, Any]:
    return read("segments")


GENERIC_PERSON = Person()


def known_person(person: Person | None) -> Person:
    """Return the person, the generic one for None; ValueError for anything else."""
    return GENERIC_PERSON if person is None else checked_type(person, Person, "person")
