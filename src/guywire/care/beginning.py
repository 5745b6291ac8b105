"""How each side begins a stretch: what goes under the foot, how far the knee bends, a towel."""

from dataclasses import dataclass

from guywire.care.vocabulary import Side

FOOT_SUPPORT_AT_MOST_CM = 50
AT_HOME = (
    (12, "two thick books"),
    (17, "one firm pillow"),
    (22, "a step stool"),
    (27, "two firm pillows"),
    (32, "a footstool"),
    (37, "something two stair steps high"),
    (42, "something a little lower than a dining chair"),
    (47, "something as high as a dining chair"),
    (50, "something a little higher than a dining chair"),
)
"""Things people own that are about so high, up to a height in centimeters."""
KNEE_WORDS = (
    (55, "knee bent half way, the heel not yet toward the ceiling"),
    (77, "knee bent a little less than a right angle"),
    (95, "knee bent to a right angle, the heel toward the ceiling"),
    (130, "knee bent past a right angle, the heel a little toward the buttock"),
)
"""How a bend of the knee looks to the person who lies there, up to an angle in degrees."""
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
    why: str = ""
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
    def what(self) -> str:
        parts = (self._foot(), self._knee(), self._towel())
        return ", ".join(part for part in parts if part)

    @property
    def sentence(self) -> str:
        what = self.what
        return f"{what[:1].upper()}{what[1:]}. {self.why}".strip()

    def _foot(self) -> str:
        if self.foot_support_cm is None:
            return ""
        if self.foot_support_cm == 0:
            return "nothing under the foot, the leg hangs free"
        thing = _first(AT_HOME, self.foot_support_cm)
        inches = round(self.foot_support_cm / CM_IN_AN_INCH)
        return f"{thing} under the foot (about {inches} inches, {self.foot_support_cm} cm)"

    def _knee(self) -> str:
        if self.knee_bend_deg is None:
            return ""
        return f"{_first(KNEE_WORDS, self.knee_bend_deg)} (about {self.knee_bend_deg}°)"

    def _towel(self) -> str:
        if self.towel is None:
            return ""
        return "a rolled towel under the thigh" if self.towel else "no towel"


def _first(words: tuple[tuple[int, str], ...], value: int) -> str:
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


def _why_foot(foot_support_cm: int, gentle: bool) -> str:
    if not gentle:
        return (
            "By your readings even this may pull more than gently, so hold the other knee less "
            "tightly too."
        )
    if foot_support_cm == 0:
        return "By your readings the pull stays gentle without any."
    return "By your readings this is the lowest at which the first pull stays gentle."


def _why_knee(towel: bool, gentle: bool) -> str:
    if not gentle:
        return (
            "By your readings even this bend may pull more than gently, so keep the strap long "
            "and stop as soon as your hips lift."
        )
    if towel:
        return "By your readings the strap alone would hardly pull, so the towel lifts the thigh."
    return "By your readings more bend than this would begin to lift your hips."


def on_gentle(limit_nm: float, lifts_nm: float, hangs_nm: float) -> str:
    """What `gentle` means, said openly; the numbers are newton-meters at the hip."""
    return (
        f"Gentle means here: the muscles pull at the hip with {limit_nm:.0f} newton-meters or "
        f"less. We chose that number. At about {lifts_nm:.0f} the pelvis of a person lying on "
        f"the stomach begins to lift, and our reckoning can be off by a third; a leg that hangs "
        f"free pulls with about {hangs_nm:.0f}. Nobody has measured what people feel at home, so "
        f"your own feeling comes first. Heights are for a bed of 22 inches ({BED_CM} cm): beside "
        f"a higher bed, add the difference."
    )
