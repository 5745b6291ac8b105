"""What the page says while the phone reads its own tilt: plain data for `read_by_phone.js`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from guywire.body.measure.readings import RANGES_DEG
from guywire.clinic.checks.forms import TRIAL_LABELS
from guywire.hips.readings import HANGING

WHERE = {
    "pelvis": "Lay the phone on the front of your pelvis, screen up, its top edge toward your "
    "feet. One end lies near the two hip bones, the other on the bone between your legs.",
    "standing_pelvis": "Hold the phone against the front of your pelvis, screen outward, its "
    "top edge down. The upper end lies near the two hip bones, the lower end on the bone between "
    "your legs. Stand as you usually stand.",
    "thigh": "Lay the phone along the top of the hanging thigh, screen up, its top edge toward the "
    "knee.",
    "shin": "Hold the phone along the front of the shin, screen outward, its top edge toward the "
    "foot. A helper makes this much easier.",
    "prone_knee": "Hold the phone along the front of the shin, screen outward, its top edge toward "
    "the foot. A helper makes this much easier. Bend the knee until the pelvis begins to lift, and "
    "stop there.",
}
PLACING = {
    "pelvis": "Lay it on the pelvis when you are ready.",
    "thigh": "Lay it on the thigh when you are ready.",
    "shin": "Hold it on the shin when you are ready.",
    "prone_knee": "Hold it on the shin when you are ready.",
    "standing_pelvis": "Hold it on the pelvis when you are ready.",
}
HINTS = {
    "wait": "Lay it down and let go. It reads when it lies still.",
    "still": "Hold still.",
    "sideways": "The phone is tilted to one side. Turn it until it lies along the leg.",
    "turned": "Turn the phone around. Screen up, top edge toward your foot.",
    "bend": "Bend the knee slowly.",
    "lift": "Good. Lift the phone.",
}
HELD_HINTS = {
    "wait": "Hold it flat against the body, and keep still.",
    "turned": "Turn the phone around. Screen outward, top edge toward your foot.",
}
HELD = ("shin", "prone_knee", "standing_pelvis")
"""Too steep, or face down: let go of, the phone would fall."""
WITHIN_DEG = {"lying": 1.0, "held": 2.0}
"""Breathing moves a phone that lies on the body by less; a hand trembles by 0.6 each way."""
SHIN_AT_MOST_DEG = 0.0
"""A shin that hangs reads below level; above it, the phone lies the wrong way round."""
UPRIGHT_READS_DEG = -90.0
"""A phone whose top edge points straight down."""
TITLES = {"prone_knee": "Knee bend", "standing_pelvis": "Standing pelvis"}
FIELDS = {"standing_pelvis": "standing"}
"""The form's field, where it has another name than the engine's reading."""
PAUSE_SECONDS = {"start": 10.0, "again": 10.0, "tapped": 4.0}
"""To sit down, roll back and let the leg get heavy; to put the phone back after a tap on it."""


def hanging_words(fields: Iterable[str]) -> dict[str, Any]:
    spots = tuple(name for name in HANGING if name in fields)
    return _words(spots, "Lift the leg, and let it hang again.")


def standing_words() -> dict[str, Any]:
    return _words(("standing_pelvis",), "Take a step, and stand at ease again.")


def knee_bend_words() -> dict[str, Any]:
    again = (
        "Let the leg down, and rest a moment. Then bend it again until the pelvis begins to lift."
    )
    return _words(("prone_knee",), again)


def _words(spots: tuple[str, ...], again: str) -> dict[str, Any]:
    return {
        "spots": [_spot(name) for name in spots],
        "repeats": list(TRIAL_LABELS),
        "pauses": PAUSE_SECONDS,
        "again": again,
        "back": "Last reading removed.",
        "done": "That is all. Sit up slowly, look at the numbers, and tap Continue.",
        "nothing": "No readings yet. Start again, or type them in.",
        "full": "All readings are done. To redo one, clear it first.",
        "stopped": "Stopped. Your readings are saved.",
        "lost": "We lost the phone's sensor. Your readings are saved. Tap Start reading to go on.",
        "unreached": "We cannot read this spot. We leave it out for now.",
        "asking": "Asking the phone …",
        "refused": "The phone did not let this page read its tilt. Type the numbers instead, from "
        "a level app.",
        "silent": "No tilt comes from this device. Type the numbers instead, from a level app.",
    }


def _spot(name: str) -> dict[str, Any]:
    low, high = RANGES_DEG[name]
    held = name in HELD
    title = TITLES.get(name, name.capitalize())
    placing = {
        "ready": f"Take your time. {PLACING[name]}",
        "first_lift": f"Lift the phone. {PLACING[name]}",
    }
    return {
        "name": FIELDS.get(name, name),
        "title": title,
        "where": WHERE[name],
        "hints": HINTS | (HELD_HINTS if held else {}) | placing,
        "read_again": f"Read the {title.lower()} again",
        "low": low,
        "high": min(high, SHIN_AT_MOST_DEG) if name == "shin" else high,
        "within": WITHIN_DEG["held" if held else "lying"],
        "face_down": name == "prone_knee",
        "zero": UPRIGHT_READS_DEG if name == "standing_pelvis" else 0.0,
    }
