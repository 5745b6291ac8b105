"""What the page says while the phone reads its own tilt: plain data for `read_by_phone.js`."""

from __future__ import annotations

from typing import Any

from guywire.body.measure.readings import RANGES_DEG
from guywire.clinic.checks.forms import REPEATS
from guywire.hips.readings import HANGING

WHERE = {
    "pelvis": "Lay the phone on the front of your pelvis, screen up, its top edge toward your "
    "feet. One end lies near the two hip bones, the other on the bone between your legs.",
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
}
HINTS = {
    "wait": "Lay it down and let go. It reads when it lies still.",
    "still": "Hold still.",
    "sideways": "The phone is tilted to one side. Turn it until it lies along the leg.",
    "turned": "That cannot be right. Screen up, top edge toward the foot.",
    "bend": "Bend the knee slowly.",
    "lift": "Good. Lift the phone.",
}
HELD_HINTS = {
    "wait": "Hold it flat against the shin, and keep still.",
    "turned": "That cannot be right. Screen outward, top edge toward the foot.",
}
HELD = ("shin", "prone_knee")
"""Too steep, or face down: let go of, the phone would fall."""
WITHIN_DEG = {"lying": 1.0, "held": 2.0}
"""Breathing moves a phone that lies on the body by less; a hand trembles by 0.6 each way."""
SHIN_AT_MOST_DEG = 0.0
"""A shin that hangs reads below level; above it, the phone lies the wrong way round."""
PAUSE_SECONDS = {"start": 10.0, "again": 10.0, "tapped": 4.0}
"""To sit down, roll back and let the leg get heavy; to put the phone back after a tap on it."""


def hanging_words() -> dict[str, Any]:
    return _words(HANGING, "Lift the leg, and let it hang again.")


def knee_bend_words() -> dict[str, Any]:
    again = (
        "Let the leg down, and rest a moment. Then bend it again until the pelvis begins to lift."
    )
    return _words(("prone_knee",), again)


def _words(spots: tuple[str, ...], again: str) -> dict[str, Any]:
    return {
        "spots": [_spot(name) for name in spots],
        "repeats": list(REPEATS),
        "pauses": PAUSE_SECONDS,
        "again": again,
        "back": "Taken back.",
        "done": "That is all. Sit up slowly, look at the numbers, and tap Continue.",
        "nothing": "Nothing was read. Type the numbers, or start again.",
        "full": "All boxes are full. Empty the ones you want to read again.",
        "stopped": "Stopped. What was read stays in the boxes.",
        "lost": "The phone stopped telling its tilt. What was read stays in the boxes. Tap Start "
        "reading to go on, or type the numbers.",
        "asking": "Asking the phone …",
        "refused": "The phone did not let this page read its tilt. Type the numbers instead, from "
        "a level app.",
        "silent": "No tilt comes from this device. Type the numbers instead, from a level app.",
    }


def _spot(name: str) -> dict[str, Any]:
    low, high = RANGES_DEG[name]
    held = name in HELD
    title = {"prone_knee": "Knee bend"}.get(name, name.capitalize())
    placing = {
        "ready": f"Take your time. {PLACING[name]}",
        "first_lift": f"Lift the phone. {PLACING[name]}",
    }
    return {
        "name": name,
        "title": title,
        "where": WHERE[name],
        "hints": HINTS | (HELD_HINTS if held else {}) | placing,
        "read_again": f"Read the {title.lower()} again",
        "low": low,
        "high": min(high, SHIN_AT_MOST_DEG) if name == "shin" else high,
        "within": WITHIN_DEG["held" if held else "lying"],
        "face_down": name == "prone_knee",
    }
