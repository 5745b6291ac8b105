"""What the page says while the phone reads its own tilt: plain data for `read_by_phone.js`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from guywire.body.measure.readings import RANGES_DEG
from guywire.hips.readings import HANGING

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

WHERE = {
    "pelvis": _(
        "Lay the phone on the front of your pelvis. Screen up, top edge toward your "
        "feet. One end is near the two hip bones. The other end is on the bone "
        "between your legs."
    ),
    "standing_pelvis": _(
        "Hold the phone against the front of your pelvis. Screen outward, top edge "
        "down. The upper end is near the two hip bones. The lower end is on the bone "
        "between your legs. Stand as you usually do."
    ),
    "thigh": _(
        "Lay the phone along the top of the hanging thigh. Screen up, top edge toward the knee."
    ),
    "shin": _(
        "Hold the phone along the front of the shin. Screen outward, top edge toward the foot. A "
        "helper makes this much easier."
    ),
    "prone_knee": _(
        "Hold the phone along the front of the shin. Screen outward, top edge toward the foot. A "
        "helper makes this much easier. Bend the knee until the pelvis begins to lift, and stop "
        "there."
    ),
}
READY = {
    "pelvis": _("Take your time. Lay it on the pelvis when you are ready."),
    "thigh": _("Take your time. Lay it on the thigh when you are ready."),
    "shin": _("Take your time. Hold it on the shin when you are ready."),
    "prone_knee": _("Take your time. Hold it on the shin when you are ready."),
    "standing_pelvis": _("Take your time. Hold it on the pelvis when you are ready."),
}
FIRST_LIFT = {
    "pelvis": _("Lift the phone. Lay it on the pelvis when you are ready."),
    "thigh": _("Lift the phone. Lay it on the thigh when you are ready."),
    "shin": _("Lift the phone. Hold it on the shin when you are ready."),
    "prone_knee": _("Lift the phone. Hold it on the shin when you are ready."),
    "standing_pelvis": _("Lift the phone. Hold it on the pelvis when you are ready."),
}
HINTS = {
    "wait": _("Lay it down and let go. It reads when it is still."),
    "still": _("Hold still."),
    "sideways": _("The phone is tilted to one side. Turn it along the leg."),
    "turned": _("Turn the phone around. Screen up, top edge toward your foot."),
    "bend": _("Bend the knee slowly."),
    "lift": _("Good. Lift the phone."),
}
HELD_HINTS = {
    "wait": _("Hold it flat against the body, and keep still."),
    "turned": _("Turn the phone around. Screen outward, top edge toward your foot."),
}
TITLES = {
    "pelvis": _("Pelvis"),
    "thigh": _("Thigh"),
    "shin": _("Shin"),
    "prone_knee": _("Knee bend"),
    "standing_pelvis": _("Standing pelvis"),
}
READ_AGAIN = {
    "pelvis": _("Read the pelvis again"),
    "thigh": _("Read the thigh again"),
    "shin": _("Read the shin again"),
    "prone_knee": _("Read the knee bend again"),
    "standing_pelvis": _("Read the standing pelvis again"),
}
WORDS = {
    "back": _("Last reading removed."),
    "done": _("That is all. Sit up slowly, look at the numbers, and tap Continue."),
    "nothing": _("No readings yet. Start again, or type them in."),
    "full": _("All readings are done. To redo one, clear it first."),
    "stopped": _("Stopped. Your readings are saved."),
    "lost": _(
        "We lost the phone's sensor. Your readings are saved. Tap Start reading to continue."
    ),
    "unreached": _("We cannot read this spot. We leave it out for now."),
    "asking": _("Asking the phone …"),
    "refused": _(
        "The phone did not let this page read its angle. Type the numbers from a level app instead."
    ),
    "silent": _("This device does not read angles. Type the numbers from a level app instead."),
    # In the middle of a sentence: {title} is one of the titles, {reading} “reading 1”.
    "place": _("{title}, {reading}"),
    "place_removed": _("{title}, {reading}: last reading removed."),
}
TRIALS = (_("reading 1"), _("reading 2"), _("reading 3"))
HELD = ("shin", "prone_knee", "standing_pelvis")
"""Too steep, or face down: let go of, the phone would fall."""
WITHIN_DEG = {"lying": 1.0, "held": 2.0}
"""Breathing moves a phone that lies on the body by less; a hand trembles by 0.6 each way."""
SHIN_AT_MOST_DEG = 0.0
"""A shin that hangs reads below level; above it, the phone lies the wrong way round."""
UPRIGHT_READS_DEG = -90.0
"""A phone whose top edge points straight down."""
FIELDS = {"standing_pelvis": "standing"}
"""The form's field, where it has another name than the engine's reading."""
PAUSE_SECONDS = {"start": 10.0, "again": 10.0, "tapped": 4.0}
"""To sit down, roll back and let the leg get heavy; to put the phone back after a tap on it."""


def hanging_words(fields: Iterable[str]) -> dict[str, Any]:
    spots = tuple(name for name in HANGING if name in fields)
    return _words(spots, _("Lift the leg, and let it hang again."))


def standing_words() -> dict[str, Any]:
    return _words(("standing_pelvis",), _("Take a step, and stand at ease again."))


def knee_bend_words() -> dict[str, Any]:
    again = _(
        "Let the leg down, and rest a moment. Then bend it again until the pelvis begins to lift."
    )
    return _words(("prone_knee",), again)


def _words(spots: tuple[str, ...], again: str | _StrPromise) -> dict[str, Any]:
    return {
        "spots": [_spot(name) for name in spots],
        "repeats": [str(words) for words in TRIALS],
        "degrees": [ngettext("{count} degree", "{count} degrees", count) for count in (1, 2)],
        "degrees_below": [
            ngettext("minus {count} degree", "minus {count} degrees", count) for count in (1, 2)
        ],
        "pauses": PAUSE_SECONDS,
        "again": str(again),
        **_in_page_language(WORDS),
    }


def _spot(name: str) -> dict[str, Any]:
    low, high = RANGES_DEG[name]
    held = name in HELD
    hints = HINTS | (HELD_HINTS if held else {})
    hints |= {"ready": READY[name], "first_lift": FIRST_LIFT[name]}
    return {
        "name": FIELDS.get(name, name),
        "title": str(TITLES[name]),
        "where": str(WHERE[name]),
        "hints": _in_page_language(hints),
        "read_again": str(READ_AGAIN[name]),
        "low": low,
        "high": min(high, SHIN_AT_MOST_DEG) if name == "shin" else high,
        "within": WITHIN_DEG["held" if held else "lying"],
        "face_down": name == "prone_knee",
        "zero": UPRIGHT_READS_DEG if name == "standing_pelvis" else 0.0,
    }


def _in_page_language(words: Mapping[str, _StrPromise]) -> dict[str, str]:
    return {name: str(text) for name, text in words.items()}
