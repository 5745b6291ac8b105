"""What the terminal says of a reading that cannot be right, by its code."""

from collections.abc import Mapping
from typing import Any

SENTENCES = {
    "no_trials": "{Reading}: no reading given. Enter at least one angle in °.",
    "too_many_trials": "{Reading}: {count} trials given; enter at most {most}.",
    "not_a_list": "{Reading} is {value!r}. Enter a list of angles in °, such as [12.0].",
    "not_a_number": "{Reading} {value} is not a number. Enter an angle in °.",
    "sign_swapped": "{Reading} {value:g}° is outside {low:g}° to {high:g}°. "
    "Did you mean {opposite}°?",
    "out_of_range": "{Reading} {value:g}° is outside {low:g}° to {high:g}°. "
    "Take the reading again.",
    "trials_apart": "{Reading} trials {listed} lie {apart:g}° apart; trials of one position agree "
    "within {most:g}°. Take this reading again.",
    "knee_bent_too_far": "Shin {shin:g}° with the thigh at {thigh:g}° bends the knee {flexion:g}°; "
    "a knee bends up to {most:g}°. A shin hanging straight down reads −90°. Take the shin again.",
    "shin_above_thigh": "Shin {shin:g}° lies above the thigh ({thigh:g}°), so the knee would bend "
    "backwards. A shin hanging straight down reads −90°. Take the shin again.",
    "shin_sign_swapped": "Shin {shin:g}° lies above the thigh ({thigh:g}°), so the knee would bend "
    "backwards. A shin hanging straight down reads −90°. Did you mean −{shin:g}°?",
    "hip_extended_too_far": "Pelvis {pelvis:g}° with the thigh at {thigh:g}° makes {extension:g}° "
    "of hip extension; hips reach {low:g}° to {high:g}°. Check both signs (+ pelvis rotated back, "
    "− knee below hip) and take the pelvis again.",
    "implausible": "{found}: hardly anybody reads like this. "
    "Take the {again} reading again, {how}.",
}

NAMES = {
    "thigh": "thigh",
    "pelvis": "pelvis",
    "knee": "knee bend",
    "prone_knee": "prone knee bend",
    "standing_pelvis": "standing pelvis",
}
HOW = {
    "prone_knee": "stopping where the pelvis begins to lift",
    "standing_pelvis": "standing as you always stand",
}
HANGING = "with the leg hanging loose"


def sentence(reading: str, code: str, values: Mapping[str, Any]) -> str:
    """The sentence for a code and its values. A code without one is shown as it is."""
    name = reading.replace("_", " ")
    extra = {
        "Reading": name.capitalize(),
        "again": name,
        "how": HOW.get(reading, HANGING),
        "listed": ", ".join(f"{value:g}°" for value in values.get("trials", ())),
        "found": _found(values.get("readings", {})),
        "opposite": _opposite(values["value"]) if code == "sign_swapped" else "",
    }
    return SENTENCES.get(code, "{Reading}: {code}").format(**{"code": code, **extra, **values})


def _opposite(value: float) -> str:
    return f"{-value:g}".replace("-", "−")


def _found(readings: Mapping[str, float]) -> str:
    listed = ", ".join(f"{NAMES[name]} {value:.0f}°" for name, value in readings.items())
    return listed[:1].upper() + listed[1:]
