"""What the page says while the phone reads its own tilt: plain data for `read_by_phone.js`."""

from __future__ import annotations

from typing import Any

from guywire.body.measure.readings import RANGES_DEG
from guywire.clinic.checks.forms import REPEATS
from guywire.clinic.checks.record import HANGING

WHERE = {
    "pelvis": "Lay the phone on the front of your pelvis, screen up, its top edge toward your "
    "feet. One end lies near the two hip bones, the other on the bone between your legs.",
    "thigh": "Lay the phone along the top of the hanging thigh, screen up, its top edge toward the "
    "knee.",
    "shin": "Lay the phone along the front of the shin, screen outward, its top edge toward the "
    "foot.",
    "prone_knee": "Lay the phone along the front of the shin, screen outward, its top edge toward "
    "the foot. Bend the knee until the pelvis begins to lift, and stop there.",
}
HINTS = {
    "wait": "Lay it down and let go. It reads when it lies still.",
    "still": "Hold still.",
    "sideways": "The phone is tilted to one side. Turn it until it lies along the leg.",
    "turned": "That cannot be right. Screen outward, top edge toward the foot.",
    "lift": "Good. Lift the phone.",
}
SHIN_AT_MOST_DEG = 0.0
"""A shin that hangs reads below level; above it, the phone lies the wrong way round."""


def hanging_words() -> dict[str, Any]:
    return _words(HANGING, "Lift the leg, and let it hang again.")


def knee_bend_words() -> dict[str, Any]:
    return _words(("prone_knee",), "Let the leg down, and rest a moment.")


def _words(spots: tuple[str, ...], again: str) -> dict[str, Any]:
    return {
        "spots": [_spot(name) for name in spots],
        "repeats": list(REPEATS),
        "hints": HINTS,
        "again": again,
        "done": "That is all. Sit up slowly, look at the numbers, and tap Continue.",
        "stopped": "Stopped. What was read stays in the boxes.",
        "refused": "The phone did not let this page read its tilt. Type the numbers instead, from "
        "a level app.",
        "silent": "No tilt comes from this device. Type the numbers instead, from a level app.",
    }


def _spot(name: str) -> dict[str, Any]:
    low, high = RANGES_DEG[name]
    return {
        "name": name,
        "title": {"prone_knee": "Knee bend"}.get(name, name.capitalize()),
        "where": WHERE[name],
        "low": low,
        "high": min(high, SHIN_AT_MOST_DEG) if name == "shin" else high,
        "face_down": name == "prone_knee",
    }
