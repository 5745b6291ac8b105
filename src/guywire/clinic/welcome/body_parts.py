"""The body-part chooser: where each place sits on the small picture of a person (0–40 × 0–64)."""

from typing import NamedTuple

from guywire.clinic.welcome.models import BodyPart


class Spot(NamedTuple):
    x: float
    y: float
    radius: float = 4.5


class BodyPicture(NamedTuple):
    value: str
    part: BodyPart
    spots: tuple[Spot, ...]

    @property
    def label(self) -> str:
        return str(self.part.label)


SPOTS: dict[BodyPart, tuple[Spot, ...]] = {
    BodyPart.BACK: (Spot(20, 29, 5),),
    BodyPart.HIP: (Spot(14.5, 35), Spot(25.5, 35)),
    BodyPart.BUTTOCK: (
        Spot(24, 36, 4),
        Spot(24.5, 43, 2.4),
        Spot(24.5, 48, 2),
        Spot(24.5, 53, 1.6),
    ),
    BodyPart.KNEE: (Spot(15.5, 47, 4), Spot(24.5, 47, 4)),
    BodyPart.NECK: (Spot(20, 15, 4.5),),
    BodyPart.SHOULDER: (Spot(11.5, 19.5),),
    BodyPart.FOOT: (Spot(15.5, 59.5, 4), Spot(24.5, 59.5, 4)),
    BodyPart.OTHER: (),
}
BODY_PICTURES = [BodyPicture(part.value, part, SPOTS[part]) for part in BodyPart]
