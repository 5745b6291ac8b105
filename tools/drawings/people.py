"""The people who are drawn: their bodies, hair, clothes and colors."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from drawings.body import Build, Wheel, load
from drawings.face import features
from drawings.paint import Person
from drawings.palette import Palette
from drawings.parts import Cut, Style
from drawings.rig import Rig


@dataclass(frozen=True)
class Cast:
    build: Build
    style: Style
    palette: Palette


PEOPLE = {
    "ana": Cast(
        Build("female"),
        Style("female", "tied", 74),
        Palette(
            skin="#e6b18a", skin_far="#d39a73", skin_line="#a5653f",
            hair="#5a3d2e", hair_line="#3c281d",
            top="#3f8f9b", top_far="#33798a", top_line="#22606c",
        ),
    ),
    "ben": Cast(
        Build("male"),
        Style("male", "short", 80),
        Palette(
            skin="#b9794f", skin_far="#a3653d", skin_line="#744122",
            hair="#33302f", hair_line="#1f1d1c",
            top="#d9884f", top_far="#c2733c", top_line="#955223",
        ),
    ),
}  # fmt: skip


@cache
def person(name: str, wheel: Path) -> Person:
    cast = PEOPLE[name]
    body = load(Wheel(wheel), cast.build)
    return Person(Rig(body), Cut(body, cast.style), features(body))
