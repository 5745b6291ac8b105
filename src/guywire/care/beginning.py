"""How each side begins a stretch: what goes under the foot, how far the knee bends, a towel."""

from dataclasses import dataclass

from guywire.care.vocabulary import Side
from guywire.care.words import NOTHING, Message, joined, message

FOOT_SUPPORT_AT_MOST_CM = 50
FOOT_SUPPORT = (
    (12, message("two thick books under the foot (about {inches} inches, {cm} cm)")),
    (17, message("one firm pillow under the foot (about {inches} inches, {cm} cm)")),
    (22, message("a step stool under the foot (about {inches} inches, {cm} cm)")),
    (27, message("two firm pillows under the foot (about {inches} inches, {cm} cm)")),
    (32, message("a footstool under the foot (about {inches} inches, {cm} cm)")),
    (
        37,
        message(
            "something as high as two stair steps under the foot (about {inches} inches, {cm} cm)"
        ),
    ),
    (
        42,
        message(
            "something almost as high as a chair under the foot (about {inches} inches, {cm} cm)"
        ),
    ),
    (47, message("a dining chair under the foot (about {inches} inches, {cm} cm)")),
    (
        50,
        message(
            "something a little higher than a chair under the foot (about {inches} inches, {cm} cm)"
        ),
    ),
)
"""Things people own that are about so high, up to a height in centimeters."""
KNEE_BEND = (
    (55, message("knee bent half way, heel not yet toward the ceiling (about {degrees}°)")),
    (77, message("knee bent a little less than a right angle (about {degrees}°)")),
    (95, message("knee bent to a right angle, heel toward the ceiling (about {degrees}°)")),
    (130, message("knee bent past a right angle, heel toward the buttock (about {degrees}°)")),
)
"""How a bend of the knee looks to the person who does it, up to an angle in degrees."""
KNEE_BEND_RANGE_DEG = (30, 130)
BED_CM = 55
MIN_TILT_LIMIT_DEG, MAX_TILT_LIMIT_DEG = 4, 8
"""Below the first, breathing alone moves a phone on the pelvis. The second is a choice."""
CM_IN_AN_INCH = 2.54


@dataclass(frozen=True)
class Start:
    """One side's beginning: on the back `foot_support_cm` (0: the leg hangs free), on the stomach
    `knee_bend_deg` and `towel`. What does not belong to the stretch is None."""

    side: Side
    why: Message = NOTHING
    foot_support_cm: int | None = None
    knee_bend_deg: int | None = None
    towel: bool | None = None
    tilt_limit_deg: int | None = None
    """How far the pelvis may roll before a phone that lies on it says so."""

    def __post_init__(self) -> None:
        foot, knee = self.foot_support_cm, self.knee_bend_deg
        if foot is not None and not 0 <= foot <= FOOT_SUPPORT_AT_MOST_CM:
            raise ValueError(
                f"The support under the foot is {foot} cm high; it has to lie between 0 (none) "
                f"and {FOOT_SUPPORT_AT_MOST_CM} cm."
            )
        low, high = KNEE_BEND_RANGE_DEG
        if knee is not None and not low <= knee <= high:
            raise ValueError(
                f"The knee bends to {knee}°; it has to lie between {low}° and {high}°."
            )

    @property
    def has_support(self) -> bool:
        return bool(self.foot_support_cm) or bool(self.towel)

    @property
    def what(self) -> Message:
        return joined([part for part in (self._foot(), self._knee(), self._towel()) if part])

    def _foot(self) -> Message:
        if self.foot_support_cm is None:
            return NOTHING
        if self.foot_support_cm == 0:
            return message("nothing under the foot")
        inches = round(self.foot_support_cm / CM_IN_AN_INCH)
        text = _first(FOOT_SUPPORT, self.foot_support_cm)
        return text.filled(inches=inches, cm=self.foot_support_cm)

    def _knee(self) -> Message:
        if self.knee_bend_deg is None:
            return NOTHING
        return _first(KNEE_BEND, self.knee_bend_deg).filled(degrees=self.knee_bend_deg)

    def _towel(self) -> Message:
        if self.towel is None:
            return NOTHING
        return message("a rolled towel under the thigh") if self.towel else message("no towel")


def _first(words: tuple[tuple[int, Message], ...], value: int) -> Message:
    return next(text for most, text in words if value <= most)


def supine_start(
    side: Side, foot_support_cm: int, *, gentle: bool, tilt_limit_deg: int | None = None
) -> Start:
    why = _why_foot(foot_support_cm, gentle)
    return Start(side, why, foot_support_cm=foot_support_cm, tilt_limit_deg=tilt_limit_deg)


def prone_start(
    side: Side,
    knee_bend_deg: int,
    *,
    towel: bool,
    gentle: bool,
    tilt_limit_deg: int | None = None,
) -> Start:
    why = _why_knee(towel, gentle)
    return Start(side, why, knee_bend_deg=knee_bend_deg, towel=towel, tilt_limit_deg=tilt_limit_deg)


def tilt_limit(unrestrained_tilt_deg: float) -> int:
    """Return half of how far this hip would roll the pelvis if no one held it, within limits."""
    half = round(unrestrained_tilt_deg / 2)
    return min(MAX_TILT_LIMIT_DEG, max(MIN_TILT_LIMIT_DEG, half))


def _why_foot(foot_support_cm: int, gentle: bool) -> Message:
    if not gentle:
        return message(
            "Based on your readings, this may still feel strong. If it does, hold your "
            "other knee a little looser."
        )
    if foot_support_cm == 0:
        return message(
            "Based on your readings, this should feel gentle with nothing under your foot."
        )
    return message("Based on your readings, this is the lowest support that should feel gentle.")


def _why_knee(towel: bool, gentle: bool) -> Message:
    if not gentle:
        return message(
            "Based on your readings, this may still feel strong. Keep the strap long, and stop as "
            "soon as your hips lift."
        )
    if towel:
        return message(
            "Based on your readings, the strap alone would hardly pull. So the towel lifts your "
            "thigh."
        )
    return message("Based on your readings, your hips would lift if you bend your knee further.")


def on_gentle(limit_nm: float, lifts_nm: float, hangs_nm: float) -> Message:
    """Return what `gentle` means. The numbers are newton-meters at the hip."""
    return message(
        "“Gentle” means a pull of at most {limit} newton-meters at the hip. We chose "
        "that number. At about {lifts} the pelvis lifts when you lie on your "
        "stomach. A leg that hangs free pulls with about {hangs}. We estimate from "
        "your readings, and can be off by a third. No one has measured what people "
        "feel at home, so go by how it feels. Heights are for a bed of 22 inches "
        "({bed_cm} cm). If yours is higher, add the difference.",
        limit=round(limit_nm),
        lifts=round(lifts_nm),
        hangs=round(hangs_nm),
        bed_cm=BED_CM,
    )
