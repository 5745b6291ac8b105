"""The drawings of people: which there are, what each shows in words, and their view boxes.

`make drawings` makes the files and `drawings.json` (tools/drawings).
"""

import json
import re
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.utils.translation import gettext_lazy as _

BOXES = Path(__file__).with_name("drawings.json")
WITH_FALLBACK = re.compile(r"var\(--[\w-]+,(#[0-9a-f]+)\)")
OUTER = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)

ALTERNATIVES = {
    "stand_side": _("A person stands, seen from the side."),
    "stand_front": _("A person stands, seen from the front."),
    "stand_pelvis": _(
        "A person stands, seen from the side, and holds a phone upright against the front of the "
        "pelvis. A ring marks the spot."
    ),
    "sit": _("A person sits on the side of the bed, both feet on the floor."),
    "push_up": _(
        "A person pushes up from lying on the side. One hand presses on the bed, and the legs go "
        "down to the floor."
    ),
    "on_side": _("A person lies on the side, both knees bent, one hand on the bed in front."),
    "lie_back": _("A person lies on the back near the edge of the bed, both knees bent."),
    "hold_knee": _(
        "A person lies on the back near the edge of the bed and holds the {other_knee} with both "
        "hands. The {foot} is on the bed."
    ),
    "hang": _(
        "A person lies on the back and holds the {other_knee} with both hands. The {leg} hangs "
        "off the side of the bed."
    ),
    "hang_pillows": _(
        "A person lies on the back and holds the {other_knee}. The {leg} hangs off the side of "
        "the bed, the foot on two firm pillows."
    ),
    "hang_stool": _(
        "A person lies on the back and holds the {other_knee}. The {leg} hangs off the side of "
        "the bed, the foot on a stool."
    ),
    "hang_chair": _(
        "A person lies on the back and holds the {other_knee}. The {foot} is on the seat of a "
        "dining chair next to the bed."
    ),
    "hang_above": _(
        "The same from above: the {leg} hangs off the side of the bed, the {other_knee} is "
        "held with both hands."
    ),
    "hang_pelvis": _(
        "The {leg} hangs off the side of the bed. A phone lies on the front of the pelvis. A "
        "ring marks the spot."
    ),
    "hang_thigh": _(
        "The {leg} hangs off the side of the bed. A phone lies along the top of the thigh. A "
        "ring marks the spot."
    ),
    "sit_end": _("A person sits on the end of the bed, both feet on the floor."),
    "thomas": _(
        "A person lies on the back with the hips at the end of the bed and holds the {other_knee} "
        "with both hands. The {leg} hangs over the end."
    ),
    "thomas_pelvis": _(
        "The {leg} hangs over the end of the bed. A phone lies on the front of the pelvis. A "
        "ring marks the spot."
    ),
    "thomas_thigh": _(
        "The {leg} hangs over the end of the bed. A phone lies along the top of the thigh. A "
        "ring marks the spot."
    ),
    "thomas_shin": _(
        "The {leg} hangs over the end of the bed. A phone lies along the front of the shin. A "
        "ring marks the spot."
    ),
    "prone_flat": _("A person lies on the stomach, both legs straight, the head on one arm."),
    "prone_loop": _(
        "A person lies on the stomach, both legs straight. A strap goes from a loop around the "
        "{ankle} over the shoulder to the hand."
    ),
    "prone_low": _(
        "A person lies on the stomach. A strap holds the {knee} bent a little over half way "
        "to a right angle."
    ),
    "prone_strap": _(
        "A person lies on the stomach, the head on one arm. A strap around the {ankle} goes "
        "over the shoulder to the hand and holds the knee bent."
    ),
    "prone_towel": _(
        "The same with a rolled towel under the {thigh}, just above the knee. The strap holds "
        "the knee bent."
    ),
    "prone_above": _(
        "The same from above: the strap goes from the {ankle} over the shoulder to the hand."
    ),
    "chair_at_side": _("A person stands with a hand on the back of a chair."),
    "chair_and_pillow": _("The same with a pillow on the floor, behind the feet."),
    "kneel": _(
        "A person kneels on the {knee}, on a pillow. The other foot is flat on the floor in "
        "front, and a hand holds the back of a chair."
    ),
    "kneel_tucked": _(
        "The same with the pelvis rolled under, so that the lower back is long and flat."
    ),
    "half_kneeling": _(
        "The same with the hips farther forward, ahead of the {knee}. The trunk stays upright. "
        "A mark shows the front of the {hip}."
    ),
    "move_supine": _(
        "A person sits on the side of the bed and lies down on the side. The person rolls onto the "
        "back, holds the {other_knee}, and lets the {leg} hang off the side."
    ),
    "move_get_up": _(
        "A person lies on the back with the knees bent and rolls onto the side. The person pushes "
        "up with the hands while the legs go over the edge, and sits."
    ),
    "move_prone": _(
        "A person on the side puts a strap around the {ankle}, rolls onto the stomach, and "
        "bends the {knee} with the strap over the shoulder."
    ),
    "move_supine_above": _(
        "The same from above: the {leg} comes to lie at the edge of the bed and hangs off it."
    ),
    "move_get_up_above": _(
        "The same from above: the legs go over the edge as the hands push up, then the person sits."
    ),
    "move_prone_above": _(
        "The same from above: the strap goes around the {ankle} and over the {shoulder}."
    ),
    "prone_shin": _(
        "A person lies on the stomach, the {knee} bent. A phone lies along the front of the "
        "shin. A ring marks the spot."
    ),
}
"""What each drawing shows. {leg}, {knee} and so on are of the side that stretches."""


@cache
def boxes() -> dict[str, dict[str, str]]:
    """Return the view box of each drawing of each person."""
    return dict(json.loads(BOXES.read_text("utf-8")))


def file_of(person: str, name: str) -> str:
    return f"site/drawings/{person}/{name}.svg"


@cache
def plain_paths(person: str, name: str) -> str:
    """Return a drawing's paths in its own colors, for paper, where no page sets others."""
    path = finders.find(file_of(person, name))
    if not isinstance(path, str):
        raise FileNotFoundError(f"there is no drawing {name!r} of {person!r}; run `make drawings`")
    text = OUTER.search(Path(path).read_text("utf-8"))
    if text is None:
        raise ValueError(f"the drawing {name!r} of {person!r} is no SVG")
    return WITH_FALLBACK.sub(r"\1", text[1]).replace(' id="drawing"', "")
